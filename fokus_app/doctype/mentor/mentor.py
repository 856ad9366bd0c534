from fokus_app import field_values, mentors
from fokus_app.naming import lasting_name
from fokus_app.record import Record


class Mentor(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.mentor_competency.mentor_competency import MentorCompetency
		from fokus_app.fokus.doctype.mentoring_wish_row.mentoring_wish_row import MentoringWishRow

		area: DF.Link | None
		available_from: DF.Date | None
		available_until: DF.Date | None
		capacity: DF.Int
		centre: DF.Link | None
		competencies: DF.TableMultiSelect[MentorCompetency]
		kind: DF.Literal["Mentor", "Senior Adviser"]
		mentor_name: DF.Data
		note: DF.SmallText | None
		qualified_on: DF.Date | None
		status: DF.Literal["Active", "Paused", "Retired"]
		user: DF.Link
		wishes: DF.TableMultiSelect[MentoringWishRow]
	# end: auto-generated types

	def autoname(self):
		self.name = lasting_name("MT", digits=4)

	def before_validate(self):
		mentors.fill_in(self)

	def validate(self):
		field_values.check(self)
		field_values.check_order(self, "available_from", "available_until")
