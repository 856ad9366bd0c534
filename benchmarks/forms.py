"""Opening a candidate's form: what the desk asks for, for a young case and for one with a long history."""

import frappe
from frappe.desk.form.load import getdoc
from frappe.utils import add_days, today

from benchmarks import setting
from benchmarks.counting import Count, as_in_a_request, median_of, table
from fokus_app.workflows.next_steps import next_steps
from tests import programme as cast

TITLE = "Opening a candidate"
DOCTYPE = "Leadership Candidate"
ACTIVITIES, CHANGES = 40, 12


def measure() -> list[str]:
	"""Queries and time as HR and as the manager, before and after the history grows."""
	rows = []
	with setting.fresh() as programme:
		case = cast.candidate(programme).name
		frappe.db.commit()
		young = {part: _opened(part, case) for part in ("clerk", "manager")}
		_grow(case)
		for part, before in young.items():
			after = _opened(part, case)
			rows.append(
				[
					part,
					f"{before.queries} / {after.queries}",
					f"{before.seconds * 1000:,.0f} ms / {after.seconds * 1000:,.0f} ms",
				]
			)
	return [
		f"The record with all the desk loads beside it, and its next steps; a young case / one with {ACTIVITIES} activities and {CHANGES} stage changes more.",
		"",
		*table(["who", "queries", "time"], rows),
	]


def _opened(part: str, case: str) -> Count:
	def opened() -> None:
		frappe.local.response = frappe._dict(docs=[])
		getdoc(DOCTYPE, case)
		next_steps(DOCTYPE, case)

	with cast.acting_as(part):
		opened()  # the first fills the caches, as any day does
		return median_of(5, as_in_a_request, opened)


def _grow(case: str) -> None:
	"""Steps and stage changes written straight into their tables: only their number counts here."""
	for number in range(ACTIVITIES):
		step = frappe.new_doc("Candidate Activity")
		step.update(
			{
				"candidate": case,
				"phase": "Preparation",
				"title": f"Schritt {number}",
				"responsible_kind": "Manager",
				"due_on": add_days(today(), number),
				"status": "Open",
				"responsible": cast.address("manager"),
			}
		)
		step.name = f"probe-{number}"
		step.db_insert()
	doc = frappe.get_doc(DOCTYPE, case)
	for number in range(CHANGES):
		row = doc.append(
			"stage_changes",
			{
				"action": "Nominate",
				"from_state": "Potential",
				"to_state": "Nominated",
				"changed_by": cast.address("clerk"),
				"changed_on": today(),
			},
		)
		row.idx = 100 + number
		row.db_insert()
	frappe.db.commit()
