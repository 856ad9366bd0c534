from frappe.model.document import Document


class MeetingFeedbackSummary(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attended: DF.Int
		closed_on: DF.Date | None
		given: DF.Int
		meeting: DF.Link
		totals: DF.JSON | None
	# end: auto-generated types

	pass
