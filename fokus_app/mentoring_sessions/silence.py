"""Pairs that have not met for long: first they hear of it themselves, after as long again HR does."""

from dataclasses import dataclass
from datetime import date

import frappe
from frappe.utils import add_days, cint, getdate

from fokus_app.mentoring_sessions.record import DOCTYPE, RELATIONSHIP


@dataclass(frozen=True)
class Silent:
	"""A pair without a session. since: the day of its last sign of life; hr_due_on: when HR hears of it too."""

	row: frappe._dict
	since: date
	hr_due_on: date


def silent_pairs(today: date, *fields: str) -> list[Silent]:
	"""Pairs that run and have neither met nor planned to meet for longer than FOKUS Settings allow.

	fields: further fields of the relationship that `row` holds. Two queries, whatever the number of pairs.
	"""
	days = 7 * cint(frappe.get_cached_doc("FOKUS Settings").silent_weeks)
	if not days:
		return []
	rows = frappe.get_all(
		RELATIONSHIP,
		filters={"workflow_state": "Active"},
		fields=["name", "stage_since", "from_date", "last_session", *fields],
		order_by="name",
	)
	waiting = set(
		frappe.get_all(
			DOCTYPE, filters={"status": "Planned", "session_date": (">=", today)}, pluck="relationship"
		)
	)
	found = []
	for row in rows:
		# a pause is over when the mentoring became active again; before it begins nobody is late
		since = max(getdate(day) for day in (row.stage_since, row.from_date, row.last_session) if day)
		if row.name not in waiting and since < add_days(today, -days):
			found.append(Silent(row, since, add_days(since, 2 * days + 1)))
	return found


def names_for_hr(today: date) -> list[str]:
	"""The relationships of which HR hears that they have been silent for long."""
	return [each.row.name for each in silent_pairs(today) if each.hr_due_on <= today]
