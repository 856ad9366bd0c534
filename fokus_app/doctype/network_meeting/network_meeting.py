from fokus_app import field_values, parts, permissions
from fokus_app.meetings import agenda, requirements
from fokus_app.naming import lasting_name
from fokus_app.record import Record
from fokus_app.workflows import guard


class NetworkMeeting(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.network_meeting_agenda_item.network_meeting_agenda_item import (
			NetworkMeetingAgendaItem,
		)
		from fokus_app.fokus.doctype.stage_change.stage_change import StageChange

		agenda: DF.Table[NetworkMeetingAgendaItem]
		calendar_sequence: DF.Int
		cohort: DF.Link | None
		ends_on: DF.Datetime | None
		focus_topic: DF.Data | None
		kind: DF.Literal["Kick-off", "Network Meeting", "Peer Consultation", "Training"]
		link: DF.Data | None
		organiser: DF.Link
		requested_by: DF.Link | None
		room: DF.Data | None
		rsvp_deadline: DF.Date | None
		seats: DF.Int
		series: DF.Link | None
		stage_changes: DF.Table[StageChange]
		stage_since: DF.Date | None
		starts_on: DF.Datetime | None
		title: DF.Data
		venue: DF.SmallText | None
		waiting_for: DF.Link | None
		waiting_for_deputy: DF.Link | None
		waiting_since: DF.Date | None
		workflow_state: DF.Link | None
	# end: auto-generated types

	def autoname(self):
		self.name = lasting_name("NT", digits=4)

	def before_validate(self):
		guard.forget_forged(self)
		agenda.forget_present_time(self)
		requirements.fill_in(self)

	def validate(self):
		field_values.check(self)
		parts.check(self)
		guard.check(self)

	def on_update(self):
		with guard.all_or_nothing():
			guard.follow_up(self)

	def apply_fieldlevel_read_permissions(self):
		"""Called by Frappe before it sends a record, to the desk as over REST."""
		super().apply_fieldlevel_read_permissions()
		permissions.hide_log(self)

	def before_print(self, settings=None):
		permissions.hide_log(self)

	def after_rename(self, old, new, merge=False):
		guard.refuse_new_name(self)
