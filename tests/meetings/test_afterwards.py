"""Afterwards: the certificate of attendance, and photos and minutes for those who were there."""

import io
import unicodedata
from urllib.parse import unquote

import frappe
import pypdf
import pytest
from frappe.utils import add_days, today
from frappe.www.printview import get_html_and_style

from fokus_app import documents, own_page
from fokus_app.meetings import certificates, feedback_marks, follow_up
from fokus_app.notifications.variables import day
from tests import programme as cast
from tests.meetings.conftest import MEETING, PARTICIPATION, act, make_held, row_of

# in later versions wkhtmltopdf asks the site for the page's styles, and gives up where nobody answers
pytestmark = pytest.mark.usefixtures("server", "in_english")
KARLA, KUNO = cast.address("candidate"), cast.address("participant2")
SCRIPT = "<script>alert('x')</script>Öl & Übermut"


def _text(content: bytes) -> str:
	pdf = pypdf.PdfReader(io.BytesIO(content))
	text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
	return unicodedata.normalize("NFKC", text)


def _html(person: str, doctype: str, name: str, document: str) -> str:
	with cast.acting_as(person):
		return get_html_and_style(doctype, name, document)["html"]


# ── the certificate ───────────────────────────────────────────────────────────


def test_who_was_there_downloads_their_own_certificate(programme):
	frappe.local.lang = "de"
	meeting = make_held(
		[KARLA, KUNO], title="Netzwerktreffen über Öl", room="Saal 2", focus_topic="Übergänge"
	)
	with cast.acting_as("candidate"):
		certificates.mine(meeting.name)
	text = _text(frappe.local.response.filecontent)
	for words in (
		"Teilnahmebescheinigung",
		"Karla Kandidat",
		"Netzwerktreffen über Öl",
		"Haus der Kirche, Essen, Saal 2",
		"2 Stunden 30 Minuten",
		"Übergänge",
		"Austausch",
	):
		assert words in text, text
	assert "Pause" not in text and "Kuno" not in text
	assert frappe.local.response.filename == f"FOKUS Teilnahmebescheinigung {meeting.name}.pdf"
	assert not frappe.flags.ignore_print_permissions


#: state of the meeting × attendance: whether there is a certificate
GIVEN = [
	("Closed", "Attended", True),
	("Held", "Attended", True),
	("Invited", "Attended", False),
	("Cancelled", "Attended", False),
	("Closed", "Absent", False),
	("Closed", "", False),
]


@pytest.mark.parametrize(("state", "attendance", "given"), GIVEN)
def test_only_who_was_there_and_only_afterwards(programme, state, attendance, given):
	meeting = make_held([KARLA], state=state)
	row = row_of(meeting.name, KARLA)
	frappe.db.set_value(PARTICIPATION, row, "attendance", attendance)
	with cast.acting_as("candidate"):
		assert bool(certificates.own(meeting.name)) is given
		if not given:
			with pytest.raises(frappe.PermissionError):
				certificates.mine(meeting.name)
	for person in ("clerk", "lead", "Administrator"):
		if given:
			assert "Karla Kandidat" in _html(person, PARTICIPATION, row, certificates.CERTIFICATE)
			assert "Karla Kandidat" in _html(person, MEETING, meeting.name, certificates.ALL_CERTIFICATES)
			continue
		for doctype, name, document in (
			(PARTICIPATION, row, certificates.CERTIFICATE),
			(MEETING, meeting.name, certificates.ALL_CERTIFICATES),
		):
			with pytest.raises(documents.NotYet):
				_html(person, doctype, name, document)


def test_a_meeting_of_two_days_counts_no_nights(programme):
	meeting = make_held([KARLA], ends_on=f"{add_days(today(), -1)} 17:00:00")
	assert certificates._sheet(meeting, KARLA)["hours"] == ""
	meeting.ends_on = f"{add_days(today(), -2)} 17:00:00"
	assert certificates._sheet(meeting, KARLA)["hours"] == "2 hours 30 minutes"


def test_a_certificate_is_of_the_day_on_which_the_meeting_was_closed(programme):
	meeting = make_held([KARLA], state="Held")
	frappe.db.set_value(PARTICIPATION, {"meeting": meeting.name}, "attendance", "Attended")
	assert certificates._sheet(meeting, KARLA)["given_on"] == day(add_days(today(), -2), "en")
	act("mentor", meeting.name, "Close Meeting")
	row = frappe.db.get_value("Stage Change", {"parent": meeting.name, "to_state": "Closed"})
	frappe.db.set_value("Stage Change", row, "changed_on", "2026-03-04 12:00:00")
	assert certificates._sheet(meeting, KARLA)["given_on"] == day("2026-03-04", "en")


def test_others_certificates_are_not_there(programme, server):
	meeting = make_held([KARLA, KUNO], there=[KARLA])
	frappe.db.commit()
	address = certificates.download_address(meeting.name)
	mine = server.login(KARLA, cast.PASSWORD).get(address)
	assert mine.status_code == 200 and mine.content.startswith(b"%PDF")
	for client in (server.login(KUNO, cast.PASSWORD), server.guest()):
		assert client.get(address).status_code == 403
		assert client.get(address.replace(meeting.name, "NT-9999-9999")).status_code == 403
		wanted = {
			"doctype": PARTICIPATION,
			"name": row_of(meeting.name, KARLA),
			"format": certificates.CERTIFICATE,
		}
		printed = client.get("/api/method/frappe.utils.print_format.download_pdf", params=wanted)
		assert printed.status_code == 403


def test_hr_prints_all_in_one_file_a_page_each_by_name(programme, crowd):
	meeting = make_held([*crowd(11), KARLA], there=[*crowd(11)[:10], KARLA])
	with cast.acting_as("clerk"):
		pdf = frappe.get_print(MEETING, meeting.name, certificates.ALL_CERTIFICATES, as_pdf=True)
	pages = [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]
	assert len(pages) == 11, pages
	everybody = ("Karla Kandidat", *(f"Gast {number:04}" for number in range(11)))
	names = [name for page in pages for name in everybody if name in page]
	assert sorted(names) == sorted({*everybody} - {"Gast 0010"}), pages[0]
	# the font draws "fi" as one sign
	assert all("Certificate of Attendance" in unicodedata.normalize("NFKC", page) for page in pages)


def test_a_participant_who_prints_the_meeting_gets_their_own_page_alone(programme, crowd):
	meeting = make_held([*crowd(3), KARLA])
	html = _html("candidate", MEETING, meeting.name, certificates.ALL_CERTIFICATES)
	assert "Karla Kandidat" in html and "Gast" not in html
	assert "Gast" in _html("mentor", MEETING, meeting.name, certificates.ALL_CERTIFICATES), "the organiser"


def test_what_people_typed_stays_text(programme):
	meeting = make_held([KARLA], title=SCRIPT, focus_topic=SCRIPT, venue=SCRIPT)
	frappe.db.set_value("Network Meeting Agenda Item", {"parent": meeting.name, "idx": 1}, "title", SCRIPT)
	frappe.db.set_value("User", KARLA, "full_name", SCRIPT)
	for doctype, name, document in (
		(PARTICIPATION, row_of(meeting.name, KARLA), certificates.CERTIFICATE),
		(MEETING, meeting.name, certificates.ALL_CERTIFICATES),
	):
		html = _html("lead", doctype, name, document)
		assert "<script>alert" not in html and html.count("&lt;script&gt;") >= 5


def test_the_link_in_the_mail_leads_through_the_login(programme, server):
	meeting = make_held([KARLA], title="Wiedersehen")
	frappe.db.commit()
	path = f"/fokus/certificate?meeting={meeting.name}"
	asked = server.guest().get(path, allow_redirects=False)
	assert asked.status_code in (301, 302)
	assert unquote(asked.headers["Location"]).endswith(f"/login?redirect-to={path}")
	page = server.login(KARLA, cast.PASSWORD).get(path)
	assert page.status_code == 200 and certificates.download_address(meeting.name) in page.text
	other = server.login(KUNO, cast.PASSWORD).get(path)
	assert other.status_code == 200 and "certificates.mine" not in other.text


# ── photos and minutes ────────────────────────────────────────────────────────


@pytest.fixture
def photographed(programme, server):
	"""A meeting at which the candidate was and Kuno was not, with a photo for those who were there and a handout for
	those invited; committed. As meeting, photo and handout (addresses)."""
	meeting = make_held([KARLA, KUNO], there=[KARLA])
	frappe.db.commit()
	organiser = server.login(cast.address("mentor"), cast.PASSWORD)
	answer = _upload(organiser, meeting.name)
	assert answer.status_code == 200, answer.text
	handout = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "handout.txt",
			"content": "Unterlage",
			"is_private": 1,
			"attached_to_doctype": MEETING,
			"attached_to_name": meeting.name,
		}
	).insert()
	frappe.db.commit()
	photo = follow_up.of([meeting.name])[meeting.name][0]
	return meeting, photo, handout.file_url


def _upload(
	client, meeting: str, doctype: str = MEETING, name: str = "gruppenbild.txt", method: str = "attach"
):
	return client.post(
		"/api/method/upload_file",
		files={"file": (name, f"Bild der Gruppe {meeting}".encode(), "text/plain")},
		data={
			"doctype": doctype,
			"docname": meeting,
			"method": f"fokus_app.meetings.follow_up.{method}",
			"is_private": "0",
		},
	)


def test_a_photo_opens_for_those_who_were_there_alone(photographed, server):
	_meeting, photo, handout = photographed
	assert photo.file_url.startswith("/private/"), "whatever the browser says"
	opens = {}
	for person in ("candidate", "participant2", "clerk", "lead", "mentor", "mentor2", "manager", "sysadmin"):
		client = server.login(cast.address(person), cast.PASSWORD)
		opens[person] = (client.get(photo.file_url).status_code, client.get(handout).status_code)
		by_method = client.call("frappe.handler.download_file", file_url=photo.file_url).status_code
		assert (by_method == 200) == (opens[person][0] == 200)
	assert opens == {
		"candidate": (200, 200),
		"participant2": (403, 200),
		"clerk": (200, 200),
		"lead": (200, 200),
		"mentor": (200, 200),
		"mentor2": (403, 403),
		"manager": (403, 403),
		"sysadmin": (403, 403),
	}
	guest = server.guest()
	assert {guest.get(photo.file_url).status_code, guest.get(handout).status_code} == {403}


def test_files_of_others_stand_in_no_list(photographed, server):
	meeting, _photo, _handout = photographed
	for person, sees in (
		("clerk", True),
		("candidate", True),
		("participant2", False),
		("mentor2", False),
		("sysadmin", False),
	):
		client = server.login(cast.address(person), cast.PASSWORD)
		listed = client.get('/api/resource/File?fields=["file_name","attached_to_doctype"]&limit=0').text
		if (
			person != "candidate"
		):  # 15.45 lists to people without the desk only what they put there themselves
			assert ("gruppenbild" in listed) is sees, person
		records = client.get("/api/resource/Meeting Follow-up")
		assert (f"{meeting.name}-F" in records.text) is sees, person


@pytest.mark.parametrize(("state", "opens"), [("Held", True), ("Closed", True), ("Invited", False)])
def test_photos_are_there_once_the_meeting_was_held(photographed, server, state, opens):
	meeting, photo, _handout = photographed
	meeting.db_set("workflow_state", state)
	frappe.db.commit()
	assert (server.login(KARLA, cast.PASSWORD).get(photo.file_url).status_code == 200) is opens


def test_the_own_page_shows_what_is_left_of_a_meeting(photographed):
	meeting, _photo, _handout = photographed
	with cast.acting_as("candidate"):
		(shown,) = [row for row in own_page.my_past_meetings() if meeting.name in row["certificate"]]
	assert [file["file_name"][:11] for file in shown["files"]] == ["gruppenbild"]
	assert [file["file_name"][:7] for file in shown["materials"]] == ["handout"]
	assert shown["feedback"] == f"/fokus/feedback?meeting={meeting.name}" and not shown["feedback_given"]
	feedback_marks.note(row_of(meeting.name, KARLA), meeting.name)
	with cast.acting_as("candidate"):
		(shown,) = [row for row in own_page.my_past_meetings() if meeting.name in row["certificate"]]
		assert (shown["feedback"], shown["feedback_given"]) == (None, True)
	with cast.acting_as("participant2"):
		assert not [row for row in own_page.my_past_meetings() if meeting.name in row["certificate"]]


def test_all_papers_of_a_meeting_are_among_the_own_documents(photographed, server):
	meeting, _photo, _handout = photographed
	meeting.db_set("title", "Treffen mit Papieren")
	frappe.db.commit()
	with cast.acting_as("candidate"):
		found = [row for row in own_page.page()["documents"] if row["about"] == meeting.title]
	assert [row["label"][:7] for row in found] == ["Certifi", "handout", "gruppen"]
	mine, theirs = (server.login(cast.address(part), cast.PASSWORD) for part in ("candidate", "mentor2"))
	for row in found:
		assert mine.get(row["address"]).status_code == 200, row
		assert theirs.get(row["address"]).status_code == 403, row


@pytest.mark.parametrize(
	("person", "status"),
	[("clerk", 200), ("lead", 200), ("mentor", 200), ("candidate", 403), ("mentor2", 403), ("manager", 403)],
)
def test_hr_and_the_organiser_keep_them(photographed, server, person, status):
	meeting, photo, _handout = photographed
	client = server.login(cast.address(person), cast.PASSWORD)
	assert _upload(client, meeting.name, name="protokoll.txt").status_code == status
	assert client.call("fokus_app.meetings.follow_up.files", meeting=meeting.name).status_code == status
	removed = client.call("fokus_app.meetings.follow_up.remove", file=photo.name)
	assert removed.status_code == status
	frappe.db.rollback()
	assert bool(frappe.db.exists("File", photo.name)) is (status != 200)
	if status == 200:
		assert not frappe.db.exists("Deleted Document", {"deleted_name": photo.name})


FORBIDDEN = {"candidate": 403, "mentor2": 403, "clerk": 200, "mentor": 200}


@pytest.mark.parametrize("attached_to", [MEETING, "Meeting Follow-up"])
def test_only_who_organises_attaches_changes_and_deletes_files(photographed, server, attached_to):
	"""Mentors and participants who are invited (and were there) see them, and leave them alone."""
	meeting, photo, handout = photographed
	material = frappe.db.get_value("File", {"file_url": handout})
	name, file = {
		MEETING: (meeting.name, material),
		"Meeting Follow-up": (f"{meeting.name}-F", photo.name),
	}[attached_to]
	guest = was_there_too(meeting.name, cast.address("mentor2"))
	for person, status in FORBIDDEN.items():
		client = server.login(cast.address(person), cast.PASSWORD)
		there = {"attached_to_doctype": attached_to, "attached_to_name": name, "is_private": 1}
		if attached_to == MEETING:
			made = client.post(
				"/api/resource/File", json={"file_name": f"{person}.txt", "content": "Falle", **there}
			)
			assert made.status_code == status, (person, made.text[-300:])
			upload = client.post(
				"/api/method/upload_file",
				files={"file": (f"hoch-{person}.txt", person.encode(), "text/plain")},
				data={"doctype": attached_to, "docname": name, "is_private": "1"},
			)
			assert upload.status_code == status, (person, upload.text[-300:])
		if status == 403:
			changed = client.put(f"/api/resource/File/{file}", json={"attached_to_name": None})
			assert changed.status_code == 403, (person, changed.text[-300:])
			assert client.delete(f"/api/resource/File/{file}").status_code == 403, person
			removed = client.call("frappe.client.delete", doctype="File", name=file)
			assert removed.status_code == 403, person
	frappe.db.rollback()
	assert guest and frappe.db.get_value("File", file, "attached_to_name") == name
	planted = frappe.get_all("File", {"attached_to_name": name}, pluck="owner")
	assert not {cast.address("candidate"), cast.address("mentor2")} & set(planted)
	organiser = server.login(cast.address("mentor"), cast.PASSWORD)
	if attached_to == MEETING:
		assert organiser.delete(f"/api/resource/File/{file}").status_code in (200, 202)


def was_there_too(meeting: str, user: str) -> str:
	"""Put somebody on the list who was there, committed."""
	row = frappe.get_doc({"doctype": PARTICIPATION, "meeting": meeting, "user": user}).insert()
	row.db_set({"invited_on": f"{add_days(today(), -9)} 10:00:00", "attendance": "Attended"})
	frappe.db.commit()
	return row.name


@pytest.mark.parametrize(
	("person", "may"), [("clerk", True), ("lead", True), ("mentor", True), ("mentor2", False)]
)
def test_who_organises_writes_the_meeting(photographed, person, may):
	meeting, _photo, _handout = photographed
	was_there_too(meeting.name, cast.address("mentor2"))
	user = cast.address(person)
	assert frappe.has_permission(MEETING, "read", meeting.name, user=user)
	assert bool(frappe.has_permission(MEETING, "write", meeting.name, user=user)) is may


def test_nothing_else_is_removed_or_attached_that_way(photographed, server):
	meeting, _photo, handout = photographed
	client = server.login(cast.address("mentor"), cast.PASSWORD)
	material = frappe.db.get_value("File", {"file_url": handout})
	for file in (material, "gibt es nicht", ""):
		assert client.call("fokus_app.meetings.follow_up.remove", file=file).status_code in (403, 417)
	assert _upload(client, "NT-9999-9999").status_code == 403
	assert _upload(client, KARLA, doctype="User").status_code == 403
	frappe.db.rollback()
	assert frappe.db.exists("File", material)
	meeting.db_set({"workflow_state": "Invited", "starts_on": f"{add_days(today(), 3)} 10:00:00"})
	frappe.db.commit()
	assert _upload(client, meeting.name).status_code == 417
