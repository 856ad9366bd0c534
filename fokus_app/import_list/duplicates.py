"""People who are there already: the same list read in twice makes nobody twice."""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import people
from fokus_app.workflows import definitions

_FIELDS = ("email", "candidate_name", "centre")


class AlreadyThere(frappe.ValidationError):
	"""An open case of this person exists."""


def note(doctype: str, rows: Iterable) -> None:
	"""Add the problem "exists already" to each row whose person has an open case or stands further up."""
	if doctype != "Leadership Candidate":
		return
	there: dict[tuple, str] = {}
	for case in _open_cases():
		there |= dict.fromkeys(_marks(case), case.name)
	# a row that is wrong already is put right first; it may be about the acting user themselves
	for row in rows:
		if row.problems:
			continue
		marks = _marks(row.values)
		found = next((there[mark] for mark in marks if mark in there), None)
		if found:
			row.problems.append(_("Exists already ({0}).").format(found))
		else:
			there |= dict.fromkeys(marks, _("row {0}").format(row.number))


def refuse_in_import(doc: Document, method: str | None = None) -> None:
	"""For before_insert: what Data Import inserts must be new at that very moment. Raises AlreadyThere."""
	if not frappe.flags.in_import or people.is_about(doc, frappe.session.user):
		# the guard refuses people who enter themselves, and does not say whether there is a case
		return
	marks = set(_marks(doc))
	same = {field: doc.get(field) for field in ("email", "candidate_name") if doc.get(field)}
	for case in _open_cases(or_filters=same):
		if marks.intersection(_marks(case)):
			frappe.throw(_("Exists already ({0}).").format(case.name), AlreadyThere)


def _open_cases(or_filters: dict | None = None) -> list:
	# also cases that the acting user may not see: nobody is entered twice
	return frappe.get_all(
		"Leadership Candidate",
		filters={"workflow_state": ("in", definitions()["Leadership Candidate"].open_states)},
		or_filters=or_filters,
		fields=["name", *_FIELDS],
	)


def folded(text: str | None) -> str:
	"""A name or address without what people write differently by chance."""
	return " ".join((text or "").casefold().split())


def _marks(person) -> list[tuple]:
	"""By what a person is known again: the address, or the name at a centre."""
	email, name, centre = (folded(person.get(field)) for field in _FIELDS)
	marks: list[tuple] = [("email", email)] if email else []
	return [*marks, ("name", name, centre)] if name else marks
