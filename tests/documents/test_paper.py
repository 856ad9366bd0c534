"""What all print formats share on paper: the letterhead where one is set, page numbers, German and its signs."""

import io
import re

import frappe
import pypdf
import pytest
from pypdf import PageObject, PdfWriter

from fokus_app import documents, page_numbers
from fokus_app.compat import download_pdf
from tests import programme as cast
from tests.browser import english
from tests.documents.test_documents import _html, _text, established
from tests.meetings.conftest import make_held, row_of

pytestmark = pytest.mark.usefixtures("server")
LETTERHEAD = "Verband der Tageseinrichtungen, Musterstraße 1"
FORMATS = {
	*(documents.NOMINATION_SHEET, documents.PREPARATION_PLAN, documents.ASSESSMENT_PROFILE),
	*(documents.CERTIFICATE, documents.MENTORING_AGREEMENT, "FOKUS Cohort Report", "FOKUS Programme Sheet"),
	*("FOKUS Attendance List", "FOKUS Name Badges", "FOKUS Certificate of Attendance"),
	"FOKUS Certificates of Attendance",
}
#: stuck on clothes and cut: no paper of the house
PLAIN = {"FOKUS Name Badges"}
#: a straight quote, two hyphens for a dash, a date as machines write it
WRONG_SIGNS = re.compile(r"[\"“][^„“”\"]*\"|--|\b\d{4}-\d\d-\d\d\b")

__all__ = ["established"]


@pytest.fixture
def records(established, programme):
	"""One record for each doctype that has a print format; a default letterhead is set."""
	people = [cast.address("candidate"), cast.address("participant2")]
	meeting = make_held(people, title="Netzwerktreffen Öl", focus_topic="Rolle")
	if not frappe.db.exists("Letter Head", "Verband"):  # printing commits, since Frappe notes who printed
		values = {"letter_head_name": "Verband", "source": "HTML", "content": f"<p>{LETTERHEAD}</p>"}
		frappe.get_doc({"doctype": "Letter Head", **values, "is_default": 1}).insert()
	return {
		**established,
		"Network Meeting": meeting.name,
		"Meeting Participation": row_of(meeting.name, people[0]),
		"Programme Cohort": programme.cohort,
	}


def test_these_are_all_print_formats():
	assert set(frappe.get_all("Print Format", {"module": "FOKUS"}, pluck="name")) == FORMATS
	assert documents.NUMBERED == FORMATS - PLAIN - {"FOKUS Certificates of Attendance"}


@pytest.mark.parametrize("document", sorted(FORMATS))
def test_on_paper(records, document):
	frappe.local.lang = "de"
	doctype = frappe.db.get_value("Print Format", document, "doc_type")
	with cast.acting_as("lead"):
		frappe.local.lang = "de"
		download_pdf(doctype, records[doctype], document, no_letterhead=0)
		pdf = pypdf.PdfReader(io.BytesIO(frappe.local.response.filecontent))
	pages = [" ".join(page.extract_text().split()) for page in pdf.pages]
	assert (LETTERHEAD in _text(pdf)) is (document not in PLAIN)
	numbers = [f"Seite {number} von {len(pages)}" for number in range(1, len(pages) + 1)]
	if document in documents.NUMBERED:
		assert all(page.count(number) == 1 for page, number in zip(pages, numbers, strict=True)), pages
	else:
		assert "Seite" not in pages[0]
	assert not WRONG_SIGNS.findall(_text(pdf))
	assert english.lines_of_ours("\n".join(page.extract_text() for page in pdf.pages)) == []


def test_without_a_letterhead(records):
	frappe.db.set_value("Letter Head", "Verband", {"is_default": 0, "disabled": 1})
	frappe.clear_document_cache("Letter Head", "Verband")
	assert LETTERHEAD not in _html("lead", records["Leadership Candidate"], documents.PREPARATION_PLAN)


def test_pages_that_have_a_number_get_no_second_one():
	writer = PdfWriter()
	for _page in range(3):
		writer.add_page(PageObject.create_blank_page(width=595, height=842))
	plain = io.BytesIO()
	writer.write(plain)
	once = page_numbers.with_page_numbers(plain.getvalue())
	assert [page.extract_text().strip() for page in pypdf.PdfReader(io.BytesIO(once)).pages] == [
		f"Page {number} of 3" for number in (1, 2, 3)
	]
	assert page_numbers.with_page_numbers(once) == once
