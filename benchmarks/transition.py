"""One transition with its mails, beside the same transition in a doctype that somebody clicked together."""

import frappe
from frappe.model.workflow import apply_workflow

from benchmarks import setting, stock
from benchmarks.counting import Count, as_in_a_request, median_of, table
from fokus_app import people
from fokus_app.workflows import action
from tests import programme as cast

TITLE = "One transition with its mails"
HOLDERS = (5, 50, 500)


def measure() -> list[str]:
	"""For 5, 50 and 500 people who hold the role of the one who decides next."""
	rows = []
	with setting.fresh() as programme:
		stock.click_together()
		for number in HOLDERS:
			setting.holders(people.MANAGER, number)
			ours, our_mails = _ours(programme)
			theirs, their_mails = _theirs(tries=1 if number > 50 else 3)
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
		"to a worker (writing the mails) is counted with it. Sending is left out on both sides.",
		"",
		*table(["people with the role", "queries", "mails", "time", "ours : stock"], rows),
	]


def _ours(programme: cast.Programme) -> tuple[Count, int]:
	case = cast.candidate(programme)
	frappe.db.commit()

	def back() -> None:
		frappe.db.set_value(case.doctype, case.name, {"workflow_state": "Potential"}, update_modified=False)
		frappe.db.commit()
		as_in_a_request()

	def nominate() -> None:
		seen = str(frappe.db.get_value(case.doctype, case.name, "modified"))
		action.act(case.doctype, case.name, "Nominate", seen)
		frappe.db.commit()
		setting.run_queued_jobs()

	with cast.acting_as("clerk"):
		count, mails = _with_mails(back, nominate, 5)
	frappe.delete_doc(case.doctype, case.name, force=True)
	frappe.db.commit()
	return count, mails


def _theirs(tries: int) -> tuple[Count, int]:
	case = frappe.get_doc(
		{
			"doctype": stock.DOCTYPE,
			"candidate_name": "Karla Kandidat",
			"email": "stock@example.org",
			"workflow_state": "Potential",
		}
	).insert()
	frappe.db.commit()

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

	with cast.acting_as("clerk"):
		return _with_mails(back, nominate, tries)


def _with_mails(back, nominate, tries: int) -> tuple[Count, int]:
	"""The count of a transition, and how many people a mail was written to."""
	back()
	nominate()  # the first fills the caches, as any day does
	before = frappe.db.count("Email Queue Recipient")
	count = median_of(tries, back, nominate)
	return count, (frappe.db.count("Email Queue Recipient") - before) // tries
