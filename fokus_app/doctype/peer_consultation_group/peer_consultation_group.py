from fokus_app import field_values
from fokus_app.consultations import groups, membership
from fokus_app.naming import lasting_name
from fokus_app.record import Record
from fokus_app.workflows import guard


class PeerConsultationGroup(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.peer_consultation_member.peer_consultation_member import (
			PeerConsultationMember,
		)

		cohort: DF.Link | None
		consultations_held: DF.Int
		last_consultation: DF.Date | None
		meeting: DF.Link | None
		members: DF.Table[PeerConsultationMember]
		status: DF.Literal["Active", "Ended"]
		template: DF.Link | None
		title: DF.Data
	# end: auto-generated types

	def autoname(self):
		self.name = lasting_name("KB", digits=4)

	def before_validate(self):
		groups.keep_numbers(self)

	def validate(self):
		field_values.check(self)
		groups.check(self)

	def on_update(self):
		membership.follow(self)

	def after_rename(self, old, new, merge=False):
		guard.refuse_new_name(self)
