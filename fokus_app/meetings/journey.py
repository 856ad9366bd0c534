"""Who attends a meeting has done the step of their plan that asks for it."""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from fokus_app.workflows import definitions

_STEP = "Candidate Activity"


def follow(participation: Document) -> None:
	"""Tick the step off that this attendance fulfils, or open it again where the mark was taken back; call it in
	on_update.

	One attendance fulfils one step: the open one that is due first, in the person's running candidacy.
	"""
	if not participation.has_value_changed("attendance"):
		return
	through = frappe.get_all(_STEP, {"done_through": participation.name}, pluck="name")
	if participation.attendance == "Attended" and not through:
		_tick_off(participation)
	elif participation.attendance != "Attended":
		for step in through:
			_note(step, "Open", None, None, None)


def _tick_off(participation: Document) -> None:
	meeting = frappe.db.get_value(
		"Network Meeting", participation.meeting, ["kind", "starts_on"], as_dict=True
	)
	cases = frappe.get_all(
		"Leadership Candidate",
		filters={
			"user": participation.user,
			"workflow_state": ("in", definitions()["Leadership Candidate"].open_states),
		},
		pluck="name",
	)
	steps = frappe.get_all(
		_STEP,
		filters={"candidate": ("in", cases or [""]), "meeting_kind": meeting.kind, "status": "Open"},
		pluck="name",
		order_by="due_date, creation",
		limit=1,
	)
	for step in steps:
		_note(step, "Done", getdate(meeting.starts_on), frappe.session.user, participation.name)


def _note(step: str, status: str, on, by: str | None, through: str | None) -> None:
	# the programme itself, like a change of person: who records attendance need not be allowed to tick steps
	frappe.db.set_value(
		_STEP, step, {"status": status, "done_on": on, "done_by": by, "done_through": through}
	)
