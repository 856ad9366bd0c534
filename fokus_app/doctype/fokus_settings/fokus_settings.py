import frappe

from fokus_app import activities, desk, field_values, parts
from fokus_app.assessments import scale
from fokus_app.confidential import weeks
from fokus_app.record import Record
from fokus_app.workflows import definitions, guard


class FOKUSSettings(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.rating_step.rating_step import RatingStep

		activity_template: DF.Link | None
		consent_text: DF.SmallText | None
		consent_version: DF.Data | None
		consultation_weeks: DF.Int
		deputy_lead: DF.Link | None
		ended_months: DF.Int
		established_months: DF.Int
		federal_state: DF.Literal[
			"Baden-Württemberg",
			"Bavaria",
			"Berlin",
			"Brandenburg",
			"Bremen",
			"Hamburg",
			"Hesse",
			"Lower Saxony",
			"Mecklenburg-Western Pomerania",
			"North Rhine-Westphalia",
			"Rhineland-Palatinate",
			"Saarland",
			"Saxony",
			"Saxony-Anhalt",
			"Schleswig-Holstein",
			"Thuringia",
		]
		feedback_days: DF.Int
		hr_contact: DF.Link | None
		inform_days: DF.Int
		least_points: DF.Int
		mentoring_months: DF.Int
		new_leader_template: DF.Link | None
		open_months: DF.Int
		points_competencies: DF.Int
		points_fairness: DF.Int
		points_nearness: DF.Int
		points_wishes: DF.Int
		programme_lead: DF.Link | None
		rating_steps: DF.Table[RatingStep]
		rejected_months: DF.Int
		reminder_days: DF.Int
		reopen_days: DF.Int
		self_nomination: DF.Check
		send_reminders: DF.Check
		session_weeks: DF.Int
		silent_weeks: DF.Int
		staff_council_participation: DF.Check
		take_over_open: DF.Check
		use_rating_scale: DF.Check
		withdrawn_months: DF.Int
	# end: auto-generated types

	def validate(self):
		field_values.check(self)
		scale.check(self)
		parts.check(self)
		weeks.check(self)

	def on_update(self):
		desk.forget()
		if any(self.has_value_changed(field) for field in ("programme_lead", "deputy_lead", "hr_contact")):
			# the cached settings are those before this change
			frappe.clear_document_cache(self.doctype, self.name)
			for doctype in definitions():
				guard.note_new_persons(doctype)
			activities.hand_over_where(("Programme Lead",), cohort=("is", "not set"))
			activities.hand_over_where(("HR Clerk",), hr_clerk=("is", "not set"))
