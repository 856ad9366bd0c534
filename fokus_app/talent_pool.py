"""Who could lead soon: people who are ready or on the way there, what they wish, and when somebody last spoke with them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import date_diff, getdate

from fokus_app import arguments, field_values, people
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who

#: the stages of the pool, and what they mean for whoever looks for a leader
READY, SOON = "Ready", "Preparation"


@dataclass(frozen=True)
class Search:
	"""What somebody looks for; None: it does not matter."""

	stage: str | None = None
	readiness: str | None = None
	area: str | None = None
	wished_area: str | None = None
	cohort: str | None = None
	no_talk_for_days: int | None = None


def members(search: Search, today: date) -> list[dict]:
	"""The people of the pool whom the acting user may see, who are ready first, the longest unspoken-to first.

	Returns name, candidate_name, workflow_state, stage_since, readiness, centre, area, wished_areas (names,
	joined), wish_note, cohort, hr_clerk, last_talk_on, days_since_talk (None: no talk yet), next_talk_on.
	"""
	filters = {"workflow_state": ("in", [search.stage] if search.stage else [READY, SOON])}
	for field in ("readiness", "area", "cohort"):
		if value := getattr(search, field):
			filters[field] = value
	# get_list: the rows that the rule of permissions.py shows to this user, no others
	rows = frappe.get_list(
		"Leadership Candidate",
		filters=filters,
		fields=[
			*("name", "candidate_name", "workflow_state", "stage_since", "readiness", "centre", "area"),
			*("wish_note", "cohort", "hr_clerk", "last_talk_on", "next_talk_on"),
		],
		limit=0,
	)
	wishes = _wishes(row.name for row in rows)
	for row in rows:
		wished = wishes.get(row.name, [])
		row.wished_areas = ", ".join(wished)
		row.days_since_talk = date_diff(today, row.last_talk_on) if row.last_talk_on else None
	rows = [row for row in rows if _fits(row, wishes.get(row.name, []), search)]
	return sorted(rows, key=_order)


def can_state_wish(candidate: Document) -> bool:
	"""True while the case is open and the acting user is the candidate, who knows of it."""
	state = definitions()["Leadership Candidate"].by_name.get(candidate.workflow_state)
	if not state or state.closed:
		return False
	return people.may_act_as(candidate, Who.CANDIDATE, frappe.session.user)


def wish_of(candidate: Document) -> dict:
	"""What the own page shows: number (of the record), note, areas (each with its name and whether it is wished)."""
	wished = {row.area for row in candidate.wished_areas}
	areas = frappe.get_all("Daycare Area", pluck="name", order_by="name")
	return {
		"number": candidate.name,
		"note": candidate.wish_note or "",
		"areas": [{"name": area, "wished": area in wished} for area in areas],
	}


def own_case(name: str) -> Document:
	"""The open case in which the acting user, its candidate, states a wish; locked.

	Raises frappe.PermissionError, the same whether the record is there or not.
	"""
	candidate = (
		frappe.get_doc("Leadership Candidate", name, for_update=True)
		if frappe.db.exists("Leadership Candidate", name)
		else None
	)
	if not candidate or not can_state_wish(candidate):
		frappe.throw(
			_("Only the candidate states this wish, while the case is open."), frappe.PermissionError
		)
	return candidate


@frappe.whitelist(methods=["POST"])
def state_wish(name: str, areas: str | list[str] | None = None, note: str | None = None) -> dict:
	"""On the own page: the candidate says in which areas (names) they would like to lead, and what matters.

	Returns areas and note as they are kept now. Raises frappe.PermissionError for everybody else and once the
	case is closed, arguments.WrongArgument, frappe.LinkValidationError.
	"""
	candidate = own_case(name)
	candidate.set("wished_areas", [{"area": area} for area in arguments.names(areas or [])])
	candidate.wish_note = note
	# the guard decides which fields; a candidate cannot open the record in the desk
	candidate.save(ignore_permissions=True)
	return {"areas": [row.area for row in candidate.wished_areas], "note": candidate.wish_note}


def check_talks(candidate: Document) -> None:
	"""Refuse a last talk that lies in the future; raises field_values.WrongValue."""
	before = candidate.get_doc_before_save()
	if before and before.last_talk_on and candidate.last_talk_on:
		if getdate(before.last_talk_on) == getdate(candidate.last_talk_on):
			return
	if candidate.last_talk_on and getdate(candidate.last_talk_on) > getdate():
		frappe.throw(
			_("“{0}” lies in the future. Please enter it as “{1}”.").format(
				_(candidate.meta.get_label("last_talk_on")), _(candidate.meta.get_label("next_talk_on"))
			),
			field_values.WrongValue,
		)


def _wishes(candidates: Iterable[str]) -> dict[str, list[str]]:
	"""The wished areas by candidate."""
	rows = frappe.get_all(
		"Wished Area",
		filters={"parenttype": "Leadership Candidate", "parent": ("in", list(candidates))},
		fields=["parent", "area"],
		order_by="idx",
	)
	found: dict[str, list[str]] = {}
	for row in rows:
		found.setdefault(row.parent, []).append(row.area)
	return found


def _fits(row: dict, wished: list[str], search: Search) -> bool:
	if search.wished_area and search.wished_area not in wished:
		return False
	if search.no_talk_for_days is None or row.days_since_talk is None:
		return True
	return row.days_since_talk >= search.no_talk_for_days


def _order(row: dict) -> tuple:
	since = -1 if row.days_since_talk is None else row.days_since_talk
	return row.workflow_state != READY, row.days_since_talk is not None, -since, row.candidate_name
