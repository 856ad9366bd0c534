from fokus_app import activities, due_dates, field_values, parts, places
from fokus_app.record import Record
from fokus_app.workflows import guard


class ProgrammeCohort(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		activity_template: DF.Link | None
		completion_needs: DF.SmallText | None
		deputy_lead: DF.Link | None
		ends_on: DF.Date
		new_leader_template: DF.Link | None
		places: DF.Int
		programme_lead: DF.Link
		starts_on: DF.Date
		title: DF.Data
	# end: auto-generated types

	@property
	def places_taken(self) -> int:
		"""How many places of this cohort are taken; no field, since Frappe 15.0 breaks where all fields of a list are asked for."""
		return places.taken(self.doctype, self.name)

	def onload(self):
		self.set_onload("places_taken", self.places_taken)

	def validate(self):
		field_values.check(self)
		field_values.check_order(self, "starts_on", "ends_on")
		parts.check(self)
		places.check_limit(self, "places")

	def on_update(self):
		if self.has_value_changed("programme_lead") or self.has_value_changed("deputy_lead"):
			guard.note_new_persons("Leadership Candidate", cohort=self.name)
			guard.note_new_persons("Network Meeting", cohort=self.name)
			activities.hand_over_where(("Programme Lead",), cohort=self.name)
		due_dates.move_with_cohort(self)

	def before_rename(self, old, new, merge=False):
		places.refuse_merge(merge)
