"""One session as a record: who may touch it, whose words are sealed for whom, and how many were held."""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import field_values, own_dates, people
from fokus_app.confidential import texts
from fokus_app.matching.facts import ENDED
from fokus_app.own_dates import NotNow
from fokus_app.workflows.definition import Who

DOCTYPE = "Mentoring Session"
RELATIONSHIP = "Mentoring Relationship"
#: what both of the pair read, and what its author alone reads
SHARED, NOTE = ("topics", "next_steps"), "private_note"
#: states in which the pair meets; while they pause they may still write up what was
RUNNING = ("Active", "Paused")


def of_the_pair(relationship: str, running: bool = True) -> Document:
	"""The relationship, locked, for one of the pair.

	running: whether the mentoring must go on. Raises frappe.PermissionError, NotNow.
	"""
	there = frappe.db.exists(RELATIONSHIP, relationship)
	doc = frappe.get_doc(RELATIONSHIP, relationship, for_update=True) if there else None
	if not doc or not is_of_the_pair(doc):
		frappe.throw(_("Sessions belong to mentor and mentee alone."), frappe.PermissionError)
	if running and doc.workflow_state not in RUNNING:
		frappe.throw(
			_("Sessions are logged while the mentoring runs; it is in the state {0}.").format(
				_(doc.workflow_state)
			),
			NotNow,
		)
	return doc


def session_of_the_pair(name: str, running: bool = True) -> tuple[Document, Document]:
	"""Session and relationship, locked, for one of the pair. Raises frappe.PermissionError, NotNow."""
	# no more is told to strangers than that it is not theirs
	relationship = of_the_pair(frappe.db.get_value(DOCTYPE, name, "relationship") or "", running)
	return frappe.get_doc(DOCTYPE, name, for_update=True), relationship


def is_of_the_pair(relationship: Document, user: str | None = None) -> bool:
	user = user or frappe.session.user
	return relationship.workflow_state in (*RUNNING, *ENDED) and any(
		people.may_act_as(relationship, who, user) for who in (Who.MENTOR, Who.MENTEE)
	)


def pair(relationship: Document) -> list[str]:
	"""The accounts of both."""
	return [user for user in (relationship.mentor_user, relationship.mentee_user) if user]


def keep_words(session: Document, relationship: Document, words: dict[str, str | None]) -> None:
	"""Seal what the acting user wrote; words: by SHARED and NOTE, what is not in it stays."""
	for field, text in words.items():
		slot = texts.Slot(DOCTYPE, session.name, field, frappe.session.user)
		readers = [frappe.session.user] if field == NOTE else pair(relationship)
		texts.keep(slot, text, readers, labels()[field])


def labels() -> dict[str, str]:
	return {"topics": _("Topics"), "next_steps": _("Agreed Next Steps"), NOTE: _("Private Note")}


def save(session: Document) -> None:
	"""Save what the pair does through our methods; nobody writes these records otherwise."""
	session.flags.by_the_pair = True
	# the caller has checked that it is the pair's own
	session.save(ignore_permissions=True)
	session.flags.by_the_pair = False


def delete(session: Document) -> None:
	"""Delete a session for good: Frappe keeps no copy of it."""
	# nobody has the right to delete these in the desk; the caller has checked that the acting user may
	frappe.delete_doc(DOCTYPE, session.name, ignore_permissions=True, delete_permanently=True)


def check_values(session: Document) -> None:
	"""Refuse a date, form or text that cannot be; raises field_values.WrongValue or NotNow."""
	field_values.check(session)
	own_dates.check_form_and_place(session)


def check(session: Document) -> None:
	"""Refuse what comes past the methods of this package; call it in validate."""
	if not session.flags.by_the_pair:
		frappe.throw(_("Sessions are logged by mentor and mentee, not by hand."), frappe.PermissionError)


def count(relationship: str) -> None:
	"""Keep in the relationship how many sessions were held and when the last one was: counted, never added up."""
	session = frappe.qb.DocType(DOCTYPE)
	held = (
		frappe.qb.from_(session)
		.select(session.session_date)
		.where((session.relationship == relationship) & (session.status == "Held"))
		# the newest rows, not those of this transaction's snapshot
		.for_update()
		.run(pluck=True)
	)
	now = {"sessions_held": len(held), "last_session": max(held, default=None)}
	frappe.db.set_value(RELATIONSHIP, relationship, now, update_modified=False)


def forget(session: Document) -> None:
	"""Nothing remains of a deleted session; call it in after_delete."""
	texts.forget(DOCTYPE, [session.name])
	count(session.relationship)
