"""How many candidates there are in each stage, by area, cohort or way in."""

from collections import Counter

import frappe

from fokus_app.numbers import in_order
from fokus_app.workflows import definitions

DOCTYPE = "Leadership Candidate"
#: what the rows can be
GROUPS = ("area", "cohort", "entry_path")


def stages(with_closed: bool = False) -> list[str]:
	"""The stages in the order of the workflow; with_closed: also those in which a case has ended."""
	return [state.name for state in definitions()[DOCTYPE].states if with_closed or not state.closed]


def by_group(group: str = "area", with_closed: bool = False, **filters: str | None) -> list[dict]:
	"""One row per value of `group` (one of GROUPS): group, the number of each stage by its name, total.

	filters: fields of the candidate and the value they must have; None: any. Rows stand in the order of their
	names, candidates without a value last (group None).
	"""
	if group not in GROUPS:
		raise ValueError(group)
	shown = stages(with_closed)
	wanted = {field: value for field, value in filters.items() if value}
	# get_list: the rows that the rule of permissions.py shows to this user, no others
	found = frappe.get_list(
		DOCTYPE,
		filters={"workflow_state": ("in", shown), **wanted},
		fields=[group, "workflow_state"],
		limit=0,
	)
	counts: dict[str | None, Counter] = {}
	for row in found:
		counts.setdefault(row[group] or None, Counter())[row.workflow_state] += 1
	return [
		{"group": key, **{stage: counts[key][stage] for stage in shown}, "total": counts[key].total()}
		for key in in_order(counts)
	]
