"""Bringing a changed template to the candidates who are under way, when HR asks for it.

A template is copied when a stage begins; from then on the candidate's steps are their own. Here HR looks at
what a template (or all templates of a cohort) would change for whom, and applies exactly what they saw. Done
steps and steps that HR changed by hand are never touched. Applying twice changes nothing the second time, so
a job that stopped halfway is simply asked for again.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, field

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from fokus_app import activities, due_dates, people

#: with more candidates than these a worker does it
IN_REQUEST = 25
#: where "apply to running candidates" is offered
SOURCES = ("Activity Template", "Programme Cohort")


@dataclass
class Plan:
	"""What would happen to one candidate's steps; the lists hold titles, changed says which fields."""

	candidate: str
	candidate_name: str
	added: list[str] = field(default_factory=list)
	changed: list[dict] = field(default_factory=list)
	removed: list[str] = field(default_factory=list)
	kept: list[str] = field(default_factory=list)

	@property
	def does_something(self) -> bool:
		return bool(self.added or self.changed or self.removed)


@frappe.whitelist(methods=["GET", "POST"])
def preview(doctype: str, name: str) -> dict:
	"""What applying this Activity Template, or the templates of this Programme Cohort, would change.

	Returns plans (one Plan for each candidate with a difference; kept names the steps that differ and stay,
	because somebody changed them by hand), unchanged (how many candidates have no difference), seen (say it
	to `apply`). Raises frappe.PermissionError.
	"""
	_check_may_apply(doctype, name)
	plans, unchanged = _plans(doctype, name)
	return {"plans": [asdict(plan) for plan in plans], "unchanged": unchanged, "seen": _fingerprint(plans)}


@frappe.whitelist(methods=["POST"])
def apply(doctype: str, name: str, seen: str) -> dict:
	"""Change the steps of the running candidates as the preview with this `seen` has shown.

	Returns done (how many candidates were changed) or, where they are many, queued (how many a worker now
	changes). Raises frappe.PermissionError, and frappe.TimestampMismatchError where a new preview would differ.
	"""
	_check_may_apply(doctype, name)
	plans, _unchanged = _plans(doctype, name)
	if _fingerprint(plans) != seen:
		frappe.throw(
			_("The steps have changed since you looked at them. Please look at the preview again."),
			frappe.TimestampMismatchError,
			title=_("Changed in the Meantime"),
		)
	candidates = [plan.candidate for plan in plans]
	if len(candidates) > IN_REQUEST:
		# at once and not after the commit: nothing was written, so Frappe would not commit at all
		frappe.enqueue(
			apply_in_background,
			queue="long",
			doctype=doctype,
			name=name,
			candidates=candidates,
		)
		return {"queued": len(candidates)}
	for candidate in candidates:
		_apply_to(candidate, doctype, name)
	return {"done": len(candidates)}


def apply_in_background(doctype: str, name: str, candidates: list[str]) -> None:
	"""The job: one candidate after the other, each by itself; what fails is logged and stays in the preview."""
	for number, candidate in enumerate(candidates, 1):
		try:
			_apply_to(candidate, doctype, name)
			frappe.db.commit()  # a job: what is done stays done when a later candidate fails
		except Exception:
			frappe.db.rollback()
			frappe.log_error(title=f"Template not applied to {candidate}")
			frappe.db.commit()  # a job: the note about what failed outlives the next rollback
		frappe.publish_progress(number * 100 / len(candidates), title=_("Apply to Running Candidates"))


def _check_may_apply(doctype: str, name: str) -> None:
	if doctype not in SOURCES:
		frappe.throw(_("Templates and cohorts are applied."), frappe.PermissionError)
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("Only HR and the programme lead apply a template."), frappe.PermissionError)
	frappe.get_doc(doctype, name).check_permission("write")


def _plans(doctype: str, name: str) -> tuple[list[Plan], int]:
	"""A plan for each running candidate with a difference, by name, and how many have none."""
	plans = []
	for candidate in _running(doctype, name):
		plans.append(_compare(candidate, activities.template_for(candidate)))
	different = [plan for plan in plans if plan.does_something or plan.kept]
	return different, len(plans) - len(different)


def _running(doctype: str, name: str) -> list[dict]:
	"""Whoever is in preparation or onboarding, also interrupted in it, as far as the user may see them."""
	filters = {"workflow_state": ("in", (*activities.PHASES, "Interrupted"))}
	if doctype == "Programme Cohort":
		filters["cohort"] = name
	rows = frappe.get_list(
		"Leadership Candidate",
		filters=filters,
		fields=[
			*("name", "candidate_name", "workflow_state", "interrupted_from", "cohort", "entry_path"),
			"start_date",
		],
		order_by="candidate_name, name",
		limit=0,
	)
	rows = [row for row in rows if activities.phase_of(row)]
	if doctype == "Activity Template":
		rows = [row for row in rows if (found := activities.template_for(row)) and found.name == name]
	return [row for row in rows if activities.template_for(row)]


def _set_apart(candidate: Document | dict, template: Document) -> activities.Compared:
	phase = activities.phase_of(candidate)
	steps = frappe.get_all(
		"Candidate Activity",
		filters={"candidate": candidate.name, "phase": phase},
		fields=[
			*("name", "status", "template_row", "responsible", "due_date"),
			*("due_by_hand", "responsible_by_hand", "changed_by_hand"),
			*activities.CONTENT,
		],
		order_by="due_date, name",
	)
	return activities.set_apart([row for row in template.steps if row.phase == phase], steps)


def _compare(candidate: dict, template: Document) -> Plan:
	compared = _set_apart(candidate, template)
	plan = Plan(candidate.name, candidate.candidate_name, added=[row.title for row in compared.missing])
	for row, step in compared.pairs:
		differences = _differences(row, step)
		if not differences or step.status != "Open":
			continue
		if _by_hand(step):
			plan.kept.append(step.title)
		else:
			plan.changed.append({"title": step.title, "fields": differences})
	for step in compared.left_over:
		if step.template_row and step.status == "Open":
			(plan.kept if _by_hand(step) else plan.removed).append(step.title)
	return plan


def _differences(row: Document, step: dict) -> list[dict]:
	"""label, before and after (as people read them) of what the row says differently."""
	meta = frappe.get_meta("Candidate Activity")
	found = []
	for fieldname in activities.CONTENT:
		old, new = step.get(fieldname) or "", row.get(fieldname) or ""
		if cstr(old) == cstr(new):
			continue
		df = meta.get_field(fieldname)
		found.append({"label": _(df.label), "before": _shown(df, old), "after": _shown(df, new)})
	return found


def _shown(df: Document, value: str | int) -> str:
	if df.fieldtype == "Check":
		return _("Yes") if value else _("No")
	if df.fieldtype == "Int":
		return cstr(value or 0)
	return _(value) if df.fieldtype == "Select" else cstr(value)


def _by_hand(step: dict) -> bool:
	return bool(step.due_by_hand or step.responsible_by_hand or step.changed_by_hand)


def _apply_to(candidate: str, doctype: str, name: str) -> None:
	# the record is locked, so that nobody enters the next stage or applies the same beside us
	case = frappe.get_doc("Leadership Candidate", candidate, for_update=True)
	template = activities.template_for(case)
	ours = case.cohort == name if doctype == "Programme Cohort" else bool(template and template.name == name)
	if not ours or not template or not activities.phase_of(case):
		return  # they have moved on since the preview
	compared = _set_apart(case, template)
	for row in compared.missing:
		activities.make(case, row)
	for row, step in compared.pairs:
		if step.status == "Open" and not _by_hand(step):
			_bring_up_to_date(case, row, step)
	for step in compared.left_over:
		if step.template_row and step.status == "Open" and not _by_hand(step):
			# nobody deletes steps by hand; this one holds nothing but the template's text
			frappe.delete_doc(
				"Candidate Activity", step.name, ignore_permissions=True, delete_permanently=True
			)


def _bring_up_to_date(case: Document, row: Document, step: dict) -> None:
	values = {fieldname: row.get(fieldname) for fieldname in activities.CONTENT}
	values["template_row"] = row.name
	if cstr(step.responsible_kind) != cstr(row.responsible_kind):
		values["responsible"] = activities.responsible_for(case, row.responsible_kind)
	if (step.due_days or 0) != (row.due_days or 0):
		values["due_date"] = due_dates.due_on(case, row.phase, row.due_days)
	changed = {key: value for key, value in values.items() if cstr(step.get(key) or "") != cstr(value or "")}
	if changed:
		frappe.db.set_value("Candidate Activity", step.name, changed)


def _fingerprint(plans: list[Plan]) -> str:
	return hashlib.sha256(json.dumps([asdict(plan) for plan in plans]).encode()).hexdigest()[:32]
