"""What an upgrade puts right in records of before; each patch may run twice."""

import frappe
import pytest

from fokus_app.patches import days_of_acts, interviews_called_off, pairs_of_closed_cases
from fokus_app.workflows.next_steps import next_steps
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MENTORING


def _twice(patch) -> None:
	patch.execute()
	patch.execute()


def test_the_days_of_acts_are_emptied_and_those_of_stages_stay(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Change Manager")
	with cast.acting_as("othermanager"):
		stages.act(names, CANDIDATE, "Endorse")
	frappe.db.set_value("Stage Change", {"parent": names[CANDIDATE], "action": "Change Manager"}, "days", 3)
	_twice(days_of_acts)
	log = frappe.get_doc(CANDIDATE, names[CANDIDATE]).stage_changes
	assert [(row.action, row.days) for row in log] == [("Change Manager", 0), ("Endorse", 3)]


@pytest.mark.parametrize(("state", "waits_for"), [("Ended", "clerk"), ("Preparation", None)])
def test_pairs_of_closed_cases_wait_for_hr_again(names, state, waits_for):
	stages.place(names, CANDIDATE, state)
	stages.place(names, MENTORING, "Active", waiting_for=None)
	_twice(pairs_of_closed_cases)
	found = frappe.db.get_value(MENTORING, names[MENTORING], "waiting_for")
	assert found == (waits_for and cast.address(waits_for))


@pytest.mark.parametrize("called_off", [True, False])
def test_an_interview_that_was_called_off_is_marked(names, called_off):
	stages.place(names, CANDIDATE, "Endorsed")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Invite to Assessment")
		stages.act(names, CANDIDATE, "Reject Candidate")
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "interview_called_off", 0)
	if not called_off:
		frappe.db.delete("FOKUS Mail", {"event": "candidate_interview_called_off"})
	_twice(interviews_called_off)
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Reopen")
		assert bool(next_steps(CANDIDATE, names[CANDIDATE])["hints"]) is called_off


def test_who_has_waited_before_an_upgrade_or_a_new_deputy_has_waited_since_then(names):
	"""Otherwise nobody would be reminded of what has waited for long."""
	stages.place(names, CANDIDATE, "Preparation")
	with cast.acting_as("clerk"):
		waiting = {"waiting_for": cast.address("mentor"), "waiting_since": "2026-01-02"}
		stages.place(names, MENTORING, "Awaiting Mentor", **waiting)
	_twice(pairs_of_closed_cases)
	assert str(frappe.db.get_value(MENTORING, names[MENTORING], "waiting_since")) == "2026-01-02"
	lead = {"waiting_for": cast.address("lead"), "waiting_for_deputy": cast.address("deputylead")}
	stages.place(names, CANDIDATE, "Endorsed", **lead, waiting_since="2026-01-02")
	cohort = frappe.get_doc("Programme Cohort", "FOKUS Probe")
	cohort.deputy_lead = cast.address("otherlead")
	cohort.save()
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], ["waiting_for_deputy", "waiting_since"]) == (
		cast.address("otherlead"),
		frappe.utils.getdate("2026-01-02"),
	)
