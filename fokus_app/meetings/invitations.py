"""Invitations that have not gone out when the meeting is over or called off."""

import frappe
from frappe.model.document import Document

from fokus_app.notifications import delivery, mass, superseded
from fokus_app.notifications.notices import SEAT_GIVEN
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who


def take_back_unsent(meeting: Document) -> None:
	"""Send nothing more of what is ordered or lies in the queue; who has got no invitation was not invited, and hears
	nothing of a cancellation either. An effect, before the mails.

	Whoever answered or came all the same knows of the meeting, and stays invited.
	"""
	definition = definitions()[meeting.doctype]
	events = superseded.events_for_people(definition)
	unsent = (mass.end(meeting), delivery.take_back(meeting, [*events, SEAT_GIVEN.event]))
	left_out = {
		user
		for users_by_event in unsent
		for event, users in users_by_event.items()
		if event in events and definition.of_mail_event(event)[1] == Who.NEWLY_INVITED
		for user in users
	}
	row = frappe.qb.DocType("Meeting Participation")
	(
		frappe.qb.update(row)
		.set(row.invited_on, None)
		.where((row.meeting == meeting.name) & row.user.isin(list(left_out) or [""]))
		.where(row.answer.isnull() | (row.answer == ""))
		.where(row.attendance.isnull() | (row.attendance == ""))
	).run()
