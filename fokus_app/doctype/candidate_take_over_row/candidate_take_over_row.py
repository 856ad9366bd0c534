from frappe.model.document import Document

from fokus_app.workflows import guard


class CandidateTakeoverRow(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		candidate: DF.Link | None
		outcome: DF.Literal["Taken Over", "Undone"]
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		row_number: DF.Int
		seen: DF.Data | None
		stage: DF.Link | None
		why_kept: DF.Data | None
	# end: auto-generated types

	def validate(self):
		guard.refuse_alone(self)

	def on_trash(self):
		guard.refuse_alone(self)
