"""What people without access to the desk see of themselves: the page /fokus.

Everything here is a fixed set of fields. The page acts through `fokus_app.workflows.action.act`,
`fokus_app.activities.tick` and the methods `state…` of what people say about themselves, which decide for themselves.
"""

from dataclasses import asdict, dataclass, field

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, today

from fokus_app import activities, documents, mentor_wishes, mentors, nomination, people, talent_pool
from fokus_app.assessments import view
from fokus_app.consultations import view as consultations
from fokus_app.meetings import (
	answers,
	certificates,
	feedback,
	feedback_marks,
	follow_up,
	materials,
	organising,
)
from fokus_app.meetings.place import place_of
from fokus_app.mentoring_sessions import reflection, retention
from fokus_app.mentoring_sessions import view as sessions
from fokus_app.mentoring_sessions.record import ENDED, RUNNING
from fokus_app.notifications.variables import day, moment
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who
from fokus_app.workflows.next_steps import own_steps

#: the stages of the usual way and of a new leader's short way, in their order
WAY = (
	"Potential",
	"Nominated",
	"Endorsed",
	"Assessment",
	"Preparation",
	"Ready",
	"Onboarding",
	"Established",
)
SHORT_WAY = ("Potential", "Nominated", "Endorsed", "Onboarding", "Established")

#: a date by which somebody acknowledges something is a tick on this page, not a date to type
ACKNOWLEDGEMENTS = frozenset({"mentor_acknowledged_on", "mentee_acknowledged_on"})


@dataclass
class Action:
	"""One thing the person can do, with the fields it asks for."""

	doctype: str
	name: str
	modified: str
	action: str
	label: str
	fields: list[dict] = field(default_factory=list)
	reason: str | None = None
	categories: list[dict] = field(default_factory=list)
	ends: bool = False


def page() -> dict:
	"""All that the acting user's own page shows: paths, steps, meetings (and those they organise), and pairs, apart by whether they
	wait for this user's decision (waiting) or not (settled)."""
	if frappe.session.user == "Guest":
		raise frappe.PermissionError
	cases, pairs = _own_cases(), my_pairs()
	meetings, past_meetings = my_meetings(), my_past_meetings()
	return {
		"paths": _paths(cases),
		**_assessments(cases),
		"documents": _documents(cases, pairs, [*meetings, *past_meetings]),
		"steps": my_steps(),
		"others_steps": _others_steps(cases),
		"waiting": [pair for pair in pairs if pair["waits_for_me"]],
		"settled": [pair for pair in pairs if not pair["waits_for_me"]],
		"consultation_groups": consultations.my_groups(),
		"mentor_profile": mentors.own_profile(),
		"meetings": meetings,
		"organised": my_organised_meetings(),
		"past_meetings": past_meetings,
		"handed_on": handed_on(),
		"may_nominate": nomination.may_nominate(),
		"nominate_myself": _nominate_myself_fields(cases),
		"today": today(),
	}


def _paths(cases: list[Document]) -> list[dict]:
	"""The acting user's own candidacies, newest first, from the day they were informed (who nominated
	themselves: from the start): name, stage, since, cohort, way (stages with done and current), actions, wish."""
	return [_path(case) for case in cases]


def _assessments(cases: list[Document]) -> dict:
	"""The self-assessments that the acting user is asked to write (`to_write`), and by candidacy the profile
	of what they may read of themselves as HTML (`profiles`)."""
	seen = [view.for_own_page(case) for case in cases]
	return {
		"to_write": [each["to_write"] for each in seen if each["to_write"]],
		"profiles": [each["profile"] for each in seen if each["profile"]],
	}


def _documents(cases: list[Document], pairs: list[dict], meetings: list[dict]) -> list[dict]:
	"""All papers that the acting user can download, of these `cases` of theirs, of these `pairs` and of these `meetings` (see
	my_pairs, my_meetings, my_past_meetings): label, about (whom or which meeting; empty where it is oneself), address."""
	own = [
		{"label": _(each), "about": "", "address": documents.own_address(case, each)}
		for case in cases
		for each in documents.for_the_candidate(case)
	]
	agreements = [
		{"label": _("Mentoring Agreement"), "about": pair["other"], "address": pair["agreement_address"]}
		for pair in pairs
		if pair["begun"]
	]
	certified = [
		{
			"label": _("Certificate of Attendance"),
			"about": meeting["title"],
			"address": meeting["certificate_pdf"],
		}
		for meeting in meetings
		if "certificate_pdf" in meeting
	]
	papers = [
		{"label": file["file_name"], "about": meeting["title"], "address": file["file_url"]}
		for meeting in meetings
		for file in (*meeting["materials"], *meeting.get("files", []))
	]
	return own + agreements + certified + papers


def _own_cases() -> list[Document]:
	# a participant has no access to the record; a few fields of their own case are theirs to see
	names = frappe.get_all(
		"Leadership Candidate",
		filters={"user": frappe.session.user},
		pluck="name",
		order_by="creation desc",
	)
	cases = [frappe.get_doc("Leadership Candidate", name) for name in names]
	return [case for case in cases if people.knows_of_it(case)]


def _nominate_myself_fields(cases: list[Document]) -> list[dict]:
	"""The fields of the form with which the acting user nominates themself; none where they cannot, or where
	they see an open path of theirs already."""
	if not nomination.may_nominate_oneself() or _has_open_path(cases):
		return []
	meta = frappe.get_meta("Leadership Candidate")
	# the names of centres are for everybody who is logged in
	centres = frappe.get_all("Daycare Centre", fields=["name", "centre_name"], order_by="centre_name")
	choices = {
		"centre": [{"value": row.name, "label": row.centre_name} for row in centres],
		"readiness": [
			{"value": option, "label": _(option)}
			for option in meta.get_options("readiness").split("\n")
			if option
		],
	}
	return [
		{
			"fieldname": name,
			"label": _(meta.get_label(name)),
			"kind": meta.get_field(name).fieldtype,
			"reqd": name in ("centre", "reason"),
			"choices": choices.get(name, []),
		}
		for name in nomination.OWN_FIELDS
	]


def _has_open_path(cases: list[Document]) -> bool:
	states = definitions()["Leadership Candidate"].open_states
	return any(case.workflow_state in states for case in cases)


def handed_on() -> list[dict]:
	"""People whom the acting user nominated or was the manager of before they were appointed: name, stage and
	since when. From the appointment on the stage is all that these two see of the case."""
	user = frappe.session.user
	rows = frappe.get_all(
		"Leadership Candidate",
		# whoever is (again) responsible, or whom the case is about, sees it elsewhere
		filters={"appointed_on": ("is", "set"), "manager": ("!=", user), "user": ("!=", user)},
		or_filters={"nominator": user, "previous_manager": user},
		fields=["candidate_name", "workflow_state", "stage_since"],
		order_by="stage_since desc",
	)
	return [
		{
			"name": row.candidate_name,
			"stage": _(row.workflow_state),
			"since": day(row.stage_since, frappe.local.lang),
		}
		for row in rows
	]


def my_steps() -> list[dict]:
	"""Open steps that are the acting user's to do, and those done: name, title, description, due, overdue,
	done, mandatory, may_tick, and about: the person whom a step in another's case is about, where the user sees who that is."""
	rows = _readable(
		"Candidate Activity",
		filters={"responsible": frappe.session.user, "status": ("in", ("Open", "Done"))},
		fields=[
			*("name", "title", "description", "due_date", "status", "mandatory"),
			*("candidate", "responsible", "phase"),
		],
		order_by="due_date",
	)
	candidates = {row.candidate for row in rows}
	names = _names_of(candidates)
	ticks = activities.Ticks(frappe.session.user, candidates)
	return [
		{
			"name": row.name,
			"title": row.title,
			"description": row.description,
			"due": day(row.due_date, frappe.local.lang),
			"overdue": activities.is_overdue(row),
			"done": row.status == "Done",
			"mandatory": bool(row.mandatory),
			"may_tick": ticks.offered(row),
			"about": names.get(row.candidate, ""),
		}
		for row in rows
	]


def _others_steps(cases: list[Document]) -> list[dict]:
	"""Open steps of the stage in which the acting user's own case stands that are somebody else's to do: title, due,
	overdue, and waits_for: whose it is, by role."""
	found = []
	for case in cases:
		phase = activities.phase_of(case)
		if not phase:
			continue
		rows = _readable(
			"Candidate Activity",
			filters={
				"candidate": case.name,
				"phase": phase,
				"status": "Open",
				"responsible": ("!=", frappe.session.user),
			},
			fields=["title", "due_date", "status", "responsible_kind", "responsible_by_hand"],
			order_by="due_date, creation",
		)
		found += [
			{
				"title": row.title,
				"due": day(row.due_date, frappe.local.lang),
				"overdue": activities.is_overdue(row),
				"waits_for": _("waits for {0}").format(activities.part_of(row)),
			}
			for row in rows
		]
	return found


def _names_of(candidates: set[str]) -> dict[str, str]:
	"""The names of the people of others' cases, for who may read the case or mentors the person; the others are left out."""
	user = frappe.session.user
	mentored = frappe.get_all(
		"Mentoring Relationship",
		filters={
			"candidate": ("in", list(candidates) or [""]),
			"mentor_user": user,
			"workflow_state": ("in", RUNNING),
		},
		pluck="candidate",
	)
	wanted = {"fields": ["name", "candidate_name", "user"], "limit": 0}
	rows = _readable("Leadership Candidate", filters={"name": ("in", list(candidates) or [""])}, **wanted)
	rows += frappe.get_all("Leadership Candidate", filters={"name": ("in", mentored or [""])}, **wanted)
	return {row.name: row.candidate_name for row in rows if row.user != user}


def my_pairs() -> list[dict]:
	"""The acting user's mentorings that are not over, and those that ended as long as their words are kept: the other
	side (for a mentor with centre and stage of the mentee, for a mentee with the mentor's address), state, dates,
	goals, actions, waits_for_me, sessions (see `mentoring_sessions.view.own_list`), reflections."""
	shown = [state.name for state in definitions()["Mentoring Relationship"].states if not state.closed]
	user = frappe.session.user
	names = _readable(
		"Mentoring Relationship",
		filters={"workflow_state": ("in", [*shown, *ENDED])},
		or_filters={"mentor_user": user, "mentee_user": user},
		pluck="name",
		order_by="creation desc",
	)
	pairs = [frappe.get_doc("Mentoring Relationship", name) for name in names]
	return [_pair(pair) for pair in pairs if pair.workflow_state in shown or _words_are_kept(pair)]


def _words_are_kept(pair: Document) -> bool:
	day_of_deletion = retention.deleted_on(pair)
	return bool(day_of_deletion and day_of_deletion > getdate())


def my_meetings() -> list[dict]:
	"""Meetings to which the acting user is invited and that are not over: name, title, kind, when, place, link,
	materials, answer, comment, standing (what has become of it), waits, and which answers they can give now."""
	mine = {
		row.meeting: row
		for row in frappe.get_all(
			"Meeting Participation",
			filters={"user": frappe.session.user, "invited_on": ("is", "set")},
			fields=["meeting", "answer", "answer_comment", "seat", "waiting_place"],
		)
	}
	if not mine:
		return []
	rows = _readable(
		"Network Meeting",
		filters={
			"name": ("in", list(mine)),
			"starts_on": (">=", today()),
			"workflow_state": ("not in", ("Held", "Closed", "Cancelled")),
		},
		fields=[
			*("name", "title", "kind", "starts_on", "venue", "room", "link"),
			*("rsvp_deadline", "seats", "workflow_state"),
		],
		order_by="starts_on",
	)
	files = materials.of([row.name for row in rows])
	return [
		{
			"name": row.name,
			"title": row.title,
			"kind": _(row.kind),
			"when": moment(row.starts_on, frappe.local.lang),
			"place": place_of(row),
			"link": row.link if (row.link or "").startswith(("https://", "http://")) else None,
			"materials": files.get(row.name, []),
			"answer": mine[row.name].answer or "",
			"comment": mine[row.name].answer_comment or "",
			"standing": answers.standing(row, mine[row.name]),
			"waits": mine[row.name].seat == "Waiting List",
			"choices": answers.choices(row, mine[row.name]),
		}
		for row in rows
	]


def my_organised_meetings() -> list[dict]:
	"""The cards of `organising.mine`, each with the actions open to the acting user."""
	return [{**each, "actions": actions_for(each.pop("doc"))} for each in organising.mine()]


def my_past_meetings() -> list[dict]:
	"""Meetings at which the acting user was, newest first: title, kind, when, certificate (address of its
	page), certificate_pdf, feedback (address; None where they gave it or it is closed), feedback_until, files (photos and minutes) and materials."""
	mine = {
		row.meeting: row
		for row in frappe.get_all(
			"Meeting Participation",
			filters={"user": frappe.session.user, "attendance": "Attended"},
			fields=["meeting", "name"],
		)
	}
	given = feedback_marks.given(row.name for row in mine.values())
	rows = _readable(
		"Network Meeting",
		filters={"name": ("in", list(mine) or [""]), "workflow_state": ("in", ("Held", "Closed"))},
		fields=["name", "title", "kind", "starts_on", "workflow_state", "stage_since"],
		order_by="starts_on desc",
	)
	names = [row.name for row in rows]
	photos, papers = follow_up.of(names), materials.of(names)
	return [
		{
			"title": row.title,
			"kind": _(row.kind),
			"when": moment(row.starts_on, frappe.local.lang),
			"certificate": certificates.address(row.name),
			"certificate_pdf": certificates.download_address(row.name),
			"feedback": None
			if mine[row.name].name in given or not feedback.is_open(row)
			else feedback.address(row.name),
			"feedback_until": day(feedback.open_until(row), frappe.local.lang),
			"feedback_given": mine[row.name].name in given,
			"files": photos.get(row.name, []),
			"materials": papers.get(row.name, []),
		}
		for row in rows
	]


def _readable(doctype: str, **query) -> list:
	"""The rows that the acting user may see; none where their roles do not open the doctype at all."""
	return frappe.get_list(doctype, **query) if frappe.has_permission(doctype, "read") else []


def _path(case: Document) -> dict:
	stages = SHORT_WAY if case.entry_path == "New Leader" else WAY
	stage = case.workflow_state
	reached = stages.index(stage) if stage in stages else -1
	return {
		"name": case.candidate_name,
		"stage": _(stage),
		"since": day(case.stage_since, frappe.local.lang),
		"cohort": case.cohort,
		"waits_for": _waits_for(case),
		"beside_the_way": reached < 0,
		"way": [
			{"label": _(each), "done": index < reached, "current": index == reached}
			for index, each in enumerate(stages)
		],
		"actions": actions_for(case),
		"wish": talent_pool.wish_of(case) if talent_pool.can_state_wish(case) else None,
		"mentor_wish": mentor_wishes.wish_of(case) if talent_pool.can_state_wish(case) else None,
	}


def _pair(pair: Document) -> dict:
	i_mentor = pair.mentor_user == frappe.session.user
	begun = pair.workflow_state in (*RUNNING, *ENDED)
	shown = {
		"name": pair.name,
		"modified": str(pair.modified),
		"agreement": pair.agreement or "",
		"running": pair.workflow_state in RUNNING,
		"begun": begun,
		"agreement_address": documents.agreement_address(pair.name),
		"may_plan": pair.workflow_state == "Active",
		"sessions": sessions.own_list(pair) if begun else None,
		"reflections": reflection.for_own_page(pair) if begun else [],
		"i_mentor": i_mentor,
		"other": pair.mentee_name if i_mentor else pair.mentor_name,
		"kind": _(pair.kind),
		"state": _(pair.workflow_state),
		"from_date": day(pair.from_date, frappe.local.lang),
		"until_date": day(pair.until_date, frappe.local.lang),
		"frequency": pair.frequency,
		"goals": pair.goals,
		"waits_for_me": pair.waiting_for == frappe.session.user,
		"waits_for": _waits_for(pair),
		"actions": actions_for(pair),
	}
	if not i_mentor:
		return {**shown, "contact": frappe.db.get_value("User", pair.mentor_user, "email")}
	# a mentor has no access to the mentee's record, but sees where they work and how far they are
	case = frappe.db.get_value(
		"Leadership Candidate", pair.candidate, ["centre", "workflow_state"], as_dict=True
	)
	centre = case.centre and frappe.db.get_value("Daycare Centre", case.centre, "centre_name")
	return {**shown, "centre": centre, "stage": _(case.workflow_state)}


def _waits_for(doc: Document) -> str:
	"""Whose turn it is, in words and by role; nothing where it is nobody's or the acting user's own."""
	if not doc.waiting_for or frappe.session.user in (doc.waiting_for, doc.waiting_for_deputy):
		return ""
	asked = definitions()[doc.doctype].by_name[doc.workflow_state].waits_for
	# nobody whom the state itself waits for: HR decides about it
	who = next((each for each in asked if doc.waiting_for in people.persons(doc, each)), Who.HR_CLERK)
	return _("waits for {0}").format(people.who_label(who))


def actions_for(doc: Document) -> list[dict]:
	"""What the acting user can do now with this record, as fields of Action."""
	states = definitions()[doc.doctype].by_name
	return [
		asdict(
			Action(
				doctype=doc.doctype,
				name=doc.name,
				modified=str(doc.modified),
				action=step["action"],
				label=_(step["action"]),
				fields=_fields(doc, step["fields"]),
				reason=step["reason"],
				categories=step["categories"],
				ends=states[step["target"]].colour == "Danger",
			)
		)
		for step in own_steps(doc)
	]


def _fields(doc: Document, wanted: list[dict]) -> list[dict]:
	"""What is acknowledged comes last: one ticks what one has read."""
	fields = [_field(doc, each) for each in wanted]
	return sorted(fields, key=lambda each: each["kind"] == "acknowledge")


def _field(doc: Document, wanted: dict) -> dict:
	df = doc.meta.get_field(wanted["fieldname"])
	return {
		"fieldname": df.fieldname,
		"label": _(df.label),
		"kind": "acknowledge" if df.fieldname in ACKNOWLEDGEMENTS else df.fieldtype,
		"reqd": wanted["reqd"],
		# as a browser's field for date and time holds it
		"value": f"{get_datetime(wanted['value']):%Y-%m-%dT%H:%M}"
		if df.fieldtype == "Datetime" and wanted["value"]
		else wanted["value"] or "",
	}
