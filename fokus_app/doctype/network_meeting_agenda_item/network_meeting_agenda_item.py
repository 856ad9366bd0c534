from frappe.model.document import Document

from fokus_app.workflows import guard


class NetworkMeetingAgendaItem(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		exercise: DF.Link | None
		facilitator: DF.Data | None
		kind: DF.Literal["Impulse", "Exercise", "Exchange", "Break"]
		material: DF.SmallText | None
		minutes: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		starts_at: DF.Time | None
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		guard.refuse_alone(self)

	def on_trash(self):
		guard.refuse_alone(self)
