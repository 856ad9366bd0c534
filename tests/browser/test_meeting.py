"""A meeting at people's screens: planned and invited in the desk, answered on a phone from the mail and on the own page."""

import unicodedata

import frappe
import pypdf
from playwright.sync_api import Locator, expect

from fokus_app.meetings import feedback
from tests import programme as cast
from tests.browser.desk import Desk, OwnPage
from tests.meetings.conftest import MEETING, make_meeting, queue, seated

TITLE = "Netzwerktreffen"


def _open(desk: Desk, name: str) -> None:
	desk.page.goto(f"/app/network-meeting/{name}")
	expect(desk.head).to_be_visible()


def _people(desk: Desk, name: str) -> Locator:
	return desk.page.locator(".fokus-people tr", has_text=name)


def test_an_agenda_comes_from_a_template(at, programme):
	meeting = make_meeting([], "Draft")
	frappe.db.commit()
	clerk = at(Desk, "clerk")
	clerk.go_in()
	_open(clerk, meeting.name)
	# an empty one has to be there too, to be filled by hand
	expect(clerk.page.locator("[data-fieldname=agenda] .grid-add-row")).to_be_visible()
	clerk.press("Ablauf übernehmen aus …")
	clerk.fill(clerk.dialog, "Welche Vorlage, welches Treffen", "Netzwerktreffen – halber Tag")
	clerk.look("ablauf-uebernehmen")
	clerk.confirm("Übernehmen")
	agenda = clerk.page.locator(".fokus-agenda")
	expect(agenda).to_contain_text("14:00–14:15")
	expect(agenda).to_contain_text("15 Minuten mehr, als das Treffen dauert")
	agenda.scroll_into_view_if_needed()
	clerk.look("ablauf")
	clerk.save()
	clerk.press("Reihe anlegen …")
	days = clerk.dialog.locator("[data-date]")
	expect(days).to_have_count(3)
	for day in days.all():
		day.check()  # weekends and holidays are not chosen beforehand
	clerk.look("reihe")
	clerk.confirm("Entwürfe anlegen")
	expect(clerk.page.locator(".list-row >> visible=true")).to_have_count(4)
	clerk.look("reihe-in-der-liste")
	clerk.page.goto("/app/network-meeting/view/calendar/default")
	# the meeting is in three weeks: this month or the next one
	next_month = frappe.utils.getdate(meeting.starts_on).month != frappe.utils.getdate().month
	expect(clerk.page.locator(".fc-next-button")).to_be_visible()
	if next_month:
		clerk.page.locator(".fc-next-button").click()
	expect(clerk.page.locator(".fc-event").first).to_be_visible()
	clerk.look("kalender")


def test_from_the_invitation_to_the_waiting_list(at, post, programme):
	meeting = make_meeting([], seats=1)
	frappe.db.commit()

	clerk = at(Desk, "clerk")
	clerk.go_in()
	_open(clerk, meeting.name)
	clerk.press("Personen hinzufügen")
	clerk.dialog.get_by_text("Mentor*innen", exact=True).click()
	expect(clerk.dialog.locator(".fokus-recipients")).to_contain_text("Mona Mentorin")
	clerk.dialog.locator(".frappe-control[data-fieldname=users] input").fill("Karla")
	clerk.page.locator("[role=listbox] >> visible=true").get_by_text("Karla Kandidat").first.click()
	expect(clerk.dialog.locator(".fokus-recipients")).to_contain_text("Karla Kandidat")
	clerk.look("wer-kommt-auf-die-liste")
	clerk.confirm("Auf die Liste setzen")
	expect(clerk.dialog).to_be_hidden()
	clerk.open_action("Einladungen versenden")
	expect(clerk.dialog).to_contain_text("3 Personen bekommen eine Einladung per Mail.")
	clerk.look("einladungen-vorschau")
	clerk.confirm("Einladungen versenden")
	clerk.expect_stage("Eingeladen")

	karla = at(OwnPage, "candidate", phone=True)
	karla.read(post.newest_for(karla.user))
	karla.follow("Jetzt antworten")
	expect(karla.page.get_by_role("heading", name=TITLE)).to_be_visible()
	karla.look("einladung")
	karla.page.get_by_label("Bemerkung").fill("Ich komme mit dem Fahrrad.")
	karla.page.get_by_role("button", name="Ja, ich bin dabei").click()
	expect(karla.page.get_by_role("status")).to_have_text("Sie haben zugesagt. Ihr Platz ist reserviert.")
	karla.look("zugesagt")

	_open(clerk, meeting.name)
	clerk.tab("Personen")
	expect(_people(clerk, "Karla Kandidat")).to_contain_text("Ich komme mit dem Fahrrad.")
	_people(clerk, "Mona Mentorin").get_by_role("button", name="Antwort eintragen").click()
	clerk.look("antwort-am-telefon")
	clerk.confirm("Antwort eintragen")
	expect(_people(clerk, "Mona Mentorin")).to_contain_text("Warteliste, Platz 1")
	clerk.look("personen")
	frappe.db.rollback()
	assert seated(meeting.name) == {cast.address("candidate")}
	assert queue(meeting.name) == [(1, cast.address("mentor"))]

	mona = at(OwnPage, "mentor", phone=True)
	mona.page.goto("/login?redirect-to=/fokus")
	mona.sign_in()
	card = mona.page.locator("[aria-labelledby=meetings] .fokus-card", has_text=TITLE)
	expect(card).to_contain_text("Sie stehen auf Platz 1 der Warteliste")
	card.scroll_into_view_if_needed()
	mona.look("warteliste")

	karla.page.get_by_role("button", name="Nein, ich kann nicht").click()
	expect(karla.page.get_by_role("status")).to_contain_text("Sie haben abgesagt.")
	mona.read(post.newest_for(mona.user))
	mona.follow("Antwort ansehen oder ändern")
	expect(mona.page.get_by_role("status")).to_have_text("Sie haben zugesagt. Ihr Platz ist reserviert.")
	mona.look("nachgerueckt")

	# she organises it: what is hers to do stands on her own page
	mona.page.goto("/fokus")
	card = mona.page.locator(f'[data-organised="{meeting.name}"]')
	expect(card).to_contain_text("3 auf der Liste, 1 zugesagt")
	later = frappe.utils.add_days(frappe.utils.getdate(meeting.starts_on), 7)
	form = mona.open_action(card, "Verschieben")
	form.get_by_label("Beginnt am *").fill(f"{later}T10:00")
	form.get_by_label("Endet am *").fill(f"{later}T12:30")
	form.get_by_label("Grund *").fill("Der Saal ist belegt.")
	card.scroll_into_view_if_needed()
	mona.look("verschieben")
	form.get_by_role("button", name="Verschieben").click()
	expect(card).to_contain_text("10:00 bis 12:30")
	mona.look("treffen-die-ich-organisiere")
	assert "Neuer Termin" in str(post.newest_for(karla.user)["subject"])

	_open(clerk, meeting.name)
	clerk.act("Treffen absagen", "Abgesagt", {"Grund": "Die Referentin ist erkrankt."})
	assert "findet nicht statt" in str(post.newest_for(karla.user)["subject"])
	mona.page.reload()
	expect(mona.page.get_by_role("heading", name="Mona Mentorin")).to_be_visible()
	expect(card).to_have_count(0)


def test_a_seat_past_the_others_and_a_link_that_is_over(at, post, programme):
	people = [cast.address(part) for part in ("candidate", "participant2")]
	meeting = make_meeting(people, "Invited", invited=True, seats=1)
	from fokus_app.meetings import answer_links, answers

	for user in people:
		with cast.acting_as(user):
			answers.mine(meeting.name, "Yes")
	row = frappe.db.get_value("Meeting Participation", {"meeting": meeting.name, "user": people[0]})
	address = answer_links.new(row, meeting.name).split("/fokus/")[1]
	frappe.db.commit()
	clerk = at(Desk, "clerk")
	clerk.go_in()
	_open(clerk, meeting.name)
	clerk.tab("Personen")
	_people(clerk, "Kuno Teilnehmer").get_by_role("button", name="Vorziehen").click()
	clerk.fill(clerk.dialog, "Grund", "Bringt den Fall ein")
	clerk.look("vorziehen")
	clerk.confirm("Vorziehen")
	expect(clerk.page.locator(".fokus-counts")).to_contain_text("2/2")
	frappe.db.rollback()
	assert seated(meeting.name) == set(people)

	frappe.db.set_value(MEETING, meeting.name, "rsvp_deadline", "2026-01-01")
	frappe.db.commit()
	karla = at(OwnPage, "candidate", phone=True)
	karla.page.goto(f"/fokus/{address}")
	expect(karla.page.locator(".fokus-page")).to_contain_text("Dieser Link gilt nicht oder nicht mehr.")
	karla.look("link-vorbei")


def test_ticking_who_is_there_on_a_tablet(at, programme):
	people = [cast.address(part) for part in ("candidate", "participant2")]
	meeting = make_meeting(people, "Invited", invited=True, starts_on=f"{frappe.utils.today()} 00:00:01")
	frappe.db.commit()
	clerk = at(Desk, "clerk", phone=True)
	clerk.page.goto(f"/login?redirect-to=/fokus/attendance?meeting={meeting.name}")
	clerk.sign_in()
	clerk.page.goto(f"/fokus/attendance?meeting={meeting.name}")
	clerk.page.get_by_role("button", name="Karla Kandidat: Da").click()
	expect(clerk.page.get_by_role("status")).to_contain_text("1 anwesend")
	clerk.page.get_by_role("button", name="Kuno Teilnehmer: Gefehlt").click()
	expect(clerk.page.get_by_role("status")).to_contain_text("0 noch offen")
	small = clerk.page.locator(".fokus-attendance-list button").evaluate_all(
		"(all) => all.filter((each) => each.offsetHeight < 48 || each.offsetWidth < 48).length"
	)
	assert small == 0
	clerk.look("anwesenheit")


def test_the_whole_way_from_the_mail_to_the_certificate(at, post, programme):
	others = [cast.address(part) for part in ("participant2", "mentor2", "nominator", "manager2")]
	meeting = make_meeting([cast.address("candidate"), *others], room="Saal 2")
	for number, (kind, title) in enumerate((("Exercise", "Offene Fragen"), ("Break", "Pause")), start=1):
		row = meeting.append("agenda", {"kind": kind, "title": title, "minutes": 45})
		row.update({"idx": number, "starts_at": None})
		row.db_insert()
	frappe.db.commit()

	clerk = at(Desk, "clerk")
	clerk.go_in()
	_open(clerk, meeting.name)
	clerk.act("Einladungen versenden", "Eingeladen")
	karla = at(OwnPage, "candidate", phone=True)
	karla.read(post.newest_for(karla.user))
	karla.follow("Jetzt antworten")
	expect(karla.page.locator(".fokus-answer-page")).to_contain_text("Haus der Kirche, Essen, Saal 2")
	karla.page.get_by_role("button", name="Ja, ich bin dabei").click()
	expect(karla.page.get_by_role("status")).to_have_text("Sie haben zugesagt. Ihr Platz ist reserviert.")

	# the day has come
	frappe.db.rollback()
	today = frappe.utils.today()
	frappe.db.set_value(
		MEETING,
		meeting.name,
		{"starts_on": f"{today} 00:00:00", "ends_on": f"{today} 02:15:00", "rsvp_deadline": None},
	)
	frappe.db.commit()
	mona = at(OwnPage, "mentor", tablet=True)
	mona.page.goto(f"/login?redirect-to=/fokus/attendance?meeting={meeting.name}")
	mona.sign_in()
	mona.page.goto(f"/fokus/attendance?meeting={meeting.name}")
	for there in mona.page.get_by_role("button", name=": Da").all():
		there.click()
	expect(mona.page.get_by_role("status")).to_contain_text("5 anwesend")
	came = mona.page.locator(".fokus-walk-in")
	came.get_by_label("Die ganze E-Mail-Adresse der Person").fill(cast.address("othermanager"))
	came.get_by_role("button", name="Suchen").click()
	mona.page.locator("[data-found] li", has_text="Olga Andergebiet").get_by_role("button").click()
	expect(mona.page.get_by_role("status")).to_contain_text("6 anwesend")
	mona.look("anwesenheit")

	_open(clerk, meeting.name)
	clerk.act("Als durchgeführt eintragen", "Durchgeführt")
	clerk.tab("Nach dem Treffen")
	expect(clerk.page.locator(".fokus-after-feedback")).to_contain_text(
		"sobald das Treffen abgeschlossen ist"
	)
	with clerk.page.expect_file_chooser() as chooser:
		clerk.page.get_by_role("button", name="Fotos oder Protokoll anhängen").click()
		clerk.page.locator(".modal.show .btn-file-upload").first.click()
	chooser.value.set_files(
		[{"name": "protokoll.txt", "mimeType": "text/plain", "buffer": b"Vereinbart: offene Fragen."}]
	)
	clerk.page.locator(".modal.show").get_by_role("button", name="Hochladen").click()
	expect(clerk.page.locator(".fokus-after-files li")).to_contain_text("protokoll")
	clerk.look("protokoll")
	clerk.tab("Details")
	clerk.act("Treffen abschließen", "Geschlossen")

	mail = post.newest_for(karla.user)
	karla.read(mail)
	karla.follow("Rückmeldung geben")
	expect(karla.page.get_by_role("heading", name=TITLE)).to_be_visible()
	karla.look("rueckmeldung")
	karla.page.get_by_role("button", name="Rückmeldung absenden").click()
	with karla.being_refused():
		expect(karla.page.get_by_role("alert")).to_have_text("Bitte beantworten Sie mindestens eine Frage.")
	for question in karla.page.locator(".fokus-steps").all():
		question.get_by_text("trifft eher zu", exact=True).click()
	karla.page.get_by_text("Etwas dazu schreiben").click()
	karla.page.get_by_label("Offene Fragen: Bemerkung").fill("Davon mehr.")
	karla.page.get_by_label("Das nehme ich mit").fill("Erst fragen, dann raten.")
	karla.look("rueckmeldung-ausgefuellt")
	karla.page.get_by_role("button", name="Rückmeldung absenden").click()
	expect(karla.page.get_by_role("status")).to_have_text(
		"Vielen Dank. Ihre Rückmeldung ist ohne Ihren Namen gespeichert."
	)
	karla.look("rueckmeldung-danke")
	karla.read(mail)
	karla.follow("Rückmeldung geben")
	expect(karla.page.locator(".fokus-page")).to_contain_text("Hier kann keine Rückmeldung gegeben werden")

	karla.read(mail)
	karla.follow("Zur Teilnahmebescheinigung")
	karla.sign_in()
	karla.look("bescheinigung")
	with karla.page.expect_download() as download:
		karla.page.get_by_role("link", name="Bescheinigung herunterladen").click()
	assert download.value.suggested_filename.startswith("FOKUS_Teilnahmebescheinigung")
	# the font draws "ff" as one sign
	text = pypdf.PdfReader(download.value.path()).pages[0].extract_text()
	paper = " ".join(unicodedata.normalize("NFKC", text).split())
	assert "Karla Kandidat" in paper and TITLE in paper and "90 Minuten" in paper
	karla.page.get_by_role("link", name="Zu meiner Seite").click()
	card = karla.page.locator("[aria-labelledby=past-meetings] .fokus-card")
	expect(card).to_contain_text("Sie haben Rückmeldung gegeben.")
	expect(card.get_by_role("link", name="protokoll")).to_be_visible()
	card.scroll_into_view_if_needed()
	karla.look("nach-dem-treffen")

	frappe.db.rollback()
	for user in others:
		with cast.acting_as(user):
			feedback.mine(meeting.name, {"ratings": {"useful": 4}})
	frappe.db.commit()
	_open(clerk, meeting.name)
	clerk.tab("Nach dem Treffen")
	seen = clerk.page.locator(".fokus-after-feedback")
	expect(seen).to_contain_text("5 von 6 Anwesenden haben Rückmeldung gegeben.")
	expect(seen).not_to_contain_text("Erst fragen")
	clerk.look("rueckmeldung-offen")
	clerk.page.get_by_role("button", name="Rückmeldung jetzt beenden").click()
	clerk.page.locator(".modal.show").get_by_role("button", name="Ja").click()
	expect(seen).to_contain_text("Erst fragen, dann raten.")
	expect(seen).to_contain_text("Darauf haben weniger als 5 geantwortet.")
	clerk.look("rueckmeldung-beendet")
