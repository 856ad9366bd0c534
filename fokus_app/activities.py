"""The steps of preparation and onboarding: made from a template, ticked off by who does them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, getdate, sbool, today

from fokus_app import arguments, due_dates, people
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who

#: the stages that bring steps with them; the phase has the same name
PHASES = ("Preparation", "Onboarding")

_RESPONSIBLE = {
	"Candidate": Who.CANDIDATE,
	"Mentor": Who.MENTOR,
	"Manager": Who.MANAGER,
	"HR Clerk": Who.HR_CLERK,
	"Programme Lead": Who.LEAD,
}

#: the fields of a case in which `people` finds who has which part in it
_PERSONS = ("user", "email", "manager", "nominator", "area", "cohort")

#: what a step says; where HR changed one of these by hand, a template no longer changes the step
CONTENT = (
	"phase",
	"title",
	"responsible_kind",
	"due_days",
	"mandatory",
	"competency",
	"meeting_kind",
	"description",
)

#: how long before and after the day they are counted from steps can be due: a year before, three years after
EARLIEST, LATEST = -365, 3 * 365

#: what the programme itself notes about a step; nobody writes it
_NOTES = (
	"template_row",
	"due_by_hand",
	"responsible_by_hand",
	"changed_by_hand",
	"done_on",
	"done_by",
	"done_through",
)


def template_for(candidate: Document | dict) -> Document | None:
	"""The template for the candidate's cohort and entry path, else the one of FOKUS Settings.

	A new leader for whom there is no template of their own gets the candidates' one.
	"""
	fields = ["new_leader_template", "activity_template"]
	if candidate.entry_path != "New Leader":
		fields.remove("new_leader_template")
	settings = frappe.get_cached_doc("FOKUS Settings")
	cohort = frappe.get_cached_doc("Programme Cohort", candidate.cohort) if candidate.cohort else settings
	names = (place.get(field) for field in fields for place in (cohort, settings))
	name = next(filter(None, names), None)
	return frappe.get_cached_doc("Activity Template", name) if name else None


def make_for_stage(candidate: Document) -> None:
	"""Make the steps of the phase just entered (while interrupted: of the one to come back to), once however often it
	is entered.

	What a template says by then reaches running candidates only when HR asks for it (`template_changes`).
	"""
	phase = phase_of(candidate)
	template = template_for(candidate)
	if not phase or not template:
		return
	there = frappe.get_all(
		"Candidate Activity",
		filters={"candidate": candidate.name, "phase": phase},
		fields=["name", "title", "template_row"],
	)
	if any(step.template_row for step in there):
		return
	rows = [row for row in template.steps if row.phase == phase]
	for row in set_apart(rows, there).missing:
		make(candidate, row)


def phase_of(candidate: Document | dict) -> str | None:
	"""The phase whose steps the candidate works on, while interrupted the one they return to; None in other stages."""
	interrupted = candidate.workflow_state == "Interrupted"
	state = candidate.interrupted_from if interrupted else candidate.workflow_state
	return state if state in PHASES else None


@dataclass
class Compared:
	"""The rows of a template beside the steps that a candidate has."""

	pairs: list[tuple[Document, dict]]
	missing: list[Document]
	left_over: list[dict]


def set_apart(rows: list[Document], steps: list[dict]) -> Compared:
	"""Which step came from which row, which rows have none, and which steps have no row (any more).

	A step belongs to the row it came from, else to the row of the same title: it may come from another
	template, or the row was deleted and typed again.
	"""
	by_row = {step.template_row: step for step in steps if step.template_row}
	pairs = [(row, by_row[row.name]) for row in rows if row.name in by_row]
	taken = {step.name for _row, step in pairs}
	by_title = {title_key(step.title): step for step in steps if step.name not in taken}
	missing = []
	for row in rows:
		if row.name in by_row:
			continue
		if step := by_title.pop(title_key(row.title), None):
			pairs.append((row, step))
			taken.add(step.name)
		else:
			missing.append(row)
	return Compared(pairs, missing, [step for step in steps if step.name not in taken])


def title_key(title: str) -> str:
	"""What makes two titles the same: capitals and spaces do not matter."""
	return " ".join(cstr(title).casefold().split())


def cancel_open(candidate: Document) -> None:
	"""Close what is still open, because the case has ended."""
	_move_all(candidate, "Open", "Cancelled")


def reopen(candidate: Document) -> None:
	"""Open again what closing the case had cancelled, and make what the stage lacks."""
	_move_all(candidate, "Cancelled", "Open")
	for phase in PHASES:
		# a cohort's start or a person may have changed while the case was closed
		due_dates.move(candidate, phase)
	hand_over_all(candidate)
	make_for_stage(candidate)


def preparation_is_done(candidate: Document) -> str | None:
	return _mandatory_missing(candidate, "Preparation")


def onboarding_is_done(candidate: Document) -> str | None:
	return _mandatory_missing(candidate, "Onboarding")


def part_of(step: Document | dict) -> str:
	"""Whose step it is in words, by the part that they have in the case and not by name."""
	# whom HR chose by hand may have another part, or none
	return (
		_("somebody else")
		if step.responsible_by_hand
		else people.who_label(_RESPONSIBLE[step.responsible_kind])
	)


def responsible_for(candidate: Document, kind: str) -> str | None:
	"""The user who does a step of this kind (Candidate, Mentor, Manager, HR Clerk, Programme Lead), None if unknown.

	Nobody accompanies themselves: where the candidate is meant to be their own manager, clerk or lead, it is
	the deputy, or nobody.
	"""
	who = _RESPONSIBLE[kind]
	found = people.persons(candidate, who)
	if who is not Who.CANDIDATE:
		found = [user for user in found if not people.is_about(candidate, user)]
	return found[0] if found else None


def hand_over(candidate: Document, kind: str, user: str | None) -> int:
	"""Give the open steps of this kind to the person who now does them, but not those HR gave to somebody.

	Returns how many went to somebody else.
	"""
	steps = frappe.get_all(
		"Candidate Activity",
		filters={
			"candidate": candidate.name,
			"responsible_kind": kind,
			"status": "Open",
			"responsible_by_hand": 0,
		},
		fields=["name", "responsible"],
	)
	moving = [step.name for step in steps if (step.responsible or None) != (user or None)]
	for name in moving:
		# a form that still shows the former person is out of date and may not bring them back
		frappe.db.set_value("Candidate Activity", name, "responsible", user)
	return len(moving)


def hand_over_all(candidate: Document, kinds: Iterable[str] = tuple(_RESPONSIBLE)) -> None:
	"""Find out anew who does the open steps of these kinds."""
	for kind in kinds:
		hand_over(candidate, kind, responsible_for(candidate, kind))


def hand_over_where(kinds: Iterable[str], **filters) -> None:
	"""The same for every candidate that meets the filters and has such steps, after a lead or contact changed."""
	waiting = frappe.get_all(
		"Candidate Activity",
		filters={"responsible_kind": ("in", list(kinds)), "status": "Open"},
		pluck="candidate",
		distinct=True,
	)
	if not waiting:
		return
	names = frappe.get_all("Leadership Candidate", filters={**filters, "name": ("in", waiting)}, pluck="name")
	for name in names:
		hand_over_all(frappe.get_doc("Leadership Candidate", name), kinds)


def fill_in(activity: Document) -> None:
	"""Who does a step that was added by hand, and when, follows from its kind and days, as in a template."""
	if not activity.is_new() or activity.flags.from_template:
		return
	for field in _NOTES:
		activity.set(field, None)
	if not activity.candidate or activity.responsible_kind not in _RESPONSIBLE:
		return  # Frappe says what is missing
	candidate = frappe.get_doc("Leadership Candidate", activity.candidate)
	_follow_person(activity, candidate)
	_follow_date(activity, candidate)


def check(activity: Document) -> None:
	"""Refuse changes by people whose step it is not; note who ticked it off and when."""
	before = activity.get_doc_before_save()
	_refuse_in_closed_case(activity)
	if activity.flags.from_template:
		return
	_check_days(activity)
	planner = plans(activity.candidate, frappe.session.user)
	if not before:
		if not planner:
			frappe.throw(_("Only HR and the programme lead add a step."), frappe.PermissionError)
		activity.status = "Open"
		return
	for field in _NOTES:
		activity.set(field, before.get(field))
	changed = _changed(activity, before)
	if changed and not planner:
		frappe.throw(
			_("Only HR and the programme lead change a step; you can tick it off."),
			frappe.PermissionError,
		)
	if changed:
		_note_changes(activity, changed)
	_note_tick(activity, before)


@frappe.whitelist(methods=["POST"])
def tick(name: str, done: bool = True) -> dict:
	"""Tick the step `name` off (or open it again); returns status, done_on and done_by."""
	activity = frappe.get_doc("Candidate Activity", name, for_update=True)
	activity.check_permission("write")
	activity.status = "Done" if sbool(done) else "Open"
	activity.save()
	return {key: activity.get(key) for key in ("status", "done_on", "done_by")}


@frappe.whitelist(methods=["GET", "POST"])
def steps_of(candidate: str) -> list[dict]:
	"""The steps of a candidate whose record the user may read: name, title, phase, status, due_date, done_on,
	mandatory, overdue, without_person, may_tick, and in words who (does it) and done_by."""
	frappe.get_doc("Leadership Candidate", candidate).check_permission("read")
	fields = ["name", "title", "phase", "status", "due_date", "mandatory", "responsible", "responsible_kind"]
	steps = frappe.get_list(
		"Candidate Activity",
		filters={"candidate": candidate},
		fields=[*fields, "done_on", "done_by"],
		order_by="due_date",
	)
	ticks = Ticks(frappe.session.user, [candidate])
	return [
		{
			**step,
			"who": people.full_name(step.responsible) or _(step.responsible_kind),
			"done_by": people.full_name(step.done_by),
			"overdue": is_overdue(step),
			"without_person": step.status == "Open" and not step.responsible,
			"may_tick": ticks.offered({**step, "candidate": candidate}),
		}
		for step in steps
	]


@frappe.whitelist(methods=["GET", "POST"])
def progress_of(candidates: str | list[str]) -> dict[str, dict[str, int]]:
	"""How far these candidates are with the steps of their stage (while interrupted: of the one they left).

	Returns `done` and `total` by name of the candidate; who is in no such stage, has no steps, or may not be
	read by the acting user is left out.
	"""
	cases = frappe.get_list(
		"Leadership Candidate",
		filters={"name": ("in", arguments.names(candidates))},
		fields=["name", "workflow_state", "interrupted_from"],
		limit=0,
	)
	stages = {case.name: phase for case in cases if (phase := phase_of(case))}
	if not stages:
		return {}
	steps = frappe.get_list(
		"Candidate Activity",
		filters={"candidate": ("in", list(stages))},
		fields=["candidate", "phase", "status"],
		limit=0,
	)
	found: dict[str, dict[str, int]] = {}
	for step in steps:
		if step.phase == stages[step.candidate]:
			row = found.setdefault(step.candidate, {"done": 0, "total": 0})
			row["total"] += 1
			row["done"] += step.status == "Done"
	return found


def is_overdue(step: Document | dict) -> bool:
	"""True when an open step should have been done by now."""
	return step.status == "Open" and bool(step.due_date) and getdate(step.due_date) < getdate()


class Ticks:
	"""What one user may do with the ticks of steps; however many steps are asked about, each case is read once, and so are the people of
	each part in it."""

	def __init__(self, user: str, candidates: Collection[str]):
		self.user = user
		rows = frappe.get_all(
			"Leadership Candidate",
			filters={"name": ("in", list(candidates) or [""])},
			fields=["name", "workflow_state", "interrupted_from", *_PERSONS],
		)
		self._cases = {row.name: frappe._dict(row, doctype="Leadership Candidate") for row in rows}
		self._persons: dict[tuple[str, Who], list[str]] = {}

	def offered(self, step: dict) -> bool:
		"""True when the user can tick the step off now, or take the tick back."""
		step = frappe._dict(step)
		if step.status == "Cancelled" or _is_over(self._cases[step.candidate].workflow_state):
			return False
		return self.may_tick(step) and (step.status == "Open" or self.may_undo(step))

	def may_tick(self, activity: Document | dict) -> bool:
		"""A step is ticked off by the person responsible or who stands in for them, or by HR and the lead on their behalf."""
		return self.user == activity.responsible or self._stands_in(activity) or self._plans(activity)

	def may_undo(self, activity: Document | dict) -> bool:
		"""A tick is taken back by the person responsible while the stage of the step lasts, by HR and the lead later too.

		Whoever confirmed the stage relied on the ticks.
		"""
		return phase_of(self._cases[activity.candidate]) == activity.phase or self._plans(activity)

	def _stands_in(self, activity: Document | dict) -> bool:
		"""True for the deputy of whoever has the part of this step now (manager, lead), but not in their own case."""
		if activity.responsible_kind not in ("Manager", "Programme Lead"):
			return False
		case, part = self._cases[activity.candidate], _RESPONSIBLE[activity.responsible_kind]
		if (case.name, part) not in self._persons:
			self._persons[case.name, part] = people.persons(case, part)
		others = self._persons[case.name, part]
		return activity.responsible in others and self.user in others and not people.is_about(case, self.user)

	def _plans(self, activity: Document | dict) -> bool:
		return _oversees(self.user) and not people.is_about(self._cases[activity.candidate], self.user)


def plans(candidate: str, user: str) -> bool:
	"""True for HR and the lead, but not in a case about themselves."""
	return _oversees(user) and not people.is_about(frappe.get_doc("Leadership Candidate", candidate), user)


def _oversees(user: str) -> bool:
	return bool(people.roles_of(user).intersection((people.HR_CLERK, people.LEAD)))


def is_closed(candidate: str) -> bool:
	"""True when the case is over."""
	return _is_over(frappe.db.get_value("Leadership Candidate", candidate, "workflow_state"))


def _is_over(state: str | None) -> bool:
	known = definitions()["Leadership Candidate"].by_name.get(state)
	return bool(known and known.closed)


def _refuse_in_closed_case(activity: Document) -> None:
	if is_closed(activity.candidate):
		frappe.throw(_("The case is closed; its steps stay as they are."), frappe.PermissionError)


def make(candidate: Document, row: Document) -> None:
	"""Make the step of this row of a template for the candidate."""
	activity = frappe.new_doc("Candidate Activity")
	activity.update(
		{
			"candidate": candidate.name,
			**{field: row.get(field) for field in CONTENT},
			"responsible": responsible_for(candidate, row.responsible_kind),
			"due_date": due_dates.due_on(candidate, row.phase, row.due_days),
			"template_row": row.name,
		}
	)
	activity.flags.from_template = True
	# follows from a transition the guard allowed; who acted may not be allowed to make steps by hand
	activity.insert(ignore_permissions=True)


def _changed(activity: Document, before: Document) -> set[str]:
	"""The fields that this save changes, beside the tick and what is fetched or noted."""
	return {
		df.fieldname
		for df in activity.meta.fields
		if df.fieldname not in ("status", "candidate_name", *_NOTES)
		and _plain(df, activity) != _plain(df, before)
	}


def _plain(df: Document, activity: Document) -> str | int:
	value = activity.get(df.fieldname)
	return cint(value) if df.fieldtype in ("Int", "Check") else cstr(value)


def _note_changes(activity: Document, changed: set[str]) -> None:
	"""Note what HR decided by hand, and let the rest follow from it."""
	candidate = frappe.get_doc("Leadership Candidate", activity.candidate)
	if changed.intersection(CONTENT):
		activity.changed_by_hand = 1
	if activity.status != "Open":
		return
	if "responsible" in changed or ("responsible_kind" in changed and not activity.responsible_by_hand):
		if "responsible" not in changed:
			activity.responsible = None
		_follow_person(activity, candidate)
	if "due_date" in changed or (changed.intersection(("due_days", "phase")) and not activity.due_by_hand):
		if "due_date" not in changed and due_dates.follows(activity):
			activity.due_date = None
		_follow_date(activity, candidate)


def _follow_person(activity: Document, candidate: Document) -> None:
	"""A person who was entered stays; where none is, it is who has that part in the case."""
	found = responsible_for(candidate, activity.responsible_kind)
	activity.responsible_by_hand = int(bool(activity.responsible) and activity.responsible != found)
	activity.responsible = activity.responsible or found


def _follow_date(activity: Document, candidate: Document) -> None:
	"""A date that was entered stays; where none is, it is counted from the days of the step."""
	activity.due_by_hand = int(bool(activity.due_date))
	if not activity.due_date and due_dates.follows(activity):
		activity.due_date = due_dates.due_on(candidate, activity.phase, activity.due_days)


def _note_tick(activity: Document, before: Document) -> None:
	if activity.status == before.status:
		return
	if "Cancelled" in (activity.status, before.status):
		frappe.throw(_("A step is cancelled only when the case is closed."))
	ticks = Ticks(frappe.session.user, [activity.candidate])
	if not ticks.may_tick(activity):
		frappe.throw(_("This step is ticked off by somebody else."), frappe.PermissionError)
	done = activity.status == "Done"
	if not done and not ticks.may_undo(activity):
		frappe.throw(
			_("The stage of this step is over. Please ask HR, who can open it again."), frappe.PermissionError
		)
	activity.done_on = today() if done else None
	activity.done_by = frappe.session.user if done else None


def _check_days(activity: Document) -> None:
	"""Raises frappe.ValidationError for days that can only be a slip of the keyboard."""
	if not EARLIEST <= (activity.due_days or 0) <= LATEST:
		frappe.throw(
			_("“{0}”: please enter days between {1} and {2}.").format(
				_(activity.meta.get_label("due_days")), EARLIEST, LATEST
			)
		)


def _move_all(candidate: Document, status: str, to: str) -> None:
	activity = frappe.qb.DocType("Candidate Activity")
	(
		frappe.qb.update(activity)
		.set(activity.status, to)
		.where((activity.candidate == candidate.name) & (activity.status == status))
	).run()


def _mandatory_missing(candidate: Document, phase: str) -> str | None:
	open_steps = frappe.get_all(
		"Candidate Activity",
		filters={"candidate": candidate.name, "phase": phase, "mandatory": 1, "status": "Open"},
		pluck="title",
		order_by="due_date",
	)
	if not open_steps:
		return None
	return _("{0} mandatory steps are still open: {1}").format(len(open_steps), ", ".join(open_steps))
