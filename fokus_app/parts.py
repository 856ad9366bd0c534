"""Who may be entered as area manager, programme lead, HR contact or organiser: somebody who can act in that part.

Otherwise decisions would wait for a person whom the guard refuses. "Invite to FOKUS" gives the role before it enters
the manager, so the order of HR's work stays as it is.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import people
from fokus_app.workflows.definition import Who

#: the fields of masters and settings that name people who act, and as whom
PARTS: dict[str, dict[str, Who]] = {
	"Daycare Area": {"area_manager": Who.MANAGER, "deputy": Who.MANAGER},
	"Programme Cohort": {"programme_lead": Who.LEAD, "deputy_lead": Who.LEAD},
	"Network Meeting": {"organiser": Who.ORGANISER},
	"FOKUS Settings": {"programme_lead": Who.LEAD, "deputy_lead": Who.LEAD, "hr_contact": Who.HR_CLERK},
}
#: who stands in for whom
DEPUTIES = {"deputy": "area_manager", "deputy_lead": "programme_lead"}


class CannotAct(frappe.ValidationError):
	"""Somebody is entered in a part in which they could not act; the text says what to do."""


def check(doc: Document) -> None:
	"""Refuse people newly entered in this record who cannot act there. Call it in validate. Raises CannotAct.

	What was entered before stays: a name that is no longer right does not keep HR from changing something else.
	"""
	for field, who in PARTS[doc.doctype].items():
		if doc.get(field) and doc.has_value_changed(field):
			_check_person(doc.get(field), who)
	for deputy, person in DEPUTIES.items():
		both = doc.get(deputy)
		if (
			both
			and both == doc.get(person)
			and (doc.has_value_changed(deputy) or doc.has_value_changed(person))
		):
			frappe.throw(
				_("{0} cannot stand in for themself. Please choose somebody else as the deputy.").format(
					people.full_name(both)
				),
				CannotAct,
			)


def enter(doc: Document, field: str, user: str) -> None:
	"""Enter `user` in this field; where they stood in until now nobody stands in any more."""
	doc.set(field, user)
	for deputy, person in DEPUTIES.items():
		if field in (deputy, person) and doc.get(deputy) and doc.get(deputy) == doc.get(person):
			doc.set(deputy, None)


def _check_person(user: str, who: Who) -> None:
	name = people.full_name(user)
	if not people.enabled([user]):
		frappe.throw(_("{0} has no account that can be used.").format(name), CannotAct)
	role = people.ROLES_OF[who][0]
	if people.roles_of(user).intersection(people.ROLES_OF[who]):
		return
	if who == Who.ORGANISER:
		frappe.throw(
			_("{0} cannot organise a meeting: HR, the programme lead, managers and mentors can.").format(
				name
			),
			CannotAct,
			title=_("Cannot Act Here"),
		)
	text = (
		_("{0} does not have the role {1}. Please use “Invite to FOKUS” first.")
		if role == people.MANAGER
		else _("{0} does not have the role {1}. Please ask the administrator for it first.")
	)
	frappe.throw(text.format(name, _(role)), CannotAct, title=_("Cannot Act Here"))
