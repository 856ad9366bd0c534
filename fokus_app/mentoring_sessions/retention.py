"""The words of a mentoring are deleted some weeks after its end; dates and numbers stay.

Its end is the day on which it was completed or ended early. Where nobody does that, it is the last day of the agreed
time, or the last session or look back where the two went on after it. Without an agreed last day it has no end until somebody
closes it.
"""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, getdate

from fokus_app.confidential import texts, weeks
from fokus_app.mentoring_sessions.record import DOCTYPE, ENDED, RELATIONSHIP, RUNNING

#: in the log
TITLE = "words of a mentoring"
_REFLECTION = "Mentoring Reflection"
#: what a mentoring has sealed words for: doctypes with a field "relationship"
_KINDS = (DOCTYPE, _REFLECTION)


def deleted_on(relationship: Document) -> date | None:
	"""The day on which the words of this relationship are deleted; None while it and its agreed time go on."""
	ended = _ended_on(relationship)
	return add_days(ended, _days()) if ended else None


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
	names = sorted({name for doctype in _KINDS for name in _maybe_over(doctype)})
	due = ((name, deleted_on(frappe.get_doc(RELATIONSHIP, name))) for name in names)
	return [name for name, day in due if day and day <= getdate()]


def _ended_on(relationship: Document) -> date | None:
	state, until = relationship.workflow_state, relationship.until_date
	if state in ENDED:
		return getdate(relationship.stage_since) if relationship.stage_since else None
	if state not in RUNNING or not until or getdate(until) >= getdate():
		return None
	looked_back = frappe.get_all(_REFLECTION, filters={"relationship": relationship.name}, pluck="written_on")
	return max(getdate(day) for day in (until, relationship.last_session, *looked_back) if day)


def _maybe_over(doctype: str) -> list[str]:
	"""As `over`, with running ones that may have gone on after their agreed time."""
	relationship, record, sealed = (
		frappe.qb.DocType(each) for each in (RELATIONSHIP, doctype, texts.DOCTYPE)
	)
	before = add_days(getdate(), -_days())
	return (
		frappe.qb.from_(sealed)
		.join(record)
		.on((record.name == sealed.reference_name) & (sealed.reference_doctype == doctype))
		.join(relationship)
		.on(relationship.name == record.relationship)
		.select(relationship.name)
		.distinct()
		.where(
			(relationship.workflow_state.isin(ENDED) & (relationship.stage_since <= before))
			| (relationship.workflow_state.isin(RUNNING) & (relationship.until_date <= before))
		)
		.run(pluck=True)
	)


def _days() -> int:
	return 7 * weeks.weeks("session_weeks")
