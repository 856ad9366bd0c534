"""When a candidate's steps are due, and what happens to that when the day moves from which they are counted.

A due date is always computed anew from the anchor and the step's days, never shifted: moved twice or moved
back, it is where it would have been at once. Done and cancelled steps stay, and so does a date that HR set by
hand (`due_by_hand`); whoever empties that date gets the computed one back.
"""

from datetime import date

import frappe
from frappe.model.document import Document
from frappe.utils import getdate, today

from fokus_app import working_days


def anchor_date(candidate: Document, phase: str) -> date | None:
	"""The day from which due dates are counted: the cohort's start or the start in the role.

	Without a cohort preparation counts from today; without a start in the role onboarding has no dates yet.
	"""
	if phase == "Onboarding":
		return _day(candidate.start_date)
	starts_on = candidate.cohort and frappe.db.get_value("Programme Cohort", candidate.cohort, "starts_on")
	return getdate(starts_on or today())


def due_on(candidate: Document, phase: str, days: int | None) -> date | None:
	"""The due date of a step of this phase, None while there is nothing to count from."""
	anchor = anchor_date(candidate, phase)
	return anchor and working_days.due_date(anchor, days or 0)


def follows(step: Document | dict) -> bool:
	"""True when the date of this step is computed: it came from a template, or HR gave it days to count."""
	return not step.due_by_hand and bool(step.template_row or step.due_days)


def move_with(candidate: Document) -> None:
	"""Move the open steps when the candidate's start in the role or cohort has changed; call it in on_update."""
	before = candidate.get_doc_before_save()
	if not before:
		return
	if _day(before.start_date) != _day(candidate.start_date):
		move(candidate, "Onboarding")
	if (before.cohort or None) != (candidate.cohort or None):
		move(candidate, "Preparation")


def move_with_cohort(cohort: Document) -> None:
	"""Move the preparation of everybody in the cohort when its start has changed; call it in on_update."""
	before = cohort.get_doc_before_save()
	if not before or _day(before.starts_on) == _day(cohort.starts_on):
		return
	for name in frappe.get_all("Leadership Candidate", filters={"cohort": cohort.name}, pluck="name"):
		move(frappe.get_doc("Leadership Candidate", name), "Preparation")


def move(candidate: Document, phase: str) -> None:
	"""Compute the due dates of the open steps of this phase anew; does nothing where they are right."""
	anchor = anchor_date(candidate, phase)
	if not anchor:
		return
	steps = frappe.get_all(
		"Candidate Activity",
		filters={"candidate": candidate.name, "phase": phase, "status": "Open"},
		fields=["name", "due_date", "due_days", "due_by_hand", "template_row"],
	)
	for step in filter(follows, steps):
		due = working_days.due_date(anchor, step.due_days or 0)
		if step.due_date != due:
			# a form that still shows the old date is out of date and may not bring it back
			frappe.db.set_value("Candidate Activity", step.name, "due_date", due)


def _day(value: date | str | None) -> date | None:
	return getdate(value) if value else None
