"""What HR asks for in the desk: proposals of what is really stored, changes by hand, making the pairs."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app import places
from fokus_app.matching import creating, screen
from fokus_app.workflows import guard
from tests import programme as cast
from tests.matching.conftest import START, UNTIL, mentee, mentor, pair
from tests.workflows.stages import CANDIDATE, MENTORING

TIME = {"kind": "Mentoring", "start": START, "until": UNTIL}


@pytest.fixture
def two_by_two(programme, nobody_else):
	"""Anna wishes for what both mentors offer, Berta for what Xenia alone offers; Xenia is nearer to both."""
	competencies = frappe.get_all("Leadership Competency", pluck="name", limit=2, order_by="sort_order")
	anna, berta = (mentee(programme, name) for name in ("Anna", "Berta"))
	xenia = mentor("Xenia", centre=programme.centre2, competencies=[{"competency": c} for c in competencies])
	yusuf = mentor("Yusuf", centre=programme.target_centre, competencies=[{"competency": competencies[0]}])
	_wish(anna, wished_competencies=[{"competency": competencies[0]}])
	_wish(berta, wished_competencies=[{"competency": competencies[1]}])
	return frappe._dict(anna=anna, berta=berta, xenia=xenia, yusuf=yusuf, competencies=competencies)


def _wish(candidate, **values):
	doc = frappe.get_doc(CANDIDATE, candidate)
	with cast.acting_as("clerk"):
		doc.update(values)
		doc.save()


def _propose(programme, person="clerk", **more):
	with cast.acting_as(person):
		return screen.propose(**{**TIME, "cohort": programme.cohort, **more})


def _pairs(seen) -> dict:
	return {row["candidate"]: row["mentor"] for row in seen["rows"]}


def _row(seen, candidate) -> dict:
	return next(row for row in seen["rows"] if row["candidate"] == candidate)


def test_the_best_for_both_and_why_in_plain_words(programme, two_by_two):
	them = two_by_two
	seen = _propose(programme)
	# Anna alone would get Xenia, who is nearer
	assert _pairs(seen) == {them.anna: them.yusuf, them.berta: them.xenia}
	berta = _row(seen, them.berta)
	assert berta["title"] == "Berta Probe" and berta["mentor_title"] == "Xenia Mentor"
	assert them.competencies[1] in berta["why"] and "1 of 1 places" in berta["why"]
	assert berta["points"] == 40 + 20 + 15
	assert [each["mentor"] for each in berta["choices"]] == [them.xenia, them.yusuf]
	assert seen["total"] == (40 + 15 + 40 + 20 + 15) * 1000
	assert seen["pairs"] == 2 and seen["problems"] == 0


def test_one_candidate_gets_the_one_who_fits_best(programme, two_by_two):
	seen = _propose(programme, cohort=None, candidate=two_by_two.anna)
	assert _pairs(seen) == {two_by_two.anna: two_by_two.xenia}


def test_a_change_by_hand_and_what_it_costs(programme, two_by_two):
	them = two_by_two
	best = _propose(programme)
	with cast.acting_as("clerk"):
		both = screen.weigh(
			**TIME, cohort=programme.cohort, pairs={them.anna: them.xenia, them.berta: them.xenia}
		)
	assert both["problems"] == 1
	assert "Xenia Mentor has 1 free places; here are 2 people." in _row(both, them.berta)["problem"]
	again = _propose(programme, fixed={them.anna: them.xenia})
	assert _pairs(again) == {them.anna: them.xenia, them.berta: them.yusuf}
	# Anna's short way is won, Berta loses the wished competency and the short way
	assert best["total"] - again["total"] == 40 * 1000
	without = _propose(programme, fixed={them.anna: None})
	assert _pairs(without) == {them.anna: None, them.berta: them.xenia}


def test_all_mentors_who_are_possible_can_be_chosen(programme, two_by_two):
	with cast.acting_as("lead"):
		found = screen.choices(candidate=two_by_two.anna, **TIME)
	assert [each["mentor"] for each in found] == [two_by_two.xenia, two_by_two.yusuf]
	assert all(each["why"] for each in found)


def test_wishes_neighbours_and_the_load_count(programme, nobody_else):
	anna = mentee(programme, "Anna")
	wish = frappe.get_all("Mentoring Wish", pluck="name", limit=1)[0]
	_wish(anna, mentoring_wishes=[{"wish": wish}])
	near = mentor("Nah", area=programme.area, capacity=2)
	speaks = mentor("Spricht", area=programme.area2, wishes=[{"wish": wish}], capacity=2)
	points = {each["mentor"]: each["points"] for each in _choices(anna)}
	assert points == {speaks: 25 + 15, near: 20 + 15}
	area = frappe.get_doc("Daycare Area", programme.area2)
	area.append("neighbours", {"area": programme.area})
	area.save()
	pair(mentee(programme, "Cem"), speaks, "Proposed")
	points = {each["mentor"]: each["points"] for each in _choices(anna)}
	# the half way, and half the load
	assert points[speaks] == round(25 + 10 + 7.5)


def _choices(candidate):
	with cast.acting_as("clerk"):
		return screen.choices(candidate=candidate, **TIME)


def test_the_points_are_those_of_the_settings(programme, two_by_two):
	settings = frappe.get_doc("FOKUS Settings")
	settings.update({"points_competencies": 0, "points_nearness": 100, "points_fairness": 0})
	settings.save()
	seen = _propose(programme)
	assert seen["total"] == 100 * 1000
	settings.update({"points_nearness": 10, "least_points": 11})
	settings.save()
	seen = _propose(programme)
	assert seen["pairs"] == 0
	assert "fits well enough" in seen["rows"][0]["why"]


def test_who_has_a_mentor_or_is_proposed_to_one_is_left_out_and_named(programme, two_by_two):
	pair(two_by_two.anna, two_by_two.yusuf, "Proposed")
	seen = _propose(programme)
	assert _pairs(seen) == {two_by_two.berta: two_by_two.xenia}
	assert [each["title"] for each in seen["left_out"]] == ["Anna Probe"]
	# senior advice stands beside a mentoring
	adviser = mentor("Sina", kind="Senior Adviser")
	seen = _propose(programme, kind="Senior Advice", cohort=None, candidate=two_by_two.anna)
	assert _pairs(seen) == {two_by_two.anna: adviser}


FORBIDDEN = [
	("themself", {"user": "anna@example.org"}, "1 the same person"),
	("the manager", {"user": "manager@example.org"}, "1 the manager"),
	("the same centre", {"centre": "N-001"}, "1 from the same centre"),
	("paused", {"status": "Paused"}, "1 not available in this time"),
	("not there yet", {"available_from": "2027-01-08"}, "1 not available in this time"),
	("leaves in between", {"available_until": "2027-12-19"}, "1 not available in this time"),
	("full", {"capacity": 0}, "1 without a free place"),
]


@pytest.mark.parametrize(("values", "why"), [row[1:] for row in FORBIDDEN], ids=[row[0] for row in FORBIDDEN])
def test_forbidden_pairs_are_neither_proposed_nor_made(programme, nobody_else, values, why):
	anna = mentee(programme, "Anna")
	refused = mentor("Xenia", **values)
	seen = _propose(programme)
	assert _pairs(seen) == {anna: None}
	assert why in seen["rows"][0]["why"]
	_nothing_is_made({anna: refused})


def test_an_earlier_pair_and_who_declined_are_not_proposed_again(programme, nobody_else):
	anna, xenia = mentee(programme, "Anna"), mentor("Xenia", capacity=3)
	for state in ("Ended Early", "Completed", "Declined"):
		name = pair(anna, xenia, state)
		assert _pairs(_propose(programme)) == {anna: None}, state
		_nothing_is_made({anna: xenia})
		frappe.delete_doc(MENTORING, name, force=True, ignore_permissions=True)
	# what HR has taken back may be proposed again
	pair(anna, xenia, "Cancelled")
	assert _pairs(_propose(programme)) == {anna: xenia}


def test_nobody_proposes_themself_as_a_mentor(programme, nobody_else):
	anna = mentee(programme, "Anna")
	own = mentor("Clerk")  # clerk@example.org
	assert _pairs(_propose(programme)) == {anna: None}
	_nothing_is_made({anna: own})
	assert _pairs(_propose(programme, "clerk2")) == {anna: own}


def test_places_that_are_taken_or_promised_are_not_given_again(programme, nobody_else):
	xenia = mentor("Xenia", capacity=2)
	taken, promised = mentee(programme, "Taken"), mentee(programme, "Promised")
	pair(promised, xenia, "Proposed")
	places.keep(MENTORING, pair(taken, xenia), "Mentor", xenia, "capacity")
	anna = mentee(programme, "Anna")
	seen = _propose(programme)
	assert _pairs(seen) == {anna: None}
	assert "1 without a free place" in seen["rows"][0]["why"]
	_nothing_is_made({anna: xenia})


def _nothing_is_made(pairs):
	before = frappe.db.count(MENTORING)
	with cast.acting_as("clerk"), pytest.raises(creating.NotProposed):
		screen.create(**TIME, pairs=pairs)
	assert frappe.db.count(MENTORING) == before


def test_the_pairs_are_made_in_the_state_proposed_with_the_reason(programme, two_by_two):
	seen = _propose(programme)
	with cast.acting_as("clerk"):
		made = screen.create(**TIME, pairs=_pairs(seen))["made"]
	assert len(made) == 2
	for name in made:
		doc = frappe.get_doc(MENTORING, name)
		assert (doc.workflow_state, doc.kind) == ("Proposed", "Mentoring")
		assert (str(doc.from_date), str(doc.until_date)) == (START, UNTIL)
		# the free places are those of today
		assert f"{doc.proposed_because} 1 of 1 places are free." == _row(seen, doc.candidate)["why"]
		assert doc.waiting_for == cast.address("clerk")
	assert [each["title"] for each in _propose(programme)["left_out"]] == ["Anna Probe", "Berta Probe"]


def test_all_or_none_and_every_reason_is_named(programme, two_by_two):
	them = two_by_two
	pair(them.anna, them.yusuf, "Awaiting Mentor")
	before = frappe.db.count(MENTORING)
	with cast.acting_as("clerk"), pytest.raises(creating.NotProposed) as refused:
		screen.create(**TIME, pairs={them.anna: them.xenia, them.berta: them.xenia, "FK-none": them.yusuf})
	assert "Anna Probe: has such a mentor already" in str(refused.value)
	assert "FK-none: One of the two is no longer" in str(refused.value)
	assert frappe.db.count(MENTORING) == before


def test_what_is_stored_at_that_moment_counts(programme, two_by_two):
	seen = _propose(programme)
	frappe.db.set_value("Mentor", two_by_two.xenia, "available_until", add_days(today(), 1))
	_nothing_is_made(_pairs(seen))


def test_a_lead_of_another_cohort_proposes_nothing_for_this_one(programme, two_by_two):
	with cast.acting_as("otherlead"), pytest.raises(guard.NotYourDecision):
		screen.create(**TIME, pairs={two_by_two.anna: two_by_two.xenia})
	frappe.db.rollback()


@pytest.mark.parametrize("person", ["manager", "mentor", "candidate", "sysadmin", "outsider"])
def test_only_hr_and_leads_propose(programme, person):
	for ask in (
		lambda: screen.propose(**TIME, cohort=programme.cohort),
		lambda: screen.weigh(**TIME, cohort=programme.cohort, pairs={}),
		lambda: screen.choices(**TIME, candidate="FK-1"),
		lambda: screen.create(**TIME, pairs={"FK-1": "MT-1"}),
	):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			ask()


BAD = [
	{"kind": "Friendship"},
	{"start": "soon"},
	{"until": "2027-13-01"},
	{"start": UNTIL, "until": START},
	{"fixed": "{"},
	{"fixed": "[1]"},
	{"fixed": {"FK-1": 3}},
	{"fixed": '{"FK-1": ["MT-1"]}'},
]


@pytest.mark.parametrize("values", BAD, ids=str)
def test_what_makes_no_sense_is_refused_with_a_sentence(programme, values):
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError) as refused:
		screen.propose(**{**TIME, "cohort": programme.cohort, **values})
	assert str(refused.value)


@pytest.mark.parametrize("about", [{"cohort": "none"}, {"candidate": "FK-none"}, {}])
def test_who_is_not_there_is_not_proposed(programme, about):
	seen = _propose(programme, **{"cohort": None, **about})
	assert seen["rows"] == [] and seen["left_out"] == []


def test_the_time_is_that_of_a_mentoring_unless_somebody_says_otherwise(programme):
	frappe.db.set_single_value("FOKUS Settings", "mentoring_months", 9)
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	seen = _propose(programme, start="2027-01-31", until=None)
	assert (seen["start"], seen["until"]) == ("2027-01-31", "2027-10-31")
