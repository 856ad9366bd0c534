from fokus_app import field_values
from fokus_app.consultations import phases
from fokus_app.record import Record


class PeerConsultationTemplate(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.peer_consultation_phase.peer_consultation_phase import (
			PeerConsultationPhase,
		)

		description: DF.SmallText | None
		phases: DF.Table[PeerConsultationPhase]
		title: DF.Data
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		phases.check(self)
