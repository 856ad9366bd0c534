"""A clerk at the steps: a candidate's list, a template brought to those under way, the talent pool; the candidate's own page."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import programme as cast
from tests.browser.desk import Desk, OwnPage
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


@pytest.fixture(scope="module")
def prepared(programme, names) -> str:
	"""The candidate of the cast in preparation, with a step that nobody does."""
	# without seconds, which a form does not show
	stages.place(names, CANDIDATE, "Assessment", assessment_on="2026-11-20 10:00:00")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	with cast.acting_as("clerk"):
		stages.act(names, stages.MENTORING, "End Mentoring Early")
		frappe.get_doc(
			{
				"doctype": "Candidate Activity",
				"candidate": names[CANDIDATE],
				"phase": "Preparation",
				"title": "Gespräch mit der Mentorin",
				"responsible_kind": "Mentor",
				"due_days": 200,
			}
		).insert()
	template = frappe.get_doc("Activity Template", programme.template)
	template.steps[0].update({"due_days": 200, "description": "Zwei Tage in einer anderen KiTa"})
	template.append(
		"steps",
		{
			"phase": "Preparation",
			"title": "Führungswerkstatt",
			"responsible_kind": "Programme Lead",
			"due_days": 210,
		},
	)
	template.save()
	frappe.db.commit()
	return names[CANDIDATE]


def go(desk: Desk, *route: str) -> None:
	desk.page.evaluate("(route) => frappe.set_route(route)", list(route))


def test_the_steps_of_a_candidate(at, prepared):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	go(clerk, "Form", CANDIDATE, prepared)
	clerk.expect_stage("Vorbereitung")
	progress = clerk.page.locator(".fokus-progress >> visible=true")
	expect(progress).to_contain_text("0 von 3 erledigt")
	expect(progress).to_contain_text("Schritte ohne Person: Gespräch mit der Mentorin")
	clerk.look("kandidatur")
	go(clerk, "List", CANDIDATE)
	done = clerk.page.locator(".fokus-done >> visible=true")
	expect(done).to_have_text("0/3")
	expect(done).to_have_attribute("title", "Schritte: 0 von 3 erledigt")
	clerk.look("liste")
	on_a_phone_a_list_begins_with_its_rows(clerk)
	go(clerk, "List", stages.MENTORING)
	expect(clerk.page.locator(".list-row:visible").get_by_role("link", name="Karla Kandidat")).to_be_visible()
	clerk.look("paare")
	go(clerk, "Form", CANDIDATE, prepared)
	clerk.expect_stage("Vorbereitung")
	clerk.tab("Leitung und Onboarding")
	clerk.step("Hospitation").check()
	expect(clerk.form).to_contain_text("Vorbereitung 1 von 3 erledigt")
	clerk.step("Hospitation").scroll_into_view_if_needed()
	clerk.look("schritte")
	clerk.step("Hospitation").uncheck()
	expect(clerk.form).to_contain_text("Vorbereitung 0 von 3 erledigt")
	go(clerk, "List", "Candidate Activity")
	clerk.show_only("Ohne Person")
	row = clerk.page.locator(".list-row-container:visible")
	expect(row).to_have_count(1)
	clerk.look("ohne-person")
	row.get_by_text("Gespräch mit der Mentorin").first.click()
	expect(clerk.form).to_contain_text("Wer macht es")
	clerk.look("schritt")


def on_a_phone_a_list_begins_with_its_rows(desk: Desk) -> None:
	wide = desk.page.viewport_size
	desk.page.set_viewport_size({"width": 390, "height": 844})
	expect(desk.page.locator(".standard-filter-section .form-group:visible")).to_have_count(1)
	assert desk.page.locator(".list-row:visible").first.bounding_box()["y"] < 500
	desk.look("liste-am-telefon")
	desk.page.set_viewport_size(wide)


def test_a_template_is_brought_to_those_under_way(at, prepared, programme):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	go(clerk, "Form", "Activity Template", programme.template)
	clerk.press("Auf laufende Fälle übertragen")
	expect(clerk.dialog).to_contain_text("Karla Kandidat")
	expect(clerk.dialog).to_contain_text("Führungswerkstatt")
	expect(clerk.dialog).to_contain_text("30 → 200")
	clerk.look("vorschau")
	clerk.confirm("Übertragen (1)")
	expect(clerk.page.locator(".desk-alert")).to_contain_text("Die Schritte einer Person wurden geändert")
	clerk.press("Auf laufende Fälle übertragen")
	expect(clerk.dialog).to_contain_text("Bei niemandem würden sich Schritte ändern")
	clerk.look("nichts-mehr")
	clerk.confirm("Schließen")
	go(clerk, "Form", "Programme Cohort", programme.cohort)
	expect(
		clerk.page.get_by_role("button", name="Auf laufende Fälle übertragen").locator("visible=true")
	).to_be_visible()
	clerk.look("jahrgang")


def test_the_talent_pool(at, prepared):
	candidate = at(OwnPage, "candidate", phone=True)
	candidate.page.goto("/login")
	candidate.sign_in()
	candidate.page.goto("/fokus")
	candidate.page.locator("summary").get_by_text("Wo ich gern leiten würde").click()
	candidate.page.get_by_label("Gebiet Süd").check()
	candidate.page.get_by_label("Was für den Ort wichtig ist").fill("Gern nah am Bahnhof")
	candidate.look("wunsch")
	candidate.page.get_by_role("button", name="Wunsch speichern").click()
	candidate.page.wait_for_load_state()
	expect(candidate.page.get_by_label("Gebiet Süd")).to_be_checked()

	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.look("arbeitsbereich")
	clerk.page.locator(".shortcut-widget-box >> visible=true").filter(has_text="Talentpool").click()
	table = clerk.page.locator(".report-wrapper >> visible=true")
	expect(table).to_contain_text("Karla Kandidat")
	expect(table).to_contain_text("Gebiet Süd")
	expect(table).to_contain_text("noch kein Gespräch")
	clerk.look("talentpool")
	table.get_by_role("link", name="Karla Kandidat").click()
	clerk.expect_stage("Vorbereitung")
	clerk.tab("Leitung und Onboarding")
	clerk.fill(clerk.form, "Letztes Gespräch am", "20.11.2026")
	clerk.look("gespraech")
	clerk.save()
	frappe.db.rollback()
	assert str(frappe.db.get_value(CANDIDATE, prepared, "last_talk_on")) == "2026-11-20"
