from frappe.model.document import Document


class SealedText(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		author: DF.Data
		key_name: DF.Data
		readers: DF.SmallText
		reference_doctype: DF.Data
		reference_name: DF.Data
		sealed: DF.LongText
		slot: DF.Data
	# end: auto-generated types

	pass
