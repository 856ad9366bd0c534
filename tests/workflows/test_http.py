"""The three tables once more, over HTTP against the running server: REST and the methods that the desk calls."""

import json

import frappe
import pytest

from tests import programme as cast
from tests.workflows import design, stages

CANDIDATE, MENTORING, MEETING = design.TABLES
ROWS = [(doctype, row) for doctype, table in design.TABLES.items() for row in table]
#: one person of each role and some who are none of those meant, to be refused
ROLES = ("clerk", "lead", "manager", "candidate", "mentor", "sysadmin")
METHOD = "fokus_app.workflows.action.act"


@pytest.fixture(scope="module")
def clients(names, _server):
	"""Everybody signed in; nobody wants mail, which is tested by itself."""
	for person in (*design.EVERYBODY,):
		frappe.get_doc(
			{"doctype": "Email Unsubscribe", "email": cast.address(person), "global_unsubscribe": 1}
		).insert()
	frappe.db.commit()
	people = {"othermanager", "nominator", *ROLES, *(row.who[0] for _, row in ROWS)}
	return {person: _server.login(cast.address(person), cast.PASSWORD) for person in people}


@pytest.mark.parametrize(("doctype", "row"), ROWS, ids=str)
def test_the_right_person_acts_and_the_others_are_refused(names, clients, doctype, row):
	_place(names, doctype, row)
	for person in ROLES:
		if person not in row.who:
			answer = _act(clients[person], names, doctype, row)
			_is_a_readable_refusal(answer, 403)
	if row.source != row.target:
		for person in [person for person in ROLES if person not in row.who][:2]:
			answer = clients[person].put(_address(doctype, names), json={"workflow_state": row.target})
			_is_a_readable_refusal(answer, 403, 417)
	assert _state(names, doctype) == row.source
	answer = _act(clients[row.who[0]], names, doctype, row)
	assert answer.status_code == 200, answer.text[:500]
	assert answer.json()["message"]["state"] == _state(names, doctype) == row.target


@pytest.mark.parametrize("doctype", design.TABLES)
def test_actions_that_do_not_exist_in_a_state_are_refused_to_each_role(names, clients, doctype):
	turn = 0
	for state in design.STATES[doctype]:
		stages.place(names, doctype, state)
		frappe.db.commit()
		for action in design.actions(doctype):
			if design.row_of(doctype, state, action):
				continue
			person, turn = ROLES[turn % len(ROLES)], turn + 1
			row = next(row for row in design.TABLES[doctype] if row.action == action)
			_is_a_readable_refusal(_act(clients[person], names, doctype, row), 403, 417)
		assert _state(names, doctype) == state


#: doors of the desk: each with what is sent for a state
DOORS = {
	"PUT": lambda client, doctype, name, target, action: client.put(
		f"/api/resource/{doctype}/{name}", json={"workflow_state": target}
	),
	"set_value": lambda client, doctype, name, target, action: client.call(
		"frappe.client.set_value", doctype=doctype, name=name, fieldname="workflow_state", value=target
	),
	"apply_workflow": lambda client, doctype, name, target, action: client.call(
		"frappe.model.workflow.apply_workflow",
		doc=json.dumps({"doctype": doctype, "name": name}),
		action=action,
	),
	"savedocs": lambda client, doctype, name, target, action: client.call(
		"frappe.desk.form.save.savedocs",
		doc=json.dumps(
			{
				**client.get(f"/api/resource/{doctype}/{name}").json().get("data", {}),
				"doctype": doctype,
				"name": name,
				"workflow_state": target,
			}
		),
		action="Save",
	),
	"bulk": lambda client, doctype, name, target, action: client.call(
		"frappe.model.workflow.bulk_workflow_approval",
		docnames=json.dumps([name]),
		doctype=doctype,
		action=action,
	),
	"bulk update": lambda client, doctype, name, target, action: client.call(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		doctype=doctype,
		docnames=json.dumps([name]),
		action="update",
		data=json.dumps({"workflow_state": target}),
	),
}


@pytest.mark.parametrize("door", DOORS)
def test_every_door_lets_the_right_person_through_and_nobody_else(names, clients, door):
	for person, moves in (("othermanager", False), ("nominator", False), ("clerk", False), ("manager", True)):
		stages.place(names, CANDIDATE, "Nominated")
		frappe.db.commit()
		answer = DOORS[door](clients[person], CANDIDATE, names[CANDIDATE], "Endorsed", "Endorse")
		assert answer.status_code != 500, answer.text[:500]
		assert _state(names, CANDIDATE) == ("Endorsed" if moves else "Nominated"), person


@pytest.mark.parametrize("door", DOORS)
def test_no_door_but_the_action_method_skips_the_reason(names, clients, door):
	stages.place(names, CANDIDATE, "Nominated")
	frappe.db.commit()
	answer = DOORS[door](clients["manager"], CANDIDATE, names[CANDIDATE], "Potential", "Send Back")
	assert answer.status_code != 500, answer.text[:500]
	assert _state(names, CANDIDATE) == "Nominated"


def test_nobody_acts_without_signing_in_or_by_get(names, clients, server):
	row = design.row_of(CANDIDATE, "Potential", "Nominate")
	_place(names, CANDIDATE, row)
	assert _act(server.guest(), names, CANDIDATE, row).status_code == 403
	answer = clients["clerk"].get(f"/api/method/{METHOD}", params=_sent(names, CANDIDATE, row))
	assert answer.status_code in (403, 405)
	assert _state(names, CANDIDATE) == "Potential"


def test_rows_of_the_log_are_out_of_reach(names, clients):
	row = design.row_of(CANDIDATE, "Potential", "Nominate")
	_place(names, CANDIDATE, row)
	_act(clients["clerk"], names, CANDIDATE, row)
	entry = frappe.get_doc(CANDIDATE, names[CANDIDATE]).stage_changes[-1]
	for person in ("clerk", "lead"):
		address = f"/api/resource/Stage Change/{entry.name}"
		assert clients[person].put(address, json={"changed_by": "lead@example.org"}).status_code == 403
		assert clients[person].delete(address).status_code == 403
	frappe.db.rollback()
	assert frappe.db.get_value("Stage Change", entry.name, "changed_by") == entry.changed_by


def _place(names, doctype, row):
	stages.place(names, doctype, row.source, row.action)
	# the steps that earlier tests brought along are done
	frappe.db.set_value("Candidate Activity", {"candidate": names[CANDIDATE]}, "status", "Done")
	frappe.db.commit()


def _sent(names, doctype, row):
	modified = str(frappe.db.get_value(doctype, names[doctype], "modified"))
	return {
		"doctype": doctype,
		"name": names[doctype],
		"action": row.action,
		"modified": modified,
		**stages.asked_for(row),
	}


def _act(client, names, doctype, row):
	return client.call(METHOD, **_sent(names, doctype, row))


def _address(doctype, names):
	return f"/api/resource/{doctype}/{names[doctype]}"


def _state(names, doctype):
	frappe.db.rollback()  # a new look at what the server has committed
	return frappe.db.get_value(doctype, names[doctype], "workflow_state")


def _is_a_readable_refusal(answer, *status):
	assert answer.status_code in status, (answer.status_code, answer.text[:400])
	said = answer.json()
	assert said.get("_server_messages") or said.get("exception") or said.get("_error_message"), said
