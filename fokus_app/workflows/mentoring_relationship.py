"""Mentoring: from the proposed pair to the closing reflection."""

from fokus_app import mentoring
from fokus_app.mentoring_sessions import plan
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
	State("Proposed", waits_for=(Who.HR_CLERK,)),
	State("Awaiting Mentor", "Warning", waits_for=(Who.MENTOR,), decision=True),
	State("Awaiting Mentee", "Warning", waits_for=(Who.MENTEE,), decision=True),
	State("Active", "Primary"),
	State("Paused", "Inverse"),
	State("Completed", "Success", closed=True),
	State("Ended Early", "Danger", closed=True),
	State("Declined", "Danger", closed=True),
	State("Cancelled", "Danger", closed=True),
)
RUNNING = ("Active", "Paused")
PAIR = (Who.MENTOR, Who.MENTEE)

PAUSING = ("Parental Leave", "Longer Absence", "Workload", "Personal Reasons")
ENDING = ("Goals Reached Earlier", "Change of Position", "Cooperation", "Personal Reasons", "Not Stated")

TRANSITIONS = (
	Transition(
		"Ask Mentor",
		"Proposed",
		"Awaiting Mentor",
		who=(Who.HR_CLERK, Who.LEAD),
		checks=(*mentoring.PAIR_CHECKS, mentoring.no_other_mentoring),
		mails=(Who.MENTOR,),
	),
	Transition(
		"Accept Mentoring",
		"Awaiting Mentor",
		"Awaiting Mentee",
		who=(Who.MENTOR,),
		needs=("mentor_acknowledged_on",),
		mails=(Who.MENTEE,),
	),
	Transition(
		"Decline as Mentor",
		"Awaiting Mentor",
		"Declined",
		who=(Who.MENTOR,),
		reason=Reason.TEXT,
		mails=(Who.HR_CLERK,),
	),
	Transition(
		"Confirm Mentoring",
		"Awaiting Mentee",
		"Active",
		who=(Who.MENTEE,),
		needs=("goals", "frequency", "mentee_acknowledged_on"),
		offers=("agreement",),
		effects=(mentoring.hand_over_steps,),
		mails=(Who.MENTOR, Who.HR_CLERK),
	),
	Transition(
		"Decline as Mentee",
		"Awaiting Mentee",
		"Declined",
		who=(Who.MENTEE,),
		mails=(Who.HR_CLERK,),
	),
	Transition(
		"Pause Mentoring",
		"Active",
		"Paused",
		who=(*PAIR, Who.HR_CLERK),
		reason=Reason.CATEGORY,
		categories=PAUSING,
		effects=(plan.call_off_planned,),
		mails=(*PAIR, Who.HR_CLERK),
		others_only=True,
	),
	Transition(
		"Resume Mentoring",
		"Paused",
		"Active",
		who=(*PAIR, Who.HR_CLERK),
		mails=(*PAIR, Who.HR_CLERK),
		others_only=True,
	),
	*from_each(
		RUNNING,
		action="Complete Mentoring",
		target="Completed",
		who=(Who.MENTOR, Who.HR_CLERK),
		needs=("closing_reflection_on",),
		effects=(mentoring.hand_over_steps, plan.call_off_planned),
		mails=PAIR,
	),
	*from_each(
		RUNNING,
		action="End Mentoring Early",
		target="Ended Early",
		who=(*PAIR, Who.HR_CLERK),
		reason=Reason.CATEGORY,
		categories=ENDING,
		effects=(mentoring.hand_over_steps, plan.call_off_planned),
		mails=(*PAIR, Who.HR_CLERK),
	),
	Transition("Withdraw Proposal", "Proposed", "Cancelled", who=(Who.HR_CLERK,)),
	Transition("Withdraw Proposal", "Awaiting Mentor", "Cancelled", who=(Who.HR_CLERK,), mails=(Who.MENTOR,)),
	Transition("Withdraw Proposal", "Awaiting Mentee", "Cancelled", who=(Who.HR_CLERK,), mails=PAIR),
)

EDITS = (
	EditRule(
		(Who.HR_CLERK, Who.LEAD),
		(NEW,),
		(
			"candidate",
			"mentor",
			"kind",
			"from_date",
			"until_date",
			"frequency",
			"goals",
			"agreement",
			"proposed_because",
		),
	),
	EditRule(
		(Who.HR_CLERK, Who.LEAD), ("Proposed",), ("kind", "from_date", "until_date", "proposed_because")
	),
	EditRule((Who.HR_CLERK,), ("Awaiting Mentor", "Awaiting Mentee", *RUNNING), ("from_date", "until_date")),
	EditRule(PAIR, ("Awaiting Mentee", *RUNNING), ("frequency", "goals", "agreement")),
)

WORKFLOW = WorkflowDefinition(
	doctype="Mentoring Relationship",
	name="FOKUS Mentoring Relationship",
	states=STATES,
	transitions=TRANSITIONS,
	mail_prefix="mentoring",
	edits=EDITS,
	waits_instead=mentoring.offered_to_hr,
)
