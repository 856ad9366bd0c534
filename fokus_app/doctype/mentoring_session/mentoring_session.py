from fokus_app import field_values
from fokus_app.mentoring_sessions import record
from fokus_app.record import Record
from fokus_app.workflows import guard


class MentoringSession(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		calendar_version: DF.Int
		form: DF.Literal["In Person", "Video", "Phone"]
		minutes: DF.Int
		place: DF.Data | None
		relationship: DF.Link
		session_date: DF.Date
		start_time: DF.Data | None
		status: DF.Literal["Planned", "Held"]
		written_by: DF.Link | None
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		record.check(self)

	def on_update(self):
		record.count(self.relationship)

	def after_rename(self, old, new, merge=False):
		guard.refuse_new_name(self)

	def after_delete(self):
		record.forget(self)
