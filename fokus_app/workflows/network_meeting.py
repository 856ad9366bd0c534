"""Network meetings: planned, approved by somebody else, announced, held and closed."""

from fokus_app.meetings import answers, appointments, attendance, invitations, requirements, seats, thanks
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
	State("Draft", waits_for=(Who.ORGANISER,)),
	State("Pending Approval", "Warning", waits_for=(Who.APPROVER,), decision=True),
	State("Approved", "Info", waits_for=(Who.ORGANISER,)),
	State("Invited", "Primary"),
	State("Held", "Success", waits_for=(Who.ORGANISER,)),
	State("Closed", "Success", closed=True),
	State("Cancelled", "Danger", closed=True),
)
ORGANISING = (Who.HR_CLERK, Who.ORGANISER)

TRANSITIONS = (
	Transition(
		"Request Approval",
		"Draft",
		"Pending Approval",
		who=(Who.ORGANISER, Who.HR_CLERK),
		needs=("starts_on", "ends_on", "seats", "agenda"),
		checks=(requirements.lies_in_the_future, requirements.ends_after_it_starts, requirements.has_a_place),
		sets=(requirements.note_who_asked,),
		mails=(Who.APPROVER,),
	),
	Transition(
		"Approve Meeting", "Pending Approval", "Approved", who=(Who.APPROVER,), mails=(Who.ORGANISER,)
	),
	Transition(
		"Return for Changes",
		"Pending Approval",
		"Draft",
		who=(Who.APPROVER,),
		reason=Reason.TEXT,
		mails=(Who.ORGANISER,),
	),
	# to who may have approved it: where the lead organises, that is the deputy
	Transition("Rework Meeting", "Approved", "Draft", who=(Who.ORGANISER,), mails=(Who.APPROVER,)),
	Transition(
		"Send Invitations",
		"Approved",
		"Invited",
		who=ORGANISING,
		offers=("rsvp_deadline",),
		checks=(
			requirements.somebody_to_invite,
			requirements.lies_in_the_future,
			requirements.leaves_time_to_answer,
		),
		effects=(requirements.mark_invited,),
		mails=(Who.NEWLY_INVITED,),
		attaches=appointments.calendar,
		personal=answers.personal_link,
	),
	Transition(
		"Invite More",
		"Invited",
		"Invited",
		who=ORGANISING,
		checks=(requirements.somebody_to_invite, requirements.lies_in_the_future),
		effects=(requirements.mark_invited,),
		mails=(Who.NEWLY_INVITED,),
		attaches=appointments.calendar,
		personal=answers.personal_link,
	),
	*(
		Transition(
			"Postpone",
			state,
			state,
			who=ORGANISING,
			needs=("starts_on", "ends_on"),
			offers=("rsvp_deadline", "venue", "room", "link"),
			reason=Reason.TEXT,
			checks=(
				requirements.has_a_new_date,
				requirements.lies_in_the_future,
				requirements.ends_after_it_starts,
				requirements.leaves_time_to_answer,
			),
			sets=(appointments.note_version,),
			effects=(attendance.forget,),
			mails=(Who.INVITED,),
			attaches=appointments.calendar,
			personal=answers.personal_link,
		)
		for state in ("Approved", "Invited")
	),
	*(
		Transition(
			"Change Venue",
			state,
			state,
			who=ORGANISING,
			offers=("venue", "room", "link"),
			checks=(requirements.is_elsewhere, requirements.has_a_place),
			sets=(appointments.note_version,),
			mails=(Who.INVITED,),
			attaches=appointments.calendar,
			personal=answers.personal_link,
		)
		for state in ("Approved", "Invited")
	),
	*(
		Transition(
			"Change Seats",
			state,
			state,
			who=ORGANISING,
			needs=("seats",),
			reason=Reason.TEXT,
			checks=(seats.differ, seats.suffice),
			effects=(seats.after_change,),
		)
		for state in ("Approved", "Invited")
	),
	Transition(
		"Record as Held",
		"Invited",
		"Held",
		who=ORGANISING,
		checks=(requirements.has_begun,),
		effects=(invitations.take_back_unsent,),
	),
	Transition("Undo Held", "Held", "Invited", who=(Who.HR_CLERK,), reason=Reason.TEXT),
	Transition(
		"Close Meeting",
		"Held",
		"Closed",
		who=ORGANISING,
		checks=(requirements.attendance_is_recorded,),
		mails=(Who.ATTENDEES,),
		personal=thanks.personal_links,
	),
	*from_each(
		("Draft", "Pending Approval", "Approved", "Invited"),
		action="Cancel Meeting",
		target="Cancelled",
		who=(Who.HR_CLERK, Who.LEAD),
		reason=Reason.TEXT,
		sets=(appointments.note_version,),
		effects=(invitations.take_back_unsent, attendance.forget),
		mails=(Who.INVITED,),
		attaches=appointments.calendar,
	),
)

PLAN = (
	"title",
	"kind",
	"cohort",
	"focus_topic",
	"starts_on",
	"ends_on",
	"rsvp_deadline",
	"venue",
	"room",
	"link",
	"seats",
	"organiser",
	"agenda",
)
EDITS = (
	EditRule((Who.HR_CLERK, Who.LEAD, Who.ORGANISER), (NEW, "Draft"), PLAN),
	EditRule(
		(Who.HR_CLERK, Who.LEAD, Who.ORGANISER),
		("Approved", "Invited"),
		("rsvp_deadline", "focus_topic", "agenda"),
	),
)

WORKFLOW = WorkflowDefinition(
	doctype="Network Meeting",
	name="FOKUS Network Meeting",
	states=STATES,
	transitions=TRANSITIONS,
	mail_prefix="meeting",
	edits=EDITS,
)
