"""Mark the due dates that HR has set by hand before such dates were marked, so that they stay when a start moves."""

import frappe
from frappe.utils import add_days, getdate

from fokus_app import due_dates


def execute() -> None:
	steps = frappe.get_all(
		"Candidate Activity",
		filters={"status": "Open", "due_date": ("is", "set"), "due_by_hand": 0},
		fields=["name", "candidate", "phase", "due_date", "due_days", "template_row"],
	)
	cases: dict[str, object] = {}
	for step in steps:
		if step.candidate not in cases:
			cases[step.candidate] = frappe.get_doc("Leadership Candidate", step.candidate)
		if not _is_computed(step, cases[step.candidate]):
			frappe.db.set_value("Candidate Activity", step.name, "due_by_hand", 1, update_modified=False)


def _is_computed(step: dict, candidate) -> bool:
	"""Counted from the anchor, as before (plain calendar days) or as now (on working days)."""
	if not (step.template_row or step.due_days):
		return False
	anchor = due_dates.anchor_date(candidate, step.phase)
	if not anchor:
		return True
	plain = getdate(add_days(anchor, step.due_days or 0))
	return step.due_date in (plain, due_dates.due_on(candidate, step.phase, step.due_days))
