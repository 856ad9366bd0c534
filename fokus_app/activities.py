"""The steps of preparation and onboarding: made from a template, ticked off by who does them."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cstr, getdate, sbool, today

from fokus_app import people
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who

#: the stages that bring steps with them; the phase has the same name
PHASES = ("Preparation", "Onboarding")

_RESPONSIBLE = {
	"Candidate": Who.CANDIDATE,
	"Mentor": Who.MENTOR,
	"Manager": Who.MANAGER,
	"HR Clerk": Who.HR_CLERK,
}


def template_for(candidate: Document) -> Document | None:
	"""The template of the candidate's cohort, else the one of FOKUS Settings."""
	name = candidate.cohort and frappe.db.get_value("Programme Cohort", candidate.cohort, "activity_template")
	name = name or frappe.get_cached_doc("FOKUS Settings").activity_template
	return frappe.get_cached_doc("Activity Template", name) if name else None


def anchor_date(candidate: Document, phase: str):
	"""The day from which due dates are counted: the cohort's start or the start in the role.

	Without a cohort preparation counts from today.
	"""
	if phase == "Onboarding":
		return getdate(candidate.start_date)
	starts_on = candidate.cohort and frappe.db.get_value("Programme Cohort", candidate.cohort, "starts_on")
	return getdate(starts_on or today())


def make_for_stage(candidate: Document) -> None:
	"""Make the steps of the stage just entered, each once however often the stage is entered."""
	phase = candidate.workflow_state
	template = template_for(candidate)
	if phase not in PHASES or not template:
		return
	there = set(
		frappe.get_all("Candidate Activity", filters={"candidate": candidate.name}, pluck="template_row")
	)
	anchor = anchor_date(candidate, phase)
	for row in template.steps:
		if row.phase == phase and row.name not in there:
			_make(candidate, row, anchor)


def cancel_open(candidate: Document) -> None:
	"""Close what is still open, because the case has ended."""
	_move_all(candidate, "Open", "Cancelled")


def reopen(candidate: Document) -> None:
	"""Open again what closing the case had cancelled, and make what the stage lacks."""
	_move_all(candidate, "Cancelled", "Open")
	make_for_stage(candidate)


def preparation_is_done(candidate: Document) -> str | None:
	return _mandatory_missing(candidate, "Preparation")


def onboarding_is_done(candidate: Document) -> str | None:
	return _mandatory_missing(candidate, "Onboarding")


def responsible_for(candidate: Document, kind: str) -> str | None:
	"""The user who does a step of this kind (Candidate, Mentor, Manager, HR Clerk), None if unknown."""
	found = people.persons(candidate, _RESPONSIBLE[kind])
	return found[0] if found else None


def hand_over(candidate: Document, kind: str, user: str | None) -> None:
	"""Give the open steps of this kind to the person who now does them."""
	activity = frappe.qb.DocType("Candidate Activity")
	(
		frappe.qb.update(activity)
		.set(activity.responsible, user)
		.where((activity.candidate == candidate.name) & (activity.responsible_kind == kind))
		.where(activity.status == "Open")
	).run()


def fill_in(activity: Document) -> None:
	"""Who does a step that was added by hand follows from its kind, as in a template."""
	if activity.is_new() and not activity.responsible and activity.candidate:
		candidate = frappe.get_doc("Leadership Candidate", activity.candidate)
		activity.responsible = responsible_for(candidate, activity.responsible_kind)


def check(activity: Document) -> None:
	"""Refuse changes by people whose step it is not; note who ticked it off and when."""
	before = activity.get_doc_before_save()
	_refuse_in_closed_case(activity)
	planner = _plans(activity.candidate, frappe.session.user)
	if not before:
		if not planner:
			frappe.throw(_("Only HR and the programme lead add a step."), frappe.PermissionError)
		activity.status, activity.done_on, activity.done_by = "Open", None, None
		return
	for df in activity.meta.fields:
		if planner or df.fieldname in ("status", "done_on", "done_by", "candidate_name"):
			continue
		if cstr(activity.get(df.fieldname)) != cstr(before.get(df.fieldname)):
			frappe.throw(
				_("Only HR and the programme lead change a step; you can tick it off."),
				frappe.PermissionError,
			)
	activity.done_on, activity.done_by = before.done_on, before.done_by
	if activity.status == before.status:
		return
	if "Cancelled" in (activity.status, before.status):
		frappe.throw(_("A step is cancelled only when the case is closed."))
	if not may_tick(activity, frappe.session.user):
		frappe.throw(_("This step is ticked off by somebody else."), frappe.PermissionError)
	done = activity.status == "Done"
	activity.done_on = today() if done else None
	activity.done_by = frappe.session.user if done else None


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
	mandatory, overdue, may_tick, and in words who (does it) and done_by."""
	frappe.get_doc("Leadership Candidate", candidate).check_permission("read")
	fields = ["name", "title", "phase", "status", "due_date", "mandatory", "responsible", "responsible_kind"]
	steps = frappe.get_list(
		"Candidate Activity",
		filters={"candidate": candidate},
		fields=[*fields, "done_on", "done_by"],
		order_by="due_date",
	)
	user = frappe.session.user
	planner = _plans(candidate, user)
	return [
		{
			**step,
			"who": people.full_name(step.responsible) or _(step.responsible_kind),
			"done_by": people.full_name(step.done_by),
			"overdue": is_overdue(step),
			"may_tick": step.status != "Cancelled" and (planner or step.responsible == user),
		}
		for step in steps
	]


def is_overdue(step: Document | dict) -> bool:
	"""True when an open step should have been done by now."""
	return step.status == "Open" and bool(step.due_date) and getdate(step.due_date) < getdate()


def may_tick(activity: Document, user: str) -> bool:
	"""A step is ticked off by the person responsible, or by HR and the lead on their behalf."""
	return user == activity.responsible or _plans(activity.candidate, user)


def _plans(candidate: str, user: str) -> bool:
	"""True for HR and the lead, but not in a case about themselves."""
	if not people.roles_of(user).intersection((people.HR_CLERK, people.LEAD)):
		return False
	return not people.is_about(frappe.get_doc("Leadership Candidate", candidate), user)


def _refuse_in_closed_case(activity: Document) -> None:
	state = frappe.db.get_value("Leadership Candidate", activity.candidate, "workflow_state")
	known = definitions()["Leadership Candidate"].by_name.get(state)
	if known and known.closed:
		frappe.throw(_("The case is closed; its steps stay as they are."), frappe.PermissionError)


def _make(candidate: Document, row: Document, anchor) -> None:
	activity = frappe.new_doc("Candidate Activity")
	activity.update(
		{
			"candidate": candidate.name,
			"phase": row.phase,
			"title": row.title,
			"description": row.description,
			"competency": row.competency,
			"mandatory": row.mandatory,
			"responsible_kind": row.responsible_kind,
			"responsible": responsible_for(candidate, row.responsible_kind),
			"due_days": row.due_days,
			"due_date": add_days(anchor, row.due_days or 0),
			"template_row": row.name,
		}
	)
	# follows from a transition the guard allowed; who acted may not be allowed to make steps by hand
	activity.insert(ignore_permissions=True)


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
