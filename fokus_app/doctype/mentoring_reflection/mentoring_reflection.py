from fokus_app import field_values
from fokus_app.mentoring_sessions import reflection
from fokus_app.record import Record


class MentoringReflection(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		kind: DF.Literal["Mid-Term", "Closing"]
		relationship: DF.Link
		written_by: DF.Link
		written_on: DF.Date
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		reflection.check(self)

	def after_delete(self):
		reflection.forget(self)
