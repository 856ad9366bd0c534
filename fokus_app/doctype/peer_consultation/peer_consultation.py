from frappe.model.document import Document

from fokus_app import field_values
from fokus_app.consultations import record
from fokus_app.workflows import guard


class PeerConsultation(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.peer_consultation_adviser.peer_consultation_adviser import (
			PeerConsultationAdviser,
		)
		from fokus_app.fokus.doctype.peer_consultation_phase.peer_consultation_phase import (
			PeerConsultationPhase,
		)

		advisers: DF.Table[PeerConsultationAdviser]
		calendar_version: DF.Int
		case_giver: DF.Link | None
		consultation_date: DF.Date
		consultation_group: DF.Link
		form: DF.Literal["In Person", "Video", "Phone"]
		moderator: DF.Link | None
		phase: DF.Int
		phase_since: DF.Datetime | None
		phases: DF.Table[PeerConsultationPhase]
		place: DF.Data | None
		planned_by: DF.Link | None
		start_time: DF.Data | None
		status: DF.Literal["Planned", "Held", "Cancelled"]
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		record.check(self)

	def on_update(self):
		record.count(self.consultation_group)

	def after_rename(self, old, new, merge=False):
		guard.refuse_new_name(self)

	def after_delete(self):
		record.forget(self)
