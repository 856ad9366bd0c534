"""Frappe's kanban boards of records with a FOKUS workflow: a card moves only through an action.

Frappe would write the state and save, and for the order of cards it saves the record and the board that everybody shares, by
positions that differ from person to person. The desk asks for what the action needs (`public/js/fokus/kanban.js`) and acts through
`workflows.action`.
"""

import frappe
from frappe import _
from frappe.desk.doctype.kanban_board import kanban_board
from frappe.model.document import Document

from fokus_app.workflows import definitions, guard

_STATE = "workflow_state"


@frappe.whitelist(methods=["POST"])
def move_card(
	board_name: str,
	docname: str,
	from_colname: str,
	to_colname: str,
	old_index: int | str,
	new_index: int | str,
) -> Document:
	"""Stands in for Frappe's method: on our boards a card in another column is refused, and its place within a column is
	not kept. Raises guard.UnknownAction."""
	board = frappe.get_doc("Kanban Board", board_name)
	if not _is_ours(board):
		return kanban_board.update_order_for_single_card(
			board_name, docname, from_colname, to_colname, old_index, new_index
		)
	frappe.get_doc(board.reference_doctype, docname).check_permission("read")
	if from_colname != to_colname:
		_refuse()
	return board


@frappe.whitelist(methods=["POST"])
def move_cards(board_name: str, order: str) -> tuple[Document, list]:
	"""As move_card, for many cards at once."""
	board = frappe.get_doc("Kanban Board", board_name)
	if not _is_ours(board):
		return kanban_board.update_order(board_name, order)
	for column, cards in frappe.parse_json(order).items():
		for card in cards:
			record = frappe.get_doc(board.reference_doctype, card)
			record.check_permission("read")
			if record.get(_STATE) != column:
				_refuse()
	return board, []


@frappe.whitelist(methods=["POST"])
def add_card(board_name: str, docname: str, colname: str) -> Document:
	"""As move_card, for a card that was just made: a record begins in its first state, whatever column it was made in."""
	board = frappe.get_doc("Kanban Board", board_name)
	return board if _is_ours(board) else kanban_board.add_card(board_name, docname, colname)


def remove_boards() -> None:
	"""For uninstalling: boards of records that are gone."""
	for doctype in definitions():
		for board in frappe.get_all("Kanban Board", filters={"reference_doctype": doctype}, pluck="name"):
			frappe.delete_doc("Kanban Board", board, force=True)


def _is_ours(board: Document) -> bool:
	return board.reference_doctype in definitions() and board.field_name == _STATE


def _refuse() -> None:
	frappe.throw(
		_("A stage changes through an action. Please open the record and choose it there."),
		guard.UnknownAction,
	)
