"""The assessment at people's screens: the lead invites, three people write, the lead releases, the candidate reads."""

import re

import frappe
from frappe.utils import add_days, formatdate, today
from playwright.sync_api import expect

from tests import programme as cast
from tests.assessment.conftest import switch_scale_on
from tests.browser.desk import Desk, OwnPage
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

OWN_WORDS = "Ich frage erst nach, bevor ich entscheide."
MANAGERS_WORDS = "Hat den Dienstplan mit dem Team neu gebaut – sehr umsichtig."


def _open_case(desk: Desk, name: str) -> None:
	desk.page.goto(f"/app/leadership-candidate/{name}")


def test_from_the_invitation_to_the_profile(at, post, names):
	stages.place(
		names,
		CANDIDATE,
		"Endorsed",
		assessment_on=None,
		assessment_place=None,
		recommendation_note="Vorläufig",
	)
	frappe.db.delete("Assessment Panel Member", {"parent": names[CANDIDATE]})
	switch_scale_on("selten", "manchmal", "oft", "immer")
	frappe.db.commit()
	case = names[CANDIDATE]

	lead = at(Desk, "lead")
	lead.go_in()
	_open_case(lead, case)
	invite(lead)

	candidate = at(OwnPage, "candidate", phone=True)
	candidate.read(post.newest_for(candidate.user))
	candidate.follow("Zu Ihrer Seite in FOKUS")
	candidate.sign_in()
	write_self_assessment(candidate)

	manager = at(Desk, "manager")
	manager.read(post.newest_for(manager.user))
	manager.follow("Zur Kandidatur")
	manager.sign_in()
	write_as_manager(manager)

	clerk = at(Desk, "clerk")
	clerk.go_in()
	_open_case(clerk, case)
	clerk.tab("Auswahlgespräch")
	expect(clerk.form).to_contain_text("abgegeben am")
	expect(clerk.form).not_to_contain_text(MANAGERS_WORDS)
	clerk.look("nur-daten")

	_open_case(lead, case)
	lead.refresh()
	lead.tab("Auswahlgespräch")
	expect(lead.form.locator(".fokus-picture")).to_be_visible()
	expect(lead.form).to_contain_text(MANAGERS_WORDS)
	lead.rest()  # the form draws it once more when it has come
	lead.form.locator(".fokus-picture").scroll_into_view_if_needed()
	lead.look("profil")
	lead.press("Für die Person freigeben")
	expect(lead.form).to_contain_text("freigegeben am")
	lead.look("freigegeben")

	candidate.read(post.newest_for(candidate.user))
	candidate.follow("Zu Ihrer Seite in FOKUS")
	expect(candidate.page.locator(".fokus-profile")).to_contain_text(MANAGERS_WORDS)
	candidate.page.locator(".fokus-profile").scroll_into_view_if_needed()
	candidate.look("mein-profil")

	move(lead)
	accept(lead)
	frappe.db.rollback()
	assert not frappe.db.get_value(CANDIDATE, case, "recommendation_note")


def test_the_candidate_downloads_the_plan_on_the_phone(at, names):
	stages.place(names, CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	frappe.db.commit()
	candidate = at(OwnPage, "candidate", phone=True)
	candidate.page.goto("/fokus")
	candidate.sign_in()
	link = candidate.page.get_by_role("link", name="FOKUS-Vorbereitungsplan")
	expect(link).to_be_visible()
	candidate.look("dokumente")
	answer = candidate.page.request.get(link.get_attribute("href"))
	assert answer.ok and answer.body().startswith(b"%PDF")

	clerk = at(Desk, "clerk")
	clerk.go_in()
	_open_case(clerk, names[CANDIDATE])
	clerk.press("Dokumente")
	expect(clerk.page.get_by_role("link", name="FOKUS-Nominierungsbogen")).to_be_visible()
	expect(clerk.page.get_by_role("link", name="FOKUS-Teilnahmebescheinigung")).to_have_count(0)
	clerk.look("dokumente")


def invite(lead: Desk) -> None:
	"""Everything that the invitation needs is asked for in its dialog, the panel too."""
	lead.open_action("Zum Auswahlgespräch einladen")
	lead.fill(lead.dialog, "Gespräch am", f"{formatdate(add_days(today(), 10), 'dd.mm.yyyy')} 09:30")
	lead.fill(lead.dialog, "Ort oder Form des Gesprächs", "Haus der Kirche, Raum 2")
	lead.fill(lead.dialog, "Gesprächsrunde", "Petra Gesprächsrunde")
	panel = lead.dialog.locator("[data-fieldname=assessment_panel] .tb-selected-value")
	expect(panel).to_have_text("Petra Gesprächsrunde")
	lead.look("einladen")
	lead.confirm("Zum Auswahlgespräch einladen")
	lead.expect_stage("Auswahlgespräch")
	lead.tab("Auswahlgespräch")
	expect(lead.form).to_contain_text("Petra Gesprächsrunde")
	lead.look("eingeladen")


def move(lead: Desk) -> None:
	"""The interview is moved; the dialog holds what is planned now."""
	name, _, _tab = lead.page.url.split("/")[-1].partition("#")  # 16 keeps the open tab in the address
	_open_case(lead, name)
	lead.open_action("Gespräch verlegen")
	expect(lead.dialog.locator("[data-fieldname=assessment_panel] .tb-selected-value")).to_have_count(1)
	lead.fill(lead.dialog, "Gespräch am", f"{formatdate(add_days(today(), 12), 'dd.mm.yyyy')} 14:00")
	lead.fill(lead.dialog, "Grund", "Der Raum ist belegt.")
	lead.look("verlegen")
	lead.confirm("Gespräch verlegen")
	expect(lead.dialog.locator(".modal-title")).to_have_count(0)
	lead.tab("Verlauf")
	expect(lead.form.locator(".fokus-history")).to_contain_text("Gespräch verlegen")


def accept(lead: Desk) -> None:
	"""The dialog holds what was noted before; what is taken out there is gone."""
	lead.tab("Details")
	lead.open_action("Ins Programm aufnehmen")
	note = lead.dialog.locator("[data-fieldname=recommendation_note] textarea")
	expect(note).to_have_value("Vorläufig")
	note.fill("")
	note.press("Tab")
	lead.look("aufnehmen")
	lead.confirm("Ins Programm aufnehmen")
	lead.expect_stage("Vorbereitung")


def write_self_assessment(candidate: OwnPage) -> None:
	"""On the phone: begin, keep, come back, hand in."""
	page = candidate.page
	page.get_by_text("Selbsteinschätzung schreiben").click()
	first = page.locator(".fokus-assessment textarea").first
	first.fill(OWN_WORDS)
	page.locator(".fokus-assessment select").first.select_option(label="oft")
	candidate.look("selbsteinschaetzung")
	page.get_by_role("button", name="Zwischenspeichern").click()
	expect(page.get_by_text("Gespeichert. Sie können hier später weiterschreiben.")).to_be_visible()
	page.reload()
	page.get_by_text("Selbsteinschätzung schreiben").click()
	expect(page.locator(".fokus-assessment textarea").first).to_have_value(OWN_WORDS)
	page.get_by_label("Gesamtbemerkung").fill("Ich freue mich auf das Gespräch.")
	page.get_by_role("button", name="Abgeben").click()
	expect(page.locator(".fokus-profile")).to_contain_text(OWN_WORDS)
	candidate.look("abgegeben")


def write_as_manager(manager: Desk) -> None:
	"""In the desk: from the candidate's form to the own assessment and back."""
	manager.expect_stage("Auswahlgespräch")
	manager.tab("Auswahlgespräch")
	manager.look("gebeten")
	manager.page.get_by_role("link", name="Schreiben").click()
	first = manager.page.locator(".fokus-editor textarea >> visible=true").first
	first.fill(MANAGERS_WORDS)
	manager.page.locator(".fokus-editor select >> visible=true").first.select_option(label="immer")
	manager.look("einschaetzung")
	manager.press("Abgeben")
	manager.dialog.get_by_role("button", name=re.compile("Ja|Bestätigen")).click()
	expect(manager.form).to_contain_text("Abgegeben: Von nun an wird nur noch gelesen.")
	expect(manager.form).to_contain_text(MANAGERS_WORDS)
	manager.look("abgegeben")
