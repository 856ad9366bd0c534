"""HR proposes mentors for a cohort and for one candidate; candidates and mentors say on their own page what matters."""

import re
from dataclasses import replace

import frappe
import pytest
from playwright.sync_api import expect

from tests import programme as cast
from tests.browser.desk import Desk, OwnPage
from tests.matching.conftest import many, mentee, mentor
from tests.workflows.stages import CANDIDATE, MENTORING

COMPETENCIES = ("Die eigene Rolle klären", "Verlässlich Rückmeldung geben", "Ziele gemeinsam entwickeln")


@pytest.fixture(scope="module")
def people(programme) -> dict[str, str]:
	"""Five who look for a mentor and three mentors, one of them with the only competency that somebody wishes for."""
	role, feedback, aims = COMPETENCIES
	frappe.db.set_value(
		"Mentor", {"name": ("in", (programme.mentor, programme.mentor2))}, "status", "Retired"
	)
	area = frappe.get_doc("Daycare Area", programme.area)
	area.append("neighbours", {"area": programme.area2})
	area.save()
	names = {
		name: mentee(programme, name, **values)
		for name, values in (
			("Anna", {}),
			("Berta", {}),
			("Cem", {"centre": programme.centre2}),
			("Dana", {"centre": programme.target_centre, "manager": cast.address("manager2")}),
			("Emil", {}),
		)
	}
	names |= {
		"Xenia": mentor(
			"Xenia", centre=programme.centre2, competencies=_competencies(role, feedback), capacity=2
		),
		"Yusuf": mentor(
			"Yusuf", area=programme.area2, competencies=_competencies(aims), wishes=[{"wish": "Türkisch"}]
		),
		"Zoe": mentor("Zoe", area=programme.area, competencies=_competencies(role)),
	}
	with cast.acting_as("clerk"):
		for name, wished, wishes in (
			("Anna", (role,), ()),
			("Berta", (feedback,), ()),
			("Cem", (aims,), ("Türkisch",)),
			("Dana", (role, feedback), ()),
		):
			doc = frappe.get_doc(CANDIDATE, names[name])
			doc.set("wished_competencies", _competencies(*wished))
			doc.set("mentoring_wishes", [{"wish": wish} for wish in wishes])
			doc.save()
	frappe.db.commit()
	return names


def _competencies(*names: str) -> list[dict]:
	return [{"competency": name} for name in names]


def go(desk: Desk, *route: str) -> None:
	desk.page.evaluate("(route) => frappe.set_route(route)", list(route))


def row(desk: Desk, name: str):
	return desk.dialog.locator("tbody tr").filter(has=desk.page.locator("b", has_text=name))


def test_a_cohort(at, people, programme):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	go(clerk, "Form", "Programme Cohort", programme.cohort)
	clerk.press("Mentor*innen vorschlagen")
	expect(clerk.dialog).to_contain_text("Der beste Vorschlag für alle zusammen")
	expect(clerk.dialog).to_contain_text("Paare: 4 · ohne Mentor*in: 1")
	expect(row(clerk, "Anna")).to_contain_text("Bringt mit, was gewünscht ist: Die eigene Rolle klären.")
	expect(row(clerk, "Cem")).to_contain_text("Erfüllt den Wunsch: Türkisch.")
	expect(row(clerk, "Emil")).to_contain_text("Die Plätze der möglichen Mentor*innen gehen an andere")
	clerk.look("vorschlag")

	# Emil instead of Anna, by keyboard: two at the same place are not possible
	chosen = row(clerk, "Anna").locator("select")
	taken = chosen.input_value()
	emil = row(clerk, "Emil").locator("select")
	emil.focus()
	emil.select_option(taken)
	expect(clerk.dialog).to_contain_text("Nicht möglich: 1")
	expect(clerk.dialog.get_by_role("button", name="Vorschläge anlegen")).to_be_disabled()
	clerk.look("nicht-moeglich")
	clerk.press("Die Übrigen neu verteilen")
	expect(clerk.dialog).to_contain_text("Ihre Änderungen kosten")
	clerk.look("neu-verteilt")
	clerk.press("Zurück zum besten Vorschlag")
	expect(clerk.dialog).to_contain_text("Der beste Vorschlag für alle zusammen")
	row(clerk, "Emil").locator("select").select_option("more")
	expect(row(clerk, "Emil").locator("select option")).to_have_count(4)
	clerk.dialog.get_by_role("button", name="4 Vorschläge anlegen").click()
	expect(clerk.page.locator(".desk-alert")).to_contain_text("Vorgeschlagen: 4")
	expect(clerk.page.locator(".list-row-container:visible")).to_have_count(4)
	clerk.look("beziehungen")
	frappe.db.rollback()
	made = frappe.get_all(MENTORING, {"workflow_state": "Proposed"}, ["mentor", "proposed_because"])
	assert len(made) == 4 and all("gewünscht" in each.proposed_because for each in made)

	go(clerk, "Form", "Programme Cohort", programme.cohort)
	clerk.press("Mentor*innen vorschlagen")
	expect(clerk.dialog).to_contain_text("4 weitere stehen nicht in dieser Liste")
	expect(row(clerk, "Emil")).to_contain_text("Niemand kommt in Frage: 3 ohne freien Platz.")
	clerk.look("danach")


def test_one_candidate(at, people, programme):
	for name in ("Wera", "Viktor"):
		people[name] = mentor(
			name, area=programme.area, competencies=_competencies(COMPETENCIES[0]), capacity=3
		)
	frappe.db.commit()
	lead = at(Desk, "lead")
	lead.go_in()
	go(lead, "Form", CANDIDATE, people["Emil"])
	lead.press("Mentor*in suchen")
	expect(row(lead, "Emil").locator("select")).to_have_value(people["Viktor"])
	expect(row(lead, "Emil")).to_contain_text("Auch möglich:")
	expect(row(lead, "Emil")).to_contain_text("Wera Mentor (35): Dasselbe Gebiet.")
	lead.look("eine-person")
	row(lead, "Emil").locator("select").select_option(people["Wera"])
	expect(lead.dialog).to_contain_text("Ihre Änderungen kosten nichts")
	lead.confirm("Vorschlag anlegen")
	lead.expect_stage("Vorgeschlagen")
	lead.look("beziehung")


def test_the_profiles_of_the_mentors(at, people, programme):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	go(clerk, "List", "Mentor")
	expect(clerk.page.locator(".list-row-container:visible").filter(has_text="Yusuf Mentor")).to_contain_text(
		"von 1 frei"
	)
	clerk.look("liste")
	clerk.press("Zurzeit nicht da")
	expect(clerk.page.locator(".list-row-container:visible")).to_have_count(2)
	clerk.look("zurzeit-nicht-da")
	go(clerk, "Form", "Mentor", people["Yusuf"])
	expect(clerk.form).to_be_visible()
	expect(clerk.page.get_by_text("0 von 1 Plätzen sind frei.").locator("visible=true")).to_be_visible()
	clerk.look("profil")


def test_what_people_say_on_their_own_page(at, people):
	candidate = at(OwnPage, "anna@example.org", phone=True)
	candidate.page.goto("/login")
	candidate.sign_in()
	candidate.page.goto("/fokus")
	candidate.page.locator("summary").get_by_text("Was ich mir von einer Mentor*in wünsche").click()
	candidate.page.get_by_label("Ziele gemeinsam entwickeln").check()
	candidate.page.get_by_label("Türkisch").check()
	candidate.page.get_by_label("Was sonst noch wichtig ist").fill("Gern am Abend")
	candidate.look("wuensche")
	candidate.page.get_by_role("button", name="Wünsche speichern").click()
	candidate.page.wait_for_load_state()
	expect(candidate.page.get_by_label("Türkisch")).to_be_checked()

	person = at(OwnPage, "yusuf@example.org", phone=True)
	person.page.goto("/login")
	person.sign_in()
	person.page.goto("/fokus")
	person.page.locator("summary").get_by_text("Wann ich da bin").click()
	person.page.get_by_label("Verfügbar bis").fill("2027-03-31")
	person.look("profil")
	person.page.get_by_role("button", name="Speichern", exact=True).click()
	expect(person.card("Freie Plätze")).to_contain_text("31. März 2027")
	person.look("danach")
	frappe.db.rollback()
	assert frappe.db.get_value(CANDIDATE, people["Anna"], "mentor_wish_note") == "Gern am Abend"
	assert str(frappe.db.get_value("Mentor", people["Yusuf"], "available_until")) == "2027-03-31"


PROGRESS = "**/*matching.screen.progress*"


def test_a_large_cohort_shows_how_far_the_work_is(at, programme, worker):
	many(replace(programme, cohort=programme.cohort2), 150, 140)
	frappe.db.commit()
	lead = at(Desk, "otherlead")
	lead.go_in()
	# on a slow line; the worker may be faster than a test that looks
	asked = []
	lead.page.route(PROGRESS, lambda route: route.continue_() if asked else asked.append(route))
	go(lead, "Form", "Programme Cohort", programme.cohort2)
	with lead.page.expect_request(PROGRESS):
		lead.press("Mentor*innen vorschlagen")
	expect(lead.dialog.get_by_role("status")).to_have_text("0 von 150 sind geschafft …")
	lead.pictures.take(lead.page, "otherlead-rechnet")
	asked[0].continue_()
	expect(lead.dialog).to_contain_text("Paare: 150")
	lead.look("vorschlag-fuer-viele")
	lead.press("150 Vorschläge anlegen")
	expect(lead.dialog.get_by_role("status")).to_have_text(re.compile(r"^[1-9]\d* von 150 sind geschafft …$"))
	lead.pictures.take(lead.page, "otherlead-legt-an")
	expect(lead.page.locator(".desk-alert")).to_contain_text("Vorgeschlagen: 150")
	frappe.db.rollback()
	assert frappe.db.count(MENTORING, {"candidate": ("like", "FK-viele-%")}) == 150
