"""Random actions by random people: only the ways of the table, a log without gaps, the mails of the table, no place too many."""

import os
from collections import Counter
from dataclasses import dataclass

import frappe
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from tests import programme as cast
from tests.workflows import design, stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

PEOPLE = (
	"clerk",
	"clerk2",
	"lead",
	"deputylead",
	"manager",
	"deputy",
	"manager2",
	"nominator",
	"candidate",
	"mentor",
	"othermanager",
)
#: after these little else is possible
ENDS = {
	*("Withdraw Candidacy", "Reject Candidate", "Decline Nomination", "End Participation"),
	*("Withdraw Proposal", "Decline as Mentor", "Decline as Mentee", "End Mentoring Early", "Cancel Meeting"),
}
#: where Continue and Reopen lead stands in the record, not in the table
LEADS_BACK = {"Continue", "Reopen"}


@dataclass(frozen=True)
class Step:
	"""One action that was carried out, and the record just before and after it."""

	person: str
	action: str
	before: frappe._dict
	after: frappe._dict


def _presses(doctype):
	anything = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(design.actions(doctype)))
	# pressed at random hardly anything is possible: every other press is one of the table for the present state
	in_the_table = st.tuples(st.integers(0, 60), st.integers(0, 60))
	return st.lists(st.one_of(anything, in_the_table), min_size=10, max_size=40)


def _who_and_what(doctype, state: str, press: tuple) -> tuple[str, str]:
	if isinstance(press[0], str):
		return press
	rows = [row for row in design.TABLES[doctype] if row.source == state]
	if not rows:
		return PEOPLE[press[1] % len(PEOPLE)], "Reopen"
	# most walks go on, or they would end where they begin
	going_on = [row for row in rows if row.action not in ENDS] if press[0] % 5 else []
	row = (going_on or rows)[press[0] % len(going_on or rows)]
	people = [person for person in row.who if person in PEOPLE]
	return people[press[1] % len(people)], row.action


def _walk(names, doctype, presses) -> list[Step]:
	"""Press one after the other; what was carried out."""
	done = []
	for press in presses:
		before = _record(names, doctype)
		person, action = _who_and_what(doctype, before.state, press)
		try:
			with stages.acting_or_undone(person):
				stages.act(names, doctype, action)
		except (frappe.ValidationError, frappe.PermissionError):
			frappe.clear_messages()
			assert _record(names, doctype) == before
			continue
		done.append(Step(person, action, before, _record(names, doctype)))
	return done


def _record(names, doctype) -> frappe._dict:
	"""State, who is written to as whom, and who was invited, as parts of the cast."""
	fields = ["workflow_state", *_PERSONS[doctype].values()]
	row = frappe.db.get_value(doctype, names[doctype], list(dict.fromkeys(fields)), as_dict=True)
	found = frappe._dict(
		state=row.workflow_state,
		**{role: _part(row.get(field)) for role, field in _PERSONS[doctype].items()},
		**_FIXED[doctype],
	)
	if doctype == MEETING:
		invited = frappe.get_all(
			"Meeting Participation",
			filters={"meeting": names[MEETING], "invited_on": ("is", "set")},
			pluck="user",
		)
		found.invited = sorted(map(_part, invited))
	return found


def _part(user: str | None) -> str:
	return (user or "").split("@")[0]


#: by the last word of a mail's event: the field in which that person stands
_PERSONS = {
	CANDIDATE: {"manager": "manager", "nominator": "nominator", "hr_clerk": "hr_clerk", "candidate": "user"},
	MENTORING: {"mentor": "mentor_user", "mentee": "mentee_user"},
	MEETING: {"organiser": "organiser"},
}
#: who it is in these walks from the beginning to the end
_FIXED = {
	CANDIDATE: {"programme_lead": "lead", "mentor": "mentor", "panel": "panelist"},
	MENTORING: {"hr_clerk": "clerk"},
	MEETING: {"programme_lead": "lead", "approver": "lead", "attendees": "candidate"},
}
#: as whom the people of the table's last column are written to, where they stand in it
_ROLES = {
	CANDIDATE: {
		"candidate": "candidate",
		"panelist": "panel",
		"manager": "manager",
		"othermanager": "manager",
		"nominator": "nominator",
		"clerk": "hr_clerk",
		"lead": "programme_lead",
		"mentor": "mentor",
	},
	MENTORING: {"mentor": "mentor", "candidate": "mentee", "clerk": "hr_clerk"},
}
_PREFIX = {CANDIDATE: "candidate", MENTORING: "mentoring", MEETING: "meeting"}


def _mails_of(doctype, step: Step) -> list[tuple[str, str]]:
	"""Event and recipient of the mails that the table asks for after this step, each person once."""
	row = design.row_of(doctype, step.before.state, step.action)
	if doctype == MEETING:
		meant = _meant_in_a_meeting(step)
	elif step.action == "Appoint":
		meant = [
			("candidate", step.after.candidate),
			("manager", step.after.manager),
			("previous_manager", step.before.manager),
			("mentor", step.after.mentor),
		]
	else:
		roles = [_ROLES[doctype][part] for part in row.mails if part != "-actor"]
		meant = [(role, step.after[role]) for role in roles]
	if "-actor" in row.mails:
		meant = [(role, part) for role, part in meant if part != step.person]
	first = {part: role for role, part in reversed(meant)}
	action = step.action.lower().replace(" ", "_")
	return [(f"{_PREFIX[doctype]}_{action}_{role}", part) for part, role in first.items()]


def _meant_in_a_meeting(step: Step) -> list[tuple[str, str]]:
	new = [part for part in step.after.invited if part not in step.before.invited]
	return {
		"Request Approval": [("approver", "lead")],
		"Approve Meeting": [("organiser", step.after.organiser)],
		"Return for Changes": [("organiser", step.after.organiser)],
		"Rework Meeting": [("approver", "lead")],
		"Send Invitations": [("newly_invited", part) for part in new],
		"Invite More": [("newly_invited", part) for part in new],
		"Postpone": [("invited", part) for part in step.after.invited],
		"Change Venue": [("invited", part) for part in step.after.invited],
		"Close Meeting": [("attendees", "candidate")],
		"Cancel Meeting": [("invited", part) for part in step.after.invited],
	}.get(step.action, [])


#: actions that lead out of the stage Assessment; in these walks the interview always lies ahead
_LEAVE_THE_INTERVIEW = {"Defer", "Reject Candidate", "Withdraw Candidacy", "Accept into Programme"}


def _called_off(done: list[Step]) -> list[tuple[str, str]]:
	"""The mails that tell of interviews to which people were invited in this walk and that do not take place."""
	in_calendars, mails = False, []
	for step in done:
		if step.action in ("Invite to Assessment", "Move Interview"):
			in_calendars = True
		elif step.before.state == "Assessment" and step.action in _LEAVE_THE_INTERVIEW and in_calendars:
			mails += [("candidate_interview_called_off", part) for part in ("candidate", "panelist")]
			in_calendars = False
	return mails


def _check(names, doctype, done: list[Step]) -> None:
	doc = frappe.get_doc(doctype, names[doctype])
	log = [(row.changed_by, row.action, row.from_state, row.to_state) for row in doc.stage_changes]
	assert log == [
		(cast.address(step.person), step.action, step.before.state, step.after.state) for step in done
	]
	expected = Counter(_called_off(done))
	for step in done:
		row = design.row_of(doctype, step.before.state, step.action)
		assert row, f"{step.action} from {step.before.state} is not in the table"
		assert step.person in row.who or step.person == step.before.get("manager")
		assert step.after.state == row.target or step.action in LEADS_BACK
		expected.update(_mails_of(doctype, step))
	mails = frappe.get_all(
		"FOKUS Mail",
		filters={"reference_doctype": doctype, "reference_name": doc.name},
		fields=["event", "recipient"],
	)
	found = Counter((mail.event, _part(mail.recipient)) for mail in mails)
	assert found == expected, (found - expected, expected - found, [step.action for step in done])
	for resource, limit in (("Programme Cohort", "places"), ("Mentor", "capacity")):
		for name, places in frappe.get_all(resource, fields=["name", limit], as_list=True):
			assert frappe.db.count("Taken Place", {"resource_doctype": resource, "resource": name}) <= places


#: set for a longer search for faults, with other walks each time
MANY = int(os.environ.get("FOKUS_WALKS", 0))
EASY = settings(
	max_examples=MANY or 12,
	deadline=None,
	derandomize=not MANY,
	phases=[phase for phase in Phase if not (MANY and phase is Phase.shrink)],
	suppress_health_check=[HealthCheck.function_scoped_fixture],
)


#: ways that a random walk seldom goes to their end
ACCEPTED_BEFORE_THE_INTERVIEW = [
	("lead", "Invite to Assessment"),
	("clerk", "Change Manager"),
	("lead", "Move Interview"),
	("lead", "Accept into Programme"),
	("clerk", "Interrupt"),
	("clerk", "Continue"),
]
APPOINTED_BY_ANOTHER_WAY = [
	("clerk", "Change Manager"),
	("clerk2", "Appoint"),
	("lead", "End Participation"),
	("deputylead", "Reopen"),
	("candidate", "Withdraw Candidacy"),
]


@EASY
@example(presses=ACCEPTED_BEFORE_THE_INTERVIEW, start="Endorsed")
@example(presses=APPOINTED_BY_ANOTHER_WAY, start="Ready")
@given(presses=_presses(CANDIDATE), start=st.sampled_from(design.OPEN_CASES))
def test_a_candidate(names, nobody_wants_mail, presses, start):
	with stages.undone_afterwards():
		stages.place(names, CANDIDATE, start)
		_check(names, CANDIDATE, _walk(names, CANDIDATE, presses))


@EASY
@given(
	presses=_presses(MENTORING),
	start=st.sampled_from(("Proposed", "Awaiting Mentor", "Awaiting Mentee", "Active")),
)
def test_a_relationship(names, nobody_wants_mail, presses, start):
	with stages.undone_afterwards():
		stages.place(names, MENTORING, start)
		_check(names, MENTORING, _walk(names, MENTORING, presses))


@EASY
@given(
	presses=_presses(MEETING),
	start=st.sampled_from(("Draft", "Pending Approval", "Approved", "Invited", "Held")),
)
def test_a_meeting(names, nobody_wants_mail, presses, start):
	with stages.undone_afterwards():
		stages.place(names, MEETING, start)
		_check(names, MEETING, _walk(names, MEETING, presses))
