from fokus_app import activity_templates
from fokus_app.record import Record


class ActivityTemplate(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.activity_template_row.activity_template_row import ActivityTemplateRow

		steps: DF.Table[ActivityTemplateRow]
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		activity_templates.check(self)

	def on_trash(self):
		activity_templates.refuse_deletion(self)
