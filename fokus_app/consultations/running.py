"""Leading through the phases: where the group is stands in the record, so that no reload and no empty battery loses it."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, get_datetime, getdate, now_datetime

from fokus_app import people
from fokus_app.consultations import record
from fokus_app.own_dates import NotNow


@frappe.whitelist(methods=["GET", "POST"])
def where(name: str) -> dict:
	"""Where the group is, for a member.

	Returns status, phase (0: not begun), left (seconds of this phase, less than 0 when it takes longer), moderator and
	case_giver (names), i_moderate, modified. Raises frappe.PermissionError.
	"""
	consultation, _group = record.seen(name)
	return state(consultation)


@frappe.whitelist(methods=["POST"])
def go(name: str, phase: int, seen: int) -> dict:
	"""Go to a phase, as the moderator, on the day itself; the first one begins the consultation.

	seen: the phase that the moderator saw; pressed twice, or on two devices, it goes on once. Returns as `where`.
	Raises frappe.PermissionError, NotNow.
	"""
	consultation, _group = record.consultation_of_the_group(name)
	_refuse_unless_running(consultation)
	if consultation.moderator != frappe.session.user:
		frappe.throw(_("Whoever moderates leads through the phases."), frappe.PermissionError)
	if not 1 <= cint(phase) <= len(consultation.phases):
		frappe.throw(_("There is no such phase."), NotNow)
	if cint(seen) == cint(consultation.phase) != cint(phase):
		consultation.update({"phase": cint(phase), "phase_since": now_datetime()})
		record.save(consultation)
	return state(consultation)


@frappe.whitelist(methods=["POST"])
def hold(name: str) -> dict:
	"""It was held: as a member, from its day on, whether this view led through it or not. Returns as `where`.

	Raises frappe.PermissionError, NotNow.
	"""
	consultation, _group = record.consultation_of_the_group(name)
	_refuse_unless_running(consultation)
	consultation.update({"status": "Held", "phase_since": None})
	record.save(consultation)
	return state(consultation)


@frappe.whitelist(methods=["POST"])
def reopen(name: str) -> dict:
	"""It goes on after all, on the same day, as a member. Returns as `where`. Raises frappe.PermissionError, NotNow."""
	consultation, _group = record.consultation_of_the_group(name)
	if consultation.status != "Held" or getdate(consultation.consultation_date) != getdate():
		frappe.throw(_("Only on the same day it can go on after all."), NotNow)
	since = now_datetime() if consultation.phase else None
	consultation.update({"status": "Planned", "phase_since": since})
	record.save(consultation)
	return state(consultation)


def state(consultation: Document) -> dict:
	"""As `where`, without asking who looks."""
	running = consultation.status == "Planned" and consultation.phase and consultation.phase_since
	left = None
	if running:
		current = consultation.phases[consultation.phase - 1]
		gone = (now_datetime() - get_datetime(consultation.phase_since)).total_seconds()
		left = round(60 * cint(current.minutes) - gone)
	return {
		"status": consultation.status,
		"phase": cint(consultation.phase),
		"left": left,
		"moderator": people.full_name(consultation.moderator),
		"case_giver": people.full_name(consultation.case_giver),
		"i_moderate": consultation.moderator == frappe.session.user,
		"modified": cstr(consultation.modified),
	}


def _refuse_unless_running(consultation: Document) -> None:
	if consultation.status != "Planned":
		frappe.throw(_("This consultation was held or called off already."), NotNow)
	if not record.day_has_come(consultation):
		frappe.throw(_("It begins on its day. If you meet earlier, please move the date first."), NotNow)
