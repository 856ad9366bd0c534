"""What is counted is what the acting user may see, and it equals what a count by hand gives."""

from collections import Counter
from statistics import median

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from fokus_app import places
from fokus_app.numbers import FEWEST, attendance, mentor_load, pipeline, progress, stage_times
from tests import programme as cast
from tests.numbers.conftest import ANSWERS
from tests.workflows import stages

#: who of the cast sees whose cases: a condition on the person
SEES = {
	"clerk": lambda person: True,
	"lead": lambda person: True,
	"otherlead": lambda person: True,
	"manager": lambda person: person.area == "Gebiet Nord",
	"deputy": lambda person: person.area == "Gebiet Nord",
	"manager2": lambda person: person.area == "Gebiet Süd",
	"othermanager": lambda person: person.area == "Gebiet Süd",
}


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("with_closed", [False, True])
@pytest.mark.parametrize("group", pipeline.GROUPS)
def test_the_pipeline_counts_by_group_whom_each_person_sees(persons, who, with_closed, group):
	shown = pipeline.stages(with_closed)
	expected = Counter(
		(getattr(person, group), person.stage)
		for person in persons
		if SEES[who](person) and person.stage in shown
	)
	with cast.acting_as(who):
		rows = pipeline.by_group(group, with_closed)
	found = Counter({(row["group"], stage): row[stage] for row in rows for stage in shown if row[stage]})
	assert found == expected
	assert [row["total"] for row in rows] == [sum(row[stage] for stage in shown) for row in rows]


@pytest.mark.parametrize(
	"filters", [{"cohort": "FOKUS Probe"}, {"area": "Gebiet Süd", "entry_path": "New Leader"}]
)
def test_the_pipeline_is_narrowed_by_filters(persons, filters):
	with cast.acting_as("clerk"):
		rows = pipeline.by_group("area", True, **filters)
	assert sum(row["total"] for row in rows) == sum(
		all(getattr(person, field) == value for field, value in filters.items()) for person in persons
	)


@pytest.mark.parametrize("cohort", [None, "FOKUS Probe", "FOKUS Nachbarn"])
def test_times_are_medians_of_people_and_only_of_enough_of_them(persons, cohort):
	"""Two stays of one person in one stage count together; an act that stays ends none."""
	counted = [person for person in persons if cohort in (None, person.cohort)]
	with cast.acting_as("lead"):
		rows = {row["area"]: row for row in stage_times.by_area(cohort)}
	assert set(rows) == {person.area for person in counted} | {None}
	for area, row in rows.items():
		for stage in pipeline.stages():
			days = [
				sum(person.spent[stage])
				for person in counted
				if stage in person.spent and area in (None, person.area)
			]
			assert row[stage] == (round(median(days)) if len(days) >= FEWEST else None), (area, stage)


def test_four_people_point_to_somebody_and_five_do_not(persons):
	with cast.acting_as("lead"):
		nord = next(row for row in stage_times.by_area() if row["area"] == "Gebiet Nord")
	assert nord["Preparation"] is None
	assert nord["Nominated"] == 8


@pytest.mark.parametrize("who", SEES)
@pytest.mark.parametrize("phase", progress.PHASES)
def test_steps_are_counted_of_those_who_are_in_the_phase_now(persons, who, phase):
	in_phase = {"Preparation": ("Preparation", "Ready"), "Onboarding": ("Onboarding",)}[phase]
	expected: dict[str, Counter] = {}
	for person in persons:
		if person.stage in in_phase and SEES[who](person):
			of_area = expected.setdefault(person.area, Counter())
			of_area["people"] += 1
			for status, its_phase, due in person.steps:
				if its_phase == phase:
					of_area["done"] += status == "Done"
					of_area["open"] += status == "Open"
					of_area["overdue"] += status == "Open" and due < 0
					of_area["mandatory_open"] += status == "Open" and due == -1
	with cast.acting_as(who):
		rows = {row["area"]: row for row in progress.by_area(getdate(), phase)}
	assert list(rows) == sorted(expected)
	for area, row in rows.items():
		counted = {field: row[field] for field in ("people", "done", "open", "overdue", "mandatory_open")}
		assert counted == {field: expected[area][field] for field in counted}
		steps = row["done"] + row["open"]
		assert row["share"] == (round(100 * row["done"] / steps) if steps else None)


def test_places_of_mentors_are_those_that_the_proposal_gives_away(programme):
	names = stages.make(programme)
	places.keep(stages.MENTORING, names[stages.MENTORING], "Mentor", programme.mentor, "capacity")
	with cast.acting_as("clerk"):
		rows = {row["name"]: row for row in mentor_load.of_each()}
	assert (rows[programme.mentor]["taken"], rows[programme.mentor]["free"]) == (1, 1)
	assert (rows[programme.mentor2]["taken"], rows[programme.mentor2]["free"]) == (0, 2)
	frappe.db.set_value("Mentor", programme.mentor, "status", "Paused")
	frappe.db.set_value("Mentor", programme.mentor2, "status", "Retired")
	with cast.acting_as("clerk"):
		rows = mentor_load.of_each()
	assert [(row["name"], row["taken"], row["free"]) for row in rows] == [(programme.mentor, 1, 0)]
	assert mentor_load.by_area(rows) == [{"area": "Gebiet Süd", "taken": 1, "free": 0}]


def test_mentors_see_their_own_places_alone(programme):
	with cast.acting_as("mentor"):
		assert [row["name"] for row in mentor_load.of_each()] == [programme.mentor]


def test_attendance_is_counted_per_meeting(met):
	with cast.acting_as("clerk"):
		rows = attendance.of_each()
	assert [row["name"] for row in rows] == [met]
	row = rows[0]
	counted = Counter(answer for answer, _seat, _came in ANSWERS)
	assert (row["yes"], row["no"], row["maybe"], row["silent"]) == tuple(
		counted[answer] for answer in ("Yes", "No", "Maybe", "")
	)
	assert (row["invited"], row["waiting"], row["attended"], row["absent"]) == (8, 1, 4, 2)
	assert row["share"] == 67


@pytest.mark.parametrize(
	("from_date", "until_date", "found"),
	[(0, 0, True), (-1, None, True), (1, None, False), (None, 0, True), (None, -1, False)],
)
def test_meetings_are_narrowed_by_days(met, from_date, until_date, found):
	span = [None if days is None else add_days(today(), days) for days in (from_date, until_date)]
	with cast.acting_as("clerk"):
		assert bool(attendance.of_each(None, None, *span)) is found
