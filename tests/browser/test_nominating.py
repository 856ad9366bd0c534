"""A manager nominates on a phone, through the form that Frappe's Web Form draws; a refusal loses nothing."""

import frappe
import pytest
from playwright.sync_api import expect

from tests import programme as cast
from tests.browser.desk import Desk, OwnPage


@pytest.fixture
def self_nomination(programme):
	settings = frappe.get_doc("FOKUS Settings")
	settings.self_nomination = 1
	settings.save()
	frappe.db.commit()


def test_a_centre_leader_nominates_in_two_minutes_on_a_phone(at, programme, post):
	# in German, whatever the cast says of them
	frappe.db.set_value("User", cast.address("nominator"), "language", "de")
	cast.candidate(
		programme, user=None, email="vera@example.org", candidate_name="Vera", manager=cast.address("lead")
	)
	frappe.db.set_value(
		"Leadership Candidate", {"email": "vera@example.org"}, {"area": None, "nominator": None}
	)
	frappe.db.commit()
	phone = at(OwnPage, "nominator", phone=True)
	phone.page.goto("/login?redirect-to=/fokus")
	phone.sign_in()
	phone.look("eigene-seite")
	phone.page.get_by_role("link", name="Jemanden nominieren").click()
	expect(phone.page.get_by_role("heading", name="Für FOKUS nominieren")).to_be_visible()
	phone.look("formular")

	def field(label: str):
		return phone.page.locator(".frappe-control:visible").filter(
			has=phone.page.locator("label").get_by_text(label, exact=True)
		)

	field("Name").locator("input").fill("Nora Neuling")
	field("E-Mail").locator("input").fill("vera@example.org")
	field("Begründung der Nominierung").locator("textarea").fill("Leitet das Team in Vertretung.")
	expect(field("KiTa").locator("input")).to_have_value("KiTa Regenbogen")
	send = phone.page.get_by_role("button", name="Nominieren", exact=True)
	with phone.being_refused():
		send.click()
		expect(phone.page.locator(".modal.show")).to_contain_text("meldet sich bei Ihnen")
		phone.pictures.take(phone.page, "nominator-abgelehnt")
		phone.page.locator(
			".modal.show .btn-modal-close:visible, .modal.show [data-dismiss=modal]:visible"
		).first.click()
		expect(phone.page.locator(".modal.show")).to_have_count(0)
	expect(field("Name").locator("input")).to_have_value("Nora Neuling")
	field("E-Mail").locator("input").fill("nora.neuling@example.org")
	phone.look("ausgefuellt")
	send.click()
	expect(phone.page.locator(".success-page")).to_contain_text("Vielen Dank")
	phone.look("danke")
	frappe.db.rollback()
	case = frappe.get_doc("Leadership Candidate", {"email": "nora.neuling@example.org"})
	assert (case.workflow_state, case.nominator, case.centre) == ("Nominated", phone.user, "N-001")

	manager = at(Desk, "manager")
	manager.read(post.newest_for(manager.user))
	manager.follow("Zur Entscheidung")
	manager.sign_in()
	expect(manager.page.get_by_role("heading", name="Nora Neuling")).to_be_visible()
	expect(manager.page.get_by_role("button", name="Befürworten")).to_be_visible()
	manager.look("entscheidung")


def test_a_participant_nominates_themself_on_a_phone(at, self_nomination):
	phone = at(OwnPage, "participant2", phone=True)
	phone.page.goto("/login?redirect-to=/fokus")
	phone.sign_in()
	form = phone.open_action(phone.card("Schlagen Sie sich selbst"), "Mich selbst nominieren")
	form.get_by_label("KiTa").select_option(label="KiTa Sonnenhügel")
	form.get_by_label("Begründung").fill("Ich möchte leiten.")
	phone.look("mich-selbst")
	form.get_by_role("button", name="Mich selbst nominieren").click()
	phone.expect_stage("Potenzial")
	phone.look("mein-weg")


def test_hr_sees_the_same_person_twice_and_hands_tasks_over(at, programme):
	first = cast.candidate(programme, user=None, email="doppelt@example.org", candidate_name="Dora Doppelt")
	second = cast.candidate(programme, user=None, email="dora2@example.org", candidate_name="Dora Doppelt")
	frappe.db.commit()
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.look("arbeitsbereich")
	clerk.page.evaluate("(name) => frappe.set_route('Form', 'Leadership Candidate', name)", second.name)
	expect(clerk.page.locator(".form-message:visible")).to_contain_text(first.name)
	clerk.look("vielleicht-dieselbe")
	clerk.page.evaluate("() => frappe.set_route('List', 'Leadership Candidate', 'List')")
	clerk.page.locator(".menu-btn-group > button >> visible=true").click()
	clerk.page.locator(".menu-btn-group .dropdown-menu.show").get_by_text(
		"Aufgaben einer Person übergeben"
	).click()
	clerk.fill(clerk.dialog, "Wer ausscheidet", "Gerda Gebietsleitung")
	clerk.fill(clerk.dialog, "Nachfolge", "Olga Andergebiet")
	clerk.fill(clerk.dialog, "Grund", "Ruhestand")
	expect(clerk.dialog).to_contain_text("Offene Kandidaturen")
	clerk.look("uebergeben")
	clerk.confirm("Übergeben")
	expect(clerk.page.locator(".msgprint-dialog")).to_contain_text("Gebiete")
	clerk.look("uebergeben-fertig")
	frappe.db.rollback()
	assert frappe.db.get_value("Leadership Candidate", first.name, "manager") == cast.address("othermanager")
