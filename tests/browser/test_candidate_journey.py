"""People go the whole way through FOKUS at their screens: in the desk, in their mail program, on their phone."""

from email.message import EmailMessage
from pathlib import Path

import frappe
import pytest
from frappe.utils import add_days, formatdate, today
from playwright.sync_api import expect

from fokus_app.people import PARTICIPANT
from tests import programme as cast
from tests.browser.desk import Desk, OwnPage
from tests.programme import PASSWORD, Programme

LIST = Path(__file__).parents[1] / "import_list" / "kandidatenliste.csv"
NAME, CANDIDATE = "Jürgen Aßmann", "juergen.assmann@example.org"


def in_days(days: int) -> str:
	"""A date as people type it."""
	return formatdate(add_days(today(), days), "dd.mm.yyyy")


def text_of(mail: EmailMessage) -> str:
	"""What a mail says, without its markup."""
	return " ".join(mail.get_body(("plain",)).get_content().split())


@pytest.fixture(scope="module")
def account(programme: Programme) -> str:
	"""Somebody of HR's list has an account already."""
	user = frappe.get_doc(
		{
			"doctype": "User",
			"email": CANDIDATE,
			"first_name": "Jürgen",
			"last_name": "Aßmann",
			"language": "de",
			"send_welcome_email": 0,
			"new_password": PASSWORD,
			"roles": [{"role": PARTICIPANT}],
		}
	).insert()
	frappe.db.commit()
	return user.name


def test_a_candidate_from_the_list_to_established(at, post, account):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.look("arbeitsbereich")
	read_the_list_in(clerk)
	nominate_from_the_list(clerk)

	manager = at(Desk, "manager", phone=True)
	nomination = post.newest_for(manager.user)
	assert nomination["Subject"] == "FOKUS: Eine Nominierung wartet auf Ihre Entscheidung"
	assert f"{NAME} (KiTa Regenbogen) ist für das Programm FOKUS – Führung im FOKUS nominiert" in text_of(
		nomination
	)
	endorse(manager, nomination)

	lead = at(Desk, "lead")
	invite_beside_the_deputy(lead, at(Desk, "deputylead"), post.newest_for(lead.user))

	candidate = at(OwnPage, CANDIDATE, phone=True)
	candidate.read(post.newest_for(CANDIDATE))
	candidate.follow("Zu Ihrer Seite in FOKUS")
	candidate.sign_in()
	candidate.expect_stage("Auswahlgespräch")
	candidate.look("eingeladen")

	lead.act("Ins Programm aufnehmen", "Vorbereitung", {"Jahrgang": "FOKUS Probe", "Empfehlung": "Empfohlen"})
	expect(lead.head).to_contain_text(
		"Als bereit bestätigen: 1 verpflichtende Schritte sind noch offen: Hospitation"
	)
	lead.look("aufgenommen")
	find_nothing_to_decide(manager)

	candidate.read(post.newest_for(CANDIDATE))
	candidate.follow("Zu Ihren nächsten Schritten")
	candidate.expect_stage("Vorbereitung")
	candidate.tick("Hospitation")
	candidate.look("schritt-erledigt")

	lead.refresh()
	lead.act("Als bereit bestätigen", "Bereit")

	clerk.refresh()
	clerk.act(
		"Leitung übertragen",
		"Onboarding",
		{"Ziel-KiTa": "KiTa Mühlenbach", "Start in der Leitung": in_days(-1)},
	)
	clerk.look("uebertragen")

	lead.refresh()
	expect(lead.head).to_contain_text(
		"Onboarding abschließen: 1 verpflichtende Schritte sind noch offen: 100-Tage-Gespräch"
	)
	expect(lead.head.get_by_role("button", name="Onboarding abschließen")).to_have_count(0)
	lead.look("noch-nicht-moeglich")

	new_manager = at(Desk, "manager2", phone=True)
	tick_the_talk_off(new_manager, post.newest_for(new_manager.user))
	manager.read(nomination)
	manager.follow("Zur Entscheidung")
	expect(manager.page.get_by_role("status")).to_have_text("Hier gibt es für Sie nichts zu entscheiden.")
	manager.look("nicht-mehr-zustaendig")

	lead.refresh()
	lead.act("Onboarding abschließen", "Angekommen", {"Auswertungsgespräch geführt am": in_days(0)})
	lead.tab("Verlauf")
	stages = [
		"Nominiert",
		"Befürwortet",
		"Auswahlgespräch",
		"Vorbereitung",
		"Bereit",
		"Onboarding",
		"Angekommen",
	]
	expect(lead.form.locator(".fokus-history .indicator-pill")).to_have_text(stages[::-1])
	lead.look("verlauf")

	candidate.read(post.newest_for(CANDIDATE))
	candidate.follow("Zu Ihrer Seite in FOKUS")
	candidate.expect_stage("Angekommen")
	candidate.look("angekommen")


def test_a_new_leader_goes_the_short_way(at, post, programme):
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.open_list("Kandidaturen")
	clerk.add()
	enter_a_new_leader(clerk)
	clerk.act("Nominieren", "Nominiert")

	manager = at(Desk, "manager", phone=True)
	endorse(manager, post.newest_for(manager.user))

	lead = at(Desk, "lead")
	lead.read(post.newest_for(lead.user))
	lead.follow("Zu")
	lead.sign_in()
	lead.act(
		"Neue Leitung aufnehmen",
		"Onboarding",
		{"Start in der Leitung": in_days(-40), "Jahrgang": "FOKUS Probe"},
	)
	lead.look("aufgenommen")

	leader = at(OwnPage, "participant2", phone=True)
	leader.read(post.newest_for(leader.user))
	leader.follow("Zu Ihren nächsten Schritten")
	leader.sign_in()
	leader.expect_stage("Onboarding")
	leader.look("onboarding")

	open_newest(manager)
	tick_the_talk_off(manager)
	lead.refresh()
	lead.act("Onboarding abschließen", "Angekommen", {"Auswertungsgespräch geführt am": in_days(0)})


def test_mentor_and_mentee_agree_on_the_phone(at, post, programme):
	case = cast.candidate(programme)
	# as if they had been accepted: a mentor is for somebody who takes part
	case.db_set("workflow_state", "Preparation")
	frappe.db.commit()
	clerk = at(Desk, "clerk")
	clerk.go_in()
	clerk.open_list("Mentoring-Paare")
	clerk.add()
	clerk.fill(clerk.form, "Mentee", "Karla Kandidat")
	clerk.fill(clerk.form, "Mentor*in", "Mona Mentorin")
	clerk.look("neues-paar")
	clerk.save()
	clerk.act("Mentor*in anfragen", "Wartet auf Mentor*in")

	mentor = at(OwnPage, "mentor", phone=True)
	mentor.read(post.newest_for(mentor.user))
	mentor.follow("Zur Anfrage")
	mentor.sign_in()
	asked = mentor.card("Sie sind gefragt, Karla Kandidat zu begleiten")
	expect(asked).to_contain_text("KiTa Regenbogen")
	mentor.look("anfrage")
	form = mentor.open_action(asked, "Begleitung zusagen")
	form.get_by_role("checkbox").check()
	mentor.look("zusagen")
	form.get_by_role("button", name="Begleitung zusagen").click()
	expect(mentor.card("Karla Kandidat")).to_contain_text("Wartet auf Mentee")
	mentor.look("zugesagt")

	mentee = at(OwnPage, "candidate", phone=True)
	mentee.read(post.newest_for(mentee.user))
	mentee.follow("Zum Vorschlag")
	mentee.sign_in()
	offered = mentee.card("Mona Mentorin möchte Sie begleiten")
	form = mentee.open_action(offered, "Begleitung bestätigen")
	form.get_by_label("Ziele").fill("Schwierige Gespräche üben")
	form.get_by_label("Häufigkeit").fill("Alle vier Wochen")
	form.get_by_role("checkbox").check()
	mentee.look("bestaetigen")
	form.get_by_role("button", name="Begleitung bestätigen").click()
	expect(mentee.card("Mona Mentorin")).to_contain_text("Alle vier Wochen")
	mentee.look("bestaetigt")

	assert "Karla Kandidat" in text_of(post.newest_for(mentor.user))
	clerk.refresh()
	clerk.expect_stage("Aktiv")


def read_the_list_in(clerk: Desk) -> None:
	"""From the workspace to a list in which the people of the CSV file stand."""
	clerk.open_list("Kandidaturen")
	clerk.press("Liste einlesen")
	clerk.look("liste-einlesen")
	with clerk.page.expect_file_chooser() as chooser:
		clerk.press("Datei wählen …")
	chooser.value.set_files(LIST)
	expect(clerk.dialog).to_contain_text("25 von 30 Zeilen können eingelesen werden.")
	wrong = clerk.dialog.get_by_role("row").filter(has_text="Anton Adler")
	expect(wrong).to_contain_text("„KiTa Wolkenheim“ ist nicht bekannt")
	clerk.look("liste-vorschau")
	clerk.confirm("Einlesen")
	expect(clerk.dialog).to_contain_text("25 Potenzialträger*innen wurden angelegt")
	clerk.look("liste-eingelesen")
	clerk.confirm("Schließen")


def nominate_from_the_list(clerk: Desk) -> None:
	"""The clerk finds the person, enters the account and nominates."""
	clerk.open_row(NAME)
	clerk.expect_stage("Potenzial")
	clerk.look("formular")
	clerk.fill(clerk.form, "Benutzerkonto", CANDIDATE)
	clerk.save()
	clerk.act("Nominieren", "Nominiert")
	expect(clerk.head).to_contain_text(
		"Wartet auf Gerda Gebietsleitung oder Dieter Stellvertretung, seit heute"
	)
	clerk.look("nominiert")


def enter_a_new_leader(clerk: Desk) -> None:
	"""The clerk fills in an empty form."""
	for label, value in {
		"Name": "Kuno Teilnehmer",
		"E-Mail": "participant2@example.org",
		"Benutzerkonto": "participant2@example.org",
		"KiTa": "KiTa Sonnenhügel",
		"Zugangsweg": "Neue Leitung",
	}.items():
		clerk.fill(clerk.form, label, value)
	clerk.look("neu")
	clerk.tab("Nominierung")
	clerk.fill(clerk.form, "Informiert am", in_days(-5))
	clerk.fill(clerk.form, "Begründung der Nominierung", "Leitet die KiTa seit vier Wochen.")
	clerk.look("neu-nominierung")
	clerk.save()


def endorse(manager: Desk, mail: EmailMessage) -> None:
	"""The manager decides on the phone, with nothing but the mail."""
	manager.read(mail)
	manager.follow("Zur Entscheidung")
	manager.sign_in()
	expect(manager.page.get_by_role("heading", name="Ihre Entscheidung")).to_be_visible()
	manager.look("entscheidung")
	manager.page.get_by_label("Stellungnahme der Führungskraft").fill(
		"Führt ruhig und klar. Ich befürworte das."
	)
	manager.page.get_by_role("button", name="Befürworten").click()
	expect(manager.page.get_by_role("status")).to_contain_text("Stufe: Befürwortet")
	manager.look("befuerwortet")


def invite_beside_the_deputy(lead: Desk, deputy: Desk, mail: EmailMessage) -> None:
	"""The lead invites; the deputy, who has the same case open, is told that it has changed."""
	for person in (deputy, lead):
		person.read(mail)
		person.follow("Zur")
		person.sign_in()
		person.expect_stage("Befürwortet")
	lead.look("fall")
	deputy.open_action("Zum Auswahlgespräch einladen")
	where_and_who = {"Ort oder Form des Gesprächs": "Raum 2", "Gesprächsrunde": "Petra Gesprächsrunde"}
	for label, value in {"Gespräch am": f"{in_days(9)} 14:00", **where_and_who}.items():
		deputy.fill(deputy.dialog, label, value)
	lead.act(
		"Zum Auswahlgespräch einladen",
		"Auswahlgespräch",
		{"Gespräch am": f"{in_days(10)} 09:30", **where_and_who},
	)
	with deputy.being_refused():
		deputy.confirm("Zum Auswahlgespräch einladen")
		expect(deputy.dialog).to_contain_text("wurde inzwischen von jemand anderem geändert")
	deputy.look("inzwischen-geaendert")


def open_newest(manager: Desk) -> None:
	"""The case about which the manager was written to last, in the desk."""
	frappe.db.rollback()
	about = {"recipient": manager.user, "reference_doctype": "Leadership Candidate"}
	mail = frappe.get_last_doc("FOKUS Mail", about)
	manager.page.goto(f"/app/leadership-candidate/{mail.reference_name}")


def find_nothing_to_decide(manager: Desk) -> None:
	"""In the preparation nothing is the manager's to decide or to tick off; the form says whose it is."""
	open_newest(manager)
	manager.expect_stage("Vorbereitung")
	expect(manager.head.get_by_role("button")).to_have_count(0)
	expect(manager.head).to_contain_text(
		"die Programmleitung oder die Stellvertretung: Als bereit bestätigen"
	)
	manager.tab("Leitung und Onboarding")
	expect(manager.step("Hospitation")).to_be_disabled()
	manager.look("nichts-zu-entscheiden")


def tick_the_talk_off(manager: Desk, mail: EmailMessage | None = None) -> None:
	"""The manager has had the talk after 100 days and says so, coming from the mail or not."""
	if mail:
		manager.read(mail)
		manager.follow("Zu den Schritten")
		manager.sign_in()
	manager.expect_stage("Onboarding")
	manager.tab("Leitung und Onboarding")
	manager.step("100-Tage-Gespräch").check()
	expect(manager.form).to_contain_text("1 von 1 erledigt")
	manager.look("gespraech-gefuehrt")
