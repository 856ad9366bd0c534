from fokus_app import field_values
from fokus_app.notifications import texts
from fokus_app.record import Record


class FOKUSMailText(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		body: DF.Code
		edited: DF.Check
		event: DF.Data
		language: DF.Link
		subject: DF.Data
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		texts.check(self)
