from frappe.model.document import Document

from fokus_app import meetings


class MeetingParticipation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		answer: DF.Literal["", "Yes", "No", "Maybe"]
		attendance: DF.Literal["", "Attended", "Absent"]
		invited_on: DF.Datetime | None
		meeting: DF.Link
		programme_role: DF.Literal["Participant", "New Leader", "Mentor", "Senior Adviser", "Guest"]
		user: DF.Link
	# end: auto-generated types

	def validate(self):
		meetings.check_participation(self)
