"""The calendars of the desk: dates of candidates and steps that fall into the days shown, for whoever may see them."""

from datetime import date

import frappe
import pytest
from frappe.utils import get_datetime

from fokus_app import dates
from tests import programme as cast
from tests.workflows.stages import CANDIDATE

NOVEMBER = ("2026-11-01", "2026-11-30")


def _of_candidates(person: str, *span: str, **filters) -> list[dict]:
	with cast.acting_as(person):
		chosen = [[CANDIDATE, field, "=", value] for field, value in filters.items()]
		return dates.of_candidates(*span, filters=frappe.as_json(chosen))


@pytest.fixture
def case(names) -> str:
	return names[CANDIDATE]


@pytest.mark.parametrize(
	("field", "value", "title", "all_day", "ends"),
	[
		("assessment_on", "2026-11-30 15:30:00", "Karla Kandidat: interview", 0, "2026-11-30 17:00:00"),
		("start_date", "2026-11-01", "Karla Kandidat: start in the role", 1, "2026-11-01 00:00:00"),
		("review_due_on", "2026-11-15", "Karla Kandidat: review", 1, "2026-11-15 00:00:00"),
		("deferred_until", "2026-11-02", "Karla Kandidat: look again", 1, "2026-11-02 00:00:00"),
	],
)
def test_each_date_of_a_candidate_is_shown(case, field, value, title, all_day, ends):
	frappe.db.set_value(CANDIDATE, case, {field: value, "assessment_minutes": 90})
	entries = _of_candidates("clerk", *NOVEMBER)
	assert [
		(each["name"], each["title"], each["all_day"], each["starts"], each["ends"]) for each in entries
	] == [(case, title, all_day, get_datetime(value), get_datetime(ends))]
	assert not any(each["movable"] for each in entries)


@pytest.mark.parametrize("value", ["2026-10-31 23:59:59", "2026-12-01 00:00:00"])
def test_other_months_are_not_shown(case, value):
	frappe.db.set_value(CANDIDATE, case, "assessment_on", value)
	assert not _of_candidates("clerk", *NOVEMBER)


def test_the_filters_of_the_list_hold_and_so_do_the_rules(case, programme):
	frappe.db.set_value(CANDIDATE, case, "start_date", "2026-11-10")
	assert _of_candidates("clerk", *NOVEMBER, cohort=programme.cohort)
	assert not _of_candidates("clerk", *NOVEMBER, cohort=programme.cohort2)
	assert _of_candidates("manager", *NOVEMBER)
	assert not _of_candidates("othermanager", *NOVEMBER)


def test_steps_are_shown_on_the_day_they_are_due(case, time_machine):
	time_machine.move_to("2026-11-16 10:00:00", tick=False)
	for status, due in (
		("Open", "2026-11-15"),
		("Open", "2026-11-16"),
		("Done", "2026-11-14"),
		("Cancelled", "2026-11-13"),
	):
		step = frappe.new_doc("Candidate Activity")
		step.update({"title": "Hospitation", "candidate": case, "candidate_name": "Karla Kandidat"})
		step.update({"phase": "Preparation", "status": status, "due_date": due})
		step.set_new_name()
		step.db_insert()
	with cast.acting_as("clerk"):
		found = dates.of_steps(*NOVEMBER)
	assert sorted((each["starts"].date(), each["late"], each["title"]) for each in found) == [
		(date(2026, 11, 14), False, "Karla Kandidat: Hospitation"),
		(date(2026, 11, 15), True, "Karla Kandidat: Hospitation"),
		(date(2026, 11, 16), False, "Karla Kandidat: Hospitation"),
	]
