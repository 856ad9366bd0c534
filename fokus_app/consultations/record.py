"""One consultation as a record: who may touch it, and how many were held."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from fokus_app import own_dates
from fokus_app.confidential import texts
from fokus_app.consultations import groups, phases
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.own_dates import NotNow


def of_the_group(name: str, active: bool = True) -> Document:
	"""The group, locked, for a member.

	active: whether it must go on. Raises frappe.PermissionError, NotNow.
	"""
	there = frappe.db.exists(GROUP, name)
	group = frappe.get_doc(GROUP, name, for_update=True) if there else None
	if not group or not groups.is_member(group):
		_refuse()
	if active and group.status != "Active":
		frappe.throw(_("This group has ended; nothing is planned or changed any more."), NotNow)
	return group


def consultation_of_the_group(name: str, active: bool = True) -> tuple[Document, Document]:
	"""Consultation and group, locked, for a member. Raises frappe.PermissionError, NotNow."""
	# no more is told to strangers than that it is not theirs
	group = of_the_group(frappe.db.get_value(CONSULTATION, name, "consultation_group") or "", active)
	return frappe.get_doc(CONSULTATION, name, for_update=True), group


def seen(name: str) -> tuple[Document, Document]:
	"""Consultation and group for a member who only looks. Raises frappe.PermissionError."""
	group = frappe.db.get_value(CONSULTATION, name, "consultation_group")
	doc = frappe.get_doc(GROUP, group) if group else None
	if not doc or not groups.is_member(doc):
		_refuse()
	return frappe.get_doc(CONSULTATION, name), doc


def starts_on(consultation: Document):
	"""When it begins, on the site's clock."""
	return own_dates.moment_of(consultation.consultation_date, consultation.start_time)


def day_has_come(consultation: Document) -> bool:
	return getdate(consultation.consultation_date) <= getdate()


def save(consultation: Document) -> None:
	"""Save what members do through our methods; nobody writes these records otherwise."""
	consultation.flags.by_the_group = True
	# the caller has checked that the acting user is a member
	consultation.save(ignore_permissions=True)
	consultation.flags.by_the_group = False


def check(consultation: Document) -> None:
	"""Refuse what comes past the methods of this package; call it in validate."""
	if not consultation.flags.by_the_group:
		frappe.throw(
			_("Consultations are planned and held by the members, not by hand."), frappe.PermissionError
		)
	own_dates.check_form_and_place(consultation)
	phases.check(consultation)


def count(group: str) -> None:
	"""Keep in the group how many consultations were held and when the last one was: counted, never added up."""
	consultation = frappe.qb.DocType(CONSULTATION)
	held = (
		frappe.qb.from_(consultation)
		.select(consultation.consultation_date)
		.where((consultation.consultation_group == group) & (consultation.status == "Held"))
		# the newest rows, not those of this transaction's snapshot
		.for_update()
		.run(pluck=True)
	)
	now = {"consultations_held": len(held), "last_consultation": max(held, default=None)}
	frappe.db.set_value(GROUP, group, now, update_modified=False)


def forget(consultation: Document) -> None:
	"""Nothing remains of a deleted consultation; call it in after_delete."""
	texts.forget(CONSULTATION, [consultation.name])
	count(consultation.consultation_group)


def _refuse() -> None:
	frappe.throw(_("Consultations belong to the members of the group alone."), frappe.PermissionError)
