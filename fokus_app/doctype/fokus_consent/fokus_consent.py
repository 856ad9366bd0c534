from fokus_app.naming import lasting_name
from fokus_app.record import Record


class FOKUSConsent(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		given_on: DF.Datetime | None
		text: DF.SmallText | None
		text_version: DF.Data | None
		user: DF.Link | None
		withdrawn_on: DF.Datetime | None
	# end: auto-generated types

	def autoname(self):
		self.name = lasting_name("CO")
