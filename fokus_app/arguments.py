"""What clients send to our methods where Frappe's check of types is not enough: nothing, lists as JSON, names of doctypes."""

import inspect
import json
import re
from collections.abc import Callable
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


def ask_for_what_is_missing() -> None:
	"""Raise WrongArgument where a request calls a method of ours without something that it needs; for the hook before_request.

	Frappe calls it all the same, and Python's TypeError becomes a fault of the server.
	"""
	method = _called()
	if not method or not _may_be_called(method):
		return
	needed = (
		name
		for name, parameter in inspect.signature(method).parameters.items()
		if parameter.default is parameter.empty and parameter.kind is not parameter.VAR_KEYWORD
	)
	if missing := [name for name in needed if name not in frappe.form_dict]:
		frappe.throw(_("The request lacks “{0}”.").format("”, “".join(missing)), WrongArgument)


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


def _called() -> Callable | None:
	"""The method of ours that the request names, also where it stands in for one of Frappe's; None for any other."""
	named = re.fullmatch(r"/api/(?:v\d/)?method/([^/]+)/?", frappe.request.path)
	path = cstr(named[1] if named else frappe.form_dict.get("cmd"))
	path = next(iter(frappe.get_hooks("override_whitelisted_methods", {}).get(path, [])), path)
	if not path.startswith("fokus_app."):
		return None
	try:
		return frappe.get_attr(path)
	except Exception:  # there is no such method, which Frappe says in its own words
		frappe.clear_messages()
		return None


def _may_be_called(method: Callable) -> bool:
	"""False where Frappe refuses whatever is sent. Who shows a key is signed in only after the hook."""
	if frappe.session.user == "Guest" and not frappe.get_request_header("Authorization"):
		allowed = frappe.guest_methods
	else:
		allowed = frappe.whitelisted
	return method in allowed and (
		frappe.request.method in frappe.allowed_http_methods_for_whitelisted_func[method]
	)


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
