from fokus_app import field_values, parts, succession
from fokus_app.record import Record
from fokus_app.workflows import guard


class DaycareArea(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.neighbouring_area.neighbouring_area import NeighbouringArea

		area_manager: DF.Link | None
		area_name: DF.Data
		deputy: DF.Link | None
		neighbours: DF.TableMultiSelect[NeighbouringArea]
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		parts.check(self)

	def on_update(self):
		succession.follow_area(self)
		if self.has_value_changed("area_manager") or self.has_value_changed("deputy"):
			guard.note_new_persons("Leadership Candidate", area=self.name)
