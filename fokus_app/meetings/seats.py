"""Seats of a meeting: a yes takes one, the next one waits, a free one goes to who waits longest.

Every change locks the meeting first, so that they happen one after the other; rows are read as they are
now (for update), not as they were when the transaction began. A seat is a row of Taken Place (`places`), what
stands in the participation (`seat`, `waiting_place`) is what people see of it.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_datetime, now_datetime

from fokus_app import again, field_values, people, places
from fokus_app.meetings import answer_links, appointments
from fokus_app.notifications import notifier, variables
from fokus_app.notifications.notices import SEAT_GIVEN
from fokus_app.workflows import guard
from fokus_app.workflows.definition import Who, judges

MEETING, PARTICIPATION = "Network Meeting", "Meeting Participation"
SEAT, WAITING = "Seat", "Waiting List"


def lock(meeting: str) -> Document:
	"""The meeting as it is now; nobody else changes its seats until the transaction ends."""
	return frappe.get_doc(MEETING, meeting, for_update=True)


def claim(meeting: Document, participation: str) -> None:
	"""Give this person a seat of the locked meeting, or the last place on the waiting list."""
	row = _row(participation)
	if row.seat:
		return
	waiting = _waiting(meeting.name)
	if not waiting and places.free(MEETING, meeting.name, "seats") > 0:
		_seat(meeting, participation)
	else:
		_note(participation, WAITING, len(waiting) + 1)


def give_up(meeting: Document, participation: str) -> None:
	"""Take back the seat or the place on the waiting list that this person has; the next one moves up."""
	row = _row(participation)
	if not row.seat:
		return
	_leave(meeting.name, participation, row)
	move_up(meeting)


def has_begun(meeting: Document) -> bool:
	"""True once the meeting runs or is over: seats are not moved any more."""
	return bool(meeting.starts_on) and get_datetime(meeting.starts_on) <= now_datetime()


def move_up(meeting: Document) -> None:
	"""Give free seats of the locked meeting to those who wait, in their order, and tell them by mail; not once it has
	begun, when the mail would come too late."""
	if has_begun(meeting):
		return
	waiting = _waiting(meeting.name)
	free = max(places.free(MEETING, meeting.name, "seats"), 0) if waiting else 0
	for row in waiting[:free]:
		_let_in(meeting, row)


def after_change(meeting: Document) -> None:
	"""More seats were made: who waits moves up; an effect of "Change Seats"."""
	move_up(lock(meeting.name))


@judges("seats")
def suffice(doc: Document) -> str | None:
	"""There are at least as many seats as are taken."""
	taken = places.taken_now(MEETING, doc.name)
	if cint(doc.seats) < taken:
		return _("{0} people have a seat already; there cannot be fewer.").format(taken)
	return None


@judges("seats")
def differ(doc: Document) -> str | None:
	before = doc.get_doc_before_save()
	if cint(doc.seats) == cint(before.seats):
		return _("Please enter how many seats there are now: the number is still the same.")
	return None


@frappe.whitelist(methods=["POST"])
def set_in(participation: str, reason: str) -> dict:
	"""Give somebody who waits a seat at once, past the others, as HR or the lead; the meeting has one seat more
	where none is free.

	Returns seats (of the meeting now). The reason stands in the meeting's history. Raises
	frappe.PermissionError, guard.ConditionMissing,
	field_values.WrongValue.
	"""
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("HR and the programme lead set people in."), frappe.PermissionError)
	if not reason.strip():
		frappe.throw(_("Please give a reason."), guard.ConditionMissing)
	field_values.check_text(_("Reason"), reason)
	field_values.check_markup(_("Reason"), reason)
	return again.alone(lambda: _set_in(participation, reason))


def _set_in(participation: str, reason: str) -> dict:
	meeting = lock(frappe.db.get_value(PARTICIPATION, participation, "meeting"))
	row = _row(participation)
	if row.seat != WAITING or meeting.workflow_state != "Invited":
		frappe.throw(_("Only somebody who waits for a seat is set in."), guard.ConditionMissing)
	if has_begun(meeting):
		frappe.throw(
			_("The meeting has begun. Who came without a seat is ticked in the attendance."),
			guard.ConditionMissing,
		)
	more = 0 if places.free(MEETING, meeting.name, "seats") > 0 else 1
	note = _("{0}: {1}").format(people.full_name(row.user), reason.strip())
	guard.record_act(meeting, "Set In", note, seats=cint(meeting.seats) + more)
	_let_in(meeting, row)
	return {"seats": meeting.seats}


def _let_in(meeting: Document, row) -> None:
	_leave(meeting.name, row.name, _row(row.name))
	_seat(meeting, row.name)
	for person in people.people([row.user]):
		values = variables.values_for(SEAT_GIVEN.event, meeting, person, Who.INVITED)
		if person.enabled:
			values["answer_link"] = answer_links.new(row.name, meeting.name)
		# one seat for each time that somebody has waited
		occasion = f"{row.name}:{row.answered_on}"
		notifier.notify(
			SEAT_GIVEN, meeting, person, occasion, values, appointments.calendar(meeting, Who.INVITED, person)
		)


def _seat(meeting: Document, participation: str) -> None:
	places.keep(PARTICIPATION, participation, MEETING, meeting.name, "seats")
	_note(participation, SEAT, 0)


def _leave(meeting: str, participation: str, row) -> None:
	if row.seat == SEAT:
		places.keep(PARTICIPATION, participation, MEETING, None, "seats")
	elif row.seat == WAITING:
		table = frappe.qb.DocType(PARTICIPATION)
		(
			frappe.qb.update(table)
			.set(table.waiting_place, table.waiting_place - 1)
			.where((table.meeting == meeting) & (table.seat == WAITING))
			.where(table.waiting_place > row.waiting_place)
		).run()
	_note(participation, "", 0)


def _note(participation: str, seat: str, waiting_place: int) -> None:
	frappe.db.set_value(
		PARTICIPATION,
		participation,
		{"seat": seat, "waiting_place": waiting_place},
		update_modified=False,
	)


def _row(participation: str):
	return frappe.db.get_value(
		PARTICIPATION,
		participation,
		["name", "user", "seat", "waiting_place", "answered_on"],
		as_dict=True,
		for_update=True,
	)


def _waiting(meeting: str) -> list:
	"""Who waits, first come first, as it is now."""
	table = frappe.qb.DocType(PARTICIPATION)
	return (
		frappe.qb.from_(table)
		.select(table.name, table.user, table.answered_on)
		.where((table.meeting == meeting) & (table.seat == WAITING))
		.orderby(table.waiting_place)
		.for_update()
		.run(as_dict=True)
	)
