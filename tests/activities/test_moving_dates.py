"""When the start moves, open due dates move with it and nothing else does."""

from datetime import date, timedelta

import frappe
import pytest
from frappe import client

from fokus_app import activities
from tests import programme as cast
from tests.activities import holidays_nrw
from tests.activities.conftest import CANDIDATE
from tests.workflows import stages

STEP = "Candidate Activity"


def expected(anchor: str, days: int) -> date:
	"""Counted here, not by the app."""
	return holidays_nrw.due(date.fromisoformat(anchor), days)


def due(candidate: str, phase: str | None = None) -> dict[str, date]:
	filters = {"candidate": candidate, **({"phase": phase} if phase else {})}
	return dict(frappe.get_all(STEP, filters=filters, fields=["title", "due_date"], as_list=True))


def step_of(candidate: str, title: str):
	return frappe.get_doc(STEP, {"candidate": candidate, "title": title})


def change(candidate: str, person: str, **values) -> None:
	with cast.acting_as(person):
		doc = frappe.get_doc(CANDIDATE, candidate)
		doc.update(values)
		doc.save()


def test_preparation_is_counted_from_the_cohorts_start(prepared):
	assert due(prepared) == {
		"Hospitation": expected("2026-08-01", 30),
		"Buch lesen": expected("2026-08-01", 60),
	}


def test_onboarding_is_counted_from_the_start_in_the_role(onboarded):
	assert due(onboarded) == {"100-Tage-Gespräch": expected("2027-03-01", 100)}


@pytest.mark.parametrize("start", ["2027-02-01", "2028-02-29", "2026-12-31", "2027-01-01", "2020-05-04"])
@pytest.mark.parametrize("door", ["form", "set_value"])
def test_a_new_start_in_the_role_moves_open_onboarding_steps(onboarded, start, door):
	if door == "form":
		change(onboarded, "clerk", start_date=start)
	else:
		with cast.acting_as("clerk"):
			client.set_value(CANDIDATE, onboarded, "start_date", start)
	counted = date.fromisoformat(start) + timedelta(100)
	if 2026 <= counted.year <= 2028:
		assert due(onboarded)["100-Tage-Gespräch"] == expected(start, 100)
	else:
		assert due(onboarded)["100-Tage-Gespräch"] == counted  # a Wednesday without a holiday


def test_moved_twice_and_back_is_where_it_was(onboarded):
	before = due(onboarded)
	for start in ("2027-03-27", "2027-12-24", "2027-03-01"):
		change(onboarded, "clerk", start_date=start)
	assert due(onboarded) == before


def test_moved_twice_is_where_one_move_would_have_led(onboarded):
	change(onboarded, "clerk", start_date="2027-03-27")
	change(onboarded, "lead", start_date="2027-07-24")
	assert due(onboarded)["100-Tage-Gespräch"] == expected("2027-07-24", 100)


def test_done_steps_stay(prepared):
	step = step_of(prepared, "Hospitation")
	with cast.acting_as("candidate"):
		activities.tick(step.name)
	frappe.db.set_value("Programme Cohort", "FOKUS Probe", "starts_on", "2026-08-01")
	move_cohort("2026-09-07")
	assert due(prepared) == {
		"Hospitation": expected("2026-08-01", 30),
		"Buch lesen": expected("2026-09-07", 60),
	}


def move_cohort(start: str) -> None:
	with cast.acting_as("clerk"):
		cohort = frappe.get_doc("Programme Cohort", "FOKUS Probe")
		cohort.starts_on = start
		cohort.save()


def test_the_cohorts_start_moves_preparation_and_leaves_onboarding(prepared, names):
	stages.place(names, CANDIDATE, "Ready", "Appoint", start_date="2027-03-01")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Appoint")
	onboarding = due(prepared, "Onboarding")
	move_cohort("2026-10-02")
	assert due(prepared, "Preparation") == {
		"Hospitation": expected("2026-10-02", 30),
		"Buch lesen": expected("2026-10-02", 60),
	}
	assert onboarding == due(prepared, "Onboarding") == {"100-Tage-Gespräch": expected("2027-03-01", 100)}


def test_another_cohort_with_another_start_moves_preparation(prepared):
	frappe.db.set_value("Programme Cohort", "FOKUS Nachbarn", "starts_on", "2027-01-04")
	change(prepared, "lead", cohort="FOKUS Nachbarn")
	assert due(prepared)["Hospitation"] == expected("2027-01-04", 30)


def test_the_dates_of_others_stay(prepared, programme):
	other = cast.candidate(programme, candidate_name="Anders", email="anders@example.org", user=None)
	other.db_set({"workflow_state": "Onboarding", "start_date": "2027-03-01"})
	activities.make_for_stage(other)
	before = due(other.name)
	frappe.db.set_value(CANDIDATE, prepared, "start_date", "2027-04-01")
	change(prepared, "clerk", start_date="2027-05-03")
	assert due(other.name) == before


def test_a_date_set_by_hand_stays_until_it_is_emptied(onboarded):
	step = step_of(onboarded, "100-Tage-Gespräch")
	with cast.acting_as("clerk"):
		step.due_date = "2027-06-16"
		step.save()
	assert step.due_by_hand
	change(onboarded, "clerk", start_date="2027-04-01")
	assert due(onboarded)["100-Tage-Gespräch"] == date(2027, 6, 16)
	with cast.acting_as("clerk"):
		step.reload()
		step.due_date = None
		step.save()
	assert not step.due_by_hand
	assert due(onboarded)["100-Tage-Gespräch"] == expected("2027-04-01", 100)


@pytest.mark.parametrize(
	("values", "before", "after"),
	[
		({"due_date": "2027-05-05"}, "2027-05-05", "2027-05-05"),
		({"due_days": 30}, "2027-03-31", "2027-05-03"),
		({"due_days": -3}, "2027-02-26", "2027-03-30"),
		({"due_days": 30, "due_date": "2027-05-05"}, "2027-05-05", "2027-05-05"),
		({}, None, None),
	],
)
def test_a_step_added_by_hand_moves_only_when_it_counts_days(onboarded, values, before, after):
	with cast.acting_as("clerk"):
		step = frappe.get_doc(
			{
				"doctype": STEP,
				"candidate": onboarded,
				"phase": "Onboarding",
				"title": "Eigener Schritt",
				"responsible_kind": "Candidate",
				**values,
			}
		).insert()
	assert str(step.get_db_value("due_date") or "") == (before or "")
	change(onboarded, "clerk", start_date="2027-04-02")
	assert str(step.get_db_value("due_date") or "") == (after or "")


def test_other_days_for_a_step_count_from_the_same_day(onboarded):
	step = step_of(onboarded, "100-Tage-Gespräch")
	with cast.acting_as("lead"):
		step.due_days = 50
		step.save()
	assert step.due_date == expected("2027-03-01", 50)
	assert step.changed_by_hand and not step.due_by_hand


def test_a_save_that_changes_no_start_moves_nothing(onboarded):
	frappe.db.set_single_value("FOKUS Settings", "federal_state", "Berlin")
	frappe.db.set_value(STEP, {"candidate": onboarded}, "due_date", "2027-01-01")
	change(onboarded, "clerk", position="Leitung", start_date="2027-03-01")
	move_cohort("2026-08-01")
	assert due(onboarded)["100-Tage-Gespräch"] == date(2027, 1, 1)


def test_who_is_appointed_again_later_gets_the_new_dates(prepared, names):
	"""The transition that sets the start: steps that are there already move with it."""
	stages.place(names, CANDIDATE, "Ready", "Appoint", start_date=None)
	doc = frappe.get_doc(CANDIDATE, prepared)
	doc.workflow_state = "Onboarding"
	activities.make_for_stage(doc)
	assert due(prepared, "Onboarding") == {"100-Tage-Gespräch": None}
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Appoint", values={"start_date": "2027-04-01"})
	assert due(prepared, "Onboarding") == {"100-Tage-Gespräch": expected("2027-04-01", 100)}


def test_a_reopened_case_gets_the_dates_of_the_start_that_moved_meanwhile(prepared, names):
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Withdraw Candidacy", reason_category="Not Stated")
	move_cohort("2026-11-02")
	assert due(prepared)["Hospitation"] == expected("2026-08-01", 30)
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Reopen", reason="Doch nicht.")
	assert due(prepared)["Hospitation"] == expected("2026-11-02", 30)


def test_a_form_that_shows_the_old_date_cannot_bring_it_back(onboarded):
	stale = step_of(onboarded, "100-Tage-Gespräch")
	change(onboarded, "clerk", start_date="2027-04-01")
	with cast.acting_as("clerk"), pytest.raises(frappe.TimestampMismatchError):
		stale.description = "Bitte vorbereiten"
		stale.save()


@pytest.mark.parametrize("mark", ["due_by_hand", "responsible_by_hand", "changed_by_hand", "template_row"])
@pytest.mark.parametrize("person", ["clerk", "candidate"])
def test_the_notes_of_the_programme_cannot_be_written(prepared, mark, person):
	step = step_of(prepared, "Hospitation")
	before = step.get_db_value(mark)
	with cast.acting_as(person):
		step.set(mark, 1)
		step.save()
	assert step.get_db_value(mark) == before
