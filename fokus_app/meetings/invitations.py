"""Invitations that are still being written when the meeting is over or called off."""

import frappe
from frappe.model.document import Document

from fokus_app.notifications import mass
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who


def take_back_unwritten(meeting: Document) -> None:
	"""Write no more invitations; who has got none was not invited, and hears nothing of a cancellation either. An
	effect, before the mails.

	Whoever answered or came all the same knows of the meeting, and stays invited.
	"""
	ended = mass.end(meeting)
	definition = definitions()[meeting.doctype]
	left_out = {
		user
		for event, users in ended.items()
		if definition.of_mail_event(event)[1] == Who.NEWLY_INVITED
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
