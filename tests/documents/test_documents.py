"""Documents: what stands in the PDF, who gets which, and that nothing typed runs or judges."""

import io
import unicodedata

import frappe
import pypdf
import pytest
from frappe.www.printview import get_html_and_style

from fokus_app import documents, own_page
from tests import programme as cast
from tests.assessment.conftest import SECRET, write_all
from tests.workflows import design, stages
from tests.workflows.stages import CANDIDATE

FORMATS = (
	documents.NOMINATION_SHEET,
	documents.PREPARATION_PLAN,
	documents.ASSESSMENT_PROFILE,
	documents.CERTIFICATE,
)
# in later versions wkhtmltopdf asks the site for the page's styles, and gives up where nobody answers
pytestmark = pytest.mark.usefixtures("server")
SCRIPT = "<script>alert('x')</script>Öl & Übermut"


@pytest.fixture
def established(names):
	"""A candidate who was accepted, has done the mandatory step and is established; in German."""
	stages.place(names, CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	frappe.db.set_value(
		"Candidate Activity",
		{"candidate": names[CANDIDATE], "mandatory": 1},
		{"status": "Done", "done_on": "2026-10-05"},
	)
	frappe.db.set_value(
		CANDIDATE, names[CANDIDATE], {"workflow_state": "Established", "closed_on": "2026-11-20"}
	)
	frappe.local.lang = "de"
	return names


def _pdf(person: str, name: str, document: str) -> pypdf.PdfReader:
	# on import it opens its log in the site's folder, where Frappe is only once it is connected
	from frappe.utils.print_format import download_pdf

	with cast.acting_as(person):
		download_pdf(CANDIDATE, name, document)
	return pypdf.PdfReader(io.BytesIO(frappe.local.response.filecontent))


def _text(pdf: pypdf.PdfReader) -> str:
	text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
	return unicodedata.normalize("NFKC", text)  # the font draws "fl" as one sign


def _html(person: str, name: str, document: str) -> str:
	with cast.acting_as(person):
		return get_html_and_style(CANDIDATE, name, document)["html"]


EXPECTED = {
	documents.NOMINATION_SHEET: (
		"Nominierungsbogen",
		"Karla Kandidat",
		"KiTa Regenbogen",
		"Ich befürworte das.",
	),
	documents.PREPARATION_PLAN: ("Vorbereitungsplan", "Hospitation", "verpflichtend", "05.10.2026"),
	documents.ASSESSMENT_PROFILE: ("Profil der Einschätzungen", "Karla Kandidat"),
	documents.CERTIFICATE: ("Teilnahmebescheinigung", "„FOKUS – Führung im FOKUS“", "20. November 2026"),
}


@pytest.mark.parametrize("document", FORMATS)
def test_a_pdf_comes_out_with_its_umlauts(established, document):
	text = _text(_pdf("lead", established[CANDIDATE], document))
	for words in EXPECTED[document]:
		assert words in text, text


@pytest.mark.parametrize("document", FORMATS)
def test_what_people_typed_stays_text(established, document):
	name = established[CANDIDATE]
	frappe.db.set_value(
		CANDIDATE,
		name,
		dict.fromkeys(
			("candidate_name", "position", "reason", "evidence", "manager_statement", "area", "entry_path"),
			SCRIPT,
		),
	)
	frappe.db.set_value("Candidate Activity", {"candidate": name}, {"title": SCRIPT, "description": SCRIPT})
	frappe.db.set_value("Daycare Centre", "N-001", "centre_name", SCRIPT)
	frappe.db.set_value("User", cast.address("manager"), "full_name", SCRIPT)
	html = _html("lead", name, document)
	assert "<script>alert" not in html and "&lt;script&gt;" in html


#: stage × completed: whether there is a certificate
CERTIFICATES = [
	*((state, None, state == "Established") for state in (*design.OPEN_CASES, *design.CLOSED_CASES)),
	("Ended", "2026-11-01", True),
	("Withdrawn", "2026-11-01", False),
	("Onboarding", "2026-11-01", False),
]


@pytest.mark.parametrize(("state", "completed", "given"), CERTIFICATES)
def test_a_certificate_only_when_the_programme_was_completed(established, state, completed, given):
	name = established[CANDIDATE]
	frappe.db.set_value(CANDIDATE, name, {"workflow_state": state, "completed_on": completed})
	doc = frappe.get_doc(CANDIDATE, name)
	assert (documents.CERTIFICATE in documents.for_the_candidate(doc)) is given
	if given:
		assert "Karla Kandidat" in _html("clerk", name, documents.CERTIFICATE)
		return
	for person in ("clerk", "lead", "Administrator"):
		with pytest.raises(documents.NotYet):
			_html(person, name, documents.CERTIFICATE)


def test_the_nomination_sheet_names_who_endorsed_and_where_the_person_came_from(names):
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("deputy"):
		stages.act(names, CANDIDATE, "Endorse")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Change Manager")
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "workflow_state", "Ready")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Appoint")
	doc = frappe.get_doc(CANDIDATE, names[CANDIDATE])
	assert (doc.centre, doc.area, doc.manager) == ("S-001", "Gebiet Süd", cast.address("manager2"))
	html = _html("lead", doc.name, documents.NOMINATION_SHEET)
	for there in ("Dieter Stellvertretung", "KiTa Regenbogen", "Gebiet Nord"):
		assert there in html
	for later in ("Gustav Gebietsleitung", "Olga Andergebiet", "KiTa Mühlenbach", "Gebiet Süd"):
		assert later not in html


def test_nothing_in_a_certificate_judges(established):
	values = {
		"reason": f"{SECRET}1",
		"evidence": f"{SECRET}2",
		"manager_statement": f"{SECRET}3",
		"recommendation_note": f"{SECRET}4",
		"recommendation": "Recommended with Conditions",
		"readiness": "Later",
	}
	frappe.db.set_value(CANDIDATE, established[CANDIDATE], values)
	html = _html("lead", established[CANDIDATE], documents.CERTIFICATE)
	assert SECRET not in html and "Conditions" not in html and "Bedingung" not in html and "Later" not in html


def test_the_profile_on_paper_shows_what_its_reader_may_read(case):
	write_all(case)
	for person, kinds in (("lead", ("Self", "Manager", "Panel")), ("manager", ("Manager",)), ("clerk", ())):
		html = _html(person, case[CANDIDATE], documents.ASSESSMENT_PROFILE)
		assert [kind for kind in ("Self", "Manager", "Panel") if f"{SECRET}{kind}" in html] == list(kinds)


def test_an_end_with_completion_is_noted_by_the_lead(names):
	stages.place(names, CANDIDATE, "Onboarding")
	with cast.acting_as("lead"), pytest.raises(frappe.ValidationError, match="lies in the future"):
		stages.act(names, CANDIDATE, "End Participation", values={"completed_on": "2099-01-01"})
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "End Participation", values={"completed_on": frappe.utils.today()})
	assert documents.CERTIFICATE in documents.for_the_candidate(frappe.get_doc(CANDIDATE, names[CANDIDATE]))


OWN = [documents.PREPARATION_PLAN, documents.CERTIFICATE]


def _own_papers() -> list[dict]:
	"""What the acting user's page offers about themselves alone."""
	return [row for row in own_page.page()["documents"] if not row["about"]]


def test_the_own_page_offers_the_own_documents(established):
	for person, labels in (("candidate", 2), ("participant2", 0), ("manager", 0)):
		with cast.acting_as(person):
			assert len(_own_papers()) == labels


@pytest.mark.parametrize("document", FORMATS)
def test_only_the_person_downloads_their_own_documents(established, document):
	name = established[CANDIDATE]
	for person in design.EVERYBODY:
		with cast.acting_as(person):
			if person == "candidate" and document in OWN:
				documents.download(name, document)
				pdf = pypdf.PdfReader(io.BytesIO(frappe.local.response.filecontent))
				assert "Karla Kandidat" in _text(pdf)
				assert not frappe.flags.ignore_print_permissions
			else:
				with pytest.raises(frappe.PermissionError):
					documents.download(name, document)


@pytest.mark.parametrize("document", ["Standard", "", "Gibt es nicht", SCRIPT])
def test_nothing_else_is_downloaded(established, document):
	for name in (established[CANDIDATE], "FK-9999-99999", "", "%"):
		with cast.acting_as("candidate"), pytest.raises(frappe.PermissionError):
			documents.download(name, document)


def test_before_the_person_is_informed_there_is_nothing(established):
	frappe.db.set_value(CANDIDATE, established[CANDIDATE], "informed_on", None)
	with cast.acting_as("candidate"), pytest.raises(frappe.PermissionError):
		documents.download(established[CANDIDATE], documents.PREPARATION_PLAN)


def test_over_http_the_person_gets_a_pdf_and_others_a_refusal(established, server):
	frappe.db.commit()
	with cast.acting_as("candidate"):
		addresses = [row["address"] for row in _own_papers()]
	assert len(addresses) == 2
	mine, theirs, guest = (
		server.login(cast.address("candidate")),
		server.login(cast.address("participant2")),
		server.guest(),
	)
	for address in addresses:
		answer = mine.get(address)
		assert answer.status_code == 200 and answer.content.startswith(b"%PDF")
		assert theirs.get(address).status_code == guest.get(address).status_code == 403


ROUTES = {
	"printview": "/printview?doctype={doctype}&name={name}&format={format}",
	"download_pdf": "/api/method/frappe.utils.print_format.download_pdf?doctype={doctype}&name={name}&format={format}",
	"download_multi_pdf": (
		"/api/method/frappe.utils.print_format.download_multi_pdf?doctype={doctype}&name=%5B%22{name}%22%5D&format={format}"
	),
}


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("state", ["Preparation", "Established"])
def test_over_http_a_certificate_is_given_or_refused_in_our_words(established, server, route, state):
	name = established[CANDIDATE]
	frappe.db.set_value(CANDIDATE, name, "workflow_state", state)
	frappe.db.commit()
	address = ROUTES[route].format(doctype=CANDIDATE, name=name, format=documents.CERTIFICATE)
	answer = server.login(cast.address("clerk")).get(address)
	if state == "Established":
		assert answer.status_code == 200
		assert answer.content.startswith(b"%PDF") or "Teilnahmebescheinigung" in answer.text
	else:
		assert answer.status_code == 417 and not answer.content.startswith(b"%PDF")
		assert "Traceback" not in answer.text and "Eine Bescheinigung gibt es" in answer.text
	for person in ("participant2", "othermanager"):
		stranger = server.login(cast.address(person)).get(address)
		assert stranger.status_code == 403 or b"Karla" not in stranger.content


@pytest.mark.parametrize("doctype", [CANDIDATE, {CANDIDATE: ["x"]}], ids=type)
def test_nothing_about_people_is_printed_into_a_file_that_stays(established, server, doctype):
	before = frappe.db.count("File")
	answer = server.login(cast.address("lead")).call(
		"frappe.utils.print_format.download_multi_pdf_async",
		doctype=doctype,
		name=frappe.as_json([established[CANDIDATE]]),
	)
	assert answer.status_code == 417 and "im Hintergrund" in answer.text
	frappe.db.rollback()
	assert frappe.db.count("File") == before
