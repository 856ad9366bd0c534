from fokus_app import activities, field_values
from fokus_app.record import Record


class CandidateActivity(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		candidate: DF.Link
		candidate_name: DF.Data | None
		changed_by_hand: DF.Check
		competency: DF.Link | None
		description: DF.SmallText | None
		done_by: DF.Link | None
		done_on: DF.Date | None
		done_through: DF.Data | None
		due_by_hand: DF.Check
		due_date: DF.Date | None
		due_days: DF.Int
		mandatory: DF.Check
		meeting_kind: DF.Literal["", "Kick-off", "Network Meeting", "Peer Consultation", "Training"]
		phase: DF.Literal["Preparation", "Onboarding"]
		responsible: DF.Link | None
		responsible_by_hand: DF.Check
		responsible_kind: DF.Literal["Candidate", "Mentor", "Manager", "HR Clerk", "Programme Lead"]
		status: DF.Literal["Open", "Done", "Cancelled"]
		template_row: DF.Data | None
		title: DF.Data
	# end: auto-generated types

	def before_validate(self):
		activities.fill_in(self)

	def validate(self):
		field_values.check(self)
		activities.check(self)
