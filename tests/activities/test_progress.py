"""How far the steps are, as the list of candidates shows it beside the stage."""

import frappe
import pytest

from fokus_app import activities
from tests import programme as cast
from tests.activities.conftest import CANDIDATE
from tests.workflows import stages


def _seen(candidate: str, person: str = "clerk") -> tuple[int, int] | None:
	with cast.acting_as(person):
		row = activities.progress_of([candidate, "FK-2026-99999"]).get(candidate)
	return row and (row["done"], row["total"])


def test_it_follows_every_tick(prepared):
	assert _seen(prepared) == (0, 2)
	for step in frappe.get_all("Candidate Activity", {"candidate": prepared}, pluck="name"):
		with cast.acting_as("candidate"):
			activities.tick(step)
	assert _seen(prepared) == (2, 2)
	with cast.acting_as("candidate"):
		activities.tick(step, False)
	assert _seen(prepared) == (1, 2)


def test_it_counts_the_steps_of_the_stage_alone(prepared, names):
	stages.place(names, CANDIDATE, "Interrupted", interrupted_from="Preparation")
	assert _seen(prepared) == (0, 2)
	stages.place(names, CANDIDATE, "Ready", interrupted_from=None)
	assert _seen(prepared) is None
	stages.place(names, CANDIDATE, "Ended", interrupted_from="Preparation")
	assert _seen(prepared) is None
	stages.place(names, CANDIDATE, "Onboarding", start_date="2027-03-01")
	activities.make_for_stage(frappe.get_doc(CANDIDATE, prepared))
	assert _seen(prepared) == (0, 1)


@pytest.mark.parametrize(
	("person", "seen"), [("clerk", (0, 2)), ("lead", (0, 2)), ("manager", (0, 2)), ("othermanager", None)]
)
def test_everybody_sees_it_of_the_cases_that_are_theirs(prepared, person, seen):
	assert _seen(prepared, person) == seen


@pytest.mark.parametrize("person", ["candidate", "mentor", "outsider", "Guest"])
def test_who_has_no_access_to_the_cases_is_refused(prepared, person):
	with pytest.raises(frappe.PermissionError):
		_seen(prepared, person)


def test_a_whole_list_is_asked_at_once(prepared, programme):
	for number in range(5):
		doc = cast.candidate(programme, candidate_name="Wer", email=f"wer{number}@example.org", user=None)
		doc.db_set("workflow_state", "Preparation")
		activities.make_for_stage(doc)
	with cast.acting_as("clerk"):
		found = activities.progress_of(frappe.as_json(frappe.get_all(CANDIDATE, pluck="name")))
	assert list(found.values()) == [{"done": 0, "total": 2}] * 6
