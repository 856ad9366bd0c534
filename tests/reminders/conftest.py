"""Cases in which something is due, placed in the past by hand: what the rules make of them is what is tested."""

import frappe
import pytest
from frappe.utils import add_days, today

from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


def ago(days: int) -> str:
	"""The day so many days ago, or ahead where negative."""
	return add_days(today(), -days)


@pytest.fixture
def case(names) -> str:
	"""The candidate of `stages`, in no state in which anything is due."""
	stages.place(names, CANDIDATE, "Ready", informed_on=today())
	return names[CANDIDATE]


@pytest.fixture
def nominated(names):
	"""`nominated(days)`: the candidate has waited for the manager's decision for so many days; its name."""

	def place(days: int, **values) -> str:
		waiting = {
			"waiting_for": cast.address("manager"),
			"waiting_for_deputy": cast.address("deputy"),
			"waiting_since": ago(days),
			"informed_on": ago(0),
		}
		stages.place(names, CANDIDATE, "Nominated", **{**waiting, **values})
		return names[CANDIDATE]

	return place


@pytest.fixture
def step(case):
	"""`step(days_late, …)`: an open step of the candidate, due so many days ago; its name."""

	def make(days_late: int, **values) -> str:
		doc = frappe.get_doc(
			{
				"doctype": "Candidate Activity",
				"candidate": case,
				"title": "Hospitation",
				"phase": "Preparation",
				"responsible_kind": "Candidate",
				"responsible": cast.address("candidate"),
				"mandatory": 1,
				"due_date": ago(days_late),
			}
		).insert()
		if values:
			doc.db_set(values)
		return doc.name

	return make
