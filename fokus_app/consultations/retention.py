"""The words of a consultation are deleted some weeks after its day; that it took place stays."""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, getdate

from fokus_app.confidential import texts, weeks
from fokus_app.consultations.groups import CONSULTATION

#: in the log
TITLE = "words of a peer consultation"


def deleted_on(consultation: Document) -> date:
	"""The day on which its words are deleted."""
	return add_days(getdate(consultation.consultation_date), _days())


def is_over(consultation: Document) -> bool:
	return deleted_on(consultation) <= getdate()


def delete_words(name: str) -> bool:
	"""Delete all sealed words of this consultation; True if there were any."""
	found = texts.is_there(CONSULTATION, [name])
	texts.forget(CONSULTATION, [name])
	return found


def over() -> list[str]:
	"""Consultations whose time is over and that still have sealed words."""
	consultation, sealed = frappe.qb.DocType(CONSULTATION), frappe.qb.DocType(texts.DOCTYPE)
	return (
		frappe.qb.from_(sealed)
		.join(consultation)
		.on((consultation.name == sealed.reference_name) & (sealed.reference_doctype == CONSULTATION))
		.select(consultation.name)
		.distinct()
		.where(consultation.consultation_date <= add_days(getdate(), -_days()))
		.run(pluck=True)
	)


def _days() -> int:
	return 7 * weeks.weeks("consultation_weeks")
