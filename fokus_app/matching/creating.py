"""Making the relationships of a proposal: all of them or none, each checked again at that moment."""

from collections.abc import Callable

import frappe
from frappe import _

from fokus_app.matching import facts, proposal, reasons
from fokus_app.matching.facts import Period


class NotProposed(frappe.ValidationError):
	"""A pair of the proposal is not possible (any more); nothing was made."""


def create(
	kind: str, period: Period, pairs: dict[str, str], note: Callable[[int], None] = lambda count: None
) -> list[str]:
	"""Make a relationship in the state Proposed for each pair (candidate to mentor); returns their names.

	The candidates and mentors are locked until the caller's transaction ends: nobody else gives their places
	meanwhile. Raises NotProposed with every pair that is not possible; then, and where the guard refuses one,
	nothing may be kept of the others: the caller rolls back. note: is told how many are made.
	"""
	situation = facts.read_locked(kind, period, sorted(pairs), sorted(set(pairs.values())))
	table = proposal.Grid(situation)
	_refuse(table, pairs)
	made = []
	for count, mentee in enumerate(table.situation.mentees, 1):
		mentor = pairs[mentee.name]
		doc = frappe.new_doc("Mentoring Relationship")
		doc.update(
			{
				"candidate": mentee.name,
				"mentor": mentor,
				"kind": kind,
				"from_date": period.start,
				"until_date": period.until,
				"proposed_because": proposal.why(table, mentee.name, mentor, lasting=True),
			}
		)
		made.append(doc.insert().name)
		note(count)
	return made


def _refuse(table: proposal.Grid, pairs: dict[str, str]) -> None:
	places = proposal.places_of(table, pairs)
	wrong = []
	for candidate, mentor in pairs.items():
		if candidate in table.situation.taken:
			wrong.append(f"{table.titles[candidate]}: {reasons.taken()}")
		elif why := proposal.problem(table, candidate, mentor, places):
			wrong.append(f"{table.titles.get(candidate, candidate)}: {why}")
	if wrong:
		frappe.throw(
			"<br>".join(frappe.utils.escape_html(each) for each in wrong),
			NotProposed,
			title=_("Nothing Was Made"),
		)
