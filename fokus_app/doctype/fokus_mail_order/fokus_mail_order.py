from frappe.model.document import Document


class FOKUSMailOrder(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		event: DF.Data
		finished: DF.Check
		occasion: DF.Data
		recipients: DF.JSON
		reference_doctype: DF.Link
		reference_name: DF.DynamicLink
		total: DF.Int
		written: DF.Int
	# end: auto-generated types

	pass
