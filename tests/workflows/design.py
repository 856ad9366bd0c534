"""What the design says about the three workflows: its tables, written down by hand as plain data.

Nothing here is taken from the app's own definitions: the tests compare the two. People are parts of the
cast of `tests.programme`; in the records that `tests.workflows.stages` makes, "manager" is the manager,
"deputy" stands in, "lead" and "deputylead" lead the cohort, "mentor" mentors "candidate" and organises.
"""

from dataclasses import dataclass

CLERKS = ("clerk", "clerk2", "clerkmanager")
MANAGERS = ("manager", "deputy")
LEADS = ("lead", "deputylead")
EVERYBODY = (
	"clerk",
	"clerk2",
	"clerkmanager",
	"lead",
	"deputylead",
	"otherlead",
	"manager",
	"deputy",
	"nominator",
	"manager2",
	"othermanager",
	"panelist",
	"candidate",
	"participant2",
	"mentor",
	"mentor2",
	"sysadmin",
	"outsider",
)


@dataclass(frozen=True)
class Row:
	"""One row of a table: from, action, to, who, what is needed, what is asked for, mail to."""

	source: str
	action: str
	target: str
	who: tuple[str, ...]
	needs: tuple[str, ...] = ()
	asks: str = ""
	mails: tuple[str, ...] = ()

	def __str__(self) -> str:
		return f"{self.source}: {self.action}"


OPEN_CASES = (
	"Potential",
	"Nominated",
	"Endorsed",
	"Assessment",
	"Deferred",
	"Preparation",
	"Ready",
	"Onboarding",
	"Interrupted",
)
CLOSED_CASES = ("Established", "Rejected", "Withdrawn", "Ended")
PATH = ("candidate", "manager", "mentor")

CANDIDATE = (
	Row(
		"Potential",
		"Nominate",
		"Nominated",
		(*CLERKS, "nominator"),
		("reason", "centre", "manager"),
		"",
		("manager",),
	),
	Row("Nominated", "Endorse", "Endorsed", MANAGERS, ("manager_statement",), "", ("lead",)),
	Row("Nominated", "Send Back", "Potential", MANAGERS, (), "reason", ("nominator",)),
	Row("Nominated", "Decline Nomination", "Rejected", MANAGERS, (), "reason", ("nominator", "clerk")),
	Row("Endorsed", "Ask Manager Again", "Nominated", LEADS, (), "reason", ("manager",)),
	Row(
		"Endorsed",
		"Invite to Assessment",
		"Assessment",
		LEADS,
		("assessment_on", "assessment_place", "assessment_panel", "informed_on"),
		"",
		("candidate", "panelist", "manager"),
	),
	Row(
		"Assessment",
		"Move Interview",
		"Assessment",
		LEADS,
		("assessment_on", "assessment_place", "assessment_panel"),
		"reason",
		("candidate", "panelist", "manager"),
	),
	Row(
		"Endorsed",
		"Admit New Leader",
		"Onboarding",
		LEADS,
		("centre", "start_date"),
		"",
		("candidate", "manager"),
	),
	Row("Endorsed", "Defer", "Deferred", LEADS, ("deferred_until",), "reason", ("nominator", "manager")),
	Row("Assessment", "Defer", "Deferred", LEADS, ("deferred_until",), "reason", ("nominator", "manager")),
	Row("Deferred", "Resume Candidacy", "Endorsed", LEADS, (), "", ("manager",)),
	Row("Endorsed", "Reject Candidate", "Rejected", LEADS, (), "reason", ("candidate", "manager")),
	Row("Assessment", "Reject Candidate", "Rejected", LEADS, (), "reason", ("candidate", "manager")),
	Row("Deferred", "Reject Candidate", "Rejected", LEADS, (), "reason", ("candidate", "manager")),
	Row(
		"Assessment",
		"Accept into Programme",
		"Preparation",
		LEADS,
		("cohort", "recommendation"),
		"",
		("candidate", "manager"),
	),
	Row("Preparation", "Confirm Readiness", "Ready", LEADS, (), "", ("candidate", "manager")),
	Row("Ready", "Prepare Further", "Preparation", LEADS, (), "reason", ("candidate", "manager")),
	*(
		Row(source, "Appoint", "Onboarding", CLERKS, ("target_centre", "start_date"), "", (*PATH, "manager2"))
		for source in ("Preparation", "Ready")
	),
	Row("Onboarding", "Complete Onboarding", "Established", LEADS, ("review_held_on",), "", PATH),
	*(
		Row(source, "Interrupt", "Interrupted", CLERKS, ("expected_return",), "category", PATH)
		for source in ("Preparation", "Ready", "Onboarding")
	),
	Row("Interrupted", "Continue", "Ready", CLERKS, (), "", PATH),
	*(
		Row(source, "End Participation", "Ended", LEADS, (), "category", PATH)
		for source in ("Preparation", "Ready", "Onboarding", "Interrupted")
	),
	# closing tells the mentor; before the nomination the manager has not heard of the case
	*(
		Row(source, "Withdraw Candidacy", "Withdrawn", (*CLERKS, "candidate"), (), "category", mails)
		for source in OPEN_CASES
		for mails in [("lead",) if source == "Potential" else ("manager", "lead", "mentor")]
	),
	*(
		Row(source, "Change Manager", source, CLERKS, ("manager",), "reason", mails)
		for source in OPEN_CASES
		for mails in [() if source == "Potential" else ("othermanager",)]
	),
	Row("Rejected", "Reopen", "Assessment", LEADS, (), "reason", ("clerk",)),
	Row("Withdrawn", "Reopen", "Endorsed", LEADS, (), "reason", ("clerk",)),
	Row("Ended", "Reopen", "Preparation", LEADS, (), "reason", ("clerk",)),
	Row("Established", "Reopen", "Onboarding", LEADS, (), "reason", ("clerk",)),
)
#: where the records of `stages` stood before they were interrupted or closed: Continue and Reopen lead there
STOOD_BEFORE = {
	"Interrupted": "Ready",
	"Rejected": "Assessment",
	"Withdrawn": "Endorsed",
	"Ended": "Preparation",
	"Established": "Onboarding",
}
CANDIDATE_READERS = (*CLERKS, *LEADS, "otherlead", *MANAGERS, "nominator")

PAIR = ("mentor", "candidate")
MENTORING = (
	Row("Proposed", "Ask Mentor", "Awaiting Mentor", (*CLERKS, *LEADS), (), "", ("mentor",)),
	Row(
		"Awaiting Mentor",
		"Accept Mentoring",
		"Awaiting Mentee",
		("mentor",),
		("mentor_acknowledged_on",),
		"",
		("candidate",),
	),
	Row("Awaiting Mentor", "Decline as Mentor", "Declined", ("mentor",), (), "reason", ("clerk",)),
	Row(
		"Awaiting Mentee",
		"Confirm Mentoring",
		"Active",
		("candidate",),
		("goals", "frequency", "mentee_acknowledged_on"),
		"",
		("mentor", "clerk"),
	),
	Row("Awaiting Mentee", "Decline as Mentee", "Declined", ("candidate",), (), "", ("clerk",)),
	Row("Active", "Pause Mentoring", "Paused", (*PAIR, *CLERKS), (), "category", (*PAIR, "clerk", "-actor")),
	Row("Paused", "Resume Mentoring", "Active", (*PAIR, *CLERKS), (), "", (*PAIR, "clerk", "-actor")),
	*(
		Row(
			source,
			"Complete Mentoring",
			"Completed",
			("mentor", *CLERKS),
			("closing_reflection_on",),
			"",
			PAIR,
		)
		for source in ("Active", "Paused")
	),
	*(
		Row(source, "End Mentoring Early", "Ended Early", (*PAIR, *CLERKS), (), "category", (*PAIR, "clerk"))
		for source in ("Active", "Paused")
	),
	Row("Proposed", "Withdraw Proposal", "Cancelled", CLERKS),
	Row("Awaiting Mentor", "Withdraw Proposal", "Cancelled", CLERKS, (), "", ("mentor",)),
	Row("Awaiting Mentee", "Withdraw Proposal", "Cancelled", CLERKS, (), "", PAIR),
)

PLANNERS = (*CLERKS, "mentor")
MEETING = (
	Row(
		"Draft",
		"Request Approval",
		"Pending Approval",
		PLANNERS,
		("starts_on", "ends_on", "seats", "agenda"),
		"",
		("lead",),
	),
	Row("Pending Approval", "Approve Meeting", "Approved", LEADS, (), "", ("mentor",)),
	Row("Pending Approval", "Return for Changes", "Draft", LEADS, (), "reason", ("mentor",)),
	Row("Approved", "Rework Meeting", "Draft", ("mentor",), (), "", ("lead",)),
	Row("Approved", "Send Invitations", "Invited", PLANNERS, (), "", ("nominator",)),
	Row("Invited", "Invite More", "Invited", PLANNERS, (), "", ("nominator",)),
	*(
		Row(
			source,
			"Postpone",
			source,
			PLANNERS,
			("starts_on", "ends_on"),
			"reason",
			("candidate", "participant2"),
		)
		for source in ("Approved", "Invited")
	),
	*(
		Row(source, "Change Venue", source, PLANNERS, (), "", ("candidate", "participant2"))
		for source in ("Approved", "Invited")
	),
	*(
		Row(source, "Change Seats", source, PLANNERS, ("seats",), "reason")
		for source in ("Approved", "Invited")
	),
	Row("Invited", "Record as Held", "Held", PLANNERS),
	Row("Held", "Undo Held", "Invited", CLERKS, (), "reason"),
	Row("Held", "Close Meeting", "Closed", PLANNERS, (), "", ("candidate",)),
	*(
		Row(
			source,
			"Cancel Meeting",
			"Cancelled",
			(*CLERKS, *LEADS),
			(),
			"reason",
			("candidate", "participant2"),
		)
		for source in ("Draft", "Pending Approval", "Approved", "Invited")
	),
)

TABLES = {
	"Leadership Candidate": CANDIDATE,
	"Mentoring Relationship": MENTORING,
	"Network Meeting": MEETING,
}
STATES = {
	"Leadership Candidate": (*OPEN_CASES, *CLOSED_CASES),
	"Mentoring Relationship": (
		"Proposed",
		"Awaiting Mentor",
		"Awaiting Mentee",
		"Active",
		"Paused",
		"Completed",
		"Ended Early",
		"Declined",
		"Cancelled",
	),
	"Network Meeting": ("Draft", "Pending Approval", "Approved", "Invited", "Held", "Closed", "Cancelled"),
}


def readers(doctype: str, state: str, asked: bool = True, agreed: bool = True) -> tuple[str, ...]:
	"""Who can open the record in this state (DESIGN §5).

	asked, agreed: of a pair that did not come about, whether the mentor had been asked and had agreed.
	"""
	if doctype == "Leadership Candidate":
		return (*CANDIDATE_READERS, "panelist") if state == "Assessment" else CANDIDATE_READERS
	if doctype == "Network Meeting":
		return (*CLERKS, *LEADS, "otherlead", "mentor", "candidate", "participant2")
	ended_before = state in ("Declined", "Cancelled")
	pair = [
		who
		for who, hidden, heard_of_it in (
			("mentor", ("Proposed",), asked),
			("candidate", ("Proposed", "Awaiting Mentor"), agreed),
		)
		if state not in hidden and (heard_of_it or not ended_before)
	]
	return (*CLERKS, *LEADS, "otherlead", *pair)


def actions(doctype: str) -> tuple[str, ...]:
	return tuple(dict.fromkeys(row.action for row in TABLES[doctype]))


def row_of(doctype: str, state: str, action: str) -> Row | None:
	return next((row for row in TABLES[doctype] if (row.source, row.action) == (state, action)), None)
