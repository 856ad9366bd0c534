"""Ways around a rule that somebody found: by a caller that goes on after an error, a second name, a case about oneself."""

import json

import frappe
import pytest
from frappe import client

from fokus_app import activities
from fokus_app.workflows import action as action_method
from fokus_app.workflows import guard
from tests.programme import acting_as, address
from tests.workflows import design, stages

CANDIDATE, MENTORING, MEETING = design.TABLES


def _step(case: str, kind: str = "Manager", person: str = "clerk"):
	step = frappe.new_doc("Candidate Activity")
	step.update(
		{
			"candidate": case,
			"title": "Gespräch",
			"phase": "Preparation",
			"responsible_kind": kind,
			"mandatory": 1,
		}
	)
	with acting_as(person):
		return step.insert()


def _waits_for(doctype: str, name: str) -> tuple:
	return frappe.db.get_value(doctype, name, ["waiting_for", "waiting_for_deputy"])


def test_a_caller_that_goes_on_after_the_error_leaves_nothing_half_done(names, programme):
	stages.place(names, CANDIDATE, "Assessment")
	frappe.db.set_value("Programme Cohort", programme.cohort, "places", 0)
	wanted = {"doctype": CANDIDATE, "docname": names[CANDIDATE], "workflow_state": "Preparation"}
	with acting_as("lead"):
		answer = client.bulk_update(json.dumps([wanted]))
	assert "NoFreePlace" in answer["failed_docs"][0]["exc"]
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], "workflow_state") == "Assessment"
	assert not frappe.db.exists("Stage Change", {"parent": names[CANDIDATE]})
	assert not frappe.db.exists("Candidate Activity", {"candidate": names[CANDIDATE]})


@pytest.mark.parametrize("written", [" lead@example.org", "Paula <lead@example.org>", "LEAD@Example.org"])
def test_however_the_address_is_written_nobody_decides_about_themselves(names, written):
	with acting_as("clerk"):
		client.set_value(CANDIDATE, names[CANDIDATE], {"email": written, "user": None})
	stages.place(names, CANDIDATE, "Endorsed")
	with acting_as("lead"):
		assert not frappe.get_list(CANDIDATE, filters={"name": names[CANDIDATE]})
		with pytest.raises(frappe.PermissionError):
			stages.act(names, CANDIDATE, "Reject Candidate")


@pytest.mark.parametrize("written", ["x@example.org, lead@example.org", "lead", "a@b@c"])
def test_a_candidate_has_one_address(names, written):
	with acting_as("clerk"), pytest.raises(frappe.ValidationError, match="is not an e-mail address"):
		client.set_value(CANDIDATE, names[CANDIDATE], "email", written)


def test_whom_a_case_is_about_is_not_waited_for(names):
	stages.place(names, CANDIDATE, "Nominated", user=address("manager"))
	guard.note_new_persons(CANDIDATE, name=names[CANDIDATE])
	assert _waits_for(CANDIDATE, names[CANDIDATE]) == (address("deputy"), None)


def test_a_record_does_not_lose_its_state(names):
	with acting_as("clerk"), pytest.raises(guard.ConditionMissing, match="is missing"):
		client.set_value(CANDIDATE, names[CANDIDATE], "workflow_state", "")


@pytest.mark.parametrize(("state", "refused"), [("Potential", False), ("Nominated", True)])
def test_a_new_record_begins_in_the_first_state_whether_or_not_that_is_said(names, state, refused):
	case = {
		"doctype": CANDIDATE,
		"candidate_name": "Nora Neu",
		"email": "nora@example.org",
		"centre": "N-001",
	}
	with acting_as("clerk"):
		if refused:
			with pytest.raises(guard.UnknownAction):
				client.insert({**case, "entry_path": "HR Proposal", "workflow_state": state})
		else:
			assert client.insert({**case, "entry_path": "HR Proposal", "workflow_state": state})


def test_a_virtual_field_of_a_customers_is_nobodys_to_write(names, monkeypatch):
	doc = frappe.get_doc(CANDIDATE, names[CANDIDATE])
	for fields in (guard._hidden_notes, guard._own_fields):
		field = fields(doc)[0]
		monkeypatch.setattr(doc.meta.get_field(field), "is_virtual", 1)
		assert field not in fields(doc)


def test_a_waiting_nomination_keeps_somebody_who_may_decide_it(names):
	stages.place(names, CANDIDATE, "Nominated")
	with acting_as("clerk"), pytest.raises(frappe.ValidationError):
		client.set_value(CANDIDATE, names[CANDIDATE], {"nominator": address("manager")})


@pytest.mark.parametrize("manager", ["nominator@example.org", None])
def test_a_new_manager_is_somebody_who_may_decide(names, manager):
	stages.place(names, CANDIDATE, "Nominated")
	with acting_as("clerk"), pytest.raises(guard.ConditionMissing):
		stages.act(names, CANDIDATE, "Change Manager", values={"manager": manager})
	with acting_as("clerk"), pytest.raises(guard.NotYourDecision):
		client.set_value(CANDIDATE, names[CANDIDATE], {"manager": manager})


def test_nobody_waits_for_a_disabled_account(names):
	stages.place(names, CANDIDATE, "Potential")
	frappe.db.set_value("User", address("manager"), "enabled", 0)
	with acting_as("nominator"), pytest.raises(guard.ConditionMissing, match="the account is disabled"):
		stages.act(names, CANDIDATE, "Nominate")


def test_who_nominates_makes_nobody_an_hr_clerk(programme):
	doc = frappe.new_doc(CANDIDATE)
	doc.update({"candidate_name": "Nora Neu", "centre": programme.centre, "hr_clerk": address("outsider")})
	with acting_as("nominator"), pytest.raises(frappe.ValidationError, match="is not an HR clerk"):
		doc.insert()


def test_who_was_accepted_does_not_leave_the_cohort(names):
	stages.place(names, CANDIDATE, "Preparation")
	with acting_as("lead"), pytest.raises(frappe.ValidationError, match="belongs to a cohort"):
		client.set_value(CANDIDATE, names[CANDIDATE], "cohort", None)


def test_cohorts_are_not_merged_into_more_people_than_places(names, programme):
	with acting_as("clerk"), pytest.raises(frappe.ValidationError, match="not merged"):
		frappe.rename_doc("Programme Cohort", programme.cohort, programme.cohort2, merge=True)


def test_a_renamed_cohort_keeps_its_people_and_places(names, programme):
	stages.place(names, CANDIDATE, "Preparation")
	with acting_as("clerk"):
		frappe.rename_doc("Programme Cohort", programme.cohort, "FOKUS anders")
		client.set_value(CANDIDATE, names[CANDIDATE], "position", "Leitung")
	assert frappe.db.get_value("Taken Place", {"holder": names[CANDIDATE]}, "resource") == "FOKUS anders"


@pytest.mark.parametrize("doctype", design.TABLES)
def test_a_record_is_neither_renamed_nor_merged(names, doctype):
	with pytest.raises(frappe.PermissionError):
		frappe.rename_doc(doctype, names[doctype], "ANDERS", force=True)


def test_no_record_of_ours_is_discarded(names):
	ours = frappe.get_all("DocType", {"module": "FOKUS"}, pluck="name")
	assert len(ours) > 40
	for doctype in ours:
		with pytest.raises(frappe.PermissionError):
			frappe.new_doc(doctype).run_method("before_discard")
	frappe.new_doc("ToDo").run_method("before_discard")


def test_a_clerk_plans_nothing_in_a_case_about_themselves(names):
	step = _step(names[CANDIDATE])
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], {"user": address("clerk"), "email": address("clerk")})
	with acting_as("clerk"):
		for attempt in (
			lambda: activities.tick(step.name),
			lambda: client.set_value(step.doctype, step.name, "mandatory", 0),
			lambda: _step(names[CANDIDATE]),
		):
			with pytest.raises(frappe.PermissionError):
				attempt()
	with acting_as("clerk2"):
		assert activities.tick(step.name)["status"] == "Done"


def test_a_clerk_ticks_the_own_step_of_their_own_case(names):
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], {"user": address("clerk"), "email": address("clerk")})
	step = _step(names[CANDIDATE], "Candidate", "clerk2")
	with acting_as("clerk"):
		assert activities.tick(step.name)["done_by"] == address("clerk")


def test_the_steps_of_a_closed_case_stay_as_they_are(names):
	step = _step(names[CANDIDATE], "Candidate")
	stages.place(names, CANDIDATE, "Established")
	for attempt in (lambda: activities.tick(step.name), lambda: _step(names[CANDIDATE])):
		with acting_as("candidate"), pytest.raises(frappe.PermissionError, match="closed"):
			attempt()


def test_who_was_not_informed_learns_nothing_by_trying(names):
	stages.place(names, CANDIDATE, "Endorsed", informed_on=None)
	with acting_as("candidate"), pytest.raises(frappe.PermissionError):
		stages.act(names, CANDIDATE, "Withdraw Candidacy")


def test_a_new_leader_who_is_admitted_is_written_to_and_so_informed(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Endorsed", "Admit New Leader", informed_on=None)
	with acting_as("lead"):
		stages.act(names, CANDIDATE, "Admit New Leader")
	assert frappe.get_doc(CANDIDATE, names[CANDIDATE]).informed_on == frappe.utils.getdate()


def test_nobody_mentors_themselves_under_another_spelling(names, programme):
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "workflow_state", "Preparation")
	pair = frappe.get_doc({"doctype": MENTORING, "candidate": names[CANDIDATE], "mentor": programme.mentor2})
	with acting_as("clerk"):
		pair.insert()
		frappe.db.set_value(CANDIDATE, names[CANDIDATE], {"user": None, "email": "Mentor2@Example.org"})
		with pytest.raises(guard.ConditionMissing, match="their own mentor"):
			action_method.act(MENTORING, pair.name, "Ask Mentor", str(pair.modified))


def _new_lead(programme):
	cohort = frappe.get_doc("Programme Cohort", programme.cohort)
	cohort.update({"programme_lead": address("otherlead"), "deputy_lead": None}).save()


def _new_deputy(programme):
	frappe.get_doc("Daycare Area", programme.area).update({"deputy": address("othermanager")}).save()


def _new_lead_in_settings(programme):
	frappe.get_doc("FOKUS Settings").update({"programme_lead": address("otherlead")}).save()


@pytest.mark.parametrize(
	("state", "cohort", "change", "waits_for"),
	[
		("Endorsed", "FOKUS Probe", _new_lead, ("otherlead@example.org", None)),
		("Nominated", "FOKUS Probe", _new_deputy, ("manager@example.org", "othermanager@example.org")),
		("Endorsed", None, _new_lead_in_settings, ("otherlead@example.org", "deputylead@example.org")),
	],
)
def test_a_waiting_case_waits_for_who_decides_now(names, programme, state, cohort, change, waits_for):
	stages.place(names, CANDIDATE, state, cohort=cohort)
	change(programme)
	assert _waits_for(CANDIDATE, names[CANDIDATE]) == waits_for


def test_a_pair_waits_for_the_mentee_as_soon_as_there_is_an_account(names):
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "user", None)
	stages.place(names, MENTORING, "Awaiting Mentee", mentee_user=None, waiting_for=None)
	with acting_as("clerk"):
		client.set_value(CANDIDATE, names[CANDIDATE], "user", address("participant2"))
	assert _waits_for(MENTORING, names[MENTORING]) == (address("participant2"), None)


def test_without_an_active_workflow_an_unknown_action_is_still_named(names):
	frappe.get_doc("Workflow", "FOKUS Leadership Candidate").update({"is_active": 0}).save()
	frappe.clear_cache(doctype=CANDIDATE)
	with acting_as("clerk"), pytest.raises(guard.UnknownAction):
		stages.act(names, CANDIDATE, "Quatsch")
