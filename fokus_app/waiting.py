"""What waits for whom, and since when too long: the daily filters of the lists and the cards of the desk."""

from datetime import date

import frappe
from frappe import _
from frappe.utils import add_days, get_first_day, get_last_day, getdate, today

from fokus_app import arguments, people, same_person
from fokus_app.mentoring_sessions import silence
from fokus_app.notifications import delivery
from fokus_app.workflows import definitions


@frappe.whitelist(methods=["GET", "POST"])
def filters_for(doctype: str, which: str) -> list[list]:
	"""Filters [doctype, field, operator, value] for a list.

	which: "mine" (waits for me, also as a deputy), "overdue", "my_cases" (of the HR clerk), "look_again"
	(deferred candidates whose date has come), "without_person" (open steps that nobody does), "silent" (pairs that
	have not met for long, for HR and the lead), "left_behind" (waits for somebody whose account is disabled) or
	"maybe_twice" (open cases of people with the same name at the same centre). Raises arguments.WrongArgument where
	that list has no such filter.
	"""
	build, doctypes = _FILTERS.get(which, (None, ()))
	if doctype not in doctypes:
		frappe.throw(_("This list has no such filter."), arguments.WrongArgument)
	if not _may_read(doctype):
		raise frappe.PermissionError
	return build(doctype)


@frappe.whitelist(methods=["GET", "POST"])
def card_mine(filters: str | None = None) -> dict:
	"""Number card: candidates whose next step is the acting user's."""
	return _card("Leadership Candidate", _mine("Leadership Candidate"))


@frappe.whitelist(methods=["GET", "POST"])
def card_overdue(filters: str | None = None) -> dict:
	"""Number card: decisions about candidates that wait for too long."""
	return _card("Leadership Candidate", _overdue("Leadership Candidate"))


@frappe.whitelist(methods=["GET", "POST"])
def card_overdue_steps(filters: str | None = None) -> dict:
	"""Number card: open steps whose day has passed."""
	return _card("Candidate Activity", _overdue("Candidate Activity"))


@frappe.whitelist(methods=["GET", "POST"])
def card_open(filters: str | None = None) -> dict:
	"""Number card: candidates whose case is not closed."""
	states = definitions()["Leadership Candidate"].open_states
	return _card("Leadership Candidate", [["Leadership Candidate", "workflow_state", "in", list(states)]])


@frappe.whitelist(methods=["GET", "POST"])
def card_ready(filters: str | None = None) -> dict:
	"""Number card: candidates who are ready for a role; a click opens the talent pool."""
	card = _card("Leadership Candidate", [["Leadership Candidate", "workflow_state", "=", "Ready"]])
	return {**card, "route": ["query-report", "FOKUS Talent Pool"], "route_options": {"stage": "Ready"}}


@frappe.whitelist(methods=["GET", "POST"])
def card_meetings(filters: str | None = None) -> dict:
	"""Number card: this month's meetings that were not cancelled."""
	span = [str(get_first_day(today())), f"{get_last_day(today())} 23:59:59"]
	return _card(
		"Network Meeting",
		[
			["Network Meeting", "starts_on", "between", span],
			["Network Meeting", "workflow_state", "!=", "Cancelled"],
		],
	)


@frappe.whitelist(methods=["GET", "POST"])
def card_silent(filters: str | None = None) -> dict:
	"""Number card: pairs that have not met for long, for HR and the lead; a click opens their list."""
	return _card("Mentoring Relationship", _silent("Mentoring Relationship"))


@frappe.whitelist(methods=["GET", "POST"])
def card_unsent(filters: str | None = None) -> dict:
	"""Number card: mails that were not sent, wait for the mail server, or of which nobody knows whether they were sent."""
	return _card("FOKUS Mail", [["FOKUS Mail", "status", "in", list(delivery.NEEDS_ATTENTION)]])


def overdue_before() -> date:
	"""A decision that has waited since a day before this one waits for too long (FOKUS Settings)."""
	return add_days(getdate(), -(frappe.get_cached_doc("FOKUS Settings").reminder_days or 0))


def _card(doctype: str, filters: list[list]) -> dict:
	"""value and, for a click on the card, the list with the same filters."""
	count = len(frappe.get_list(doctype, filters=filters, pluck="name")) if _may_read(doctype) else 0
	return {
		"value": count,
		"fieldtype": "Int",
		"route": ["List", doctype, "List"],
		"route_options": {field: [operator, value] for _doctype, field, operator, value in filters},
	}


def _may_read(doctype: str) -> bool:
	return bool(frappe.has_permission(doctype, "read"))


def _mine(doctype: str) -> list[list]:
	"""By name: a list's filters cannot say "this field or that one"."""
	user = frappe.session.user
	if doctype == "Candidate Activity":
		return [[doctype, "responsible", "=", user], [doctype, "status", "=", "Open"]]
	names = frappe.get_list(
		doctype, or_filters={"waiting_for": user, "waiting_for_deputy": user}, pluck="name"
	)
	# an empty list would mean "no filter" to the list view
	return [[doctype, "name", "in", names or ["-"]]]


def _overdue(doctype: str) -> list[list]:
	"""Decisions that wait longer than FOKUS Settings allow; steps whose day has passed."""
	if doctype == "Candidate Activity":
		return [[doctype, "due_date", "<", today()], [doctype, "status", "=", "Open"]]
	decisions = [state.name for state in definitions()[doctype].states if state.decision]
	return [
		[doctype, "workflow_state", "in", decisions],
		[doctype, "waiting_since", "<", str(overdue_before())],
	]


def _my_cases(doctype: str) -> list[list]:
	return [[doctype, "hr_clerk", "=", frappe.session.user]]


def _look_again(doctype: str) -> list[list]:
	return [[doctype, "workflow_state", "=", "Deferred"], [doctype, "deferred_until", "<=", today()]]


def _without_person(doctype: str) -> list[list]:
	return [[doctype, "status", "=", "Open"], [doctype, "responsible", "is", "not set"]]


def _left_behind(doctype: str) -> list[list]:
	field = "responsible" if doctype == "Candidate Activity" else "waiting_for"
	disabled = frappe.get_all("User", filters={"enabled": 0}, pluck="name")
	filters = [[doctype, field, "in", disabled or ["-"]]]
	return [*filters, [doctype, "status", "=", "Open"]] if field == "responsible" else filters


def _maybe_twice(doctype: str) -> list[list]:
	return [[doctype, "name", "in", same_person.perhaps_entered_twice() or ["-"]]]


def _silent(doctype: str) -> list[list]:
	roles = people.roles_of(frappe.session.user)
	names = silence.names_for_hr(getdate()) if roles & {people.HR_CLERK, people.LEAD} else []
	return [[doctype, "name", "in", names or ["-"]]]


_CANDIDATE, _STEP, _PAIR = "Leadership Candidate", "Candidate Activity", "Mentoring Relationship"
_ALL = (*definitions(), _STEP)
#: what makes the filters, and the lists that have them
_FILTERS = {
	"mine": (_mine, _ALL),
	"overdue": (_overdue, _ALL),
	"my_cases": (_my_cases, (_CANDIDATE,)),
	"look_again": (_look_again, (_CANDIDATE,)),
	"without_person": (_without_person, (_STEP,)),
	"left_behind": (_left_behind, _ALL),
	"maybe_twice": (_maybe_twice, (_CANDIDATE,)),
	"silent": (_silent, (_PAIR,)),
}
