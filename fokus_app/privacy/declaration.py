"""What each field of our records says about people: the one list from which erasure, access and the papers are made.

Every field that stores a value stands here, in one of these kinds; a test fails where one is missing, so that a new field cannot
be forgotten:

stays         about the programme, or a number that statistics need; says nothing once the person is gone
person        an account (a link to User, or its name as text)
known_by      by what the person is known: name, address, personnel number
about         a fact about the person
own_words     written by the person themself
others_words  written by others, about this person or where this person may be named: erased, never handed out
sealed        kept sealed (`confidential`): deleted as a whole
"""

from dataclasses import dataclass, fields

#: these go when a case is erased
GOES = ("person", "known_by", "about", "own_words", "others_words", "sealed")
#: of these the person gets a copy
GIVEN = ("known_by", "about", "own_words", "stays")


@dataclass(frozen=True)
class Declared:
	"""The fields of a doctype, by kind, as names with blanks between them.

	case, pair: the field that names the candidacy or the mentoring to which a row belongs. user: the field that names the person
	whom a row is about (not somebody who merely acts in it). own_if: a field and the value with which others_words are the
	person's own. gone: rows of an erased case are deleted as a whole.
	rows: for a table within a record, whether its rows stay when the record is erased.
	"""

	stays: str = ""
	person: str = ""
	known_by: str = ""
	about: str = ""
	own_words: str = ""
	others_words: str = ""
	sealed: str = ""
	case: str = ""
	pair: str = ""
	user: str = ""
	own_if: str = ""
	gone: bool = False
	rows: bool = False

	def of(self, *kinds: str) -> list[str]:
		"""The fields of these kinds."""
		return [name for kind in kinds for name in getattr(self, kind).split()]

	def kind_of(self, fieldname: str) -> str | None:
		return next((kind for kind in KINDS if fieldname in getattr(self, kind).split()), None)


KINDS = tuple(each.name for each in fields(Declared) if each.name in (*GOES, "stays"))

_CASE_NOTES = "waiting_for waiting_for_deputy"

DECLARED: dict[str, Declared] = {
	"Activity Template": Declared(stays="title steps"),
	"Activity Template Row": Declared(
		stays="phase title responsible_kind due_days mandatory competency meeting_kind description"
	),
	"Agenda Template": Declared(stays="title description agenda"),
	"Answer Link": Declared(stays="participation meeting purpose"),
	"Assessment Panel Member": Declared(person="user"),
	"Candidate Activity": Declared(
		case="candidate",
		stays="candidate phase status due_date due_days due_by_hand mandatory responsible_kind responsible_by_hand"
		" competency meeting_kind template_row changed_by_hand",
		person="responsible done_by",
		known_by="candidate_name",
		about="done_on done_through",
		others_words="title description",
	),
	"Candidate Take-over": Declared(stays="taken_over_on status people rows", person="taken_over_by"),
	"Candidate Take-over Row": Declared(
		case="candidate",
		stays="row_number candidate stage outcome",
		about="seen",
		others_words="why_kept",
		rows=True,
	),
	"Competency Assessment": Declared(
		case="candidate",
		stays="candidate kind status",
		person="assessor released_by",
		known_by="candidate_name",
		about="requested_on handed_in_on released_on observations scale",
		others_words="overall_remark",
		own_if="kind Self",
		gone=True,
	),
	"Competency Observation": Declared(others_words="competency observation rating"),
	"Daycare Area": Declared(stays="area_name neighbours", person="area_manager deputy"),
	"Daycare Centre": Declared(stays="code centre_name area city", person="leader"),
	"FOKUS Erasure": Declared(
		stays="kind rule carried_out_on reference_name counts replayed", person="carried_out_by"
	),
	"FOKUS Consent": Declared(
		user="user",
		person="user",
		about="text_version given_on withdrawn_on",
		stays="text",
	),
	"FOKUS Mail": Declared(
		user="recipient",
		stays="event status language reference_doctype reference_name email_queue message_id attempted_on",
		person="recipient",
		known_by="recipient_email",
		others_words="problem",
		gone=True,
	),
	"FOKUS Mail Order": Declared(
		stays="reference_doctype reference_name event occasion total written finished",
		person="recipients",
		gone=True,
	),
	"FOKUS Mail Text": Declared(stays="event language edited subject body"),
	"FOKUS Reminder": Declared(
		user="recipient",
		stays="kind due_since reference_doctype reference_name",
		person="recipient",
		gone=True,
	),
	"FOKUS Settings": Declared(
		stays="activity_template new_leader_template federal_state staff_council_participation self_nomination take_over_open"
		" reopen_days send_reminders reminder_days inform_days feedback_days silent_weeks session_weeks consultation_weeks"
		" points_competencies points_wishes points_nearness points_fairness least_points mentoring_months use_rating_scale"
		" rating_steps rejected_months withdrawn_months ended_months established_months open_months"
		" consent_text consent_version",
		person="programme_lead deputy_lead hr_contact",
	),
	"Facilitation Exercise": Declared(
		stays="title purpose minutes group_size_from group_size_to material instructions"
	),
	"Leadership Candidate": Declared(
		case="name",
		user="user",
		stays="area workflow_state stage_since entry_path cohort closed_on stage_changes legal_hold erased_on",
		person=f"user hr_clerk nominator manager previous_manager open_account {_CASE_NOTES}",
		known_by="candidate_name email personnel_number open_address",
		about="position centre waiting_since informed_on readiness assessment_on assessment_minutes assessment_place"
		" assessment_sequence interview_called_off deferred_until target_centre start_date staff_council_concluded_on"
		" review_due_on review_held_on completed_on expected_return wished_areas last_talk_on next_talk_on"
		" wished_competencies mentoring_wishes consent_on consent_withdrawn_on previous_candidacy interrupted_from closed_from"
		" previous_centre appointed_on",
		own_words="wish_note mentor_wish_note",
		others_words="reason evidence manager_statement recommendation recommendation_note assessment_panel",
	),
	"Leadership Competency": Declared(stays="competency dimension sort_order description"),
	"Meeting Feedback": Declared(stays="meeting key_name", sealed="sealed"),
	"Meeting Feedback Summary": Declared(stays="meeting closed_on attended given totals"),
	"Meeting Feedback Mark": Declared(stays="meeting"),
	"Meeting Follow-up": Declared(stays="meeting"),
	"Meeting Participation": Declared(
		user="user",
		stays="meeting programme_role invited_on answer answered_on seat waiting_place attendance",
		person="user answered_by",
		own_words="answer_comment",
	),
	"Mentor": Declared(
		user="user",
		stays="capacity status kind area",
		person="user",
		known_by="mentor_name",
		about="centre competencies wishes qualified_on available_from available_until",
		others_words="note",
	),
	"Mentor Competency": Declared(about="competency"),
	"Mentoring Reflection": Declared(
		pair="relationship", user="written_by", stays="relationship kind written_on", person="written_by"
	),
	"Mentoring Relationship": Declared(
		case="candidate",
		stays="candidate mentor kind workflow_state stage_since from_date until_date sessions_held last_session mentor_name"
		" mentor_user mentor_acknowledged_on closing_reflection_on stage_changes",
		person=f"mentee_user open_mentoring_of {_CASE_NOTES}",
		known_by="mentee_name",
		about="waiting_since mentee_acknowledged_on frequency previous_relationship",
		own_words="goals agreement",
		others_words="proposed_because",
	),
	"Mentoring Session": Declared(
		pair="relationship",
		stays="relationship status session_date minutes form calendar_version",
		person="written_by",
		about="start_time place",
	),
	"Mentoring Wish": Declared(stays="wish kind"),
	"Mentoring Wish Row": Declared(about="wish"),
	"Neighbouring Area": Declared(stays="area", rows=True),
	"Network Meeting": Declared(
		stays="title kind cohort focus_topic series workflow_state stage_since waiting_since starts_on ends_on rsvp_deadline venue"
		" room link seats calendar_sequence agenda stage_changes",
		person=f"organiser requested_by {_CASE_NOTES}",
	),
	"Network Meeting Agenda Item": Declared(
		stays="starts_at minutes kind title exercise material", others_words="facilitator", rows=True
	),
	"Peer Consultation": Declared(
		stays="consultation_group status consultation_date start_time form place advisers phases phase phase_since"
		" calendar_version",
		person="moderator case_giver planned_by",
	),
	"Peer Consultation Adviser": Declared(person="user"),
	"Peer Consultation Group": Declared(
		stays="title cohort status template meeting members consultations_held last_consultation"
	),
	"Peer Consultation Member": Declared(user="user", person="user", known_by="full_name"),
	"Peer Consultation Phase": Declared(stays="title minutes who_speaks what_happens", rows=True),
	"Peer Consultation Template": Declared(stays="title description phases"),
	"Programme Cohort": Declared(
		stays="title starts_on ends_on places activity_template new_leader_template completion_needs",
		person="programme_lead deputy_lead",
	),
	"Rating Step": Declared(stays="word", rows=True),
	"Sealed Text": Declared(
		stays="reference_doctype reference_name slot key_name", person="author readers", sealed="sealed"
	),
	"Stage Change": Declared(
		stays="action from_state to_state days changed_on",
		person="changed_by",
		about="reason_category",
		others_words="reason",
		rows=True,
	),
	"Taken Place": Declared(stays="resource_doctype resource holder_doctype holder"),
	"Wished Area": Declared(about="area"),
	"Wished Competency": Declared(about="competency"),
}
