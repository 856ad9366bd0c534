from fokus_app import field_values
from fokus_app.record import Record


class DaycareCentre(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area: DF.Link
		centre_name: DF.Data
		city: DF.Data | None
		code: DF.Data
		leader: DF.Link | None
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
