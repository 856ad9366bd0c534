from frappe.model.document import Document


class FOKUSMail(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		attempted_on: DF.Datetime | None
		email_queue: DF.Data | None
		event: DF.Data | None
		language: DF.Link | None
		message_id: DF.Data | None
		problem: DF.SmallText | None
		recipient: DF.Link | None
		recipient_email: DF.Data | None
		reference_doctype: DF.Link | None
		reference_name: DF.DynamicLink | None
		status: DF.Literal["Queued", "Waiting for Mail Server", "Sent", "Not Sent", "Unclear"]
	# end: auto-generated types

	pass
