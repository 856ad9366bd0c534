from fokus_app import field_values, mentoring
from fokus_app.naming import lasting_name
from fokus_app.record import Record
from fokus_app.workflows import guard


class MentoringRelationship(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.stage_change.stage_change import StageChange

		agreement: DF.SmallText | None
		candidate: DF.Link
		closing_reflection_on: DF.Date | None
		frequency: DF.Data | None
		from_date: DF.Date | None
		goals: DF.SmallText | None
		kind: DF.Literal["Mentoring", "Senior Advice"]
		last_session: DF.Date | None
		mentee_acknowledged_on: DF.Date | None
		mentee_name: DF.Data | None
		mentee_user: DF.Link | None
		mentor: DF.Link
		mentor_acknowledged_on: DF.Date | None
		mentor_name: DF.Data | None
		mentor_user: DF.Link | None
		open_mentoring_of: DF.Data | None
		previous_relationship: DF.Link | None
		proposed_because: DF.SmallText | None
		sessions_held: DF.Int
		stage_changes: DF.Table[StageChange]
		stage_since: DF.Date | None
		until_date: DF.Date | None
		waiting_for: DF.Link | None
		waiting_for_deputy: DF.Link | None
		waiting_since: DF.Date | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def autoname(self):
		self.name = lasting_name("MR")

	def before_validate(self):
		guard.forget_forged(self)
		mentoring.note_accounts(self)

	def validate(self):
		field_values.check(self)
		field_values.check_order(self, "from_date", "until_date")
		guard.check(self)
		mentoring.check(self)

	def db_insert(self, *args, **kwargs):
		with mentoring.refused_by_the_index():
			super().db_insert(*args, **kwargs)

	def db_update(self):
		with mentoring.refused_by_the_index():
			super().db_update()

	def on_update(self):
		with guard.all_or_nothing():
			mentoring.keep_place(self)
			guard.follow_up(self)
			mentoring.tell_of_changed_agreement(self)

	def after_rename(self, old, new, merge=False):
		guard.refuse_new_name(self)

	def on_trash(self):
		mentoring.free_place(self)
