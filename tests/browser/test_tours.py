"""Whoever is new is shown around: first steps in the workspace, and forms explained field by field, in German."""

import frappe
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.desk import Desk


@pytest.fixture
def tours_on(programme):
	"""Frappe's switch for first steps; benches of ours have it off."""
	frappe.db.set_single_value("System Settings", "enable_onboarding", 1)
	frappe.db.commit()
	frappe.clear_cache()


def explained(desk: Desk, title: str) -> Locator:
	"""The box that explains a field, with this title."""
	box = desk.page.locator("#driver-popover-item")
	expect(box.locator(".driver-popover-title")).to_have_text(title)
	return box


def test_a_clerk_is_shown_around(at, tours_on):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	steps = clerk.page.locator(".onboarding-widget-box:visible")
	expect(steps).to_contain_text("Erste Schritte in FOKUS")
	clerk.look("erste-schritte")
	steps.locator(".onboarding-step").filter(has_text="Eine Kandidatur eintragen").click()
	expect(steps).to_contain_text("Ein Fall beginnt mit Name, KiTa und Begründung.")
	steps.get_by_role("button", name="Formular zeigen").click()
	box = explained(clerk, "Um wen geht es?")
	expect(box).to_contain_text("Tragen Sie Vor- und Nachnamen ein.")
	clerk.look("formular-erklaert")
	for title in ("Wie erreichen wir die Person?", "Wo arbeitet die Person?"):
		box.get_by_role("button", name="Weiter").click()
		box = explained(clerk, title)
	expect(box.get_by_role("button", name="Zurück")).to_be_visible()
	clerk.page.keyboard.press("Escape")

	clerk.page.evaluate("() => frappe.new_doc('Network Meeting')")
	expect(clerk.form.locator("[data-fieldname=agenda]").first).to_be_visible()
	clerk.page.locator(".menu-btn-group > button >> visible=true").click()
	clerk.page.locator(".menu-btn-group .dropdown-menu.show").get_by_text("Formular erklären").click()
	explained(clerk, "Wie heißt das Treffen?")
	clerk.look("treffen-erklaert")
