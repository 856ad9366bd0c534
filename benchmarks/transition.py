"""One transition with its mails, beside the same transition in a doctype that somebody clicked together."""

from collections.abc import Callable
from dataclasses import dataclass, field

import frappe
from frappe.model.document import Document
from frappe.model.workflow import apply_workflow

from benchmarks import setting, stock
from benchmarks.counting import Count, as_in_a_request, counted, table
from fokus_app import people
from fokus_app.workflows import action
from tests import programme as cast

TITLE = "One transition with its mails"
#: people with the role, and how often both are measured in turns
HOLDERS = {5: 5, 50: 3, 500: 1}
#: as often as ours fits beside one of stock's, of which the middle one counts
OURS_EACH = 5


def measure() -> list[str]:
	"""For 5, 50 and 500 people who hold the role of the one who decides next."""
	rows = []
	# stock's mails hold a print of the record, whose styles are fetched from the server
	with setting.fresh() as programme, setting.served():
		stock.click_together()
		for number, rounds in HOLDERS.items():
			setting.holders(people.MANAGER, number)
			(ours, our_mails), (theirs, their_mails) = _in_turns(programme, rounds)
			rows.append(
				[
					number,
					f"{ours.queries} / {theirs.queries:,}",
					f"{our_mails} / {their_mails:,}",
					f"{ours.seconds * 1000:,.0f} ms / {theirs.seconds * 1000:,.0f} ms",
					f"1 : {theirs.seconds / ours.seconds:.1f}",
				]
			)
	return [
		'"Nominate": the case waits for one named manager. Ours / stock Frappe with workflow, e-mail alert and Notification to the role; what stock leaves',
		"to a worker (writing the mails) is counted with it. Sending is left out on both sides. Both in turns; medians.",
		"",
		*table(["people with the role", "queries", "mails", "time", "ours : stock"], rows),
	]


@dataclass
class Side:
	"""What is measured: going back to where it began, the transition, and what came of each time."""

	back: Callable[[], None]
	nominate: Callable[[], None]
	counts: list[Count] = field(default_factory=list)
	mails: int = 0

	def go(self, times: int) -> None:
		"""Carry it out so many times."""
		for _ in range(times):
			self.back()
			before = frappe.db.count("Email Queue Recipient")
			with counted(keep=False) as count:
				self.nominate()
			self.counts.append(count)
			self.mails = frappe.db.count("Email Queue Recipient") - before

	def middle(self) -> tuple[Count, int]:
		"""The count with the median time, and how many people a mail was written to each time."""
		return sorted(self.counts, key=lambda count: count.seconds)[len(self.counts) // 2], self.mails


def _in_turns(programme: cast.Programme, rounds: int) -> list[tuple[Count, int]]:
	"""Ours and stock's, in turns, so that both meet the same minutes of the machine."""
	case, theirs = cast.candidate(programme), _stock_case()
	frappe.db.commit()
	sides = [Side(*_ours(case)), Side(*_theirs(theirs))]
	with cast.acting_as("clerk"):
		for side in sides:
			side.go(1)  # the first fills the caches, as any day does
			side.counts.clear()
		for _ in range(rounds):
			for side, times in zip(sides, (OURS_EACH, 1), strict=True):
				side.go(times)
	for doc in (case, theirs):
		frappe.delete_doc(doc.doctype, doc.name, force=True)
	frappe.db.commit()
	return [side.middle() for side in sides]


def _ours(case: Document) -> tuple[Callable[[], None], Callable[[], None]]:
	def back() -> None:
		frappe.db.set_value(case.doctype, case.name, {"workflow_state": "Potential"}, update_modified=False)
		frappe.db.commit()
		as_in_a_request()

	def nominate() -> None:
		seen = str(frappe.db.get_value(case.doctype, case.name, "modified"))
		action.act(case.doctype, case.name, "Nominate", seen)
		frappe.db.commit()
		setting.run_queued_jobs()

	return back, nominate


def _stock_case() -> Document:
	return frappe.get_doc(
		{
			"doctype": stock.DOCTYPE,
			"candidate_name": "Karla Kandidat",
			"email": "stock@example.org",
			"workflow_state": "Potential",
		}
	).insert()


def _theirs(case: Document) -> tuple[Callable[[], None], Callable[[], None]]:
	def back() -> None:
		frappe.db.set_value(case.doctype, case.name, "workflow_state", "Potential", update_modified=False)
		frappe.db.delete("Workflow Action", {"reference_name": case.name})
		frappe.db.commit()
		setting.forget_queued_jobs()
		as_in_a_request()

	def nominate() -> None:
		apply_workflow(frappe.get_doc(case.doctype, case.name), stock.ACTION)
		frappe.db.commit()
		setting.run_queued_jobs()

	return back, nominate
