"""What a form shows at its top: where the case stands, who has to act, what is missing, what I can do."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import get_transitions, get_workflow_name

from fokus_app import arguments, people, permissions
from fokus_app.workflows import definitions, guard
from fokus_app.workflows.definition import Transition


@frappe.whitelist(methods=["GET", "POST"])
def next_steps(doctype: str, name: str) -> dict:
	"""The steps out of the present state of a record that the user may read.

	Returns: state, since (date), waits_for (full names), waits_for_me, waiting_since, decision (a named
	person has to decide), modified, steps (see _step), editable (fieldnames the user may change by hand
	now), history (the stage log, newest first, with names; None where it is for others), last_reason, hints (sentences).
	"""
	definition = arguments.definition_of(doctype)
	doc = frappe.get_doc(doctype, name)
	doc.check_permission("read")
	state = definition.by_name.get(doc.workflow_state)
	steps = [_step(doc, transition) for transition in definition.from_state(doc.workflow_state)]
	ours = {step["action"] for step in steps}
	sees_log = permissions.sees_log(doctype, name)
	return {
		"state": doc.workflow_state,
		"closed": bool(state and state.closed),
		"decision": bool(state and state.decision),
		"since": doc.stage_since,
		"waits_for": [people.full_name(user) for user in (doc.waiting_for, doc.waiting_for_deputy) if user],
		"waits_for_me": frappe.session.user in (doc.waiting_for, doc.waiting_for_deputy),
		"waiting_since": doc.waiting_since,
		"modified": str(doc.modified),
		"steps": steps + _customised_steps(doc, ours),
		"editable": sorted(guard.editable_fields(doc)),
		"history": _history(doc) if sees_log else None,
		"last_reason": _last_reason(doc) if sees_log else None,
		"hints": [sentence for hint in definition.hints if (sentence := hint(doc))],
	}


def own_steps(doc: Document) -> list[dict]:
	"""The steps (see _step) that the acting user can take now, in a record about themselves or their pair.

	Asks for no read permission: who may carry out a step may also know of it.
	"""
	transitions = definitions()[doc.doctype].from_state(doc.workflow_state)
	user = frappe.session.user
	steps = [_step(doc, each) for each in transitions if guard.may_carry_out(doc, each, user)]
	return [step for step in steps if not step["missing"]]


def step_of(doc: Document, action: str) -> dict | None:
	"""The step (see _step) named `action` that the acting user may take from the record's present state."""
	transition = definitions()[doc.doctype].by_action(doc.workflow_state, action)
	if transition and guard.may_carry_out(doc, transition, frappe.session.user):
		return _step(doc, transition)
	own = set() if not transition else {action}
	return next((step for step in _customised_steps(doc, own) if step["action"] == action), None)


@frappe.whitelist(methods=["GET", "POST"])
def editable_when_new(doctype: str) -> list[str]:
	"""The fields that the user may fill in when they make a record of this doctype."""
	arguments.definition_of(doctype)
	doc = frappe.new_doc(doctype)
	doc.check_permission("create")
	# who makes a record becomes its nominator or organiser, and as that may fill in more
	doc.run_method("before_validate")
	return sorted(guard.editable_fields(doc))


def _step(doc: Document, transition: Transition) -> dict:
	"""action, target, mine (may I do it), who (in words), missing (sentences besides what the dialog
	asks for), fields (what the dialog asks for), reason (text, category or None), categories."""
	mine = guard.may_carry_out(doc, transition, frappe.session.user)
	asked = [field for field in (*transition.needs, *transition.offers) if not _is_table(doc, field)]
	return {
		"action": transition.action,
		"target": transition.resolve_target(doc),
		"mine": mine,
		"who": f" {_('or')} ".join(people.who_label(who) for who in transition.who),
		"missing": [*_empty_tables(doc, transition), *guard.unmet_checks(doc, transition, asked)],
		"fields": [
			{"fieldname": field, "reqd": field in transition.needs, "value": _value(doc, field)}
			for field in asked
		],
		"reason": transition.reason,
		"categories": [{"value": category, "label": _(category)} for category in transition.categories],
	}


def _value(doc: Document, field: str) -> object:
	value = doc.get(field)
	return [row.as_dict(no_default_fields=True) for row in value] if isinstance(value, list) else value


def _is_table(doc: Document, field: str) -> bool:
	"""True for rows with columns; a list of names ("Table MultiSelect") fits into a dialog."""
	return doc.meta.get_field(field).fieldtype == "Table"


def _empty_tables(doc: Document, transition: Transition) -> list[str]:
	"""A table that must be filled is filled in the form, not in a dialog."""
	return [
		_("“{0}” is missing.").format(_(doc.meta.get_label(field)))
		for field in transition.needs
		if _is_table(doc, field) and not doc.get(field)
	]


def _customised_steps(doc: Document, ours: set[str]) -> list[dict]:
	"""Transitions that a customer added to the Workflow, as far as the user's roles allow them."""
	if not get_workflow_name(doc.doctype):
		return []
	return [
		{
			"action": row["action"],
			"target": row["next_state"],
			"mine": True,
			"who": _(row["allowed"]),
			"missing": [],
			"fields": [],
			"reason": None,
			"categories": [],
		}
		for row in get_transitions(doc)
		if row["action"] not in ours
	]


def _history(doc: Document) -> list[dict]:
	return [
		{
			"action": row.action,
			"from_state": row.from_state,
			"to_state": row.to_state,
			"by": people.full_name(row.changed_by),
			"on": row.changed_on,
			"days": row.days,
			"reason": row.reason,
			"category": row.reason_category and _(row.reason_category),
		}
		for row in reversed(doc.stage_changes)
	]


def _last_reason(doc: Document) -> dict | None:
	"""Why the case came to its present state, where a reason was given."""
	last = doc.stage_changes[-1] if doc.stage_changes else None
	if not last or not (last.reason or last.reason_category):
		return None
	return {
		"action": last.action,
		"by": people.full_name(last.changed_by),
		"reason": last.reason,
		"category": last.reason_category and _(last.reason_category),
	}
