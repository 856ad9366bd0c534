"""Lists of 100,000 candidates: for a manager who may see 30 of them, and for HR, beside the same list without our rules."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import frappe
from frappe.desk import reportview
from frappe.model.db_query import DatabaseQuery

from benchmarks import setting
from benchmarks.counting import Count, as_in_a_request, median_of, table
from fokus_app import joins
from tests import programme as cast

TITLE = "Lists of 100,000 candidates"
CASES, OWN = 100_000, 30
DOCTYPE = "Leadership Candidate"
#: what the list in the desk asks for
_FIELDS = ["name", "candidate_name", "centre", "workflow_state", "waiting_for", "stage_since", "modified"]


def measure() -> list[str]:
	"""Page and count, as the desk asks for them."""
	rows = []
	with setting.fresh() as programme:
		_fill(programme)
		joins.keep_rules()  # as in a request
		for part, what in (("othermanager", f"a manager who may see {OWN}"), ("clerk", "HR, who sees all")):
			for name, ask in (("page of 20", _page), ("count", _count)):
				ours, found = _measured(part, ask)
				with without_rules():
					theirs, among = _measured(part, ask)
				rows.append(
					[
						what,
						name,
						f"{found:,}",
						f"{ours.queries} / {theirs.queries}",
						f"{ours.seconds * 1000:,.1f} ms / {theirs.seconds * 1000:,.1f} ms ({among:,})",
						f"{ours.seconds / theirs.seconds:.2f}",
					]
				)
	return [
		f"{CASES:,} candidates; with our rules / the same list without them (in brackets what it finds).",
		"",
		*table(["who", "what", "found", "queries", "time", "ours ÷ without rules"], rows),
	]


def _measured(part: str, ask: Callable[[], int]) -> tuple[Count, int]:
	answers = []
	with cast.acting_as(part):
		count = median_of(7, as_in_a_request, lambda: answers.append(ask()))
	return count, answers[-1]


def _page() -> int:
	return len(
		frappe.get_list(
			DOCTYPE,
			fields=_FIELDS,
			order_by="`tabLeadership Candidate`.`modified` desc",
			limit_page_length=20,
		)
	)


def _count() -> int:
	frappe.local.form_dict = frappe._dict(doctype=DOCTYPE, filters="[]", fields="[]", distinct="false")
	return reportview.get_count()


@contextmanager
def without_rules() -> Iterator[None]:
	"""Stock Frappe: everybody whose role may read a doctype sees all of it."""
	kept = DatabaseQuery.get_permission_query_conditions
	DatabaseQuery.get_permission_query_conditions = lambda self: ""
	try:
		yield
	finally:
		DatabaseQuery.get_permission_query_conditions = kept


def _fill(programme: cast.Programme) -> None:
	"""Cases of invented people, written straight into the table: one is made by the rules and copied."""
	first = cast.candidate(programme, manager=cast.address("manager2"), nominator=cast.address("panelist"))
	row = first.get_valid_dict()
	states = ("Potential", "Nominated", "Endorsed", "Preparation", "Onboarding", "Established", "Rejected")
	columns = list(row)
	batch = []
	for number in range(CASES):
		name = f"FK-2025-{number:06}"
		own = number % (CASES // OWN) == 7 and number // (CASES // OWN) < OWN
		changed = {
			"name": name,
			"candidate_name": f"Kim Muster {number:06}",
			"email": f"kim{number}@example.org",
			"user": None,
			"open_account": None,
			"open_address": None,
			"workflow_state": states[number % len(states)],
			"manager": cast.address("othermanager" if own else "manager2"),
			"modified": frappe.utils.add_to_date(row["modified"], seconds=-number),
			"creation": frappe.utils.add_to_date(row["creation"], seconds=-number),
		}
		batch.append([{**row, **changed}[column] for column in columns])
		if len(batch) == 5000:
			frappe.db.bulk_insert(DOCTYPE, columns, batch)
			frappe.db.commit()
			batch = []
	frappe.db.bulk_insert(DOCTYPE, columns, batch) if batch else None
	frappe.db.commit()
	frappe.db.sql(f"analyze table `tab{DOCTYPE}`")
