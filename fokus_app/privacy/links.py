"""What becomes of each field that leads to a person, a candidacy, a mentoring or a centre, for both erasures; with the reason
where it stays. Derived from nothing: somebody has decided about each, and a test fails where a new one is missing.

CASE: the case is erased, its person stays employed. PERSON: the person is erased; every account field then names the account
under its random name, whatever else stands here.
"""

from dataclasses import dataclass

#: the row is deleted · the field is emptied · it stays · it is emptied or deleted where it names the person only because of the case
GONE, EMPTIED, STAYS, BY_THE_CASE = "gone", "emptied", "stays", "by the case"


@dataclass(frozen=True)
class Fate:
	"""case, person: what happens; why: the reason where something stays."""

	case: str
	person: str
	why: str = ""


_OFFICE = "says what somebody does at work, not that they were a candidate; in a case of somebody else it goes with that case"
_NUMBER = "the number of a case that names nobody any more; statistics count by it"
_ALIAS = "points to the account, which has no name any more"

FATES: dict[tuple[str, str], Fate] = {
	("Answer Link", "participation"): Fate(
		STAYS, STAYS, "goes when the meeting's answers close; the participation names nobody"
	),
	("Assessment Panel Member", "user"): Fate(GONE, STAYS, _ALIAS),
	("Candidate Activity", "candidate"): Fate(STAYS, STAYS, _NUMBER),
	("Candidate Activity", "responsible"): Fate(EMPTIED, STAYS, _ALIAS),
	("Candidate Activity", "done_by"): Fate(EMPTIED, STAYS, _ALIAS),
	("Candidate Take-over", "taken_over_by"): Fate(STAYS, STAYS, _OFFICE),
	("Candidate Take-over Row", "candidate"): Fate(STAYS, STAYS, _NUMBER),
	("Competency Assessment", "candidate"): Fate(GONE, GONE),
	("Competency Assessment", "assessor"): Fate(GONE, STAYS, _ALIAS),
	("Competency Assessment", "released_by"): Fate(GONE, STAYS, _ALIAS),
	("Daycare Area", "area_manager"): Fate(STAYS, STAYS, _OFFICE),
	("Daycare Area", "deputy"): Fate(STAYS, STAYS, _OFFICE),
	("Daycare Centre", "leader"): Fate(STAYS, STAYS, _OFFICE),
	("FOKUS Consent", "user"): Fate(
		STAYS, GONE, "the proof of a consent, as long as what was consented to is used (§ 8 KDG)"
	),
	("FOKUS Erasure", "carried_out_by"): Fate(STAYS, STAYS, "who decided about an erasure"),
	("FOKUS Mail", "recipient"): Fate(GONE, GONE),
	("FOKUS Mail", "reference_name"): Fate(GONE, GONE),
	("FOKUS Mail Order", "reference_name"): Fate(GONE, GONE),
	("FOKUS Reminder", "recipient"): Fate(GONE, GONE),
	("FOKUS Reminder", "reference_name"): Fate(GONE, GONE),
	("FOKUS Settings", "programme_lead"): Fate(STAYS, STAYS, _OFFICE),
	("FOKUS Settings", "deputy_lead"): Fate(STAYS, STAYS, _OFFICE),
	("FOKUS Settings", "hr_contact"): Fate(STAYS, STAYS, _OFFICE),
	("Leadership Candidate", "user"): Fate(EMPTIED, EMPTIED),
	("Leadership Candidate", "centre"): Fate(EMPTIED, EMPTIED),
	("Leadership Candidate", "waiting_for"): Fate(EMPTIED, STAYS, _ALIAS),
	("Leadership Candidate", "waiting_for_deputy"): Fate(EMPTIED, STAYS, _ALIAS),
	("Leadership Candidate", "hr_clerk"): Fate(EMPTIED, STAYS, _ALIAS),
	("Leadership Candidate", "nominator"): Fate(EMPTIED, STAYS, _ALIAS),
	("Leadership Candidate", "manager"): Fate(EMPTIED, STAYS, _ALIAS),
	("Leadership Candidate", "target_centre"): Fate(EMPTIED, EMPTIED),
	("Leadership Candidate", "previous_candidacy"): Fate(EMPTIED, EMPTIED),
	("Leadership Candidate", "previous_manager"): Fate(EMPTIED, STAYS, _ALIAS),
	("Leadership Candidate", "previous_centre"): Fate(EMPTIED, EMPTIED),
	("Meeting Participation", "user"): Fate(BY_THE_CASE, STAYS, _ALIAS),
	("Meeting Participation", "answered_by"): Fate(BY_THE_CASE, STAYS, _ALIAS),
	("Mentor", "user"): Fate(STAYS, STAYS, _ALIAS),
	("Mentor", "centre"): Fate(STAYS, EMPTIED, _OFFICE),
	("Mentoring Reflection", "relationship"): Fate(STAYS, STAYS, _NUMBER),
	("Mentoring Reflection", "written_by"): Fate(EMPTIED, STAYS, _ALIAS),
	("Mentoring Relationship", "candidate"): Fate(STAYS, STAYS, _NUMBER),
	("Mentoring Relationship", "mentor"): Fate(
		STAYS,
		STAYS,
		"how many somebody has mentored is counted, and is theirs to show; the profile goes with its person",
	),
	("Mentoring Relationship", "waiting_for"): Fate(EMPTIED, STAYS, _ALIAS),
	("Mentoring Relationship", "waiting_for_deputy"): Fate(EMPTIED, STAYS, _ALIAS),
	("Mentoring Relationship", "previous_relationship"): Fate(EMPTIED, EMPTIED),
	("Mentoring Relationship", "mentee_user"): Fate(EMPTIED, EMPTIED),
	("Mentoring Relationship", "mentor_user"): Fate(
		STAYS, STAYS, "as the mentor's profile, of which it is the account"
	),
	("Mentoring Session", "relationship"): Fate(STAYS, STAYS, _NUMBER),
	("Mentoring Session", "written_by"): Fate(EMPTIED, STAYS, _ALIAS),
	("Network Meeting", "waiting_for"): Fate(STAYS, STAYS, _OFFICE),
	("Network Meeting", "waiting_for_deputy"): Fate(STAYS, STAYS, _OFFICE),
	("Network Meeting", "organiser"): Fate(STAYS, STAYS, _OFFICE),
	("Network Meeting", "requested_by"): Fate(STAYS, STAYS, _OFFICE),
	("Peer Consultation", "moderator"): Fate(BY_THE_CASE, EMPTIED),
	("Peer Consultation", "case_giver"): Fate(BY_THE_CASE, EMPTIED),
	("Peer Consultation", "planned_by"): Fate(BY_THE_CASE, EMPTIED),
	("Peer Consultation Adviser", "user"): Fate(BY_THE_CASE, GONE),
	("Peer Consultation Member", "user"): Fate(BY_THE_CASE, GONE),
	("Programme Cohort", "programme_lead"): Fate(STAYS, STAYS, _OFFICE),
	("Programme Cohort", "deputy_lead"): Fate(STAYS, STAYS, _OFFICE),
	("Stage Change", "changed_by"): Fate(EMPTIED, STAYS, _ALIAS),
	("Taken Place", "resource"): Fate(STAYS, STAYS, _NUMBER),
	("Taken Place", "holder"): Fate(STAYS, STAYS, _NUMBER),
}
