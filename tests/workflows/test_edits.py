"""Who may change what beside acting, through any door that Frappe offers a client (DESIGN §3, last paragraph)."""

import json

import frappe
import pytest
from frappe import client
from frappe.desk.form.save import savedocs
from frappe.model import no_value_fields

from fokus_app.workflows import definitions, guard
from fokus_app.workflows.definition import NEW
from tests import programme as cast
from tests.workflows import design, stages

CANDIDATE, MENTORING, MEETING = design.TABLES
CLERKS, LEADS, MANAGERS = design.CLERKS, design.LEADS, design.MANAGERS
FROM_ENDORSED = tuple(state for state in design.OPEN_CASES if state not in ("Potential", "Nominated"))

#: field, another value, who may change it in which states (person's data: HR in every open state …)
CANDIDATE_FIELDS = [
	("candidate_name", "Karla Anders", {CLERKS: design.OPEN_CASES}),
	("position", "Erzieherin", {CLERKS: design.OPEN_CASES}),
	("manager", "lead@example.org", {CLERKS: ("Potential",)}),
	("nominator", "lead@example.org", {CLERKS: design.OPEN_CASES}),
	("reason", "Anders", {("nominator",): ("Potential",), CLERKS: ("Potential", "Nominated")}),
	("evidence", "Beispiel", {("nominator",): ("Potential",), CLERKS: ("Potential", "Nominated")}),
	# it decides whether a place and an assessment are needed
	("entry_path", "HR Proposal", {CLERKS: ("Potential", "Nominated")}),
	("manager_statement", "Anders", {MANAGERS: ("Nominated",)}),
	("recommendation_note", "Fundiert", {LEADS: FROM_ENDORSED}),
	# whoever is invited is told of a change: that is an action of its own
	(
		"assessment_on",
		"2027-03-01 10:00:00",
		{LEADS: tuple(state for state in FROM_ENDORSED if state != "Assessment")},
	),
	("cohort", "FOKUS Nachbarn", {LEADS: FROM_ENDORSED, CLERKS: ("Potential", "Nominated")}),
	("start_date", "2027-04-01", {LEADS: FROM_ENDORSED, CLERKS: FROM_ENDORSED}),
	("wish_note", "Nah am Bahnhof", {LEADS: FROM_ENDORSED, CLERKS: design.OPEN_CASES}),
	("mentor_wish_note", "Gern jemand mit Geduld", {LEADS: FROM_ENDORSED, CLERKS: design.OPEN_CASES}),
	("last_talk_on", "2026-10-01", {LEADS: FROM_ENDORSED, CLERKS: design.OPEN_CASES}),
]
MENTORING_FIELDS = [
	("goals", "Anders", {design.PAIR: ("Awaiting Mentee", "Active", "Paused")}),
	("proposed_because", "Passt", {(*CLERKS, *LEADS): ("Proposed",)}),
	(
		"until_date",
		"2027-12-31",
		{
			(*CLERKS,): ("Proposed", "Awaiting Mentor", "Awaiting Mentee", "Active", "Paused"),
			LEADS: ("Proposed",),
		},
	),
]
MEETING_FIELDS = [
	("title", "Anders", {(*CLERKS, *LEADS, "mentor"): ("Draft",)}),
	("starts_on", "2027-05-01 10:00:00", {(*CLERKS, *LEADS, "mentor"): ("Draft",)}),
	("focus_topic", "Rolle", {(*CLERKS, *LEADS, "mentor"): ("Draft", "Approved", "Invited")}),
]
CELLS = [
	(
		doctype,
		field,
		value,
		state,
		[person for people, states in rights.items() if state in states for person in people],
	)
	for doctype, fields in (
		(CANDIDATE, CANDIDATE_FIELDS),
		(MENTORING, MENTORING_FIELDS),
		(MEETING, MEETING_FIELDS),
	)
	for field, value, rights in fields
	for state in design.STATES[doctype]
	if state not in design.CLOSED_CASES[1:]
]
EDITORS = ("clerk", "lead", "otherlead", "nominator", "deputy", "mentor", "candidate")


@pytest.mark.parametrize("doctype", design.TABLES)
def test_everybody_changes_only_what_is_theirs(names, doctype):
	for cell_doctype, field, value, state, allowed in CELLS:
		if cell_doctype != doctype:
			continue
		stages.place(names, doctype, state)
		for person in EDITORS:
			with stages.undone_afterwards(), cast.acting_as(person):
				try:
					client.set_value(doctype, names[doctype], field, value)
				except frappe.PermissionError:
					assert person not in allowed, f"{person} may change {field} in {state}"
				else:
					assert person in allowed, f"{person} changed {field} in {state}"
					assert str(frappe.db.get_value(doctype, names[doctype], field)) == value


def test_seconds_that_a_form_does_not_show_are_no_edit(names):
	stages.place(names, CANDIDATE, "Assessment", assessment_on="2027-03-01 10:00:42")
	shown = frappe.get_doc(CANDIDATE, names[CANDIDATE]).as_dict(convert_dates_to_str=True)
	shown |= {"assessment_on": "2027-03-01 10:00:00", "position": "Erzieherin"}
	with cast.acting_as("clerk"):
		savedocs(json.dumps(shown, default=str), "Save")
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], "position") == "Erzieherin"


#: fields that the engine writes, with a value somebody might like to see there
FORGED = {
	CANDIDATE: {
		"stage_since": "2020-01-01",
		"waiting_for": "outsider@example.org",
		"waiting_for_deputy": "outsider@example.org",
		"waiting_since": "2020-01-01",
		"interrupted_from": "Onboarding",
		"closed_from": "Onboarding",
		"closed_on": "2030-01-01",
		"previous_manager": "outsider@example.org",
		"previous_centre": "S-001",
		"appointed_on": "2020-01-01",
		"legal_hold": 1,
		"assessment_sequence": 7,
	},
	MENTORING: {
		"waiting_for": "outsider@example.org",
		"sessions_held": 9,
		"last_session": "2026-01-01",
		"mentor_user": "clerk@example.org",
		"mentee_user": "clerk@example.org",
	},
	MEETING: {"waiting_since": "2020-01-01", "requested_by": "outsider@example.org"},
}
LOG_ROW = {
	"doctype": "Stage Change",
	"action": "Endorse",
	"from_state": "Nominated",
	"to_state": "Endorsed",
	"changed_by": "manager@example.org",
}


@pytest.mark.parametrize("doctype", design.TABLES)
@pytest.mark.parametrize("door", ["set_value", "savedocs", "client.save"])
def test_what_the_engine_keeps_cannot_be_written(names, doctype, door):
	stages.place(names, doctype, design.STATES[doctype][0])
	before = frappe.get_doc(doctype, names[doctype])
	with cast.acting_as("clerk"):
		if door == "set_value":
			client.set_value(doctype, names[doctype], {**FORGED[doctype], "stage_changes": [LOG_ROW]})
		else:
			sent = {
				**before.as_dict(convert_dates_to_str=True),
				**FORGED[doctype],
				"stage_changes": [LOG_ROW],
			}
			savedocs(json.dumps(sent), "Save") if door == "savedocs" else client.save(json.dumps(sent))
	after = frappe.get_doc(doctype, names[doctype])
	for field in FORGED[doctype]:
		assert after.get(field) == before.get(field), field
	assert after.stage_changes == []


@pytest.mark.parametrize("doctype", design.TABLES)
def test_a_new_record_takes_nothing_forged(names, doctype):
	# a pair is proposed for somebody who takes part
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "workflow_state", "Preparation")
	old = frappe.get_doc(doctype, names[doctype])
	new = {MEETING: {"title": "Neu"}}.get(
		doctype, {key: old.get(key) for key in ("candidate", "mentor", "candidate_name") if old.get(key)}
	)
	doc = frappe.get_doc({"doctype": doctype, **new, **FORGED[doctype], "stage_changes": [LOG_ROW]})
	with cast.acting_as("clerk"):
		doc.insert()
	for field, value in FORGED[doctype].items():
		assert str(doc.get(field)) != str(value), field
	assert doc.stage_changes == []


@pytest.mark.parametrize(
	("person", "values"),
	[
		("nominator", {"manager_statement": "Ich befürworte das."}),
		("nominator", {"recommendation": "Recommended"}),
		("nominator", {"assessment_on": "2027-01-01 10:00:00"}),
		("clerk", {"manager_statement": "Sie befürwortet das."}),
		("clerk", {"recommendation": "Recommended"}),
		("clerk", {"review_held_on": "2026-01-01"}),
	],
)
def test_nobody_begins_with_what_others_write_later(programme, person, values):
	doc = frappe.get_doc(
		{"doctype": CANDIDATE, "candidate_name": "Neu", "centre": programme.centre, **values}
	)
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		doc.insert()


def test_who_nominates_is_noted_as_nominator(programme):
	doc = frappe.get_doc(
		{
			"doctype": CANDIDATE,
			"candidate_name": "Neu",
			"centre": programme.centre,
			"nominator": cast.address("othermanager"),
			"reason": "Gut",
		}
	)
	with cast.acting_as("nominator"):
		doc.insert()
	assert (doc.nominator, doc.manager) == (cast.address("nominator"), cast.address("manager"))


#: rows of a record, changed without the record
CHILD_DOORS = {
	"PUT": lambda doctype, name: (
		frappe.get_doc(doctype, name).update({"title": "x", "reason": "gefälscht"}).save()
	),
	"DELETE": lambda doctype, name: frappe.delete_doc(doctype, name, ignore_missing=False),
	"set_value": lambda doctype, name: client.set_value(doctype, name, {"title": "x", "reason": "gefälscht"}),
	"client.delete": client.delete,
}


@pytest.mark.parametrize("door", CHILD_DOORS)
@pytest.mark.parametrize("person", ["clerk", "lead", "Administrator"])
def test_the_stage_log_cannot_be_forged_row_by_row(names, nobody_wants_mail, person, door):
	stages.place(names, CANDIDATE, "Potential")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Nominate")
	row = frappe.get_doc(CANDIDATE, names[CANDIDATE]).stage_changes[0]
	with cast.acting_as(person):
		_try(CHILD_DOORS[door], "Stage Change", row.name)
	assert frappe.get_doc(CANDIDATE, names[CANDIDATE]).stage_changes[0].reason == row.reason


@pytest.mark.parametrize("person", ["clerk", "lead"])
def test_no_row_is_put_into_the_stage_log(names, person):
	row = {**LOG_ROW, "parent": names[CANDIDATE], "parenttype": CANDIDATE, "parentfield": "stage_changes"}
	for door in (lambda: frappe.get_doc(row).insert(), lambda: client.insert(json.dumps(row))):
		with cast.acting_as(person):
			_try(door)
		assert not frappe.db.exists("Stage Change", {"parent": names[CANDIDATE]})


@pytest.mark.parametrize("door", CHILD_DOORS)
@pytest.mark.parametrize("state", ["Pending Approval", "Held", "Closed"])
def test_an_agenda_is_not_changed_behind_the_meeting(names, state, door):
	stages.place(names, MEETING, state)
	row = frappe.get_doc(MEETING, names[MEETING]).agenda[0]
	for person in ("clerk", "mentor"):
		with cast.acting_as(person):
			_try(CHILD_DOORS[door], "Network Meeting Agenda Item", row.name)
		assert frappe.get_doc(MEETING, names[MEETING]).agenda[0].title == row.title


@pytest.mark.parametrize("field", ["facilitator", "material", "minutes"])
def test_what_is_empty_in_a_row_is_not_filled_in_by_who_may_not(names, field):
	stages.place(names, MEETING, "Closed")
	meeting = frappe.get_doc(MEETING, names[MEETING])
	meeting.agenda[0].set(field, 7 if field == "minutes" else "Dritte")
	with cast.acting_as("clerk"), pytest.raises(guard.NotYourDecision):
		meeting.save()


def test_a_closed_case_stays_as_it_is(names):
	for state in design.CLOSED_CASES:
		stages.place(names, CANDIDATE, state)
		for person in ("clerk", "lead", "manager", "nominator", "Administrator"):
			with cast.acting_as(person), pytest.raises(frappe.PermissionError, match="You cannot change"):
				client.set_value(CANDIDATE, names[CANDIDATE], "reason", "Anders")


#: (state, person, what they send along to become the one who may)
TAKING_OVER = [
	(CANDIDATE, "Endorsed", "otherlead", {"cohort": "FOKUS Nachbarn"}),
	(CANDIDATE, "Endorsed", "otherlead", {"cohort": "FOKUS Nachbarn", "recommendation": "Recommended"}),
	(CANDIDATE, "Preparation", "otherlead", {"cohort": "FOKUS Nachbarn", "workflow_state": "Ready"}),
	(CANDIDATE, "Nominated", "nominator", {"manager": "nominator@example.org", "manager_statement": "Ja"}),
	(
		CANDIDATE,
		"Nominated",
		"clerkmanager",
		{"manager": "clerkmanager@example.org", "manager_statement": "Ja"},
	),
	(
		CANDIDATE,
		"Nominated",
		"clerkmanager",
		{"manager": "clerkmanager@example.org", "workflow_state": "Endorsed"},
	),
	(MEETING, "Draft", "participant2", {"organiser": "participant2@example.org", "title": "Meins"}),
	(MEETING, "Pending Approval", "otherlead", {"cohort": "FOKUS Nachbarn", "workflow_state": "Approved"}),
]


@pytest.mark.parametrize(("doctype", "state", "person", "values"), TAKING_OVER)
def test_nobody_makes_themselves_the_one_who_may(names, nobody_wants_mail, doctype, state, person, values):
	stages.place(names, doctype, state)
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		client.set_value(doctype, names[doctype], values)


@pytest.mark.parametrize("state", FROM_ENDORSED)
def test_a_place_is_not_freed_by_another_entry_path(names, nobody_wants_mail, state):
	stages.place(names, CANDIDATE, state)
	held = frappe.db.count("Taken Place", {"holder": names[CANDIDATE]})
	for person in ("clerk", "lead", "Administrator"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			client.set_value(CANDIDATE, names[CANDIDATE], "entry_path", "New Leader")
	assert frappe.db.count("Taken Place", {"holder": names[CANDIDATE]}) == held


def test_a_new_leader_is_not_accepted_past_the_places(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Assessment", entry_path="New Leader")
	with cast.acting_as("lead"), pytest.raises(frappe.ValidationError, match="short way"):
		stages.act(names, CANDIDATE, "Accept into Programme")


@pytest.mark.parametrize("doctype", design.TABLES)
def test_a_duplicate_brings_nothing_that_nobody_may_enter_in_a_new_record(doctype):
	mine = {field for rule in definitions()[doctype].edits if NEW in rule.states for field in rule.fields}
	for df in frappe.get_meta(doctype).fields:
		if df.fieldtype in no_value_fields or df.fetch_from or (df.read_only and not df.no_copy):
			continue
		assert df.no_copy or df.fieldname in mine, f"{df.fieldname} is copied and may not be entered"


@pytest.mark.parametrize("state", ["Potential", "Ready", "Onboarding", "Rejected"])
@pytest.mark.parametrize("person", ["clerk", "lead"])
def test_a_duplicate_can_be_saved(names, state, person):
	stages.place(names, CANDIDATE, state)
	copy = frappe.copy_doc(frappe.get_doc(CANDIDATE, names[CANDIDATE]), ignore_no_copy=False)
	copy.update({"candidate_name": "Zweite Person", "email": None, "user": None})
	with cast.acting_as(person):
		copy.insert()
	assert (copy.workflow_state, copy.manager_statement, copy.stage_changes) == ("Potential", None, [])


def test_no_other_lead_accepts_into_their_own_cohort(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Assessment")
	values = {"cohort": "FOKUS Nachbarn", "recommendation": "Recommended"}
	with cast.acting_as("otherlead"), pytest.raises(frappe.PermissionError):
		stages.act(names, CANDIDATE, "Accept into Programme", values=values)


@pytest.mark.parametrize("person", ["nominator", "candidate", "outsider"])
def test_while_a_decision_waits_the_manager_remains_somebody_who_can_decide(names, nobody_wants_mail, person):
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError):
		stages.act(names, CANDIDATE, "Change Manager", values={"manager": cast.address(person)})
	stages.place(names, CANDIDATE, "Endorsed", manager=cast.address(person))
	with cast.acting_as("lead"), pytest.raises(frappe.ValidationError):
		stages.act(names, CANDIDATE, "Ask Manager Again")


def test_a_change_of_manager_moves_the_decision(names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Change Manager")
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], "waiting_for") == cast.address("othermanager")
	with cast.acting_as("othermanager"):
		assert stages.act(names, CANDIDATE, "Endorse")["state"] == "Endorsed"


@pytest.mark.parametrize(
	"flags", [{"ignore_permissions": True}, {"attempt": {"action": "Endorse"}}, {"carried_out": 1}]
)
def test_flags_of_a_client_open_nothing(names, flags):
	stages.place(names, CANDIDATE, "Nominated")
	sent = {
		**frappe.get_doc(CANDIDATE, names[CANDIDATE]).as_dict(convert_dates_to_str=True),
		"workflow_state": "Endorsed",
		"flags": flags,
	}
	for person in ("clerk", "othermanager"):
		with cast.acting_as(person):
			_try(savedocs, json.dumps(sent), "Save")
			_try(
				client.set_value, CANDIDATE, names[CANDIDATE], {"workflow_state": "Endorsed", "flags": flags}
			)
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], "workflow_state") == "Nominated"


def _try(door, *arguments):
	"""Go through this door, or be refused there; what counts is what is stored afterwards."""
	try:
		door(*arguments)
	except Exception:  # Frappe's own errors of many kinds
		frappe.clear_messages()
