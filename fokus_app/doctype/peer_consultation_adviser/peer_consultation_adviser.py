from frappe.model.document import Document

from fokus_app.workflows import guard


class PeerConsultationAdviser(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		user: DF.Link
	# end: auto-generated types

	def validate(self):
		guard.refuse_alone(self)

	def on_trash(self):
		guard.refuse_alone(self)
