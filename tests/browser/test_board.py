"""HR moves cards on the board of candidates: the board asks for what the action needs, and puts back what is not possible."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import programme as cast
from tests.browser.desk import Desk
from tests.workflows.stages import CANDIDATE

BOARD = "FOKUS-Kandidaturen"


@pytest.fixture(scope="module")
def case(programme) -> str:
	name = cast.candidate(programme, candidate_name="Karla Karte").name
	frappe.db.commit()
	return name


def _card(desk: Desk, stage: str):
	return desk.page.locator(f".kanban-column[data-column-value='{stage}'] .kanban-card-wrapper").filter(
		has_text="Karla Karte"
	)


def _drag(desk: Desk, stage: str, to: str) -> None:
	desk.rest()
	card = _card(desk, stage).bounding_box()
	column = desk.page.locator(f".kanban-column[data-column-value='{to}'] .kanban-cards").bounding_box()
	mouse = desk.page.mouse
	mouse.move(card["x"] + 60, card["y"] + 30)
	mouse.down()
	mouse.move(card["x"] + 80, card["y"] + 40, steps=5)
	mouse.move(column["x"] + 80, column["y"] + 40, steps=15)
	mouse.up()


def test_a_card_moves_when_the_action_is_carried_out_and_only_then(at, case):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.page.evaluate(
		"(route) => frappe.set_route(route)", ["List", "Leadership Candidate", "Kanban", BOARD]
	)
	expect(_card(clerk, "Potential")).to_be_visible()
	clerk.look("tafel")

	_drag(clerk, "Potential", "Ready")
	expect(clerk.dialog).to_contain_text("Von „Potenzial“ führt kein Schritt nach „Bereit“.")
	clerk.look("nicht-möglich")
	clerk.page.keyboard.press("Escape")
	expect(_card(clerk, "Potential")).to_be_visible()

	_drag(clerk, "Potential", "Nominated")
	expect(clerk.dialog.locator(".modal-title")).to_have_text("Nominieren")
	clerk.look("nominieren")
	clerk.page.keyboard.press("Escape")
	expect(_card(clerk, "Potential")).to_be_visible()
	assert frappe.db.get_value(CANDIDATE, case, "workflow_state") == "Potential"

	_drag(clerk, "Potential", "Nominated")
	clerk.confirm("Nominieren")
	expect(clerk.page.locator(".desk-alert")).to_contain_text("Nominieren: Nominiert")
	clerk.look("nominiert")
	expect(_card(clerk, "Nominated")).to_be_visible()
	frappe.db.rollback()
	assert frappe.db.get_value(CANDIDATE, case, "workflow_state") == "Nominated"
