from fokus_app import field_values
from fokus_app.record import Record


class FacilitationExercise(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		group_size_from: DF.Int
		group_size_to: DF.Int
		instructions: DF.TextEditor | None
		material: DF.SmallText | None
		minutes: DF.Int
		purpose: DF.SmallText
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		field_values.check_order(self, "group_size_from", "group_size_to")
