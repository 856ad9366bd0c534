from frappe.model.document import Document


class TakenPlace(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		holder: DF.DynamicLink
		holder_doctype: DF.Link
		resource: DF.DynamicLink
		resource_doctype: DF.Link
	# end: auto-generated types

	pass
