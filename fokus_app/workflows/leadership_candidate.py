"""The candidate's path: from the first mention to a leader who has arrived in the role."""

from fokus_app import activities, candidacy, documents, interviews
from fokus_app.assessments import requests
from fokus_app.workflows.definition import (
	NEW,
	EditRule,
	Reason,
	State,
	Transition,
	Who,
	WorkflowDefinition,
	from_each,
)

STATES = (
	State("Potential", waits_for=(Who.NOMINATOR, Who.HR_CLERK)),
	State("Nominated", "Warning", waits_for=(Who.MANAGER,), decision=True),
	State("Endorsed", "Info", waits_for=(Who.LEAD,), decision=True),
	State("Assessment", "Info", waits_for=(Who.LEAD,)),
	State("Deferred", "Inverse"),
	State("Preparation", "Primary"),
	State("Ready", "Success", waits_for=(Who.HR_CLERK,)),
	State("Onboarding", "Primary"),
	State("Interrupted", "Inverse"),
	State("Established", "Success", closed=True),
	State("Rejected", "Danger", closed=True),
	State("Withdrawn", "Danger", closed=True),
	State("Ended", "Danger", closed=True),
)
OPEN = tuple(state.name for state in STATES if not state.closed)
IN_PROGRAMME = ("Preparation", "Ready", "Onboarding")

LEAVING = (
	"Personal Reasons",
	"Professional Reorientation",
	"Leaving the Association",
	"Different Expectations",
	"Not Stated",
)
PAUSING = ("Parental Leave", "Longer Absence", "Secondment", "Personal Reasons")

# from each state the way forward stands first: the form makes it the main button
TRANSITIONS = (
	Transition(
		"Nominate",
		"Potential",
		"Nominated",
		who=(Who.HR_CLERK, Who.NOMINATOR),
		needs=("reason", "centre", "manager"),
		offers=("readiness",),
		checks=(
			candidacy.manager_is_someone_else,
			candidacy.manager_can_decide,
			candidacy.manager_is_responsible,
		),
		mails=(Who.MANAGER,),
	),
	Transition(
		"Endorse",
		"Nominated",
		"Endorsed",
		who=(Who.MANAGER,),
		needs=("manager_statement",),
		mails=(Who.LEAD,),
	),
	Transition(
		"Send Back",
		"Nominated",
		"Potential",
		who=(Who.MANAGER,),
		reason=Reason.TEXT,
		mails=(Who.NOMINATOR,),
	),
	Transition(
		"Decline Nomination",
		"Nominated",
		"Rejected",
		who=(Who.MANAGER,),
		reason=Reason.TEXT,
		effects=(candidacy.close_case,),
		mails=(Who.NOMINATOR, Who.HR_CLERK),
	),
	Transition(
		"Invite to Assessment",
		"Endorsed",
		"Assessment",
		who=(Who.LEAD,),
		needs=("assessment_on", "assessment_place", "assessment_panel", "informed_on"),
		offers=("assessment_minutes",),
		checks=(candidacy.is_no_new_leader, interviews.lies_ahead, interviews.panel_can_interview),
		sets=(interviews.note_version,),
		effects=(requests.make_for_interview,),
		# a manager who sits on the panel gets the panel's mail, with the calendar file
		mails=(Who.CANDIDATE, Who.PANEL, Who.MANAGER),
		attaches=interviews.calendar,
	),
	Transition(
		"Admit New Leader",
		"Endorsed",
		"Onboarding",
		who=(Who.LEAD,),
		needs=("centre", "start_date"),
		offers=("cohort",),
		checks=(candidacy.is_new_leader,),
		sets=(candidacy.note_informed,),
		effects=(activities.make_for_stage,),
		mails=(Who.CANDIDATE, Who.MANAGER),
	),
	Transition(
		"Accept into Programme",
		"Assessment",
		"Preparation",
		who=(Who.LEAD,),
		needs=("cohort", "recommendation"),
		offers=("recommendation_note",),
		checks=(candidacy.is_no_new_leader,),
		effects=(interviews.call_off, activities.make_for_stage),
		mails=(Who.CANDIDATE, Who.MANAGER),
	),
	Transition(
		"Move Interview",
		"Assessment",
		"Assessment",
		who=(Who.LEAD,),
		needs=("assessment_on", "assessment_place", "assessment_panel"),
		offers=("assessment_minutes",),
		reason=Reason.TEXT,
		checks=(interviews.lies_ahead, interviews.panel_can_interview, interviews.something_moves),
		sets=(interviews.note_version,),
		effects=(requests.make_for_interview,),
		mails=(Who.CANDIDATE, Who.PANEL, Who.FORMER_PANEL, Who.MANAGER),
		attaches=interviews.calendar,
	),
	Transition(
		"Ask Manager Again",
		"Endorsed",
		"Nominated",
		who=(Who.LEAD,),
		reason=Reason.TEXT,
		checks=(candidacy.manager_is_someone_else, candidacy.manager_can_decide),
		mails=(Who.MANAGER,),
	),
	*from_each(
		("Endorsed", "Assessment"),
		action="Defer",
		target="Deferred",
		who=(Who.LEAD,),
		needs=("deferred_until",),
		reason=Reason.TEXT,
		checks=(candidacy.deferred_to_the_future,),
		effects=(interviews.call_off,),
		mails=(Who.NOMINATOR, Who.MANAGER),
	),
	Transition("Resume Candidacy", "Deferred", "Endorsed", who=(Who.LEAD,), mails=(Who.MANAGER,)),
	*from_each(
		("Endorsed", "Assessment", "Deferred"),
		action="Reject Candidate",
		target="Rejected",
		who=(Who.LEAD,),
		reason=Reason.TEXT,
		effects=(interviews.call_off, candidacy.close_case),
		mails=(Who.CANDIDATE, Who.MANAGER),
	),
	Transition(
		"Confirm Readiness",
		"Preparation",
		"Ready",
		who=(Who.LEAD,),
		checks=(activities.preparation_is_done,),
		mails=(Who.CANDIDATE, Who.MANAGER),
	),
	Transition(
		"Prepare Further",
		"Ready",
		"Preparation",
		who=(Who.LEAD,),
		reason=Reason.TEXT,
		effects=(activities.make_for_stage,),
		mails=(Who.CANDIDATE, Who.MANAGER),
	),
	*(
		Transition(
			"Appoint",
			state,
			"Onboarding",
			who=(Who.HR_CLERK,),
			needs=("target_centre", "start_date"),
			offers=("staff_council_concluded_on",),
			checks=(
				# who is ready has been confirmed; straight from the preparation nothing mandatory is skipped either
				*((activities.preparation_is_done,) if state == "Preparation" else ()),
				candidacy.target_area_has_a_manager,
				candidacy.staff_council_took_part,
			),
			sets=(candidacy.move_to_target_area,),
			effects=(activities.make_for_stage,),
			# a manager who remains the manager gets the new manager's mail
			mails=(Who.CANDIDATE, Who.MANAGER, Who.PREVIOUS_MANAGER, Who.MENTOR),
		)
		for state in ("Preparation", "Ready")
	),
	Transition(
		"Complete Onboarding",
		"Onboarding",
		"Established",
		who=(Who.LEAD,),
		needs=("review_held_on",),
		checks=(activities.onboarding_is_done, candidacy.review_lies_in_the_past),
		effects=(candidacy.close_case,),
		mails=(Who.CANDIDATE, Who.MANAGER, Who.MENTOR),
	),
	*from_each(
		IN_PROGRAMME,
		action="Interrupt",
		target="Interrupted",
		who=(Who.HR_CLERK,),
		needs=("expected_return",),
		checks=(candidacy.return_lies_in_the_future,),
		reason=Reason.CATEGORY,
		categories=PAUSING,
		mails=(Who.CANDIDATE, Who.MANAGER, Who.MENTOR),
	),
	Transition(
		"Continue",
		"Interrupted",
		IN_PROGRAMME,
		target_field="interrupted_from",
		who=(Who.HR_CLERK,),
		mails=(Who.CANDIDATE, Who.MANAGER, Who.MENTOR),
	),
	*from_each(
		(*IN_PROGRAMME, "Interrupted"),
		action="End Participation",
		target="Ended",
		who=(Who.LEAD,),
		offers=("completed_on",),
		checks=(documents.completed_by_now,),
		reason=Reason.CATEGORY,
		categories=LEAVING,
		effects=(candidacy.close_case,),
		mails=(Who.CANDIDATE, Who.MANAGER, Who.MENTOR),
	),
	*(
		Transition(
			"Withdraw Candidacy",
			state,
			"Withdrawn",
			who=(Who.HR_CLERK, Who.CANDIDATE),
			reason=Reason.CATEGORY,
			categories=LEAVING,
			effects=(interviews.call_off, candidacy.close_case),
			# before the nomination the manager has not heard of the case and does not learn of it now
			mails=(Who.LEAD,) if state == "Potential" else (Who.MANAGER, Who.LEAD, Who.MENTOR),
		)
		for state in OPEN
	),
	# an act that leaves the stage: access, the waiting decision and open steps go to the new manager
	*(
		Transition(
			"Change Manager",
			state,
			state,
			who=(Who.HR_CLERK,),
			needs=("manager",),
			reason=Reason.TEXT,
			checks=(
				candidacy.has_another_manager,
				candidacy.manager_is_someone_else,
				candidacy.manager_can_decide,
			),
			# before the nomination no manager has heard of the case
			mails=() if state == "Potential" else (Who.MANAGER,),
		)
		for state in OPEN
	),
	*(
		Transition(
			"Reopen",
			closed,
			states_before,
			target_field="closed_from",
			who=(Who.LEAD,),
			reason=Reason.TEXT,
			checks=(candidacy.closed_not_long_ago,),
			effects=(activities.reopen, requests.reopen, candidacy.take_pairs_back),
			mails=(Who.HR_CLERK,),
		)
		for closed, states_before in (
			("Rejected", ("Nominated", "Endorsed", "Assessment", "Deferred")),
			("Withdrawn", OPEN),
			("Ended", (*IN_PROGRAMME, "Interrupted")),
			("Established", ("Onboarding",)),
		)
	),
)

PERSON = (
	"candidate_name",
	"email",
	"user",
	"personnel_number",
	"position",
	"centre",
	"area",
	"hr_clerk",
	"nominator",
	"readiness",
	"informed_on",
	"consent_on",
	"consent_withdrawn_on",
	"previous_candidacy",
)
INTERVIEW = ("assessment_on", "assessment_place", "assessment_minutes", "assessment_panel")
FROM_ENDORSED = tuple(state for state in OPEN if state not in ("Potential", "Nominated"))

#: what a person wishes for the place where they will lead
WISH = ("wished_areas", "wish_note")
TALKS = ("last_talk_on", "next_talk_on")
#: what a person wishes for in a mentor
MENTOR_WISH = ("wished_competencies", "mentoring_wishes", "mentor_wish_note")

EDITS = (
	EditRule((Who.HR_CLERK,), (NEW, *OPEN), PERSON),
	# whoever is endorsed keeps it: it says whether a place of the cohort and an assessment are needed
	EditRule((Who.HR_CLERK,), (NEW, "Potential", "Nominated"), ("entry_path",)),
	EditRule((Who.HR_CLERK,), OPEN, (*WISH, *TALKS, *MENTOR_WISH)),
	EditRule((Who.LEAD,), FROM_ENDORSED, (*WISH, *TALKS, *MENTOR_WISH)),
	# on their own page alone: a candidate has no access to the record
	EditRule((Who.CANDIDATE,), OPEN, (*WISH, *MENTOR_WISH)),
	# as long as nobody was asked; after that a change moves a decision and access, and says why: Change Manager
	EditRule((Who.HR_CLERK,), (NEW, "Potential"), ("manager",)),
	EditRule((Who.HR_CLERK,), (NEW, "Potential", "Nominated"), ("reason", "evidence", "cohort")),
	EditRule(
		(Who.HR_CLERK,),
		FROM_ENDORSED,
		("target_centre", "start_date", "staff_council_concluded_on", "review_due_on", "expected_return"),
	),
	EditRule(
		(Who.NOMINATOR,),
		(NEW,),
		(
			"candidate_name",
			"email",
			"position",
			"centre",
			"area",
			"entry_path",
			"hr_clerk",
			"nominator",
			"manager",
			"readiness",
			"informed_on",
			"cohort",
		),
	),
	EditRule(
		(Who.ONESELF,),
		(NEW,),
		(
			"candidate_name",
			"email",
			"user",
			"position",
			"centre",
			"area",
			"entry_path",
			"hr_clerk",
			"manager",
			"readiness",
			"reason",
			"evidence",
		),
	),
	EditRule((Who.NOMINATOR,), (NEW, "Potential"), ("reason", "evidence", "readiness")),
	EditRule((Who.MANAGER,), ("Nominated",), ("manager_statement",)),
	EditRule((Who.LEAD,), (NEW,), (*PERSON, "entry_path", "manager", "reason", "evidence", "cohort")),
	EditRule(
		(Who.LEAD,),
		FROM_ENDORSED,
		(
			"cohort",
			"recommendation",
			"recommendation_note",
			"deferred_until",
			"target_centre",
			"start_date",
			"staff_council_concluded_on",
			"review_due_on",
			"review_held_on",
			"completed_on",
			"expected_return",
			"informed_on",
		),
	),
	# once people are invited only "Move Interview" changes it, which tells them
	EditRule((Who.LEAD,), tuple(state for state in FROM_ENDORSED if state != "Assessment"), INTERVIEW),
)

WORKFLOW = WorkflowDefinition(
	doctype="Leadership Candidate",
	name="FOKUS Leadership Candidate",
	states=STATES,
	transitions=TRANSITIONS,
	mail_prefix="candidate",
	edits=EDITS,
	hints=(interviews.needs_new_invitation,),
)
