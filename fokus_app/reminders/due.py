"""What somebody should be reminded of on a day. One query for each kind, whatever the number of records."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

import frappe
from frappe import _
from frappe.query_builder.functions import Max
from frappe.utils import add_days, getdate, now_datetime

from fokus_app import people
from fokus_app.assessments import requests
from fokus_app.consultations import record as consultations
from fokus_app.consultations import reminding
from fokus_app.consultations.groups import CONSULTATION
from fokus_app.mentoring_sessions import reflection, silence
from fokus_app.mentoring_sessions.record import RUNNING
from fokus_app.notifications.variables import day, moment
from fokus_app.workflows import definitions, taking_over
from fokus_app.workflows.definition import Who

CANDIDATE, ACTIVITY = "Leadership Candidate", "Candidate Activity"
PAIR = "Mentoring Relationship"
MEETING = "Network Meeting"
#: so many days before the deadline people are reminded to answer
ANSWER_DAYS = 3

#: what a record's line in a reminder calls it, by doctype: the fields that are joined
_TITLES = {
	CANDIDATE: ("candidate_name",),
	"Mentoring Relationship": ("mentee_name", "mentor_name"),
	"Network Meeting": ("title",),
}
#: fields from which `people` finds lead, approver and whom a record is about
_PEOPLE_FIELDS = {
	CANDIDATE: ("user", "email", "cohort", "hr_clerk"),
	"Mentoring Relationship": ("candidate", "mentee_user", "mentor_user"),
	"Network Meeting": ("cohort", "organiser", "requested_by"),
}
#: what `_of` and `_first` need of a pair
_PAIR_FIELDS = ("workflow_state", *_TITLES[PAIR], *_PEOPLE_FIELDS[PAIR])
#: stages in which somebody works on the steps; while interrupted nobody is reminded of them
_AT_WORK = ("Preparation", "Ready", "Onboarding")


@dataclass(frozen=True)
class Due:
	"""One thing that one person should hear of.

	who: as whom they act on the record. since: the day from which it is due. step: its title, for steps of
	a plan. case: the candidate it belongs to, where it is no case itself. other: the user of whom something is awaited, where
	that is not the person reminded. moment: when it begins, where the hour matters. part: what they do there (`consultations.reminding`).
	"""

	kind: str
	user: str
	who: Who
	doctype: str
	name: str
	title: str
	since: date
	state: str = ""
	step: str = ""
	other: str = ""
	case: str = ""
	moment: str = ""
	part: str = ""

	@property
	def key(self) -> str:
		"""Tells this reminder from every other one; the same thing due on another day is another one."""
		parts = (self.kind, self.user, self.doctype, self.name, self.since.isoformat())
		return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]


def sentence(due: Due, language: str) -> str:
	"""What is due, in this language; plain text without judgement."""
	return _SENTENCES[due.kind](due, language)


def all_due(today: date) -> list[Due]:
	"""Everything that is due on this day, said already or not, in the order of the sources."""
	days = frappe.get_cached_doc("FOKUS Settings").reminder_days or 0
	found: list[Due] = []
	for doctype in definitions():
		found += _decisions(doctype, today, days)
	for source in (
		_steps,
		_late_steps,
		_assessments,
		_silent_pairs,
		_mid_terms,
		_unclosed,
		_unanswered,
		_tomorrow,
		_unrecorded,
		_consultations,
		_unsaid,
	):
		found += source(today, days)
	for reached in DATES:
		found += _dates(reached, today)
	found += _undecided(today, days)
	found += _uninformed(today)
	return found


def title_of(doctype: str, name: str) -> str:
	"""What a record is called in a list of outcomes."""
	row = frappe.db.get_value(doctype, name, _TITLES[doctype], as_dict=True)
	return _title(doctype, row) if row else name


def waiting_persons(doctype: str, names: list[str], today: date) -> list[Due]:
	"""For HR's own reminder: who is awaited in these records, one for each that waits for somebody."""
	rows = _rows(doctype, {"name": ("in", names), "waiting_for": ("is", "set")})
	return [
		_of(doctype, row, "asked", _awaited(row) or row.waiting_for, _waits_for(doctype, row), today)
		for row in rows
	]


def _decisions(doctype: str, today: date, days: int) -> Iterator[Due]:
	"""Decisions that wait for more than `days`: to the person; after twice as long to the lead too."""
	states = [state.name for state in definitions()[doctype].states if state.decision]
	before = add_days(today, -days)
	waits = {"waiting_since": ("<", before)}
	rows = _rows(doctype, {"workflow_state": ("in", states), **waits})
	if doctype == CANDIDATE:
		# who nominated themself waits for HR to look at it
		rows += _rows(doctype, {"workflow_state": "Potential", "entry_path": "Self-Nominated", **waits})
	for row in rows:
		waiting = _awaited(row)
		if waiting:
			yield _of(doctype, row, "decision", waiting, _waits_for(doctype, row), row.waiting_since)
		if getdate(row.waiting_since) < add_days(today, -2 * days):
			asked = Who.APPROVER if doctype == "Network Meeting" else Who.LEAD
			lead = _first(row, asked, besides=row.waiting_for)
			if lead:
				yield _of(
					doctype, row, "escalation", lead, asked, row.waiting_since, other=row.waiting_for or ""
				)


def _steps(today: date, days: int) -> Iterator[Due]:
	"""Steps whose day has come, to who does them."""
	for row in _open_steps(("due_date", "<=", today)):
		if row.responsible:
			yield _of_step(row, "step", row.responsible, Who(row.responsible_kind))


def _late_steps(today: date, days: int) -> Iterator[Due]:
	"""Mandatory steps that are late by more than `days`, to the lead."""
	for row in _open_steps(("due_date", "<", add_days(today, -days)), mandatory=1):
		lead = _first(_candidate_of(row), Who.LEAD, besides=row.responsible)
		if lead:
			yield _of_step(row, "late step", lead, Who.LEAD, other=row.responsible or "")


def _assessments(today: date, days: int) -> Iterator[Due]:
	"""Assessments for an interview that were asked for more than `days` ago, to who is to write them."""
	asked = {"Self": Who.CANDIDATE, "Manager": Who.MANAGER, "Panel": Who.PANEL}
	for row in requests.open_assessments(("Assessment",)):
		if row.assessor and getdate(row.requested_on) < add_days(today, -days):
			yield Due(
				"assessment",
				row.assessor,
				asked[row.kind],
				requests.DOCTYPE,
				row.name,
				row.candidate_name,
				getdate(row.requested_on),
				case=row.candidate,
			)


def _silent_pairs(today: date, days: int) -> Iterator[Due]:
	"""Pairs that have not met for long (FOKUS Settings), to both; after as long again to HR."""
	for silent in silence.silent_pairs(today, *_PAIR_FIELDS):
		row = frappe._dict(silent.row, doctype=PAIR)
		for user, who in ((row.mentor_user, Who.MENTOR), (row.mentee_user, Who.MENTEE)):
			if user and _enabled(user):
				yield _of(PAIR, row, "silent", user, who, silent.since)
		clerk = _first(row, Who.HR_CLERK) if silent.hr_due_on <= today else None
		if clerk:
			yield _of(PAIR, row, "silent pair", clerk, Who.HR_CLERK, silent.since)


def _mid_terms(today: date, days: int) -> Iterator[Due]:
	"""Half of the agreed time is over: to each of the two who has not looked back yet."""
	rows = frappe.get_all(
		PAIR,
		filters={
			"workflow_state": "Active",
			"from_date": ("is", "set"),
			"until_date": (">=", today),
		},
		fields=["name", "from_date", "until_date", *_PAIR_FIELDS],
		order_by="name",
	)
	written = {
		(each.relationship, each.written_by)
		for each in reflection.written([row.name for row in rows])
		if each.kind == reflection.MID_TERM
	}
	for row in rows:
		half = add_days(row.from_date, (row.until_date - row.from_date).days // 2)
		for user, who in ((row.mentor_user, Who.MENTOR), (row.mentee_user, Who.MENTEE)):
			if half <= today and user and (row.name, user) not in written and _enabled(user):
				yield _of(PAIR, row, "mid-term", user, who, half)


def _unclosed(today: date, days: int) -> Iterator[Due]:
	"""Mentorings whose agreed time is over and that nobody has closed: to the mentor, after more than `days` to HR too;
	to HR at once where the mentor's account cannot be used."""
	# for Frappe a date that is not set lies before every other one
	for row in frappe.get_all(
		PAIR,
		filters=[
			["workflow_state", "in", RUNNING],
			["until_date", "is", "set"],
			["until_date", "<", today],
		],
		fields=["name", "until_date", *_PAIR_FIELDS],
		order_by="name",
	):
		row.doctype = PAIR
		mentor = row.mentor_user if row.mentor_user and _enabled(row.mentor_user) else None
		if mentor:
			yield _of(PAIR, row, "unclosed", mentor, Who.MENTOR, row.until_date)
		if not mentor or row.until_date < add_days(today, -days):
			clerk = _first(row, Who.HR_CLERK)
			if clerk:
				yield _of(PAIR, row, "unclosed pair", clerk, Who.HR_CLERK, row.until_date)


def _unanswered(today: date, days: int) -> Iterator[Due]:
	"""Invitations without a yes or no whose deadline is near, to who is invited."""
	for meeting in _meetings(
		["rsvp_deadline", ">=", today],
		["rsvp_deadline", "<=", add_days(today, ANSWER_DAYS)],
		["starts_on", ">", now_datetime()],
	):
		for user in _invited(meeting.name, answer=("in", ("", "Maybe"))):
			yield _of(MEETING, meeting, "answer", user, Who.INVITED, meeting.rsvp_deadline)


def _tomorrow(today: date, days: int) -> Iterator[Due]:
	"""Meetings on the next day, or later today where no reminder went out yesterday, to who has a seat."""
	until = f"{add_days(today, 1)} 23:59:59"
	for meeting in _meetings(["starts_on", ">", now_datetime()], ["starts_on", "<=", until]):
		for user in _invited(meeting.name, seat="Seat"):
			found = _of(MEETING, meeting, "meeting", user, Who.INVITED, meeting.starts_on)
			yield replace(found, moment=str(meeting.starts_on))


def _unrecorded(today: date, days: int) -> Iterator[Due]:
	"""Meetings that are over and not recorded as held, to who organises them."""
	# for Frappe a date that is not set lies before every other one
	for meeting in _meetings(["starts_on", "is", "set"], ["starts_on", "<", f"{today} 00:00:00"]):
		organiser = _first(meeting, Who.ORGANISER)
		if organiser:
			yield _of(MEETING, meeting, "unrecorded", organiser, Who.ORGANISER, meeting.starts_on)


def _consultations(today: date, days: int) -> Iterator[Due]:
	"""Peer consultations on the next day, or later today where no reminder went out yesterday, to each member."""
	for row, user, part in reminding.near(today):
		found = _of_consultation(row, "consultation", user)
		yield replace(found, moment=str(consultations.starts_on(row)), part=part)


def _unsaid(today: date, days: int) -> Iterator[Due]:
	"""Peer consultations whose day is over and that are still planned, to who moderates."""
	for row, user in reminding.unsaid(today):
		yield _of_consultation(row, "unsaid", user)


def _of_consultation(row, kind: str, user: str) -> Due:
	# members are on their own page, like who is invited to a meeting
	return Due(kind, user, Who.INVITED, CONSULTATION, row.name, row.title, getdate(row.consultation_date))


def _meetings(*filters: list) -> list:
	return _rows(MEETING, [["workflow_state", "=", "Invited"], *filters], "starts_on", "rsvp_deadline")


def _invited(meeting: str, **filters) -> list[str]:
	"""People invited to a meeting whose accounts can be used."""
	users = frappe.get_all(
		"Meeting Participation",
		filters={"meeting": meeting, "invited_on": ("is", "set"), **filters},
		pluck="user",
		order_by="creation, name",
	)
	return people.enabled(users)


@dataclass(frozen=True)
class Reached:
	"""A date in a case on which somebody should look at it, while it is in `state`."""

	kind: str
	state: str
	fieldname: str
	who: Who


DATES = (
	Reached("look again", "Deferred", "deferred_until", Who.LEAD),
	Reached("interviewed", "Assessment", "assessment_on", Who.LEAD),
	Reached("return", "Interrupted", "expected_return", Who.HR_CLERK),
	Reached("review", "Onboarding", "review_due_on", Who.LEAD),
)


def _dates(reached: Reached, today: date) -> Iterator[Due]:
	# an interview at three o'clock is over on the next day at the latest
	until = f"{today} 00:00:00" if reached.fieldname == "assessment_on" else today
	# for Frappe a date that is not set lies before every other one
	filters = [
		["workflow_state", "=", reached.state],
		[reached.fieldname, "is", "set"],
		[reached.fieldname, "<=", until],
	]
	for row in _rows(CANDIDATE, filters, reached.fieldname):
		person = _first(row, reached.who)
		if person:
			yield _of(CANDIDATE, row, reached.kind, person, reached.who, row[reached.fieldname])


def _undecided(today: date, days: int) -> Iterator[Due]:
	"""Interviews more than `days` ago after which nothing was decided, to the HR clerk, who asks the lead."""
	filters = [
		["workflow_state", "=", "Assessment"],
		["assessment_on", "is", "set"],
		["assessment_on", "<", f"{add_days(today, -days)} 00:00:00"],
	]
	for row in _rows(CANDIDATE, filters, "assessment_on"):
		clerk = _first(row, Who.HR_CLERK, besides=row.waiting_for)
		if clerk:
			yield _of(CANDIDATE, row, "undecided", clerk, Who.HR_CLERK, row.assessment_on)


def _uninformed(today: date) -> Iterator[Due]:
	"""People who are considered and have not been told so for long (FOKUS Settings), to the lead."""
	before = add_days(today, -(frappe.get_cached_doc("FOKUS Settings").inform_days or 0))
	filters = {
		"workflow_state": ("in", definitions()[CANDIDATE].open_states),
		"informed_on": ("is", "not set"),
		"entry_path": ("!=", "Self-Nominated"),
		"creation": ("<", f"{before} 00:00:00"),
	}
	for row in _rows(CANDIDATE, filters, "creation"):
		lead = _first(row, Who.LEAD)
		if lead:
			yield _of(CANDIDATE, row, "uninformed", lead, Who.LEAD, row.creation)


def _rows(doctype: str, filters: dict | list, *fields: str) -> list:
	# the programme reminds whom it concerns, whoever may see the list
	rows = frappe.get_all(
		doctype,
		filters=filters,
		fields=[
			"name",
			"workflow_state",
			"waiting_for",
			"waiting_for_deputy",
			"waiting_since",
			*_TITLES[doctype],
			*_PEOPLE_FIELDS[doctype],
			*fields,
		],
		order_by="waiting_since, name",
	)
	for row in rows:
		row.doctype = doctype
	return rows


def _open_steps(due: tuple, **filters) -> list:
	"""Open steps of people who work on them; without those that were due before the case was taken over.

	They were long known where the case came from: nobody is greeted with them. HR sees them in the take-over.
	"""
	activity, candidate = frappe.qb.DocType(ACTIVITY), frappe.qb.DocType(CANDIDATE)
	fieldname, operator, value = due
	column = activity[fieldname]
	log = frappe.qb.DocType("Stage Change")
	taken_over = (
		frappe.qb.from_(log)
		.select(log.parent, Max(log.changed_on).as_("moment"))
		.where((log.parenttype == CANDIDATE) & (log.action == taking_over.ACTION))
		.groupby(log.parent)
	)
	query = (
		frappe.qb.from_(activity)
		.join(candidate)
		.on(candidate.name == activity.candidate)
		.left_join(taken_over)
		.on(taken_over.parent == candidate.name)
		.select(
			activity.name,
			activity.title,
			activity.due_date,
			activity.responsible,
			activity.responsible_kind,
			activity.candidate,
			candidate.candidate_name,
			candidate.user,
			candidate.email,
			candidate.cohort,
		)
		.where((activity.status == "Open") & candidate.workflow_state.isin(_AT_WORK))
		.where(column <= value if operator == "<=" else column < value)
		.where(taken_over.moment.isnull() | (activity.due_date > taken_over.moment))
		.orderby(activity.due_date)
		.orderby(activity.name)
	)
	for fieldname, wanted in filters.items():
		query = query.where(activity[fieldname] == wanted)
	return query.run(as_dict=True)


def _candidate_of(step) -> frappe._dict:
	return frappe._dict(step, doctype=CANDIDATE, name=step.candidate)


def _of(doctype: str, row, kind: str, user: str, who: Who, since, other: str = "") -> Due:
	return Due(
		kind,
		user,
		who,
		doctype,
		row.name,
		_title(doctype, row),
		getdate(since),
		row.workflow_state,
		other=other,
	)


def _title(doctype: str, row) -> str:
	return " – ".join(row[part] for part in _TITLES[doctype] if row[part])


def _of_step(row, kind: str, user: str, who: Who, other: str = "") -> Due:
	return Due(
		kind,
		user,
		who,
		ACTIVITY,
		row.name,
		row.candidate_name,
		getdate(row.due_date),
		step=row.title,
		other=other,
		case=row.candidate,
	)


def _waits_for(doctype: str, row) -> Who:
	"""As whom the person decides for whom the record waits."""
	state = definitions()[doctype].by_name.get(row.workflow_state)
	return state.waits_for[0] if state and state.waits_for else Who.HR_CLERK


def _awaited(row) -> str | None:
	"""For whom the record waits; their deputy where their account is disabled."""
	return next((user for user in (row.waiting_for, row.waiting_for_deputy) if user and _enabled(user)), None)


def _first(row, who: Who, besides: str | None = None) -> str | None:
	"""The first person who can be asked as `who` about this record and has an enabled account."""
	found = (user for user in people.persons(row, who) if user != besides and not people.is_about(row, user))
	return next((user for user in found if _enabled(user)), None)


def _enabled(user: str) -> bool:
	return bool(frappe.db.get_value("User", user, "enabled", cache=True))


def _named(text: str, due: Due, language: str) -> str:
	return text.format(
		title=due.title,
		state=_(due.state, language),
		date=day(due.since, language),
		step=due.step,
		person=people.full_name(due.other),
		moment=moment(due.moment, language),
	)


#: what somebody does in a peer consultation
_PARTS: dict[str, Callable[[str], str]] = {
	reminding.MODERATES: lambda lang: _("You moderate.", lang),
	reminding.BRINGS_CASE: lambda lang: _("You bring the case.", lang),
	reminding.ADVISES: lambda lang: _("You advise.", lang),
}

_SENTENCES: dict[str, Callable[[Due, str], str]] = {
	"decision": lambda due, lang: _named(
		_("{title} ({state}): waits for your decision since {date}.", lang), due, lang
	),
	"asked": lambda due, lang: _named(_("{title} ({state}): the next step is yours.", lang), due, lang),
	"escalation": lambda due, lang: _named(
		_("{title} ({state}): {person} has been asked since {date} and has not decided yet.", lang), due, lang
	),
	"step": lambda due, lang: _named(
		# one's own steps need no name beside them
		_("“{step}” was to be done by {date}.", lang)
		if due.who == Who.CANDIDATE
		else _("{title}, “{step}”: was to be done by {date}.", lang),
		due,
		lang,
	),
	"late step": lambda due, lang: _named(
		_("{title}, “{step}”: open since {date}, to be done by {person}.", lang)
		if due.other
		else _("{title}, “{step}”: open since {date}, nobody is entered for it.", lang),
		due,
		lang,
	),
	"assessment": lambda due, lang: _named(
		_("{title}: your self-assessment was asked for on {date}.", lang)
		if due.who == Who.CANDIDATE
		else _("{title}: your assessment was asked for on {date}.", lang),
		due,
		lang,
	),
	"silent": lambda due, lang: _named(
		_("{title}: no session has been logged since {date}. Would you like to plan the next one?", lang),
		due,
		lang,
	),
	"silent pair": lambda due, lang: _named(
		_("{title}: no session has been logged since {date}. Please ask both how they are doing.", lang),
		due,
		lang,
	),
	"mid-term": lambda due, lang: _named(
		_(
			"{title}: on {date} half of the time was over. Two minutes for a look back, for yourself alone?",
			lang,
		),
		due,
		lang,
	),
	"unclosed": lambda due, lang: _named(
		_(
			"{title}: the agreed time was over on {date}. Please look back together and complete the mentoring, or ask HR for a later end.",
			lang,
		),
		due,
		lang,
	),
	"unclosed pair": lambda due, lang: _named(
		_(
			"{title}: the agreed time was over on {date}. Please ask both how it goes on, and complete the mentoring or enter a later end.",
			lang,
		),
		due,
		lang,
	),
	"consultation": lambda due, lang: " ".join(
		filter(
			None,
			(
				_named(_("“{title}”: peer consultation on {moment}.", lang), due, lang),
				_PARTS[due.part](lang) if due.part else "",
			),
		)
	),
	"unsaid": lambda due, lang: _named(
		_("“{title}”: did the peer consultation on {date} take place? Please say so, or call it off.", lang),
		due,
		lang,
	),
	"answer": lambda due, lang: _named(
		_("“{title}”: please answer by {date} whether you will be there.", lang), due, lang
	),
	"meeting": lambda due, lang: _named(
		_("“{title}” begins on {moment}. We look forward to seeing you.", lang), due, lang
	),
	"unrecorded": lambda due, lang: _named(
		_("“{title}” was on {date}. Please record it as held, with the attendance.", lang), due, lang
	),
	"look again": lambda due, lang: _named(
		_("{title}: deferred until {date}. Please look again and decide.", lang), due, lang
	),
	"interviewed": lambda due, lang: _named(
		_("{title}: the interview was on {date}. Please decide how it goes on.", lang), due, lang
	),
	"undecided": lambda due, lang: _named(
		_(
			"{title}: the interview was on {date} and nothing is decided yet. Please ask the programme lead.",
			lang,
		),
		due,
		lang,
	),
	"return": lambda due, lang: _named(
		_("{title}: the return from the interruption was expected on {date}.", lang), due, lang
	),
	"review": lambda due, lang: _named(_("{title}: the review is planned for {date}.", lang), due, lang),
	"uninformed": lambda due, lang: _named(
		_("{title}: under consideration since {date} and not told so yet.", lang), due, lang
	),
}
