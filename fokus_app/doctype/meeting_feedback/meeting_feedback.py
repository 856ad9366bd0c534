from frappe.model.document import Document


class MeetingFeedback(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		key_name: DF.Data
		meeting: DF.Link
		sealed: DF.LongText
	# end: auto-generated types

	pass
