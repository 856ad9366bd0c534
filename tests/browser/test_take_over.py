"""The go-live on the screen: HR takes people over and takes them back; the lead finds it, and closes it."""

import frappe
from playwright.sync_api import expect

from tests import programme as cast
from tests.browser.desk import Desk
from tests.import_list.lists import people
from tests.workflows.stages import CANDIDATE

ROWS = (
	{"Name": "Anna Ahorn", "Stufe": "Vorbereitung"},
	{"Name": "Boris Birke", "Stufe": "Bereit"},
	{"Name": "Clara Clematis", "Stufe": "Abgelehnt"},
)


def _open_menu(desk: Desk) -> None:
	desk.page.locator(".menu-btn-group > button >> visible=true").click()


def test_people_are_taken_over_and_taken_back(at, programme):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.open_list("Kandidaturen")
	_open_menu(clerk)
	clerk.page.locator(".menu-btn-group .dropdown-menu.show").get_by_text("Teilnehmende übernehmen").click()
	clerk.look("dialog")
	rows = [
		{
			"E-Mail": f"{row['Name'].split()[0].lower()}@example.org",
			"KiTa": "N-001",
			"Jahrgang": "FOKUS Probe",
			**row,
		}
		for row in ROWS
	]
	clerk.dialog.locator("xpath=..").locator("input[type=file]").set_input_files(
		{"name": "liste.csv", "mimeType": "text/csv", "buffer": people(*rows)}
	)
	expect(clerk.dialog).to_contain_text("2 von 3 Zeilen")
	clerk.look("vorschau")
	clerk.confirm("Übernehmen")
	expect(clerk.dialog).to_contain_text("2 Personen sind übernommen")
	clerk.look("ergebnis")
	clerk.dialog.get_by_role("link", name="Übernahme öffnen").click()
	expect(clerk.form.locator(".grid-body")).to_contain_text("Anna Ahorn")
	expect(clerk.page.locator(".modal.show")).to_have_count(0)
	expect(clerk.form).to_contain_text(cast.CAST["clerk"][0])
	expect(clerk.form).not_to_contain_text(clerk.user)
	clerk.look("uebernahme")

	# the lead reads of it and finds it in the workspace
	lead = at(Desk, "lead")
	lead.go_in()
	lead.page.get_by_role("link", name="Übernahme", exact=True).click()
	expect(lead.page.get_by_role("button", name="Teilnehmende übernehmen")).to_be_visible()
	expect(lead.page.locator(".list-row").first).to_contain_text(cast.CAST["clerk"][0])
	lead.look("uebernahmen")
	name = frappe.get_all("Candidate Take-over", pluck="name")[0]
	lead.page.locator(".list-row").get_by_role("link", name=name).first.click()
	expect(lead.page.get_by_role("button", name="Übernahme zurücknehmen")).to_be_visible()
	expect(lead.page.get_by_role("button", name="Speichern")).to_have_count(0)
	lead.look("uebernahme")

	clerk.form.locator("xpath=ancestor::*[contains(@class, 'page-body')]").get_by_text(
		"Diese Schritte zeigen"
	).click()
	expect(
		clerk.page.locator(".list-row >> visible=true").filter(has_text="Hospitation").first
	).to_be_visible()
	clerk.look("schritte")
	clerk.page.go_back()

	clerk.press("Übernahme zurücknehmen")
	expect(clerk.dialog).to_contain_text("Endgültig gelöscht werden")
	expect(clerk.dialog.get_by_role("listitem")).to_have_text(["Anna Ahorn", "Boris Birke"])
	clerk.look("zuruecknehmen")
	clerk.confirm("Übernahme zurücknehmen")
	expect(clerk.page.locator(".desk-alert")).to_contain_text("2 Kandidaturen sind zurückgenommen")
	clerk.look("zurueckgenommen")
	frappe.db.rollback()
	assert frappe.get_all(CANDIDATE, pluck="name") == []

	# once the lead has closed it, nobody finds the way in any more
	lead.page.goto("/app/fokus-settings")
	lead.form.get_by_label("Übernahme ist offen").uncheck()
	lead.save()
	lead.look("geschlossen")
	clerk.page.goto("/app/leadership-candidate")
	expect(clerk.page.get_by_role("button", name="Liste einlesen")).to_be_visible()
	_open_menu(clerk)
	menu = clerk.page.locator(".menu-btn-group .dropdown-menu.show")
	expect(menu.get_by_text("Aufgaben einer Person übergeben")).to_be_visible()
	expect(menu.get_by_text("Teilnehmende übernehmen")).to_have_count(0)
	clerk.look("menue")


def test_the_lead_reads_a_list_in_too(at, programme):
	lead = at(Desk, "lead")
	lead.go_in()
	lead.open_list("Kandidaturen")
	lead.press("Liste einlesen")
	expect(lead.dialog.locator(".modal-title")).to_have_text("Liste einlesen")
	lead.look("liste")
	assert frappe.has_permission(CANDIDATE, "import", user=cast.address("lead"))
