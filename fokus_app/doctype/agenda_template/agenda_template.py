from fokus_app import field_values
from fokus_app.meetings import agenda
from fokus_app.record import Record


class AgendaTemplate(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.network_meeting_agenda_item.network_meeting_agenda_item import (
			NetworkMeetingAgendaItem,
		)

		agenda: DF.Table[NetworkMeetingAgendaItem]
		description: DF.SmallText | None
		title: DF.Data
	# end: auto-generated types

	def before_validate(self):
		agenda.forget_present_time(self)

	def validate(self):
		field_values.check(self)
