"""What clients send to our methods where Frappe's check of types is not enough: lists as JSON, names of doctypes."""

import json
from datetime import datetime

import frappe
from frappe import _
from frappe.model import optional_fields
from frappe.model.document import Document
from frappe.utils import cstr, escape_html, get_datetime

from fokus_app.workflows import definitions
from fokus_app.workflows.definition import WorkflowDefinition

#: what the database keeps of a name
_LONGEST_NAME = 140


class WrongArgument(frappe.ValidationError):
	"""Something was sent that no screen of ours sends."""


def parsed(value: object) -> object:
	"""`value`, or where it is a text, what that says as JSON; raises WrongArgument."""
	if not isinstance(value, str) or not value:
		return value
	try:
		return json.loads(value)
	except ValueError:
		frappe.throw(_("“{0}” cannot be read as a list.").format(escape_html(value[:100])), WrongArgument)


def names(value: object) -> list[str]:
	"""Names of records, each once and in their order; raises WrongArgument."""
	found = parsed(value)
	if not isinstance(found, list) or not all(isinstance(name, str) and name for name in found):
		frappe.throw(_("A list of records is expected."), WrongArgument)
	return list(dict.fromkeys(found))


def rows(value: object) -> list[dict]:
	"""Rows, each a dict of plain values; raises WrongArgument."""
	found = parsed(value)
	if not isinstance(found, list) or not all(map(_is_plain_row, found)):
		frappe.throw(_("A list of rows is expected."), WrongArgument)
	return found


def filters(doctype: str, value: object) -> dict | list | None:
	"""Filters of a list of this doctype: a dict by field, or conditions; raises WrongArgument."""
	found = parsed(value) or None
	if isinstance(found, dict):
		right = all(_is_column(doctype, field) for field in found)
	else:
		right = found is None or (
			isinstance(found, list) and all(_is_condition(doctype, each) for each in found)
		)
	if not right:
		frappe.throw(_("These are no filters of a list."), WrongArgument)
	return found


def moment(value: object) -> datetime | None:
	"""A day with or without its time; None for nothing. Raises WrongArgument."""
	try:
		return get_datetime(value) if value else None
	except Exception:  # frappe raises its own, dateutil's and ValueError, depending on the text
		frappe.clear_messages()
		frappe.throw(_("“{0}” is not a date.").format(escape_html(cstr(value)[:100])), WrongArgument)


def record(doctype: str, name: str) -> Document:
	"""The record, whoever may see it; raises frappe.DoesNotExistError, also where there is no such doctype."""
	frappe.get_meta(doctype)  # Frappe would look for a module of that name
	return frappe.get_doc(doctype, name)


def check_name(value: str) -> None:
	"""Raise WrongArgument for a name that no record could have."""
	if len(value) > _LONGEST_NAME:
		frappe.throw(
			_("This name is too long; {0} characters are possible.").format(_LONGEST_NAME), WrongArgument
		)


def check_column(doctype: str, field: str) -> None:
	"""Raise WrongArgument where records of this doctype keep nothing under this name."""
	if not _is_column(doctype, field):
		frappe.throw(_("This list has no such field."), WrongArgument)


def definition_of(doctype: str) -> WorkflowDefinition:
	"""The FOKUS workflow of this doctype; raises WrongArgument where it has none."""
	definition = definitions().get(doctype)
	if not definition:
		frappe.throw(_("{0} has no FOKUS workflow.").format(escape_html(_(cstr(doctype)))), WrongArgument)
	return definition


def _is_plain_row(row: object) -> bool:
	return isinstance(row, dict) and not any(isinstance(value, dict | list) for value in row.values())


def _is_condition(doctype: str, condition: object) -> bool:
	"""[field, value], [field, operator, value] or [doctype, field, operator, value] and what Frappe adds behind."""
	if not isinstance(condition, list) or not 2 <= len(condition) <= 5:
		return False
	if len(condition) > 3:
		doctype, *condition = condition
	return isinstance(doctype, str) and _is_column(doctype, condition[0])


def _is_column(doctype: str, field: object) -> bool:
	return field in (*frappe.get_meta(doctype).get_valid_columns(), *optional_fields)
