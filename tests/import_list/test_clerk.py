"""A clerk reads HR's list in over HTTP: right rows become candidates, wrong ones are named and come back."""

import frappe
import pytest

from tests import programme as cast
from tests.import_list.lists import as_csv, hr_list, lines_of, people, sent, sentences

PREVIEW = "fokus_app.import_list.running.preview"
READ_IN = "fokus_app.import_list.running.read_in"
OUTCOME = "fokus_app.import_list.running.outcome"
EXAMPLE = "fokus_app.import_list.running.example"

#: the wrong rows of the list of 30, by the number that Excel shows
WRONG = {
	6: "„KiTa Wolkenheim“",
	11: "„31.02.2026“ ist kein Datum",
	16: "„Name“ fehlt",
	21: "4",
	27: "„Empfohlen“",
}
#: from headings of the list to where their values are to be found
JUERGEN = {
	"candidate_name": "Jürgen Aßmann",
	"email": "juergen.assmann@example.org",
	"personnel_number": "00410",
	"position": "Gruppenleitung",
	"centre": "N-001",
	"area": "Gebiet Nord",
	"entry_path": "Nominated",
	"nominator": "nominator@example.org",
	"manager": "manager@example.org",
	"readiness": "In 1–2 Years",
	"reason": "Führt seit zwei Jahren die Sternengruppe; hält auch in schwierigen Elterngesprächen die Ruhe.",
	"workflow_state": "Potential",
	"hr_clerk": "clerk@example.org",
	"owner": "clerk@example.org",
	"waiting_for": "nominator@example.org",
}
FORMS = {
	"Excel's CSV": hr_list,
	"CSV UTF-8": lambda: hr_list().decode("cp1252").encode("utf-8-sig"),
	"Unicode text": lambda: as_csv(lines_of(hr_list()), "utf-16", "\t"),
}


@pytest.fixture
def clerk(programme, server):
	"""The clerk, signed in; no candidate is there yet."""
	frappe.db.rollback()
	frappe.db.delete("Leadership Candidate")
	frappe.db.commit()
	return server.login(cast.address("clerk"))


def answer_of(response):
	assert response.status_code == 200, response.text[:500]
	return response.json()["message"]


def candidates(**filters):
	frappe.db.rollback()
	return frappe.get_all("Leadership Candidate", filters=filters, pluck="candidate_name")


def test_the_preview_shows_what_was_understood_and_saves_nothing(clerk):
	found = answer_of(clerk.call(PREVIEW, **sent(hr_list())))
	assert (found["right"], found["wrong"], found["long"]) == (25, 5, False)
	named = {row["number"]: " ".join(row["problems"]) for row in found["rows"] if row["problems"]}
	assert named.keys() == WRONG.keys()
	assert all(reason in named[number] for number, reason in WRONG.items())
	assert [row["number"] for row in found["rows"][:5]] == list(WRONG)
	assert {column["heading"] for column in found["columns"] if not column["label"]} == {"Bemerkung"}
	assert candidates() == []


@pytest.mark.parametrize("form", FORMS)
def test_the_right_rows_become_candidates_and_the_wrong_ones_come_back(clerk, form):
	result = answer_of(clerk.call(READ_IN, **sent(FORMS[form]())))
	assert result["done"]
	assert len(result["created"]) == 25
	named = {row["number"]: " ".join(row["problems"]) for row in result["wrong"]}
	assert named.keys() == WRONG.keys()
	assert all(reason in named[number] for number, reason in WRONG.items())
	assert len(candidates(workflow_state="Potential")) == len(candidates()) == 25

	juergen = frappe.get_doc("Leadership Candidate", result["created"][0]["name"])
	assert {field: juergen.get(field) for field in JUERGEN} == JUERGEN
	assert str(juergen.informed_on) == "2025-12-24"
	assert juergen.stage_changes == []
	doris = frappe.get_doc("Leadership Candidate", {"email": "doris.daehne@example.org"})
	assert doris.reason == "Fragt nach, wo andere abwinken.\nBringt Ruhe ins Team."
	assert doris.manager == "manager@example.org"
	assert candidates(entry_path="New Leader") and len(candidates(manager="manager@example.org")) >= 5

	back = result["wrong_csv"].splitlines()
	assert back[0].endswith("Bemerkung;Grund")
	assert len(back) == 6
	assert "anton.adler@example.org" in back[1]


def test_the_same_list_twice_makes_nobody_twice(clerk):
	answer_of(clerk.call(READ_IN, **sent(hr_list())))
	again = answer_of(clerk.call(READ_IN, **sent(hr_list())))
	assert again["created"] == []
	assert len(again["wrong"]) == 30
	assert "FK-" in again["wrong"][0]["problems"][0]
	assert len(candidates()) == 25


def test_the_rows_that_were_put_right_come_in_afterwards(clerk):
	back = answer_of(clerk.call(READ_IN, **sent(hr_list())))["wrong_csv"]
	right = (
		back.replace("KiTa Wolkenheim;", "N-002;")
		.replace("31.02.2026;", "28.02.2026;")
		.replace("\r\n;;", "\r\nOhlsen;Ole;")
		.replace("Empfohlen;", "Nominiert;")
	)
	result = answer_of(clerk.call(READ_IN, **sent(right.encode())))
	assert len(result["created"]) == 4
	assert [row["name"] for row in result["wrong"]] == ["Beate Müller-Lüdenscheidt"]
	assert len(candidates()) == 29


def test_nothing_personal_is_left_behind_but_the_candidates(clerk):
	files = frappe.db.count("File")
	answer_of(clerk.call(READ_IN, **sent(hr_list())))
	frappe.db.rollback()
	assert frappe.db.count("File") == files
	last = frappe.get_last_doc("Data Import")
	assert (last.owner, last.status, last.import_file) == (cast.address("clerk"), "Success", None)
	assert not frappe.db.count("Data Import Log", {"data_import": last.name, "success": 0})


@pytest.mark.parametrize("person", ["manager", "nominator", "mentor", "candidate", "outsider"])
def test_others_cannot_read_a_list_in(programme, server, person):
	client = server.login(cast.address(person))
	for method in (PREVIEW, READ_IN, OUTCOME, EXAMPLE):
		arguments = {"job": "x"} if method == OUTCOME else sent(hr_list()) if method != EXAMPLE else {}
		assert client.call(method, **arguments).status_code == 403
	assert not candidates(owner=cast.address(person))


def test_a_guest_cannot_read_a_list_in(programme, server):
	for method in (PREVIEW, READ_IN):
		assert server.guest().call(method, **sent(hr_list())).status_code == 403


def test_reading_in_is_no_get_request(clerk):
	assert clerk.get(f"/api/method/{READ_IN}", params=sent(people({"Name": "Nina Neu"}))).status_code >= 400
	assert candidates() == []


def test_a_list_with_another_state_is_refused_row_by_row(clerk):
	rows = [
		{"Name": f"Nina {state}", "Stufe": state}
		for state in ("Vorbereitung", "Etabliert", "Endorsed", "Potenzial")
	]
	result = answer_of(clerk.call(READ_IN, **sent(people(*rows))))
	assert [row["number"] for row in result["wrong"]] == [2, 3, 4]
	assert candidates() == ["Nina Potenzial"]


REFUSED_FILES = {
	"an Excel workbook": (b"PK\x03\x04" + bytes(50), "Excel"),
	"an empty file": (b"", "leer"),
	"no headings": (b"Nina Neu;N-001\r\nOtto Ohne;N-001\r\n", "Name"),
}


@pytest.mark.parametrize("case", REFUSED_FILES)
def test_a_file_that_is_no_list_is_refused_with_a_german_sentence(clerk, case):
	content, word = REFUSED_FILES[case]
	answer = clerk.call(READ_IN, **sent(content))
	assert answer.status_code == 417
	assert word in sentences(answer)
	assert candidates() == []


def test_a_file_that_did_not_arrive_completely_is_refused(clerk):
	assert clerk.call(READ_IN, content="TmFtZTt%%%").status_code == 417


def test_script_in_a_cell_is_shown_as_text_and_not_saved(clerk):
	row = {"Name": "<img src=x onerror=alert(1)>", "KiTa": "<b>N-001</b>"}
	result = answer_of(clerk.call(READ_IN, **sent(people(row))))
	assert result["created"] == []
	assert candidates() == []


def test_the_example_is_a_file_that_excel_opens(clerk):
	answer = clerk.get(f"/api/method/{EXAMPLE}")
	assert (
		answer.headers["Content-Disposition"].startswith("attachment")
		or "filename" in answer.headers["Content-Disposition"]
	)
	assert answer.content.startswith("\ufeffName;E-Mail;".encode())
	assert answer_of(clerk.call(PREVIEW, **sent(answer.content)))["wrong"] == 0


@pytest.mark.parametrize(("size", "right"), [(60, 58), (2000, 20)])
def test_a_long_list_is_read_in_by_a_worker(clerk, worker, server, size, right):
	rows = [{"Name": f"Person Nummer {n}", "KiTa": "N-001" if n < right else "N-999"} for n in range(size)]
	content = sent(people(*rows))
	preview = answer_of(clerk.call(PREVIEW, **content))
	assert (preview["long"], preview["right"], preview["wrong"]) == (True, right, size - right)
	answer = clerk.call(READ_IN, **content)
	assert answer.elapsed.total_seconds() < 30
	job = answer_of(answer)["job"]
	assert server.login(cast.address("clerk2")).call(OUTCOME, job=job).status_code == 404
	worker.wait_until_idle(120)
	result = answer_of(clerk.call(OUTCOME, job=job))
	assert result["done"]
	assert len(result["created"]) == len(candidates()) == right
	assert [row["number"] for row in result["wrong"]] == list(range(right + 2, size + 2))
	assert "N-999" in " ".join(result["wrong"][0]["problems"])
	assert set(frappe.get_all("Leadership Candidate", pluck="owner")) == {cast.address("clerk")}
