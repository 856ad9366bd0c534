"""Frappe's methods for kanban boards move no record of ours: that is for the action method alone."""

import json

import frappe
import pytest

from fokus_app.workflows import guard
from tests import programme as cast
from tests.workflows.stages import CANDIDATE

BOARD = "FOKUS-Kandidaturen"
METHODS = "frappe.desk.doctype.kanban_board.kanban_board."
CARD = {"board_name": BOARD, "from_colname": "Potential", "old_index": 0, "new_index": 0}


@pytest.fixture
def case(names) -> str:
	return names[CANDIDATE]


def _before(case: str) -> tuple:
	return frappe.db.get_value(CANDIDATE, case, ["workflow_state", "modified"]), [
		row.order for row in frappe.get_doc("Kanban Board", BOARD).columns
	]


@pytest.mark.parametrize("person", ["clerk", "lead", "manager"])
@pytest.mark.parametrize(
	("method", "arguments"),
	[
		("update_order_for_single_card", {**CARD, "to_colname": "Nominated"}),
		("update_order", {"board_name": BOARD, "order": "?"}),
	],
)
def test_another_column_is_refused(case, server, person, method, arguments):
	client = server.login(cast.address(person), cast.PASSWORD)
	before = _before(case)
	order = {"order": json.dumps({"Nominated": [case]})} if "order" in arguments else {"docname": case}
	answer = client.call(METHODS + method, **{**arguments, **order})
	frappe.db.rollback()
	assert answer.status_code == guard.UnknownAction.http_status_code
	assert _before(case) == before


@pytest.mark.parametrize(
	("method", "arguments"),
	[
		("update_order_for_single_card", {**CARD, "to_colname": "Potential"}),
		("update_order", {"board_name": BOARD, "order": "?"}),
		("add_card", {"board_name": BOARD, "colname": "Ready"}),
	],
)
def test_within_a_column_nothing_is_saved(case, server, method, arguments):
	client = server.login(cast.address("clerk"), cast.PASSWORD)
	before = _before(case)
	order = {"order": json.dumps({"Potential": [case]})} if "order" in arguments else {"docname": case}
	answer = client.call(METHODS + method, **{**arguments, **order})
	frappe.db.rollback()
	assert answer.status_code == 200
	assert _before(case) == before


def test_strangers_move_nothing_and_learn_nothing(case, server):
	client = server.login(cast.address("othermanager"), cast.PASSWORD)
	answer = client.call(
		METHODS + "update_order_for_single_card", **CARD, to_colname="Nominated", docname=case
	)
	assert answer.status_code == 403


def test_boards_of_others_are_none_of_our_business(server):
	todo = frappe.get_doc({"doctype": "ToDo", "description": "Etwas"}).insert()
	frappe.get_doc(
		{
			"doctype": "Kanban Board",
			"kanban_board_name": "Aufgaben",
			"reference_doctype": "ToDo",
			"field_name": "status",
			"columns": [{"column_name": name} for name in ("Open", "Closed")],
		}
	).insert()
	frappe.db.commit()
	client = server.login("Administrator")
	answer = client.call(
		METHODS + "update_order_for_single_card",
		**{
			**CARD,
			"board_name": "Aufgaben",
			"from_colname": "Open",
			"to_colname": "Closed",
			"docname": todo.name,
		},
	)
	frappe.db.rollback()
	assert answer.status_code == 200, answer.text
	assert frappe.db.get_value("ToDo", todo.name, "status") == "Closed"
