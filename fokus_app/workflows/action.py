"""The one method through which people act: form, list, kanban, bulk and portal call it."""

import json

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow, get_transitions, get_workflow_name
from frappe.utils import escape_html, get_datetime

from fokus_app import again, field_values
from fokus_app.workflows import definitions, guard
from fokus_app.workflows.definition import Transition


@frappe.whitelist(methods=["POST"])
def act(
	doctype: str,
	name: str,
	action: str,
	modified: str,
	reason: str | None = None,
	reason_category: str | None = None,
	values: str | dict | None = None,
) -> dict:
	"""Carry out `action` on the record `name`.

	modified: the `modified` of the record as the person saw it; an older one is refused.
	reason, reason_category: where the action asks why. values: fields of that action, by fieldname.

	Returns state, modified and a sentence that says what happened. Raises guard.NotYourDecision,
	guard.ConditionMissing, guard.UnknownAction, frappe.TimestampMismatchError, again.TooManyAtOnce.
	"""
	arguments = (doctype, name, action, modified, reason, reason_category, values)
	if not getattr(frappe.local, "request", None):
		return _act(*arguments)  # whoever called us decides about the transaction
	return act_alone(*arguments)


def act_alone(
	doctype: str,
	name: str,
	action: str,
	modified: str,
	reason: str | None = None,
	reason_category: str | None = None,
	values: str | dict | None = None,
) -> dict:
	"""As `act`, for a caller whose transaction holds nothing else: it begins again where the database has
	undone the action in favour of another one."""
	return again.until_done(lambda: _act(doctype, name, action, modified, reason, reason_category, values))


def act_along(doc: Document, action: str, values: dict | None = None) -> dict:
	"""As `act` on a record that the same request has just made: together with that, or not at all."""
	return _act(doc.doctype, doc.name, action, str(doc.modified), None, None, values)


def _act(
	doctype: str,
	name: str,
	action: str,
	modified: str,
	reason: str | None,
	reason_category: str | None,
	values: str | dict | None,
) -> dict:
	definition = definitions().get(doctype)
	if not definition:
		frappe.throw(_("{0} has no FOKUS workflow.").format(escape_html(_(doctype))), guard.UnknownAction)
	doc = frappe.get_doc(doctype, name, for_update=True)
	doc.remember_as_locked()
	transition = definition.by_action(doc.workflow_state, action)
	_refuse_strangers(doc, transition)
	_refuse_stale(doc, modified)
	if transition:
		_carry_out(doc, transition, reason, reason_category, _values_of(transition, values))
	elif get_workflow_name(doctype) and any(row["action"] == action for row in get_transitions(doc)):
		# a transition that a customer added: Frappe checks its role, the guard logs it
		doc = apply_workflow(doc, action)
	else:
		frappe.throw(
			_("“{0}” is not possible in the state {1}.").format(
				escape_html(_(action)), frappe.bold(_(doc.workflow_state))
			),
			guard.UnknownAction,
		)
	return {
		"state": doc.workflow_state,
		"modified": str(doc.modified),
		"message": _("{0}: {1}").format(_(action), _(doc.workflow_state)),
	}


def _carry_out(
	doc: Document, transition: Transition, reason: str | None, category: str | None, values: dict
) -> None:
	# before the values are taken over: they could make somebody the person who decides
	guard.refuse_others(doc, transition)
	_check_rows(doc, values)
	doc.update(values)
	field_values.check_text(_("Reason"), reason or "")
	field_values.check_markup(_("Reason"), reason or "")
	doc.flags.attempt = guard.Attempt(transition.action, reason, category)
	target = transition.resolve_target(doc)
	if target:
		doc.workflow_state = target
	else:
		guard.refuse_incomplete(doc, transition, doc.flags.attempt)
	# the guard decides who may act, also for people who cannot open the record in the desk
	doc.save(ignore_permissions=True)


def _values_of(transition: Transition, values: str | dict | None) -> dict:
	try:
		values = json.loads(values) if isinstance(values, str) and values else values or {}
	except json.JSONDecodeError:
		values = None
	if not isinstance(values, dict):
		frappe.throw(_("The values of an action are given by field."), guard.UnknownAction)
	unknown = set(values) - {*transition.needs, *transition.offers}
	if unknown:
		frappe.throw(
			_("“{0}” does not take {1}.").format(
				_(transition.action), escape_html(", ".join(sorted(unknown)))
			),
			guard.UnknownAction,
		)
	return values


def _check_rows(doc: Document, values: dict) -> None:
	"""A field with rows takes rows of plain values; other fields are judged by `field_values`."""
	for df in doc.meta.get_table_fields():
		rows = values.get(df.fieldname) or []
		fits = isinstance(rows, list) and all(
			isinstance(row, dict) and not any(isinstance(value, dict | list) for value in row.values())
			for row in rows
		)
		if not fits:
			frappe.throw(_("“{0}” takes a list of rows.").format(_(df.label)), guard.UnknownAction)


def _refuse_strangers(doc: Document, transition: Transition | None) -> None:
	"""Who can neither read the record nor act on it learns nothing about its state."""
	user = frappe.session.user
	if transition and guard.may_carry_out(doc, transition, user):
		return
	doc.check_permission("read")


def _refuse_stale(doc: Document, modified: str) -> None:
	try:
		seen = get_datetime(modified)
	except ValueError:  # no date at all: certainly not what the record shows
		seen = None
	if seen != get_datetime(doc.modified):
		frappe.throw(
			_(
				"This record was changed by somebody else in the meantime. Please look at it again; nothing was changed by you."
			),
			frappe.TimestampMismatchError,
			title=_("Changed in the Meantime"),
		)
