"""How far preparation and onboarding are, by area: steps done, open and overdue."""

from datetime import date

import frappe

from fokus_app.numbers import in_order
from fokus_app.numbers.pipeline import DOCTYPE

PHASES = ("Preparation", "Onboarding")
#: who is counted: people in the phase itself
_STAGE = {"Preparation": ("Preparation", "Ready"), "Onboarding": ("Onboarding",)}


def by_area(today: date, phase: str = "Onboarding", cohort: str | None = None) -> list[dict]:
	"""One row per area, by name (area None last): area, people, done, open, overdue (of the open ones),
	mandatory_open, share (done, in per cent; None without a step).

	Counted are the steps of `phase` of the people who are in it now and whom the acting user may see.
	"""
	if phase not in PHASES:
		raise ValueError(phase)
	filters = {"workflow_state": ("in", _STAGE[phase])}
	if cohort:
		filters["cohort"] = cohort
	area_of = dict(frappe.get_list(DOCTYPE, filters=filters, fields=["name", "area"], as_list=True, limit=0))
	rows: dict[str | None, dict] = {}
	for area in area_of.values():
		rows.setdefault(area or None, {"area": area or None, **dict.fromkeys(_COUNTED, 0)})["people"] += 1
	for step in frappe.get_list(
		"Candidate Activity",
		filters={
			"candidate": ("in", list(area_of) or [""]),
			"phase": phase,
			"status": ("!=", "Cancelled"),
		},
		fields=["candidate", "status", "due_date", "mandatory"],
		limit=0,
	):
		_count(rows[area_of[step.candidate] or None], step, today)
	for row in rows.values():
		steps = row["done"] + row["open"]
		row["share"] = round(100 * row["done"] / steps) if steps else None
	return [rows[area] for area in in_order(rows)]


_COUNTED = ("people", "done", "open", "overdue", "mandatory_open")


def _count(row: dict, step: dict, today: date) -> None:
	if step.status == "Done":
		row["done"] += 1
		return
	row["open"] += 1
	row["overdue"] += bool(step.due_date and step.due_date < today)
	row["mandatory_open"] += bool(step.mandatory)
