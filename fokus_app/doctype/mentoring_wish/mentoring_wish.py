from frappe.model.document import Document

from fokus_app import field_values


class MentoringWish(Document):
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
