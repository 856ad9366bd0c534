"""The page of one decision: what a manager reads and can do there, what others learn, and that the mail leads to it."""

from urllib.parse import parse_qs, urlsplit

import frappe
import pytest

from fokus_app import decisions
from fokus_app.notifications import links
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


@pytest.fixture
def case(names) -> str:
	"""A candidate who was nominated; committed by no one."""
	stages.place(names, CANDIDATE, "Potential")
	frappe.db.set_value(
		CANDIDATE, names[CANDIDATE], {"position": "Gruppenleitung", "evidence": "<i>Ruhe</i>"}
	)
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Nominate")
	return names[CANDIDATE]


def _page(person: str, case: str) -> dict:
	with cast.acting_as(person):
		return decisions.page(case)


@pytest.mark.parametrize("person", ["manager", "deputy"])
def test_manager_and_deputy_read_why_and_can_answer_in_three_ways(case, person):
	page = _page(person, case)
	assert page["case"] == "Karla Kandidat"
	assert [action["action"] for action in page["actions"]] == ["Endorse", "Send Back", "Decline Nomination"]
	texts = {fact["text"] for fact in page["facts"]}
	assert {"Gruppenleitung", "KiTa Regenbogen", "Lena Leitung", "<i>Ruhe</i>"} <= texts
	assert page["done"] == ""


@pytest.mark.parametrize("person", ["nominator", "clerk", "lead"])
def test_others_who_may_see_the_case_decide_nothing_here(case, person):
	page = _page(person, case)
	assert page["case"] == "Karla Kandidat"
	assert not page["actions"]
	assert "Nominated" in page["done"]


@pytest.mark.parametrize(
	"person", ["othermanager", "manager2", "candidate", "mentor", "outsider", "sysadmin"]
)
def test_strangers_learn_no_more_than_of_a_case_that_is_not_there(case, person):
	assert _page(person, case) == _page(person, "FK-2026-99999")
	assert "Karla" not in str(_page(person, case))


def test_what_the_lead_asks_stands_above(case, names):
	with cast.acting_as("manager"):
		stages.act(names, CANDIDATE, "Endorse")
	assert not _page("manager", case)["actions"]
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Ask Manager Again", reason="Wie ist es mit der Vertretung?")
	assert _page("manager", case)["question"] == {
		"by": "Paula Programmleitung",
		"text": "Wie ist es mit der Vertretung?",
	}


@pytest.mark.parametrize(("person", "waits"), [("manager", True), ("deputy", True), ("nominator", False)])
def test_the_own_page_lists_what_waits(case, person, waits):
	with cast.acting_as(person):
		found = decisions.waiting()
	assert [each["name"] for each in found] == (["Karla Kandidat"] if waits else [])
	assert all(each["address"] == links.decision_page(case) for each in found)


def test_it_is_late_after_the_days_of_the_settings(case):
	for days, late in ((14, False), (15, True)):
		since = frappe.utils.add_days(frappe.utils.today(), -days)
		frappe.db.set_value(CANDIDATE, case, "waiting_since", since)
		with cast.acting_as("manager"):
			assert decisions.waiting()[0]["late"] is late


def test_the_mail_leads_to_the_page_by_way_of_the_login(case):
	mail = frappe.get_last_doc("FOKUS Mail", {"reference_name": case, "recipient": cast.address("manager")})
	message = frappe.db.get_value("Email Queue", mail.email_queue, "message")
	assert "fokus/decision" in message.replace("=\n", "")


def test_over_http_who_is_not_signed_in_comes_back_after_the_login(case, server):
	frappe.db.commit()
	address = links.decision_page(case)
	answer = server.guest().get(address, allow_redirects=False)
	assert answer.status_code in (301, 302)
	target = urlsplit(answer.headers["Location"])
	assert target.path == "/login"
	assert parse_qs(target.query)["redirect-to"] == [address]
	page = server.login(cast.address("manager"), cast.PASSWORD).get(address).text
	assert "Karla Kandidat" in page
	assert "&lt;i&gt;Ruhe&lt;/i&gt;" in page
	stranger = server.login(cast.address("othermanager"), cast.PASSWORD).get(address)
	assert stranger.status_code == 200
	assert "Karla" not in stranger.text
