"""What is stored about a person: their own copy without others' words, HR's copy for who asks, and consent."""

import json
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest

from fokus_app.privacy import access
from fokus_app.privacy.declaration import DECLARED
from tests import programme as cast
from tests.privacy.conftest import ADDRESS, NAME, came_to_meeting, case_of, pair_of
from tests.workflows.stages import CANDIDATE

#: what others wrote about the person
_OTHERS = (
	"hat das Team geführt",
	"überzeugt",
	"es kann",
	"Gerda Gebietsleitung",
	"Lena Leitung",
	"Pusteblume",
)
#: what is theirs
_OWN = (
	NAME,
	ADDRESS,
	"P-4711",
	"Gruppenleitung",
	"Gern in Essen",
	"etwas später",
	"KiTa Regenbogen",
	"Netzwerktreffen",
)


@pytest.fixture(scope="module")
def stored(programme):
	"""A person about whom much is stored, committed."""
	cast.make_user(ADDRESS, NAME, ("FOKUS Participant",), "de")
	case = case_of(programme, months=1)
	pair_of(programme, case)
	came_to_meeting(programme)
	frappe.db.set_single_value("FOKUS Settings", "consent_text", "Fotos von Treffen im Intranet")
	frappe.db.set_single_value("FOKUS Settings", "consent_version", "2026-1")
	frappe.db.commit()
	return case


def test_the_own_copy(stored, server):
	client = server.login(ADDRESS)
	answer = client.get("/api/method/fokus_app.privacy.access.download_own?format=JSON")
	assert "attachment" in answer.headers["Content-Disposition"]
	found = answer.json()
	text = json.dumps(found, ensure_ascii=False)
	assert found["person"] == NAME
	assert [word for word in _OWN if word not in text] == []
	assert [word for word in _OTHERS if word in text] == []
	case = next(section for section in found["sections"] if section["label"] == "Potenzialträger*in")
	assert case["left_out"] >= 3
	pdf = client.get("/api/method/fokus_app.privacy.access.download_own?format=PDF")
	assert pdf.content.startswith(b"%PDF") and len(pdf.content) > 5000
	page = client.get("/fokus/data").text
	assert "Was über mich gespeichert ist" in page and "P-4711" in page
	assert frappe.db.exists("Access Log", {"user": ADDRESS, "file_type": "PDF"})


def test_copies_are_made_for_several_people_at_once(stored, server):
	"""Frappe 15.0 turned each process's output to a pipe of its own for each PDF; two at once waited for each other for ever."""
	clients = [server.login(ADDRESS) for _ in range(4)]

	def copies(client):
		own = "/api/method/fokus_app.privacy.access.download_own?format=PDF"
		return [client.get(own, timeout=30).content[:4] for _ in range(3)]

	with ThreadPoolExecutor(len(clients)) as pool:
		assert list(pool.map(copies, clients)) == [[b"%PDF"] * 3] * len(clients)


def test_who_does_not_know_of_a_case_reads_nothing_of_it(stored, programme):
	frappe.db.set_value(CANDIDATE, stored, {"informed_on": None, "entry_path": "Nominated"})
	with cast.acting_as(ADDRESS):
		text = json.dumps(access.own(), ensure_ascii=False)
	assert stored not in text and "P-4711" not in text


def test_own_words_are_in_the_own_copy_alone(stored, programme):
	"""The mentor's note: in the mentor's own copy, not in the one that HR makes."""
	with cast.acting_as("mentor"):
		assert "Pusteblume" in json.dumps(access.own())
	with cast.acting_as("clerk"):
		assert "Pusteblume" not in json.dumps(access.collect(cast.address("mentor"), []))


@pytest.mark.parametrize(
	("who", "status"),
	[
		("clerk", 200),
		("lead", 200),
		("manager", 403),
		("mentor", 403),
		("candidate", 403),
		("outsider", 403),
		("sysadmin", 403),
	],
)
def test_hr_makes_a_copy_for_somebody_who_asks(stored, server, who, status):
	client = server.login(cast.address(who))
	answer = client.get(f"/api/method/fokus_app.privacy.access.download_for?case={stored}&format=JSON")
	assert answer.status_code == status
	assert ("P-4711" in answer.text) is (status == 200)
	assert "hat das Team geführt" not in answer.text


def test_nobody_gets_a_copy_without_signing_in(stored, server):
	assert server.guest().get("/api/method/fokus_app.privacy.access.download_own").status_code == 403


def test_what_is_given_out_holds_no_kind_of_others():
	for declared in DECLARED.values():
		assert not set(declared.of(*access.GIVEN)) & set(declared.of("others_words", "person", "sealed"))


def test_consent_is_given_and_withdrawn_on_the_own_page(stored, server):
	frappe.db.set_value(CANDIDATE, stored, {"workflow_state": "Preparation", "consent_on": None})
	frappe.db.commit()
	client = server.login(ADDRESS)
	assert "Fotos von Treffen im Intranet" in client.get("/fokus").text
	# a text that the person has not read
	assert client.call("fokus_app.privacy.consent.give", version="2025-1").status_code == 417
	for _twice in range(2):
		assert client.call("fokus_app.privacy.consent.give", version="2026-1").status_code == 200
	frappe.db.rollback()
	(row,) = frappe.get_all(
		"FOKUS Consent", fields=["user", "text", "text_version", "given_on", "withdrawn_on"]
	)
	assert (row.user, row.text, row.text_version) == (ADDRESS, "Fotos von Treffen im Intranet", "2026-1")
	assert row.given_on and not row.withdrawn_on
	assert "Einwilligung widerrufen" in client.get("/fokus").text
	assert frappe.db.get_value(CANDIDATE, stored, "consent_on")
	for _twice in range(2):
		assert client.call("fokus_app.privacy.consent.withdraw").status_code == 200
	frappe.db.rollback()
	assert frappe.get_all("FOKUS Consent", filters={"withdrawn_on": ("is", "set")}, pluck="user") == [ADDRESS]
	assert frappe.db.get_value(CANDIDATE, stored, "consent_withdrawn_on")


@pytest.mark.parametrize("who", ["clerk", "outsider"])
def test_who_is_not_asked_cannot_consent(stored, server, who):
	answer = server.login(cast.address(who)).call("fokus_app.privacy.consent.give", version="2026-1")
	assert answer.status_code == 403


def test_who_looked_and_who_exported_is_kept_for_some_time(stored, server):
	client = server.login(cast.address("clerk"))
	client.get(f"/api/method/frappe.desk.form.load.getdoc?doctype=Leadership%20Candidate&name={stored}")
	frappe.db.rollback()
	assert frappe.db.exists("View Log", {"reference_name": stored, "viewed_by": cast.address("clerk")})
	kept = dict(frappe.get_all("Logs To Clear", fields=["ref_doctype", "days"], as_list=True))
	assert (kept["View Log"], kept["Access Log"]) == (180, 180)
