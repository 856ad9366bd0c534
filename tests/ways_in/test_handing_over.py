"""Somebody leaves: all that is theirs goes to a successor, seen before, logged, with one mail."""

import frappe
import pytest

from fokus_app import succession, waiting
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

LEAVER, HEIR = cast.address("manager"), cast.address("othermanager")


@pytest.fixture
def cases(programme):
	"""A nominated case, one in preparation with a step, a closed one, and one that the heir nominated."""
	made = {}
	for number, (key, state) in enumerate(
		(("nominated", "Nominated"), ("running", "Preparation"), ("closed", "Ended"), ("theirs", "Endorsed"))
	):
		doc = cast.candidate(
			programme, user=None, email=f"fall{number}@example.org", candidate_name=f"Fall {number}"
		)
		stages.place({CANDIDATE: doc.name}, CANDIDATE, state)
		made[key] = doc.name
	frappe.db.set_value(CANDIDATE, made["theirs"], "nominator", HEIR)
	step = {
		"doctype": "Candidate Activity",
		"candidate": made["running"],
		"phase": "Onboarding",
		"title": "Gespräch",
	}
	made["step"] = frappe.get_doc({**step, "responsible_kind": "Manager"}).insert().name
	return made


def _hand_over(**values):
	with cast.acting_as("clerk"):
		return succession.hand_over(**{"leaver": LEAVER, "successor": HEIR, "reason": "Ruhestand", **values})


def test_the_preview_counts_and_changes_nothing(programme, cases):
	with cast.acting_as("clerk"):
		found = succession.preview(LEAVER, HEIR)
	assert {key: found[key] for key in ("cases", "activities", "areas", "centres", "cohorts", "problem")} == {
		"cases": 3,
		"activities": 1,
		"areas": 1,
		"centres": 0,
		"cohorts": 0,
		"problem": None,
	}
	assert [row["name"] for row in found["staying"]] == [cases["theirs"]]
	assert frappe.db.get_value(CANDIDATE, cases["nominated"], "manager") == LEAVER


def test_all_of_it_moves_in_one_step_with_one_mail(programme, cases):
	moved = _hand_over()
	assert (moved["cases"], moved["activities"], moved["areas"]) == (2, 1, 1)
	for key in ("nominated", "running"):
		doc = frappe.get_doc(CANDIDATE, cases[key])
		assert doc.manager == HEIR
		row = doc.stage_changes[-1]
		assert (row.action, row.from_state, row.to_state, row.changed_by) == (
			"Handed Over",
			doc.workflow_state,
			doc.workflow_state,
			cast.address("clerk"),
		)
		assert "Ruhestand" in row.reason
	assert frappe.db.get_value(CANDIDATE, cases["nominated"], "waiting_for") == HEIR
	assert frappe.db.get_value("Candidate Activity", cases["step"], "responsible") == HEIR
	assert frappe.db.get_value("Daycare Area", programme.area, "area_manager") == HEIR
	assert frappe.db.get_value(CANDIDATE, cases["closed"], "manager") == LEAVER
	assert frappe.db.get_value(CANDIDATE, cases["theirs"], "manager") == LEAVER
	assert frappe.get_all("FOKUS Mail", pluck="recipient") == [HEIR]
	with cast.acting_as("othermanager"):
		stages.act({CANDIDATE: cases["nominated"]}, CANDIDATE, "Endorse")
	again = _hand_over()
	assert (again["cases"], [row["name"] for row in again["staying"]]) == (0, [cases["theirs"]])
	assert frappe.db.count("FOKUS Mail", {"event": "handed_over"}) == 1


def test_what_the_leaver_was_to_write_about_somebody_is_asked_of_the_successor(programme):
	doc = cast.candidate(programme, user=None, email="gespraech@example.org")
	names = {CANDIDATE: doc.name}
	stages.place(names, CANDIDATE, "Endorsed")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Invite to Assessment")
	_hand_over()
	asked = frappe.get_all(
		"Competency Assessment",
		filters={"candidate": doc.name, "kind": "Manager"},
		fields=["assessor", "status"],
		order_by="creation",
	)
	assert [(row.assessor, row.status) for row in asked] == [(LEAVER, "Cancelled"), (HEIR, "Open")]
	assert frappe.get_all("FOKUS Mail", filters={"recipient": HEIR}, pluck="event") == ["handed_over"]


def test_a_lead_and_a_clerk_are_handed_over_too(programme, cases):
	_hand_over(leaver=cast.address("lead"), successor=cast.address("otherlead"))
	assert frappe.db.get_value("Programme Cohort", programme.cohort, "programme_lead") == cast.address(
		"otherlead"
	)
	assert frappe.db.get_single_value("FOKUS Settings", "programme_lead") == cast.address("otherlead")
	_hand_over(leaver=cast.address("clerk"), successor=cast.address("clerk2"))
	assert frappe.db.get_value(CANDIDATE, cases["running"], "hr_clerk") == cast.address("clerk2")
	assert frappe.db.get_single_value("FOKUS Settings", "hr_contact") == cast.address("clerk2")


@pytest.mark.parametrize(
	("values", "sentence"),
	[
		({"successor": cast.address("candidate")}, "lacks the role"),
		({"successor": cast.address("clerk")}, "lacks the role"),
		({"successor": LEAVER}, "somebody else"),
		({"successor": "niemand@example.org"}, "no account"),
		({"reason": " "}, "reason"),
		({"leaver": "niemand@example.org"}, "whose tasks"),
	],
)
def test_who_cannot_take_over_is_refused_and_nothing_moves(programme, cases, values, sentence):
	with pytest.raises(succession.NotHandedOver, match=sentence):
		_hand_over(**values)
	assert frappe.db.get_value(CANDIDATE, cases["nominated"], "manager") == LEAVER


@pytest.mark.parametrize("person", ["lead", "manager", "candidate", "outsider", "sysadmin", "Guest"])
def test_only_hr_hands_over(programme, person):
	for call in (lambda: succession.preview(LEAVER), lambda: succession.hand_over(LEAVER, HEIR, "weil")):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			call()


def test_when_an_account_is_disabled_the_deputy_is_asked_and_what_is_left_is_seen_by_hr(programme, cases):
	alone = cast.candidate(programme, user=None, email="allein@example.org", manager=cast.address("lead"))
	stages.place({CANDIDATE: alone.name}, CANDIDATE, "Nominated", manager=HEIR, area=None)
	for name in (cases["nominated"], alone.name):
		manager = frappe.db.get_value(CANDIDATE, name, "manager")
		frappe.db.set_value(CANDIDATE, name, "waiting_for", manager)
	for user in (LEAVER, HEIR):
		doc = frappe.get_doc("User", user)
		doc.enabled = 0
		doc.save()
	assert frappe.db.get_value(CANDIDATE, cases["nominated"], "waiting_for") == cast.address("deputy")
	assert frappe.db.get_value(CANDIDATE, alone.name, "waiting_for") == HEIR
	with cast.acting_as("clerk"):
		filters = waiting.filters_for(CANDIDATE, "left_behind")
		assert frappe.get_list(CANDIDATE, filters=filters, pluck="name") == [alone.name]


def test_a_disabled_nominator_leaves_the_next_step_to_hr(programme):
	doc = cast.candidate(programme, user=None, email="offen@example.org")
	assert doc.waiting_for == cast.address("nominator")
	user = frappe.get_doc("User", cast.address("nominator"))
	user.enabled = 0
	user.save()
	assert frappe.db.get_value(CANDIDATE, doc.name, "waiting_for") == cast.address("clerk")
