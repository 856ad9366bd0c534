import frappe

from fokus_app.meetings import answers, attendance, audience, journey
from fokus_app.record import Record


class MeetingParticipation(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Literal["", "Yes", "No", "Maybe"]
		answer_comment: DF.SmallText | None
		answered_by: DF.Link | None
		answered_on: DF.Datetime | None
		attendance: DF.Literal["", "Attended", "Absent"]
		invited_on: DF.Datetime | None
		meeting: DF.Link
		programme_role: DF.Literal["Participant", "New Leader", "Mentor", "Senior Adviser", "Guest"]
		seat: DF.Literal["", "Seat", "Waiting List"]
		user: DF.Link
		waiting_place: DF.Int
	# end: auto-generated types

	def validate(self):
		answers.keep_ours(self)
		attendance.check(self)
		audience.check_participation(self)

	def on_update(self):
		journey.follow(self)

	def on_trash(self):
		answers.leave_list(self)


def on_doctype_update() -> None:
	"""The database, too, lets nobody be on a list twice."""
	frappe.db.add_unique("Meeting Participation", ["meeting", "user"], "one_person_once")
