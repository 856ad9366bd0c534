"""A peer consultation at people's screens: HR makes the group, a member plans, the moderator leads on the phone."""

import re

import frappe
from frappe.utils import add_days, today
from playwright.sync_api import expect

from fokus_app.consultations.groups import CONSULTATION, GROUP
from tests import programme as cast
from tests.browser.desk import Desk, OwnPage
from tests.consultations.conftest import MEMBERS
from tests.workflows.stages import MEETING

QUESTION = "Wie spreche ich Unpünktlichkeit an?"
NOTES = "Erst fragen, dann bitten"
RESULTS = "Ich frage am Montag nach den Gründen"
ON_PAGE = ".fokus-phase:not([hidden]) h3"


def test_from_the_group_to_what_hr_sees(at, post, programme):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	make_group(clerk)

	candidate = at(OwnPage, "candidate", phone=True)
	candidate.page.goto("/login")
	candidate.sign_in()
	candidate.page.goto("/fokus")
	plan(candidate)

	mentor = at(OwnPage, "mentor", phone=True)
	mentor.read(post.newest_for(mentor.user))
	mentor.follow("Zur kollegialen Beratung")
	mentor.sign_in()
	expect(mentor.page.locator(ON_PAGE)).to_have_text("Noch nicht begonnen")
	expect(mentor.page.locator(".fokus-lead")).to_be_hidden()
	mentor.look("geplant")

	frappe.db.rollback()
	name = frappe.db.get_value(CONSULTATION, {})
	frappe.db.set_value(CONSULTATION, name, "consultation_date", today(), update_modified=False)
	frappe.db.commit()
	mentor.page.reload()
	office = at(OwnPage, "participant2")
	office.page.goto("/login")
	office.sign_in()
	office.page.goto(f"/fokus/consultation?name={name}")

	lead_through(mentor, office)
	candidate.page.goto(f"/fokus/consultation?name={name}")
	write(candidate, mentor)
	end(mentor)

	clerk.page.goto(f"/app/peer-consultation-group/{frappe.db.get_value(GROUP, {})}")
	dates = clerk.form.locator("[data-fieldname=consultations_html]")
	expect(dates.locator("li")).to_have_count(1)
	expect(clerk.form.locator("[data-fieldname=consultations_held]")).to_contain_text("1")
	for words in (QUESTION, NOTES, RESULTS):
		assert words not in clerk.page.content()
	dates.scroll_into_view_if_needed()
	clerk.look("nur-daten")


def make_group(clerk: Desk) -> None:
	clerk.page.evaluate("frappe.new_doc('Peer Consultation Group')")
	clerk.fill(clerk.form, "Bezeichnung", "Runde Nord")
	grid = clerk.form.locator("[data-fieldname=members]")
	for number, part in enumerate(MEMBERS):
		if number:  # a new list begins with an empty row
			grid.get_by_role("button", name="Zeile hinzufügen").click()
		clerk.rest()
		row = grid.locator(".grid-body .grid-row").nth(number)
		box = row.locator("[data-fieldname=user] input")
		if not box.is_visible():  # a row that was added just now is open already
			row.locator(".grid-static-col[data-fieldname=user]").click()
		box.fill(cast.CAST[part][0])
		row.locator("[role=listbox] li, [role=option]").get_by_text(cast.address(part)).first.click()
		expect(box).to_have_value(cast.address(part))
	clerk.look("gruppe")
	clerk.save()
	expect(clerk.form).to_contain_text("Was gesagt wurde, bleibt bei den Mitgliedern.")
	clerk.look("gruppe-gespeichert")


def plan(candidate: OwnPage) -> None:
	form = candidate.open_action(candidate.card("Runde Nord"), "Beratung planen")
	expect(form.get_by_label("Moderation")).to_have_value(cast.address("mentor"))
	form.get_by_label("Datum").fill(str(add_days(today(), 7)))
	form.get_by_label("Um *", exact=True).fill("14:00")
	form.get_by_label("Ort oder Link").fill("Teamraum")
	form.get_by_label("Fallgeber*in").select_option(cast.address("candidate"))
	candidate.look("planen")
	with candidate.page.expect_navigation():
		form.get_by_role("button", name="Beratung planen").click()
	expect(candidate.page.locator(".fokus-next")).to_contain_text("Mona Mentorin")
	candidate.page.locator(".fokus-next").scroll_into_view_if_needed()
	candidate.look("geplant")


def lead_through(mentor: OwnPage, office: OwnPage) -> None:
	"""On the phone, with a reload in between; whoever does not moderate sees where they are."""
	mentor.page.get_by_role("button", name="Beginnen").click()
	expect(mentor.page.locator(ON_PAGE)).to_have_text("Casting")
	expect(mentor.page.locator(ON_PAGE)).to_be_focused()
	expect(mentor.page.get_by_role("timer")).to_contain_text(re.compile(r"4:5\d verbleiben"))
	mentor.look("casting")
	# by keyboard, as at a desk
	mentor.page.get_by_role("button", name="Nächste Phase").press("Enter")
	expect(mentor.page.locator(ON_PAGE)).to_have_text("Spontanerzählung")
	expect(mentor.page.locator("[data-part=said]")).to_have_text("Jetzt: Spontanerzählung")
	mentor.page.reload()
	expect(mentor.page.locator(ON_PAGE)).to_have_text("Spontanerzählung")
	expect(mentor.page.locator("[aria-current=step]")).to_contain_text("Spontanerzählung")
	mentor.page.get_by_role("button", name="Zurück", exact=True).click()
	expect(mentor.page.locator(ON_PAGE)).to_have_text("Casting")
	for phase in ("Spontanerzählung", "Schlüsselfrage"):
		mentor.page.get_by_role("button", name="Nächste Phase").click()
		expect(mentor.page.locator(ON_PAGE)).to_have_text(phase)
	mentor.look("schluesselfrage")
	expect(office.page.locator(ON_PAGE)).to_have_text("Schlüsselfrage")
	expect(office.page.locator(".fokus-lead")).to_be_hidden()
	office.look("zusehen")


def write(candidate: OwnPage, mentor: OwnPage) -> None:
	"""Each writes their own words; what somebody else types meanwhile takes none of them away."""
	assert QUESTION not in candidate.page.content()
	question = candidate.page.get_by_label("Schlüsselfrage")
	expect(question).to_be_enabled()
	question.fill(QUESTION)
	candidate.page.get_by_label("Ergebnisse und nächste Schritte").fill(RESULTS)
	expect(candidate.page.locator("[data-part=kept]")).to_have_text("noch nicht gespeichert")
	candidate.page.get_by_role("button", name="Meine Worte speichern").click()
	expect(candidate.page.locator("[data-part=kept]")).to_have_text("gespeichert")
	candidate.page.get_by_label("Schlüsselfrage").scroll_into_view_if_needed()
	candidate.look("aufschreiben")
	mentor.page.reload()
	expect(mentor.page.locator("[data-others=question]")).to_contain_text(QUESTION)
	expect(mentor.page.locator("[data-others=question]")).to_contain_text("Karla Kandidat")
	mentor.page.get_by_label("Notizen").fill(NOTES)


def end(mentor: OwnPage) -> None:
	"""What the moderator has typed and not saved is kept with the end."""
	for phase in ("Methodenwahl", "Beratung", "Abschluss"):
		mentor.page.get_by_role("button", name="Nächste Phase").click()
		expect(mentor.page.locator(ON_PAGE)).to_have_text(phase)
	mentor.look("abschluss")
	mentor.page.get_by_role("button", name="Beratung abschließen").click()
	expect(mentor.page.locator(ON_PAGE)).to_have_text("Durchgeführt")
	expect(mentor.page.get_by_label("Notizen")).to_have_value(NOTES)
	expect(mentor.page.locator("[data-others=results]")).to_contain_text(RESULTS)
	mentor.look("durchgefuehrt")
	mentor.page.get_by_role("heading", name="Was bei uns bleibt").scroll_into_view_if_needed()
	mentor.look("was-bleibt")


def test_a_group_from_the_guests_of_a_meeting(at, names):
	frappe.db.set_value(MEETING, names[MEETING], "kind", "Peer Consultation")
	frappe.db.commit()
	lead = at(Desk, "lead")
	lead.go_in()
	lead.page.goto(f"/app/network-meeting/{names[MEETING]}")
	lead.press("Beratungsgruppe anlegen")
	members = lead.form.locator("[data-fieldname=members] .grid-body .grid-row")
	expect(members).to_have_count(3)
	lead.look("gruppe-aus-treffen")
	lead.save()
	expect(lead.form).to_contain_text("Was gesagt wurde, bleibt bei den Mitgliedern.")
	frappe.db.rollback()
	assert frappe.db.get_value(GROUP, {"meeting": names[MEETING]}, "title") == "Netzwerktreffen"
