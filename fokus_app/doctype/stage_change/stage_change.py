from frappe.model.document import Document

from fokus_app import permissions
from fokus_app.workflows import guard


class StageChange(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		action: DF.Data | None
		changed_by: DF.Link | None
		changed_on: DF.Datetime | None
		days: DF.Int
		from_state: DF.Data | None
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
		reason: DF.SmallText | None
		reason_category: DF.Data | None
		to_state: DF.Data | None
	# end: auto-generated types

	def has_permission(self, *args, **options) -> bool:
		"""As in Frappe, which asks the record that the row belongs to; not every reader of a record sees its log."""
		allowed = super().has_permission(*args, **options)
		return bool(allowed and permissions.sees_log(self.parenttype, self.parent))

	def db_update(self):
		"""An entry is written once and stays as it is; Frappe would write the whole log again with every save."""
		if self.is_new():
			super().db_update()

	def get_invalid_links(self, *args, **options):
		"""As in Frappe, for a new entry; who is gone since has acted all the same."""
		return super().get_invalid_links(*args, **options) if self.is_new() else ([], [])

	def validate(self):
		guard.refuse_alone(self)

	def on_trash(self):
		guard.refuse_alone(self)
