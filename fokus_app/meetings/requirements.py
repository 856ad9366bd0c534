"""What a network meeting requires on its way from the first plan to the closing."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, now_datetime

from fokus_app.workflows.definition import judges


@judges("starts_on")
def lies_in_the_future(doc: Document) -> str | None:
	if doc.starts_on and get_datetime(doc.starts_on) <= now_datetime():
		return _("The meeting must start in the future.")
	return None


@judges("starts_on", "ends_on")
def ends_after_it_starts(doc: Document) -> str | None:
	if doc.starts_on and doc.ends_on and get_datetime(doc.ends_on) <= get_datetime(doc.starts_on):
		return _("The meeting must end after it starts.")
	return None


def has_a_place(doc: Document) -> str | None:
	if not doc.venue and not doc.link:
		return _("Please enter a venue or an online link.")
	return None


@judges("starts_on")
def has_a_new_date(doc: Document) -> str | None:
	"""Postponing means that the meeting begins at another time than before."""
	before = doc.get_doc_before_save() or frappe.get_doc(doc.doctype, doc.name)
	if doc.starts_on and before.starts_on and get_datetime(doc.starts_on) == get_datetime(before.starts_on):
		return _("Please enter the new date: the meeting still starts at the old one.")
	return None


def has_begun(doc: Document) -> str | None:
	if not doc.starts_on or get_datetime(doc.starts_on) > now_datetime():
		return _("The meeting has not begun yet.")
	return None


def somebody_to_invite(doc: Document) -> str | None:
	if not _not_yet_invited(doc):
		return _("There is nobody to invite: please add people first.")
	return None


def attendance_is_recorded(doc: Document) -> str | None:
	"""Each person who was invited and did not say no has been marked as there or absent."""
	missing = [
		row
		for row in frappe.get_all(
			"Meeting Participation", filters={"meeting": doc.name}, fields=["answer", "attendance"]
		)
		if not row.attendance and row.answer != "No"
	]
	if missing:
		return _("Attendance is not recorded for {0} people.").format(len(missing))
	return None


def fill_in(doc: Document) -> None:
	"""Who plans a meeting organises it, unless somebody else is named."""
	if not doc.organiser:
		doc.organiser = frappe.session.user


def note_who_asked(doc: Document) -> None:
	"""Who asks for approval does not approve."""
	doc.requested_by = frappe.session.user


def mark_invited(doc: Document) -> None:
	"""Note when each new person was invited; the notifier writes to exactly these."""
	new = _not_yet_invited(doc)
	doc.flags.newly_invited = [row.user for row in new]
	participation = frappe.qb.DocType("Meeting Participation")
	(
		frappe.qb.update(participation)
		.set(participation.invited_on, now_datetime())
		.where(participation.name.isin([row.name for row in new]))
	).run()


def _not_yet_invited(doc: Document) -> list[dict]:
	return frappe.get_all(
		"Meeting Participation",
		filters={"meeting": doc.name, "invited_on": ("is", "not set")},
		fields=["name", "user"],
		order_by="creation",
	)
