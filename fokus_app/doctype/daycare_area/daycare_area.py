from frappe.model.document import Document

from fokus_app import field_values
from fokus_app.workflows import guard


class DaycareArea(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		area_manager: DF.Link | None
		area_name: DF.Data
		deputy: DF.Link | None
	# end: auto-generated types

	def validate(self):
		field_values.check(self)

	def on_update(self):
		if self.has_value_changed("area_manager") or self.has_value_changed("deputy"):
			guard.note_new_persons("Leadership Candidate", area=self.name)
