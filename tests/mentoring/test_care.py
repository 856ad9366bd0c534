"""Silent pairs, looking back, and the report in numbers: nobody learns more than they should."""

import frappe
import pytest
from frappe.utils import getdate

from fokus_app import waiting
from fokus_app.fokus.report.fokus_mentoring_in_numbers import fokus_mentoring_in_numbers as report
from fokus_app.mentoring_sessions import numbers, reflection
from fokus_app.mentoring_sessions.record import DOCTYPE, NotNow
from fokus_app.reminders import due
from tests import programme as cast
from tests.mentoring.conftest import ago, held, planned
from tests.workflows import stages
from tests.workflows.stages import MENTORING

WEEKS = 6
DAYS = 7 * WEEKS
BOTH = {("silent", "mentor"), ("silent", "candidate")}
HR = {("silent pair", "clerk")}


@pytest.fixture
def silent(names, pair):
	"""`silent(days)`: the pair has been active for so long and has not met."""
	frappe.db.set_single_value("FOKUS Settings", "silent_weeks", WEEKS)
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")

	def place(days: int, state: str = "Active", **values) -> str:
		stages.place(names, MENTORING, state)
		frappe.db.set_value(
			MENTORING, pair, {"stage_since": ago(days), "from_date": ago(days), "until_date": None, **values}
		)
		return pair

	return place


def heard(*kinds: str) -> set[tuple[str, str]]:
	found = {(each.kind, each.user.split("@")[0]) for each in due.all_due(getdate())}
	return {each for each in found if each[0] in kinds}


@pytest.mark.parametrize(
	("days", "expected"),
	[
		(DAYS, set()),
		(DAYS + 1, BOTH),
		(2 * DAYS, BOTH),
		(2 * DAYS + 1, BOTH | HR),
		(900, BOTH | HR),
	],
)
def test_first_the_pair_hears_of_it_and_after_as_long_again_hr(silent, days, expected):
	silent(days)
	assert heard("silent", "silent pair") == expected


@pytest.mark.parametrize("state", ["Paused", "Completed", "Ended Early", "Awaiting Mentee"])
def test_only_pairs_that_run_can_be_silent(silent, state):
	silent(900, state)
	assert heard("silent", "silent pair") == set()


def test_a_session_or_a_date_ahead_breaks_the_silence(silent):
	pair = silent(900)
	name = planned(pair)
	assert heard("silent", "silent pair") == set()
	frappe.db.set_value(DOCTYPE, name, "session_date", ago(5))
	assert heard("silent", "silent pair") == BOTH | HR
	held(pair, days=5)
	assert heard("silent", "silent pair") == set()


def test_before_the_agreed_beginning_nobody_is_late(silent):
	silent(900, from_date=ago(-10))
	assert heard("silent", "silent pair") == set()


def test_a_pair_is_reminded_once_of_the_same_silence_and_again_of_a_later_one(silent):
	pair = silent(900)
	first = {each.key for each in due.all_due(getdate()) if each.kind == "silent"}
	frappe.db.set_value(MENTORING, pair, "last_session", ago(DAYS + 30))
	later = {each.key for each in due.all_due(getdate()) if each.kind == "silent"}
	assert len(first) == len(later) == 2 and not first & later


def test_with_the_setting_at_zero_nobody_is_reminded(silent):
	silent(900)
	frappe.db.set_single_value("FOKUS Settings", "silent_weeks", 0)
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	assert heard("silent", "silent pair") == set()


@pytest.mark.parametrize(
	("person", "sees"), [("clerk", True), ("lead", True), ("mentor", False), ("mentor2", False)]
)
def test_hr_filters_the_list_by_silent_pairs(silent, person, sees):
	pair = silent(2 * DAYS + 1)
	with cast.acting_as(person):
		filters = waiting.filters_for(MENTORING, "silent")
		assert bool(frappe.get_list(MENTORING, filters=filters, pluck="name") == [pair]) is sees
		assert waiting.card_silent()["value"] == int(sees)


def test_half_way_each_is_asked_once_to_look_back_until_they_have(silent):
	pair = silent(40, from_date=ago(50), until_date=ago(-49))
	assert heard("mid-term") == {("mid-term", "mentor"), ("mid-term", "candidate")}
	with cast.acting_as("candidate"):
		reflection.reflect(pair, "Mid-Term", helped="Zuhören")
	assert heard("mid-term") == {("mid-term", "mentor")}
	frappe.db.set_value(MENTORING, pair, "until_date", ago(-60))
	assert heard("mid-term") == set()


# --- looking back


@pytest.mark.parametrize("person", ["mentor", "candidate"])
def test_everybody_reads_their_own_answers_and_nobody_elses(pair, person):
	for each in ("mentor", "candidate"):
		with cast.acting_as(each):
			reflection.reflect(pair, "Mid-Term", helped=f"Antwort von {each}", take_along="Mehr fragen")
	with cast.acting_as(person):
		assert reflection.own(pair, "Mid-Term")["helped"] == f"Antwort von {person}"
		reflection.reflect(pair, "Mid-Term", helped="anders")
		seen = reflection.own(pair, "Mid-Term")
	assert (seen["helped"], seen["take_along"]) == ("anders", "")
	assert frappe.db.count("Mentoring Reflection", {"relationship": pair}) == 2


@pytest.mark.parametrize("person", ["clerk", "lead", "mentor2", "participant2", "sysadmin", "Administrator"])
def test_others_neither_write_nor_read(pair, person):
	with cast.acting_as(person):
		for attempt in (
			lambda: reflection.reflect(pair, "Mid-Term", helped="x"),
			lambda: reflection.own(pair, "Mid-Term"),
		):
			with pytest.raises(frappe.PermissionError):
				attempt()


@pytest.mark.parametrize(
	("state", "until", "offered"),
	[
		("Active", -200, ["Mid-Term"]),
		("Active", -28, ["Mid-Term", "Closing"]),
		("Active", None, ["Mid-Term"]),
		("Completed", -200, ["Closing"]),
		("Ended Early", None, ["Closing"]),
	],
)
def test_each_look_back_has_its_time(names, pair, state, until, offered):
	stages.place(names, MENTORING, state, until_date=until and ago(until))
	for kind in ("Mid-Term", "Closing"):
		with cast.acting_as("candidate"):
			if kind in offered:
				reflection.reflect(pair, kind, difficult="Die Zeit")
			else:
				with pytest.raises(NotNow):
					reflection.reflect(pair, kind, difficult="Die Zeit")


# --- the report


def _row(rows: list[dict], kind: str = "Mentoring") -> dict:
	return next(row for row in rows if row["kind"] == kind and row["cohort"] == "FOKUS Probe")


def test_the_report_counts_and_tells_no_more(pair):
	held(pair, days=2)
	held(pair, days=9)
	with cast.acting_as("candidate"):
		reflection.reflect(pair, "Mid-Term", helped="Zuhören")
	columns, rows, _remark = report.execute({"cohort": "FOKUS Probe"})
	row = _row(rows)
	assert (row["pairs"], row["running"], row["sessions"], row["sessions_per_pair"]) == (1, 1, 2, 2.0)
	assert row["mid_term"] is None and row["closing"] is None, "one pair: the number would point to a person"
	assert {column["fieldname"] for column in columns} == set(row)
	assert not {*cast.CAST["mentor"], *cast.CAST["candidate"]} & {str(value) for value in row.values()}


def test_from_five_pairs_on_reflections_are_counted(pair, monkeypatch):
	with cast.acting_as("candidate"):
		reflection.reflect(pair, "Mid-Term", helped="Zuhören")
	monkeypatch.setattr(numbers, "FEWEST", 1)
	assert _row(numbers.by_cohort(getdate()))["mid_term"] == 1


def test_every_state_is_counted_where_it_belongs(names, pair):
	seen = {}
	for state in ("Proposed", "Awaiting Mentor", "Active", "Paused", "Completed", "Ended Early", "Declined"):
		stages.place(names, MENTORING, state)
		row = _row(numbers.by_cohort(getdate()))
		seen[state] = tuple(row[key] for key in ("pairs", "running", "completed", "ended_early", "not_begun"))
	assert seen == {
		"Proposed": (0, 0, 0, 0, 1),
		"Awaiting Mentor": (0, 0, 0, 0, 1),
		"Active": (1, 1, 0, 0, 0),
		"Paused": (1, 1, 0, 0, 0),
		"Completed": (1, 0, 1, 0, 0),
		"Ended Early": (1, 0, 0, 1, 0),
		"Declined": (0, 0, 0, 0, 1),
	}


@pytest.mark.parametrize(
	("person", "may"),
	[("clerk", True), ("lead", True), ("mentor", False), ("manager", False), ("sysadmin", False)],
)
def test_hr_and_the_lead_open_the_report(pair, person, may):
	from frappe.desk import query_report

	with cast.acting_as(person):
		if may:
			assert query_report.run("FOKUS Mentoring in Numbers", {})["result"]
		else:
			with pytest.raises(frappe.PermissionError):
				query_report.run("FOKUS Mentoring in Numbers", {})


@pytest.mark.parametrize("state", ["Active", "Paused"])
@pytest.mark.parametrize(
	("days", "expected"),
	[
		(0, set()),
		(1, {("unclosed", "mentor")}),
		(14, {("unclosed", "mentor")}),
		(15, {("unclosed", "mentor"), ("unclosed pair", "clerk")}),
	],
)
def test_when_the_agreed_time_is_over_the_mentor_hears_of_it_and_later_hr(names, pair, state, days, expected):
	stages.place(names, MENTORING, state, from_date=ago(300), until_date=ago(days))
	assert heard("unclosed", "unclosed pair") == expected


def test_where_the_mentor_cannot_close_it_hr_hears_of_it_at_once(names, pair):
	stages.place(names, MENTORING, "Active", from_date=ago(300), until_date=ago(1))
	frappe.db.set_value("User", cast.address("mentor"), "enabled", 0)
	assert heard("unclosed", "unclosed pair") == {("unclosed pair", "clerk")}


@pytest.mark.parametrize(("state", "until"), [("Completed", 30), ("Ended Early", 30), ("Active", None)])
def test_of_what_is_closed_or_has_no_end_nobody_hears(names, pair, state, until):
	stages.place(names, MENTORING, state, until_date=until and ago(until))
	assert heard("unclosed", "unclosed pair") == set()
