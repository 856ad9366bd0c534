from fokus_app import take_back
from fokus_app.naming import lasting_name
from fokus_app.record import Record


class CandidateTakeover(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.candidate_take_over_row.candidate_take_over_row import (
			CandidateTakeoverRow,
		)

		people: DF.Int
		rows: DF.Table[CandidateTakeoverRow]
		status: DF.Literal["Taken Over", "Partly Undone", "Undone"]
		taken_over_by: DF.Link | None
		taken_over_on: DF.Datetime | None
	# end: auto-generated types

	def autoname(self):
		self.name = lasting_name("TO", digits=4)

	def onload(self):
		self.set_onload("late_steps", take_back.late_steps(self))
