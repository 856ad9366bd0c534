"""What was experienced with an exercise: how often it was used, and what those who were there said, without person."""

import json
import secrets

import frappe
from frappe.utils import getdate

from fokus_app import people
from fokus_app.meetings import feedback, feedback_totals
from fokus_app.notifications.variables import day

MEETING = "Network Meeting"


@frappe.whitelist(methods=["GET", "POST"])
def of(exercise: str) -> dict:
	"""The experience with an exercise that the acting user may read: times (meetings it was used in), last (day of
	the latest), and for HR and the lead count, steps (label, count) and texts in a chance order, from closed feedback.

	Raises frappe.PermissionError where they may not read the exercise.
	"""
	frappe.get_doc("Facilitation Exercise", exercise).check_permission("read")
	meetings = _used_in(exercise)
	last = max((getdate(row.starts_on) for row in meetings if row.starts_on), default=None)
	found = {"times": len(meetings), "last": day(last, frappe.local.lang)}
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		return found
	return {**found, **_said(exercise, [row.name for row in meetings])}


def _used_in(exercise: str) -> list:
	"""Meetings that took place with this exercise on their agenda."""
	meeting, item = frappe.qb.DocType(MEETING), frappe.qb.DocType("Network Meeting Agenda Item")
	return (
		frappe.qb.from_(meeting)
		.join(item)
		.on((item.parent == meeting.name) & (item.parenttype == MEETING))
		.select(meeting.name, meeting.starts_on)
		.distinct()
		.where(item.exercise == exercise)
		.where(meeting.workflow_state.isin(("Held", "Closed")))
		.run(as_dict=True)
	)


def _said(exercise: str, meetings: list[str]) -> dict:
	"""Added up from what each meeting's totals show: a question that too few answered there counts nowhere."""
	rows = frappe.get_all(
		feedback.SUMMARY, filters={"meeting": ("in", meetings or [""])}, pluck="totals", order_by="meeting"
	)
	items = [
		item
		for totals in rows
		for item in json.loads(totals or "{}").get("items", [])
		if item["exercise"] == exercise
	]
	counts = [item["steps"] for item in items if item["steps"]]
	steps = [sum(column) for column in zip(*counts, strict=True)] if counts else None
	texts = [text for item in items for text in item["texts"]]
	secrets.SystemRandom().shuffle(texts)
	return {"count": sum(steps or ()), "steps": feedback_totals.steps_for_eyes(steps), "texts": texts}
