from frappe.model.document import Document


class FOKUSErasure(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		carried_out_by: DF.Link | None
		carried_out_on: DF.Datetime | None
		counts: DF.SmallText | None
		kind: DF.Literal["Case", "Person"]
		reference_name: DF.Data | None
		replayed: DF.Check
		rule: DF.Data | None
	# end: auto-generated types

	pass
