"""The words of a mentoring are deleted some weeks after its end; dates and numbers stay."""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, cint, getdate

from fokus_app.confidential import texts
from fokus_app.mentoring_sessions.record import DOCTYPE, ENDED, RELATIONSHIP

#: in the log
TITLE = "words of a mentoring"
#: what else a mentoring has sealed words for: doctypes with a field "relationship"
_KINDS = (DOCTYPE, "Mentoring Reflection")


def deleted_on(relationship: Document) -> date | None:
	"""The day on which the words of this relationship are deleted; None while it has not ended."""
	if relationship.workflow_state not in ENDED or not relationship.stage_since:
		return None
	return add_days(getdate(relationship.stage_since), _days())


def delete_words(relationship: str) -> bool:
	"""Delete all sealed words of this relationship; True if there were any."""
	found = False
	for doctype in _KINDS:
		names = frappe.get_all(doctype, filters={"relationship": relationship}, pluck="name")
		found |= texts.is_there(doctype, names)
		texts.forget(doctype, names)
	return found


def over() -> list[str]:
	"""Relationships that ended long enough ago and still have sealed words."""
	return sorted({name for doctype in _KINDS for name in _over_of(doctype)})


def _over_of(doctype: str) -> list[str]:
	relationship, record, sealed = (
		frappe.qb.DocType(each) for each in (RELATIONSHIP, doctype, texts.DOCTYPE)
	)
	return (
		frappe.qb.from_(sealed)
		.join(record)
		.on((record.name == sealed.reference_name) & (sealed.reference_doctype == doctype))
		.join(relationship)
		.on(relationship.name == record.relationship)
		.select(relationship.name)
		.distinct()
		.where(relationship.workflow_state.isin(ENDED))
		.where(relationship.stage_since <= add_days(getdate(), -_days()))
		.run(pluck=True)
	)


def _days() -> int:
	return 7 * cint(frappe.get_cached_doc("FOKUS Settings").session_weeks)
