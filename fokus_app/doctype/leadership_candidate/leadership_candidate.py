import frappe

from fokus_app import candidacy, field_values, nomination, plausible, same_person, talent_pool
from fokus_app.naming import lasting_name
from fokus_app.record import Record
from fokus_app.workflows import guard


class LeadershipCandidate(Record):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.assessment_panel_member.assessment_panel_member import (
			AssessmentPanelMember,
		)
		from fokus_app.fokus.doctype.mentoring_wish_row.mentoring_wish_row import MentoringWishRow
		from fokus_app.fokus.doctype.stage_change.stage_change import StageChange
		from fokus_app.fokus.doctype.wished_area.wished_area import WishedArea
		from fokus_app.fokus.doctype.wished_competency.wished_competency import WishedCompetency

		appointed_on: DF.Date | None
		area: DF.Link | None
		assessment_minutes: DF.Int
		assessment_on: DF.Datetime | None
		assessment_panel: DF.TableMultiSelect[AssessmentPanelMember]
		assessment_place: DF.SmallText | None
		assessment_sequence: DF.Int
		candidate_name: DF.Data
		centre: DF.Link | None
		closed_from: DF.Data | None
		closed_on: DF.Date | None
		cohort: DF.Link | None
		completed_on: DF.Date | None
		consent_on: DF.Date | None
		consent_withdrawn_on: DF.Date | None
		deferred_until: DF.Date | None
		email: DF.Data | None
		entry_path: DF.Literal["Nominated", "Self-Nominated", "HR Proposal", "New Leader"]
		erased_on: DF.Date | None
		evidence: DF.SmallText | None
		expected_return: DF.Date | None
		hr_clerk: DF.Link | None
		informed_on: DF.Date | None
		interrupted_from: DF.Data | None
		interview_called_off: DF.Check
		last_talk_on: DF.Date | None
		legal_hold: DF.Check
		manager: DF.Link | None
		manager_statement: DF.SmallText | None
		mentor_wish_note: DF.SmallText | None
		mentoring_wishes: DF.TableMultiSelect[MentoringWishRow]
		next_talk_on: DF.Date | None
		nominator: DF.Link | None
		open_account: DF.Data | None
		open_address: DF.Data | None
		personnel_number: DF.Data | None
		position: DF.Data | None
		previous_candidacy: DF.Link | None
		previous_centre: DF.Link | None
		previous_manager: DF.Link | None
		readiness: DF.Literal["", "Now", "In 1–2 Years", "Later"]
		reason: DF.SmallText | None
		recommendation: DF.Literal["", "Recommended", "Recommended with Conditions", "Not Recommended"]
		recommendation_note: DF.SmallText | None
		review_due_on: DF.Date | None
		review_held_on: DF.Date | None
		staff_council_concluded_on: DF.Date | None
		stage_changes: DF.Table[StageChange]
		stage_since: DF.Date | None
		start_date: DF.Date | None
		target_centre: DF.Link | None
		user: DF.Link | None
		waiting_for: DF.Link | None
		waiting_for_deputy: DF.Link | None
		waiting_since: DF.Date | None
		wish_note: DF.SmallText | None
		wished_areas: DF.TableMultiSelect[WishedArea]
		wished_competencies: DF.TableMultiSelect[WishedCompetency]
		workflow_state: DF.Link | None
	# end: auto-generated types

	def autoname(self):
		self.name = lasting_name("FK")

	def before_validate(self):
		guard.forget_forged(self)
		nomination.begin(self)
		candidacy.fill_in(self)

	def validate(self):
		field_values.check(self)
		guard.check(self)
		nomination.check_entry_path(self)
		same_person.check(self)
		candidacy.check_people(self)
		candidacy.check_cohort(self)
		talent_pool.check_talks(self)
		plausible.check(self)

	def as_dict(self, *args, **kwargs):
		# what goes to a client after it has saved: Frappe leaves hidden levels out only where it reads a record
		return same_person.without_hidden(self, super().as_dict(*args, **kwargs))

	def db_insert(self, *args, **kwargs):
		with same_person.refused_by_the_index(frappe.QueryDeadlockError):
			super().db_insert(*args, **kwargs)

	def db_update(self):
		with same_person.refused_by_the_index():
			super().db_update()

	def after_insert(self):
		nomination.nominate_at_once(self)

	def on_update(self):
		with guard.all_or_nothing():
			candidacy.keep_place(self)
			candidacy.pass_on(self)
			guard.follow_up(self)

	def after_rename(self, old, new, merge=False):
		guard.refuse_new_name(self)

	def on_trash(self):
		candidacy.free_place(self)
