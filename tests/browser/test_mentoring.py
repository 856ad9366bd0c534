"""A mentoring at people's screens: both agree on the phone, meet, write it up in a minute, and HR sees a number."""

import time

import frappe
from frappe.utils import add_days, formatdate, today
from playwright.sync_api import Locator, expect

from tests import programme as cast
from tests.browser.desk import Desk, OwnPage
from tests.workflows import stages
from tests.workflows.stages import MENTORING

TOPICS = "Wie spreche ich an, dass jemand immer zu spät kommt?"
STEPS = "Gespräch am Montag vorbereiten"
MENTORS_NOTE = "Nächstes Mal nach dem Urlaub fragen"
MENTEES_NOTE = "Ich habe mich ernst genommen gefühlt"
BETTER = "Wie spreche ich Unpünktlichkeit an, ohne zu verletzen?"
ANSWER = "Dass ich laut denken darf"


def test_from_the_request_to_the_number_that_hr_sees(at, post, names):
	stages.place(
		names,
		MENTORING,
		"Proposed",
		goals=None,
		frequency=None,
		mentor_acknowledged_on=None,
		mentee_acknowledged_on=None,
		from_date=today(),
		until_date=add_days(today(), 200),
	)
	with cast.acting_as("clerk"):
		stages.act(names, MENTORING, "Ask Mentor")
	frappe.db.commit()

	mentor = at(OwnPage, "mentor", phone=True)
	mentor.read(post.newest_for(mentor.user))
	mentor.follow("Zur Anfrage")
	mentor.sign_in()
	accept(mentor)

	mentee = at(OwnPage, "candidate", phone=True)
	mentee.read(post.newest_for(mentee.user))
	mentee.follow("Zum Vorschlag")
	mentee.sign_in()
	confirm(mentee)

	mentor.page.reload()
	took = log_a_session(mentor)
	assert took < 60, f"logging a session took {took:.0f} s"

	mentee.page.reload()
	read_it(mentee)
	reflect(mentee)
	change_agreement(mentee)
	plan_another_date(mentee)

	mentor.page.reload()
	open_session(mentor)
	expect(mentor.page.locator(".fokus-words")).to_contain_text(TOPICS)
	expect(mentor.page.locator(".fokus-words textarea").first).to_have_value(MENTORS_NOTE)
	log_one_too_many_and_delete_it(mentor)

	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.page.goto(f"/app/mentoring-relationship/{names[MENTORING]}")
	clerk.expect_stage("Aktiv")
	sessions = clerk.form.locator("[data-fieldname=sessions_html]")
	expect(sessions.locator("li")).to_have_count(1)
	expect(clerk.form.locator("[data-fieldname=sessions_held]")).to_contain_text("1")
	expect(clerk.form).to_contain_text("Was gesagt wurde, bleibt bei ihnen.")
	for words in (TOPICS, STEPS, MENTORS_NOTE, MENTEES_NOTE, ANSWER):
		assert words not in clerk.page.content()
	sessions.scroll_into_view_if_needed()
	clerk.look("nur-anzahl")


def accept(mentor: OwnPage) -> None:
	mentor.look("anfrage")
	card = (
		mentor.card("gebeten").first
		if mentor.card("gebeten").count()
		else mentor.page.locator(".fokus-card-waits")
	)
	form = mentor.open_action(card, "Begleitung zusagen")
	form.get_by_role("checkbox").check()
	mentor.look("zusagen")
	form.get_by_role("button", name="Begleitung zusagen").click()
	expect(mentor.page.locator(".fokus-card-waits")).to_have_count(0)


def confirm(mentee: OwnPage) -> None:
	form = mentee.open_action(mentee.page.locator(".fokus-card-waits"), "Begleitung bestätigen")
	form.get_by_label("Ziele").fill("Sicher schwierige Gespräche führen")
	form.get_by_label("Häufigkeit").fill("alle vier Wochen")
	form.get_by_role("checkbox").check()
	mentee.look("vereinbaren")
	form.get_by_role("button", name="Begleitung bestätigen").click()
	expect(mentee.page.get_by_role("heading", name="Unsere Gespräche")).to_be_visible()
	mentee.look("begonnen")


def log_a_session(mentor: OwnPage) -> float:
	"""On the phone, with the next date; how many seconds it took."""
	began = time.monotonic()
	card = mentor.card("Karla Kandidat").first
	form = mentor.open_action(card, "Gespräch eintragen")
	form.get_by_label("Themen").fill(TOPICS)
	form.get_by_label("Verabredete nächste Schritte").fill(STEPS)
	form.get_by_label("Private Notiz").fill(MENTORS_NOTE)
	form.get_by_label("Nächstes Gespräch am").fill(str(add_days(today(), 14)))
	form.get_by_label("Um", exact=True).fill("10:30")
	mentor.look("eintragen")
	form.get_by_role("button", name="Gespräch eintragen").click()
	expect(mentor.page.locator(".fokus-session")).to_have_count(1)
	took = time.monotonic() - began
	expect(mentor.page.locator(".fokus-next")).to_contain_text("10:30")
	mentor.page.locator(".fokus-session").scroll_into_view_if_needed()
	mentor.look("eingetragen")
	return took


def log_one_too_many_and_delete_it(mentor: OwnPage) -> None:
	"""On the phone: put right what one has logged oneself, log another one, take that one back."""
	form = _form_in(mentor.page.locator(".fokus-words"), "Dieses Gespräch ändern")
	form.get_by_label("Minuten").fill("75")
	mentor.look("aendern")
	with mentor.page.expect_navigation():
		form.get_by_role("button", name="Gespräch speichern").click()
	expect(mentor.page.locator(".fokus-session summary")).to_contain_text("75 Minuten")
	form = mentor.open_action(mentor.card("Karla Kandidat").first, "Gespräch eintragen")
	form.get_by_label("Datum").fill(str(add_days(today(), -5)))
	with mentor.page.expect_navigation():
		form.get_by_role("button", name="Gespräch eintragen").click()
	expect(mentor.page.locator(".fokus-session")).to_have_count(2)
	mentor.page.locator(".fokus-session summary").last.click()
	form = _form_in(mentor.page.locator(".fokus-words").last, "Dieses Gespräch löschen")
	mentor.look("loeschen")
	with mentor.page.expect_navigation():
		form.get_by_role("button", name="Endgültig löschen").click()
	expect(mentor.page.locator(".fokus-session")).to_have_count(1)


def open_session(screen: OwnPage) -> None:
	screen.page.locator(".fokus-session summary").first.click()
	expect(screen.page.locator(".fokus-words dl")).to_be_visible()


def read_it(mentee: OwnPage) -> None:
	assert TOPICS not in mentee.page.content(), "the words come when somebody opens the session"
	open_session(mentee)
	words = mentee.page.locator(".fokus-words")
	expect(words).to_contain_text(TOPICS)
	expect(words).to_contain_text(STEPS)
	expect(words).not_to_contain_text(MENTORS_NOTE)
	note = words.locator("textarea").first
	expect(note).to_have_value("")
	note.fill(MENTEES_NOTE)
	words.scroll_into_view_if_needed()
	mentee.look("lesen")
	with mentee.page.expect_navigation():
		words.get_by_role("button", name="Meine Notiz speichern").click()
	open_session(mentee)
	expect(mentee.page.locator(".fokus-words textarea").first).to_have_value(MENTEES_NOTE)


def _form(screen: OwnPage, action: str) -> Locator:
	"""Open an action of the pair's card, which holds other open forms; its own form."""
	return _form_in(screen.page.locator("body"), action)


def _form_in(place: Locator, action: str) -> Locator:
	details = place.locator("details.fokus-action").filter(
		has=place.page.locator("summary").get_by_text(action, exact=True)
	)
	details.locator("summary").click()
	return details.locator("form")


def reflect(mentee: OwnPage) -> None:
	form = _form(mentee, "Zwischenreflexion")
	form.get_by_label("Was hilft mir in unseren Gesprächen?").fill(ANSWER)
	form.scroll_into_view_if_needed()
	mentee.look("reflexion")
	with mentee.page.expect_navigation():
		form.get_by_role("button", name="Für mich behalten").click()
	mentee.page.locator("summary", has_text="Zwischenreflexion").click()
	expect(mentee.page.get_by_label("Was hilft mir in unseren Gesprächen?")).to_have_value(ANSWER)


def change_agreement(mentee: OwnPage) -> None:
	form = _form(mentee, "Vereinbarung ändern")
	form.get_by_label("Vereinbarung", exact=True).fill("Wir duzen uns und sagen rechtzeitig ab.")
	mentee.look("vereinbarung")
	# without a connection what is written stays, and the page says so in German
	method = "**/api/method/fokus_app.mentoring.change_agreement"
	mentee.page.route(method, lambda route: route.abort())
	form.get_by_role("button", name="Vereinbarung speichern").click()
	expect(form.get_by_role("alert")).to_have_text(
		"Das hat nicht geklappt. Bitte versuchen Sie es noch einmal."
	)
	mentee.page.unroute(method)
	mentee.errors.clear()  # the browser notes the lost connection itself
	with mentee.page.expect_navigation():
		form.get_by_role("button", name="Vereinbarung speichern").click()
	expect(mentee.card("Mona Mentorin").first).to_contain_text("Wir duzen uns")
	answer = mentee.page.request.get(
		mentee.page.get_by_role("link", name="Vereinbarung als PDF").get_attribute("href")
	)
	assert answer.ok and answer.body().startswith(b"%PDF")
	mentee.pictures.folder.joinpath("vereinbarung.pdf").write_bytes(answer.body())


def plan_another_date(mentee: OwnPage) -> None:
	form = _form(mentee, "Nächstes Gespräch verlegen")
	form.get_by_label("Datum").fill(str(add_days(today(), 15)))
	form.get_by_label("Um *", exact=True).fill("09:15")
	mentee.look("verlegen")
	with mentee.page.expect_navigation():
		form.get_by_role("button", name="Termin speichern").click()
	expect(mentee.page.locator(".fokus-next")).to_contain_text("09:15")


def test_a_mentor_who_works_in_the_desk_logs_there(at, names):
	user = frappe.get_doc("User", cast.address("mentor"))
	user.add_roles("FOKUS Manager")
	stages.place(names, MENTORING, "Active")
	frappe.db.commit()
	# those of the test before
	others = frappe.db.count("Mentoring Session", {"relationship": names[MENTORING], "status": "Held"})

	mentor = at(Desk, "mentor")
	mentor.go_in()
	mentor.page.goto(f"/app/mentoring-relationship/{names[MENTORING]}")
	mentor.expect_stage("Aktiv")
	mentor.press("Gespräch eintragen")
	mentor.page.wait_for_function("window.cur_dialog")  # the dialog takes the focus once it stands
	mentor.look("dialog")
	mentor.fill(mentor.dialog, "Datum", formatdate(add_days(today(), -2), "dd.mm.yyyy"))
	# Frappe puts the number in order a moment after its field got the focus, in whatever field has it by then
	mentor.page.wait_for_timeout(300)
	for field, words in (("topics", TOPICS), ("next_steps", STEPS)):
		box = mentor.dialog.locator(f"textarea[data-fieldname={field}]")
		box.click()
		box.press_sequentially(words)
		expect(box).to_have_value(words)
	mentor.look("eintragen")
	mentor.confirm("Gespräch eintragen")
	row = mentor.form.locator("[data-fieldname=sessions_html] [data-session]").last
	expect(row).to_be_visible()
	row.scroll_into_view_if_needed()
	mentor.look("eingetragen")
	row.click()
	expect(mentor.form).to_contain_text(TOPICS)
	expect(mentor.form).to_contain_text(STEPS)
	note = mentor.form.locator("#fokus-note")
	note.fill(MENTORS_NOTE)
	mentor.press("Meine Notiz speichern")
	expect(mentor.page.get_by_text("Gespeichert").first).to_be_visible()
	expect(mentor.page.get_by_text("Einen Kommentar hinzufügen").locator("visible=true")).to_have_count(0)
	mentor.look("gespraech")
	put_right_and_take_back(mentor, others)


def put_right_and_take_back(mentor: Desk, others: int) -> None:
	mentor.press("Dieses Gespräch ändern")
	mentor.page.wait_for_function("window.cur_dialog")
	mentor.rest()
	mentor.page.wait_for_timeout(300)  # the number again, see above
	topics = mentor.dialog.locator("textarea[data-fieldname=topics]")
	expect(topics).to_have_value(TOPICS)
	topics.fill(BETTER)
	mentor.look("aendern")
	mentor.confirm("Gespräch speichern")
	expect(mentor.form).to_contain_text(BETTER)
	mentor.press("Dieses Gespräch löschen")
	mentor.look("loeschen")
	mentor.dialog.get_by_role("button", name="Ja", exact=True).click()
	mentor.expect_stage("Aktiv")
	sessions = mentor.form.locator("[data-fieldname=sessions_html]")
	expect(sessions.locator("[data-session]")).to_have_count(others)
