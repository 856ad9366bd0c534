from fokus_app import field_values
from fokus_app.record import Record


class MentoringWish(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		kind: DF.Literal["Language", "Experience", "Way of Working"]
		wish: DF.Data
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
