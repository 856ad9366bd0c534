"""The dates of the programme in the desk's calendars: interviews, starts in a role and reviews of candidates, due dates of steps."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.utils import get_datetime, getdate

from fokus_app import arguments


def _of_candidates() -> dict[str, str]:
	"""The dates of a candidate: what each is, by its field."""
	return {
		"assessment_on": _("{0}: interview"),
		"start_date": _("{0}: start in the role"),
		"review_due_on": _("{0}: review"),
		"deferred_until": _("{0}: look again"),
	}


@frappe.whitelist(methods=["GET", "POST"])
def of_candidates(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""What has a date between two days, of the candidates that the user sees: name, title, starts, ends, all_day,
	movable, workflow_state."""
	doctype = "Leadership Candidate"
	found = []
	for field, label in _of_candidates().items():
		rows = frappe.get_list(
			doctype,
			filters=[*_between(doctype, field, start, end), *_chosen(doctype, filters)],
			fields=["name", "candidate_name", "workflow_state", "assessment_minutes", f"{field} as day"],
			limit=0,
		)
		found += [
			{
				"name": row.name,
				"title": label.format(row.candidate_name),
				"workflow_state": row.workflow_state,
				**_span(row.day, (row.assessment_minutes or 60) if field == "assessment_on" else None),
			}
			for row in rows
		]
	return found


@frappe.whitelist(methods=["GET", "POST"])
def of_steps(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""The steps that are due between two days, as far as the user sees them: name, title, starts, ends, all_day, movable,
	status, late."""
	doctype = "Candidate Activity"
	rows = frappe.get_list(
		doctype,
		filters=[
			*_between(doctype, "due_date", start, end),
			[doctype, "status", "!=", "Cancelled"],
			*_chosen(doctype, filters),
		],
		fields=["name", "title", "candidate_name", "status", "due_date"],
		limit=0,
	)
	return [
		{
			"name": row.name,
			"title": f"{row.candidate_name}: {row.title}",
			"status": row.status,
			"late": row.status == "Open" and row.due_date < getdate(),
			**_span(row.due_date, None),
		}
		for row in rows
	]


def _between(doctype: str, field: str, start: str, end: str) -> list[list]:
	first, last = (getdate(arguments.moment(day)) for day in (start, end))
	return [[doctype, field, ">=", str(first)], [doctype, field, "<=", f"{last} 23:59:59"]]


def _chosen(doctype: str, filters: str | list | None) -> list:
	found = arguments.filters(doctype, filters) or []
	return (
		[[doctype, field, "=", value] for field, value in found.items()] if isinstance(found, dict) else found
	)


def _span(day, minutes: int | None) -> dict:
	begins: datetime = get_datetime(day)
	return {
		"starts": begins,
		"ends": begins + timedelta(minutes=minutes or 0),
		"all_day": int(minutes is None),
		# a date is changed where the programme asks for it, not by pulling it about
		"movable": False,
	}
