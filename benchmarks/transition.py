"""One transition with its mails, beside the same transition in a doctype that somebody clicked together."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

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
			(ours, our_mails), (theirs, their_mails), (engine, _none) = _in_turns(programme, rounds)
			rows.append(
				[
					number,
					f"{ours.queries} / {theirs.queries:,} / {engine.queries}",
					f"{our_mails} / {their_mails:,}",
					" / ".join(f"{count.seconds * 1000:,.0f} ms" for count in (ours, theirs, engine)),
					f"1 : {theirs.seconds / ours.seconds:.1f}",
					f"1 : {theirs.seconds / engine.seconds:.1f}",
				]
			)
	return [
		'"Nominate": the case waits for one named manager. Ours / stock Frappe with workflow, e-mail alert and Notification to the role / the engine alone: a',
		"stock workflow without any mail and without a rule of ours, which shows how much is left to us at best. Each request and each job begins as in a web",
		"server or worker that runs already: what all share is at hand, what the one before kept for itself is not. (If stock's jobs may use what the job before",
		"has found, the mail account above all, stock asks 758 times with 50 people, not some 1,220; no worker of Frappe's does that.) What stock leaves to a",
		"worker, the writing of the mails, is counted with it, but not the process that the worker makes for each job. Sending is left out on all sides. In",
		"turns; medians.",
		"",
		*table(["people with the role", "queries", "mails", "time", "ours : stock", "engine : stock"], rows),
	]


@dataclass
class Side:
	"""What is measured: going back to where it began, the transition, and what came of each time."""

	back: Callable[[], Callable[[], None]]
	counts: list[Count] = field(default_factory=list)
	mails: int = 0

	def go(self, times: int) -> None:
		"""Carry it out so many times."""
		for _ in range(times):
			nominate = self.back()
			frappe.db.commit()
			setting.forget_queued_jobs()
			before = frappe.db.count("Email Queue Recipient")
			as_in_a_request()
			# as the session of somebody who is logged in has it
			frappe.set_user_lang(frappe.session.user)
			with counted(keep=False) as count:
				nominate()
				frappe.db.commit()
				setting.run_queued_jobs()
			self.counts.append(count)
			self.mails = frappe.db.count("Email Queue Recipient") - before

	def middle(self) -> tuple[Count, int]:
		"""The count with the median time, and how many people a mail was written to each time."""
		return sorted(self.counts, key=lambda count: count.seconds)[len(self.counts) // 2], self.mails


def _in_turns(programme: cast.Programme, rounds: int) -> list[tuple[Count, int]]:
	"""Ours, stock's and the engine alone, in turns, so that all meet the same minutes of the machine."""
	cases = [cast.candidate(programme), stock.case(stock.DOCTYPE), stock.case(stock.ENGINE)]
	frappe.db.commit()
	ours, theirs, engine = (Side(partial(_back, doc)) for doc in cases)
	with cast.acting_as("clerk"):
		for side in (ours, theirs, engine):
			side.go(1)  # the first fills the caches, as any day does
			side.counts.clear()
		for _ in range(rounds):
			for side, times in ((ours, OURS_EACH), (theirs, 1), (engine, OURS_EACH)):
				side.go(times)
	for doc in cases:
		frappe.delete_doc(doc.doctype, doc.name, force=True)
	frappe.db.commit()
	return [side.middle() for side in (ours, theirs, engine)]


def _back(case: Document) -> Callable[[], None]:
	"""Put a case back to where it began, without what the last time has left in it; what the person's browser then asks for."""
	frappe.db.set_value(case.doctype, case.name, {"workflow_state": "Potential"}, update_modified=False)
	frappe.db.delete("Workflow Action", {"reference_name": case.name})
	frappe.db.delete("Stage Change", {"parent": case.name})
	shown = frappe.get_doc(case.doctype, case.name)
	if case.doctype == stock.MIRRORED:
		return partial(action.act, case.doctype, case.name, "Nominate", str(shown.modified))
	return partial(apply_workflow, frappe.as_json(shown), stock.ACTION)
