"""The head of a form: who can do what now, what is missing, what may be changed by hand."""

import frappe
import pytest

from fokus_app.workflows.next_steps import editable_when_new, next_steps
from tests import programme as cast
from tests.programme import acting_as
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING

MINE = [
	# state, person, what is theirs now, what is theirs but not possible yet
	("Potential", "nominator", ["Nominate"], []),
	("Nominated", "manager", ["Endorse", "Send Back", "Decline Nomination"], []),
	("Nominated", "deputy", ["Endorse", "Send Back", "Decline Nomination"], []),
	("Nominated", "clerk", ["Change Manager", "Withdraw Candidacy"], []),
	("Ready", "clerk", ["Appoint", "Change Manager", "Interrupt", "Withdraw Candidacy"], []),
	("Endorsed", "manager", [], []),
	(
		"Endorsed",
		"lead",
		["Ask Manager Again", "Invite to Assessment", "Defer", "Reject Candidate"],
		["Admit New Leader"],
	),
]


@pytest.mark.parametrize(("state", "person", "possible", "not_yet"), MINE)
def test_each_person_is_offered_their_own_steps(names, state, person, possible, not_yet):
	stages.place(names, CANDIDATE, state)
	with acting_as(person):
		steps = [step for step in next_steps(CANDIDATE, names[CANDIDATE])["steps"] if step["mine"]]
	assert sorted(step["action"] for step in steps if not step["missing"]) == sorted(possible)
	assert [step["action"] for step in steps if step["missing"]] == not_yet


def test_a_step_that_asks_for_a_date_is_possible_before_the_date_is_given(names):
	stages.place(names, MEETING, "Invited")
	with acting_as("clerk"):
		steps = {step["action"]: step for step in next_steps(MEETING, names[MEETING])["steps"]}
	assert steps["Postpone"]["missing"] == []
	assert [field["fieldname"] for field in steps["Postpone"]["fields"] if field["reqd"]] == [
		"starts_on",
		"ends_on",
	]


def test_an_empty_agenda_is_named_since_no_dialog_asks_for_it(names):
	stages.place(names, MEETING, "Draft")
	frappe.db.delete("Network Meeting Agenda Item", {"parent": names[MEETING]})
	with acting_as("clerk"):
		steps = {step["action"]: step for step in next_steps(MEETING, names[MEETING])["steps"]}
	assert "“Agenda” is missing." in steps["Request Approval"]["missing"]


def test_a_closed_case_is_not_changed_by_anybody(names):
	stages.place(names, CANDIDATE, "Rejected")
	for person in ("clerk", "lead", "manager"):
		with acting_as(person):
			assert next_steps(CANDIDATE, names[CANDIDATE])["editable"] == []


@pytest.mark.parametrize("person", ["othermanager", "candidate", "mentor", "outsider"])
def test_who_may_not_read_the_record_learns_nothing(names, person):
	stages.place(names, CANDIDATE, "Nominated")
	with acting_as(person), pytest.raises(frappe.PermissionError):
		next_steps(CANDIDATE, names[CANDIDATE])


def test_the_history_names_people_and_reasons_newest_first(programme):
	candidate = cast.candidate(programme)
	names = {CANDIDATE: candidate.name}
	with acting_as("nominator"):
		stages.act(names, CANDIDATE, "Nominate")
	with acting_as("manager"):
		stages.act(names, CANDIDATE, "Send Back", reason="Bitte ergänzen.")
		shown = next_steps(CANDIDATE, candidate.name)
	assert [(row["action"], row["by"]) for row in shown["history"]] == [
		("Send Back", "Gerda Gebietsleitung"),
		("Nominate", "Lena Leitung"),
	]
	assert shown["last_reason"]["by"] == "Gerda Gebietsleitung"


NEW = [
	(
		"clerk",
		{"candidate_name", "email", "user", "cohort", "manager"},
		{"manager_statement", "assessment_on"},
	),
	("nominator", {"candidate_name", "centre", "reason"}, {"user", "consent_on", "recommendation"}),
]


@pytest.mark.parametrize(("person", "open_fields", "shut"), NEW)
def test_a_new_record_opens_what_its_maker_may_fill_in(programme, person, open_fields, shut):
	with acting_as(person):
		editable = set(editable_when_new(CANDIDATE))
	assert open_fields <= editable
	assert not shut & editable


def test_who_makes_no_records_is_not_told_what_could_be_filled_in(programme):
	with acting_as("mentor"), pytest.raises(frappe.PermissionError):
		editable_when_new(CANDIDATE)
