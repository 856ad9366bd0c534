"""What a network meeting requires on its way from the first plan to the closing."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, get_datetime, getdate, now_datetime

from fokus_app import people
from fokus_app.meetings import attendance
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


@judges("venue", "link")
def has_a_place(doc: Document) -> str | None:
	if not doc.venue and not doc.link:
		return _("Please enter a venue or an online link.")
	return None


@judges("starts_on", "ends_on")
def has_a_new_date(doc: Document) -> str | None:
	"""Postponing means that the meeting begins or ends at another time than before."""
	before = doc.get_doc_before_save()
	if all(_same_moment(doc.get(field), before.get(field)) for field in ("starts_on", "ends_on")):
		return _("Please enter the new date: the meeting still starts at the old one.")
	return None


@judges("venue", "room", "link")
def is_elsewhere(doc: Document) -> str | None:
	"""Changing the venue means that the venue, the room or the link is another one than before."""
	before = doc.get_doc_before_save()
	if all(
		cstr(doc.get(field)).strip() == cstr(before.get(field)).strip() for field in ("venue", "room", "link")
	):
		return _("Please enter the new place: venue, room and link are still the same.")
	return None


@judges("starts_on", "rsvp_deadline")
def leaves_time_to_answer(doc: Document) -> str | None:
	"""The day until which people answer is neither over nor after the meeting."""
	if not doc.rsvp_deadline or not doc.starts_on:
		return None
	if getdate(doc.rsvp_deadline) > getdate(doc.starts_on):
		return _("People cannot answer after the meeting: please choose an earlier “Answer By”.")
	if getdate(doc.rsvp_deadline) < getdate():
		return _("“Answer By” is over: please choose a later day.")
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
	missing = attendance.unmarked(doc.name)
	if len(missing) == 1:
		return _("Attendance is not recorded for {0}.").format(people.full_name(missing[0].user))
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


def _same_moment(one, other) -> bool:
	if not one or not other:
		return not one and not other
	# to the minute, as a form shows it
	return get_datetime(one).replace(second=0, microsecond=0) == get_datetime(other).replace(
		second=0, microsecond=0
	)
