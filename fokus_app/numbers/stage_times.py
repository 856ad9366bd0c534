"""How long cases stay in a stage, by area: medians of groups, never of a person."""

from statistics import median

import frappe

from fokus_app.numbers import FEWEST
from fokus_app.numbers.pipeline import DOCTYPE, stages


def by_area(cohort: str | None = None) -> list[dict]:
	"""One row per area and one of all areas (area None, last): area, the median of days by stage.

	Counted are the stays that have ended, those of one person in one stage together; None where fewer than FEWEST
	people have been there.
	"""
	filters = {"cohort": cohort} if cohort else {}
	# get_list: the rows that the rule of permissions.py shows to this user, no others
	area_of = dict(frappe.get_list(DOCTYPE, filters=filters, fields=["name", "area"], as_list=True, limit=0))
	days = _days_of_each(area_of)
	groups: dict[str | None, dict[str, list[int]]] = {
		area: {} for area in sorted(filter(None, set(area_of.values())))
	}
	groups[None] = {}
	for (candidate, stage), spent in days.items():
		groups[None].setdefault(stage, []).append(spent)
		if area_of[candidate]:
			groups[area_of[candidate]].setdefault(stage, []).append(spent)
	return [
		{"area": area, **{stage: _median(of_stage.get(stage, [])) for stage in stages()}}
		for area, of_stage in groups.items()
	]


def _days_of_each(candidates: dict[str, str]) -> dict[tuple[str, str], int]:
	"""The days that each of these candidates has spent in each stage, by candidate and stage."""
	rows = frappe.get_all(
		"Stage Change",
		filters={"parenttype": DOCTYPE, "from_state": ("in", stages())},
		fields=["parent", "from_state", "to_state", "days"],
	)
	spent: dict[tuple[str, str], int] = {}
	for row in rows:
		# an act that leaves the stage as it is ends no stay
		if row.parent in candidates and row.to_state != row.from_state and row.days is not None:
			key = (row.parent, row.from_state)
			spent[key] = spent.get(key, 0) + row.days
	return spent


def _median(days: list[int]) -> int | None:
	return round(median(days)) if len(days) >= FEWEST else None
