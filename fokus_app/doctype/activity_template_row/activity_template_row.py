from frappe.model.document import Document

from fokus_app.workflows import guard


class ActivityTemplateRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		competency: DF.Link | None
		description: DF.SmallText | None
		due_days: DF.Int
		mandatory: DF.Check
		meeting_kind: DF.Literal["", "Kick-off", "Network Meeting", "Peer Consultation", "Training"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		phase: DF.Literal["Preparation", "Onboarding"]
		responsible_kind: DF.Literal["Candidate", "Mentor", "Manager", "HR Clerk", "Programme Lead"]
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		guard.refuse_alone(self)

	def on_trash(self):
		guard.refuse_alone(self)
