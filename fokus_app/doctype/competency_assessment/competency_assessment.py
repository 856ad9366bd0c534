from fokus_app import field_values
from fokus_app.assessments import writing
from fokus_app.record import Record


class CompetencyAssessment(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.competency_observation.competency_observation import (
			CompetencyObservation,
		)

		assessor: DF.Link | None
		candidate: DF.Link
		candidate_name: DF.Data | None
		handed_in_on: DF.Date | None
		kind: DF.Literal["Self", "Manager", "Panel"]
		observations: DF.Table[CompetencyObservation]
		overall_remark: DF.SmallText | None
		released_by: DF.Link | None
		released_on: DF.Date | None
		requested_on: DF.Date | None
		scale: DF.SmallText | None
		status: DF.Literal["Open", "Handed In", "Cancelled"]
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		writing.check(self)
