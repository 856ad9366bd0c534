"""Forbidden pairs and points of invented people: all pairs at once say what each pair by itself says."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fokus_app.matching import grid, proposal, rules
from fokus_app.matching.facts import NOTHING, Mentee, Mentor, Period, Points, Situation, in_order
from tests.matching import reference

TODAY = date(2026, 11, 25)
PERIOD = Period(TODAY, TODAY + timedelta(days=365))
#: few of everything, so that people meet themselves, their manager and their centre often
USERS, CENTRES, AREAS, CITIES = "abcdef", ("N-1", "N-2", "S-1"), ("Nord", "Süd", "West"), ("essen", "bochum")
COMPETENCIES, WISHES = ("Rolle", "Haltung", "Konflikt"), ("Türkisch", "Video")

quietly = settings(
	max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def _maybe(values, nothing):
	return st.one_of(st.just(nothing), st.sampled_from(values))


def _some(values):
	return st.lists(st.sampled_from(values), unique=True)


mentees = st.builds(
	Mentee,
	name=st.integers(1, 5).map("FK-{}".format),
	title=st.sampled_from(("Anna", "Berta", "Cem")),
	user=_maybe(USERS, ""),
	email=_maybe(USERS, ""),
	manager=_maybe(USERS, ""),
	centre=_maybe(CENTRES, ""),
	area=_maybe(AREAS, ""),
	city=_maybe(CITIES, ""),
	competencies=_some(COMPETENCIES).map(tuple),
	wishes=_some(WISHES).map(tuple),
)
mentors = st.builds(
	Mentor,
	name=st.integers(1, 4).map("MT-{}".format),
	title=st.sampled_from(("Xaver", "Yvonne", "Zoe")),
	user=_maybe(USERS, NOTHING),
	email=_maybe(USERS, NOTHING),
	enabled=st.sampled_from((True, True, True, False)),
	status=st.sampled_from(("Active", "Active", "Active", "Paused", "Retired")),
	centre=_maybe(CENTRES, NOTHING),
	area=_maybe(AREAS, NOTHING),
	city=_maybe(CITIES, NOTHING),
	available_from=st.sampled_from((date.min, date.min, TODAY, TODAY + timedelta(days=1))),
	available_until=st.sampled_from(
		(date.max, date.max, PERIOD.until, PERIOD.until - timedelta(days=1), TODAY - timedelta(days=1))
	),
	capacity=st.integers(0, 3),
	used=st.integers(0, 2),
	competencies=_some(COMPETENCIES).map(frozenset),
	wishes=_some(WISHES).map(frozenset),
)
pairs = st.lists(
	st.tuples(st.integers(1, 5).map("FK-{}".format), st.integers(1, 4).map("MT-{}".format)), max_size=4
)
situations = st.builds(
	Situation,
	mentees=st.lists(mentees, max_size=5, unique_by=lambda each: each.name).map(in_order),
	mentors=st.lists(mentors, max_size=4, unique_by=lambda each: each.name).map(in_order),
	period=st.just(PERIOD),
	points=st.builds(Points, *[st.integers(0, 40)] * 4, st.sampled_from((0, 0, 0, 10))),
	neighbours=st.sampled_from(
		({}, {"Nord": frozenset({"Süd"}), "Süd": frozenset({"Nord"})}),
	),
	running=pairs.map(frozenset),
	over=pairs.map(frozenset),
	taken=st.lists(st.integers(1, 5).map("FK-{}".format), max_size=1).map(frozenset),
	acting=st.sampled_from((*USERS, "clerk")),
)


@quietly
@given(situations)
def test_all_at_once_forbids_and_counts_as_each_pair_by_itself(situation):
	refusals, fit = grid.refusals(situation), grid.fit(situation)
	for row, mentee in enumerate(situation.mentees):
		for column, mentor in enumerate(situation.mentors):
			if mentee.name not in situation.taken:
				expected = reference.forbidden(mentee, mentor, situation)
				assert bool(refusals[row, column]) == expected, (mentee, mentor)
			assert fit[row, column] == reference.points(mentee, mentor, situation), (mentee, mentor)
			one = rules.personal(mentee, mentor)
			assert one == rules.Refusal.NONE or refusals[row, column] == one


@quietly
@given(situations)
def test_a_forbidden_pair_is_never_proposed(situation):
	chosen = proposal.best(proposal.Grid(situation), {})
	mentees = {each.name: each for each in situation.mentees}
	mentors = {each.name: each for each in situation.mentors}
	for mentee, mentor in chosen.items():
		if mentor:
			assert not reference.forbidden(mentees[mentee], mentors[mentor], situation)
	for mentor in mentors.values():
		assert list(chosen.values()).count(mentor.name) <= mentor.free
	# whoever has such a mentor is not looked at, and everybody else is
	assert set(chosen) == mentees.keys() - situation.taken


@quietly
@given(situations, st.randoms())
def test_the_same_at_every_run_whatever_order_the_records_come_in(situation, dice):
	first = proposal.best(proposal.Grid(situation), {})
	mentees, mentors = list(situation.mentees), list(situation.mentors)
	dice.shuffle(mentees)
	dice.shuffle(mentors)
	mixed = Situation(
		in_order(mentees),
		in_order(mentors),
		*(getattr(situation, name) for name in ("period", "points", "neighbours", "running")),
		*(getattr(situation, name) for name in ("over", "taken", "acting")),
	)
	assert proposal.best(proposal.Grid(mixed), {}) == first


@quietly
@given(situations)
def test_what_is_shown_of_the_best_is_what_it_is_worth(situation):
	table = proposal.Grid(situation)
	chosen = proposal.best(table, {})
	seen = proposal.shown(table, chosen)
	assert seen["problems"] == 0
	assert {row["candidate"]: row["mentor"] for row in seen["rows"]} == chosen
	assert all(row["why"] for row in seen["rows"])
	mentees = {each.name: each for each in situation.mentees}
	value = 0
	for mentor in situation.mentors:
		theirs = [name for name, given_to in chosen.items() if given_to == mentor.name]
		value += sum(reference.points(mentees[name], mentor, situation) for name in theirs)
		value += sum(reference.load(mentor, situation.points)[: len(theirs)])
	assert seen["total"] == value
	for row in seen["rows"]:
		offered = [each["points"] for each in row["choices"]]
		assert offered == sorted(offered, reverse=True) and len(offered) <= 3


@quietly
@given(situations, st.data())
def test_what_is_fixed_by_hand_stays_and_costs_what_is_said(situation, data):
	table = proposal.Grid(situation)
	best = proposal.best(table, {})
	if not best:
		return
	name = data.draw(st.sampled_from(sorted(best)))
	possible = [each["mentor"] for each in proposal.choices(table, name)]
	wished = data.draw(st.sampled_from([*possible, None]))
	again = proposal.best(table, {name: wished})
	assert again[name] == wished
	seen, before = proposal.shown(table, again), proposal.shown(table, best)
	assert seen["problems"] == 0
	if situation.points.least == 0:
		# below the least points a person may choose what the proposal would not
		assert (seen["pairs"], seen["total"] if seen["pairs"] == before["pairs"] else 0) <= (
			before["pairs"],
			before["total"],
		)


def test_equal_ones_are_given_in_the_order_of_their_names():
	mentees = in_order(Mentee(f"FK-{number}", title) for number, title in enumerate(("Çem", "anna", "Berta")))
	mentors = in_order(Mentor(f"MT-{number}", title, capacity=1) for number, title in enumerate("ZYX"))
	situation = Situation(mentees, mentors, PERIOD)
	chosen = proposal.best(proposal.Grid(situation), {})
	titles = {each.name: each.title for each in (*mentees, *mentors)}
	assert [(titles[mentee], titles[mentor]) for mentee, mentor in chosen.items()] == [
		("anna", "X"),
		("Berta", "Y"),
		("Çem", "Z"),
	]
