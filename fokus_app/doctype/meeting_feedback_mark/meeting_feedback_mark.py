from frappe.model.document import Document


class MeetingFeedbackMark(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		meeting: DF.Link
	# end: auto-generated types

	pass
