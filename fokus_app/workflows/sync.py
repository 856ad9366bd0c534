"""Bring the workflow definitions into Frappe's Workflow documents without overwriting anybody's work."""

import hashlib
import json

import frappe

from fokus_app import people
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Transition, WorkflowDefinition

#: under this key (plus the workflow's name) stands the hash of the definition that we synced last
HASH_KEY = "fokus_workflow_hash:"
#: and under this key which states and actions we made; Frappe's own and other apps' are not ours to remove
_MADE_KEY = "fokus_workflow_masters_made"


def sync_all() -> dict[str, str]:
	"""Create or upgrade each workflow.

	Returns what was done by workflow name: "created", "upgraded", "unchanged" or "customised"
	(somebody changed it since our last sync, so it stays as it is).
	"""
	return {definition.name: sync(definition) for definition in definitions().values()}


def sync(definition: WorkflowDefinition) -> str:
	"""Create or upgrade one workflow; see sync_all for the answer."""
	_make_masters(definition)
	wanted = _content(definition)
	if not frappe.db.exists("Workflow", definition.name):
		others = frappe.db.exists("Workflow", {"document_type": definition.doctype, "is_active": 1})
		# a new active Workflow would switch off the one that somebody uses instead of ours
		_write(frappe.new_doc("Workflow"), definition, {**wanted, "is_active": 0 if others else 1})
		return "created"
	workflow = frappe.get_doc("Workflow", definition.name)
	stored = _stored_content(workflow)
	if stored == wanted:
		_remember(definition, wanted)
		return "unchanged"
	if _hash(stored) != frappe.db.get_global(HASH_KEY + definition.name):
		return "customised"
	_write(workflow, definition, wanted)
	return "upgraded"


def remove_all() -> None:
	"""Take away our workflows; the states and actions follow in `remove_masters`."""
	for definition in definitions().values():
		if frappe.db.exists("Workflow", definition.name):
			# the app goes, and with it the doctype that this workflow belongs to
			frappe.delete_doc("Workflow", definition.name, ignore_permissions=True, force=True)
		frappe.db.set_global(HASH_KEY + definition.name, None)


def remove_masters() -> None:
	"""Take away the states and actions that we made and nobody else refers to.

	To be called when our doctypes are gone, whose records stand in these states.
	"""
	used = {
		"Workflow State": set(frappe.get_all("Workflow Document State", pluck="state")),
		"Workflow Action Master": set(frappe.get_all("Workflow Transition", pluck="action")),
	}
	for doctype, name in _made_masters():
		if name not in used[doctype]:
			_remove_unused(doctype, name)
	frappe.db.set_global(_MADE_KEY, None)


def _content(definition: WorkflowDefinition) -> dict:
	"""The definition in the shape in which Frappe stores it."""
	return {
		"document_type": definition.doctype,
		"workflow_state_field": "workflow_state",
		"is_active": 1,
		"send_email_alert": 0,
		"states": [
			# the guard says who may edit what, hence every role here; optional, so that no Workflow
			# Action rows arise, which would show names to every holder of a role and cost a query each
			{"state": state.name, "doc_status": "0", "allow_edit": "All", "is_optional_state": 1}
			for state in definition.states
		],
		"transitions": [row for transition in definition.transitions for row in _transition_rows(transition)],
	}


def _transition_rows(transition: Transition) -> list[dict]:
	if transition.stays:
		return []
	roles = dict.fromkeys(role for who in transition.who for role in people.ROLES_OF[who])
	return [
		{
			"state": transition.source,
			"action": transition.action,
			"next_state": target,
			"allowed": role,
			"allow_self_approval": 1,
			"condition": f'doc.{transition.target_field} == "{target}"' if transition.target_field else "",
		}
		for target in transition.targets
		for role in roles
	]


def _stored_content(workflow) -> dict:
	def rows(table, fields):
		return [{field: row.get(field) or _EMPTY.get(field, "") for field in fields} for row in table]

	return {
		"document_type": workflow.document_type,
		"workflow_state_field": workflow.workflow_state_field,
		"is_active": workflow.is_active,
		"send_email_alert": workflow.send_email_alert,
		"states": rows(workflow.states, ("state", "doc_status", "allow_edit", "is_optional_state")),
		"transitions": rows(
			workflow.transitions,
			("state", "action", "next_state", "allowed", "allow_self_approval", "condition"),
		),
	}


_EMPTY = {"doc_status": "0", "is_optional_state": 0, "allow_self_approval": 0}


def _write(workflow, definition: WorkflowDefinition, content: dict) -> None:
	workflow.workflow_name = definition.name
	workflow.update({**content, "states": [], "transitions": []})
	for row in content["states"]:
		workflow.append("states", row)
	for row in content["transitions"]:
		workflow.append("transitions", row)
	# runs at install and migrate, where nobody is logged in
	workflow.save(ignore_permissions=True)
	_remember(definition, content)


def _remember(definition: WorkflowDefinition, content: dict) -> None:
	frappe.db.set_global(HASH_KEY + definition.name, _hash(content))


def _hash(content: dict) -> str:
	return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


def _make_masters(definition: WorkflowDefinition) -> None:
	"""Make missing states and actions; existing ones belong to whoever made them."""
	wanted = [
		("Workflow State", "workflow_state_name", state.name, {"style": state.colour})
		for state in definition.states
	]
	wanted += [
		("Workflow Action Master", "workflow_action_name", action, {})
		for action in dict.fromkeys(t.action for t in definition.transitions if not t.stays)
	]
	made = []
	for doctype, name_field, name, values in wanted:
		if not frappe.db.exists(doctype, name):
			# runs at install and migrate, where nobody is logged in
			frappe.get_doc({"doctype": doctype, name_field: name, **values}).insert(ignore_permissions=True)
			made.append([doctype, name])
	if made:
		frappe.db.set_global(_MADE_KEY, json.dumps(_made_masters() + made))


def _made_masters() -> list[list[str]]:
	# not get_global: what it has cached does not change during an installation
	made = frappe.db.get_value("DefaultValue", {"defkey": _MADE_KEY, "parent": "__global"}, "defvalue")
	return json.loads(made or "[]")


def _remove_unused(doctype: str, name: str) -> None:
	if not frappe.db.exists(doctype, name):
		return
	try:
		frappe.delete_doc(doctype, name, ignore_permissions=True)  # uninstall runs without a user
	except frappe.LinkExistsError:
		# another app's record still stands in this state
		frappe.clear_last_message()
