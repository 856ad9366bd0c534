from fokus_app import field_values
from fokus_app.record import Record


class LeadershipCompetency(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		competency: DF.Data
		description: DF.SmallText | None
		dimension: DF.Literal[
			"", "Role Clarity", "Shared Understanding of Leadership", "Reflection of the Own Stance"
		]
		sort_order: DF.Int
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
