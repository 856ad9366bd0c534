from frappe.model.document import Document

from fokus_app.meetings import audience


class MeetingParticipation(Document):
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
		audience.check_participation(self)
