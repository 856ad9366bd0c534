"""What a transition costs does not depend on how many people hold a role, nor on what a case has been through."""

import frappe
import pytest

from benchmarks.counting import as_in_a_request, counted
from fokus_app import people
from fokus_app.workflows import action
from tests import programme as cast
from tests.versions import QUERIES_MORE

#: what one transition with its mail may cost (`docs/benchmarks.md`)
MOST = 42 + QUERIES_MORE


@pytest.fixture
def case(programme):
	return cast.candidate(programme)


def _nominate(case) -> int:
	"""Nominate, once to fill the caches and once to count; the number of queries."""
	for _ in range(2):
		frappe.db.set_value(case.doctype, case.name, "workflow_state", "Potential", update_modified=False)
		as_in_a_request()
		seen = str(frappe.db.get_value(case.doctype, case.name, "modified"))
		with cast.acting_as("clerk"), counted() as count:
			action.act(case.doctype, case.name, "Nominate", seen)
	assert frappe.db.count("Email Queue", {"reference_name": case.name}) >= 2
	return count.queries


def test_fifty_more_managers_cost_nothing(case):
	few = _nominate(case)
	for number in range(50):
		cast.make_user(
			f"manager{number}.fuenfzig@example.org", f"Mara{number} Viele", (people.MANAGER,), "de"
		)
	assert _nominate(case) == few <= MOST


def test_a_long_history_costs_nothing(case):
	short = _nominate(case)
	for number in range(12):
		row = case.append(
			"stage_changes", {"action": "Nominate", "from_state": "Potential", "to_state": "Nominated"}
		)
		row.idx = 100 + number
		row.db_insert()
	assert _nominate(case) == short <= MOST
