from frappe.model.document import Document


class AnswerLink(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		meeting: DF.Link
		participation: DF.Link
		purpose: DF.Literal["Answer", "Feedback"]
	# end: auto-generated types

	pass
