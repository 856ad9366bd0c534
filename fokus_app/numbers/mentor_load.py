"""How many places mentors offer, how many are taken and how many are free."""

import frappe
from frappe.utils import getdate

from fokus_app.matching import facts, rules
from fokus_app.matching.facts import Period
from fokus_app.numbers import in_order


def of_each(kind: str | None = None, area: str | None = None) -> list[dict]:
	"""One row per mentor whom the acting user sees, by area and name: name, mentor_name, kind, area, centre,
	status, capacity, taken (places), free, absent (why not there today; empty: there).

	Retired mentors who take nobody any more are left out. A mentor who is not there today has no free place.
	"""
	filters = {field: value for field, value in (("kind", kind), ("area", area)) if value}
	shown = frappe.get_list(
		"Mentor",
		filters=filters,
		fields=["name", "mentor_name", "kind", "area", "centre", "status", "capacity"],
		order_by="area, mentor_name",
		limit=0,
	)
	known = {mentor.name: mentor for mentor in facts.read_mentors([row.name for row in shown])}
	today = Period(getdate(), getdate())
	for row in shown:
		mentor = known[row.name]
		refusal = rules.in_time(mentor, today)
		row.absent = rules.sentence(refusal, mentor) if refusal else ""
		row.taken = mentor.used
		row.free = 0 if refusal else mentor.free
	return [row for row in shown if row.status != "Retired" or row.taken]


def by_area(rows: list[dict]) -> list[dict]:
	"""The rows of of_each added up: area (None: without one), taken, free."""
	sums: dict[str | None, dict] = {}
	for row in rows:
		area = row["area"] or None
		total = sums.setdefault(area, {"area": area, "taken": 0, "free": 0})
		total["taken"] += row["taken"]
		total["free"] += row["free"]
	return [sums[area] for area in in_order(sums)]
