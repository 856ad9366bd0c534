"""Invite to FOKUS: one account for one address, the right role, one mail, who may do it and for whom."""

import json
import re

import frappe
import pytest
from frappe.utils import today

from fokus_app import accounts, people
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

INVITE = "fokus_app.accounts.invite_candidates"


def _case(**values) -> str:
	doc = {
		"doctype": CANDIDATE,
		"candidate_name": "Nora Maria Neuling",
		"email": "nora@example.org",
		"centre": "N-001",
		"nominator": cast.address("nominator"),
		"informed_on": today(),
		**values,
	}
	with cast.acting_as("clerk"):
		return frappe.get_doc(doc).insert().name


def _invited(*names, again=False):
	with cast.acting_as("clerk"):
		return accounts.invite_candidates(list(names), again)


def _invitations(name):
	return frappe.get_all(
		"FOKUS Mail",
		filters={"reference_name": name, "event": "account_invitation"},
		fields=["recipient_email", "status", "language", "email_queue"],
	)


def test_an_invitation_makes_a_german_account_of_a_participant_and_one_mail(programme):
	name = _case()
	assert _invited(name)[0]["done"]
	user = frappe.get_doc("User", "nora@example.org")
	assert (user.first_name, user.last_name, user.language, user.user_type) == (
		"Nora Maria",
		"Neuling",
		"de",
		"Website User",
	)
	assert [row.role for row in user.roles] == [people.PARTICIPANT]
	assert frappe.db.get_value(CANDIDATE, name, "user") == user.name
	(mail,) = _invitations(name)
	assert (mail.recipient_email, mail.status, mail.language) == (user.name, "Queued", "de")
	assert frappe.db.count("Email Queue Recipient", {"recipient": user.name}) == 1
	again = _invited(name)[0]
	assert not again["done"] and len(_invitations(name)) == 1
	assert _invited(name, again=True)[0]["done"] and len(_invitations(name)) == 2


#: who is invited with which record: what happens
INVITED = {
	"not informed": ({"informed_on": None}, "informed"),
	"self-nominated": ({"informed_on": None, "entry_path": "Self-Nominated"}, None),
	"no address": ({"email": None}, "No mail address"),
	"an account that exists": ({"email": "mentor2@example.org"}, None),
	"an account under another name": ({"email": "ANDERS@example.org"}, None),
	"a disabled account": ({"email": "outsider@example.org"}, "disabled"),
	"the site's own": ({"email": "admin@example.com"}, "site itself"),
}


@pytest.mark.parametrize("case", INVITED)
def test_who_can_be_invited(programme, case):
	values, refusal = INVITED[case]
	frappe.db.set_value("User", cast.address("outsider"), "enabled", 0)
	frappe.db.set_value("User", cast.address("participant2"), "email", "anders@example.org")
	frappe.db.set_value("User", "Administrator", "email", "admin@example.com")
	name, before = _case(**values), frappe.db.count("User")
	answer = _invited(name)[0]
	assert answer["done"] == (refusal is None), answer
	if refusal:
		assert refusal in answer["message"]
		assert not frappe.db.get_value(CANDIDATE, name, "user")
		assert not _invitations(name)
	made = 1 if case == "self-nominated" else 0
	assert frappe.db.count("User") == before + made
	if case.startswith("an account"):
		user = cast.address("mentor2" if "exists" in case else "participant2")
		assert frappe.db.get_value(CANDIDATE, name, "user") == user
		assert people.PARTICIPANT in frappe.get_roles(user)
		assert len(_invitations(name)) == 1


@pytest.mark.parametrize("state", ["Rejected", "Withdrawn", "Ended", "Established"])
def test_a_closed_case_brings_no_account(programme, state):
	name = _case()
	stages.place({CANDIDATE: name}, CANDIDATE, state)
	assert not _invited(name)[0]["done"]
	assert not frappe.db.exists("User", "nora@example.org")


@pytest.mark.parametrize(
	"person", ["lead", "manager", "nominator", "mentor", "candidate", "outsider", "sysadmin", "Guest"]
)
def test_only_hr_invites(programme, person):
	name = _case()
	calls = (
		lambda: accounts.invite_candidates([name]),
		lambda: accounts.invite_manager("Daycare Centre", "N-001", "leader", "Wer Auch", "wer@example.org"),
		lambda: accounts.invite_mentor("Wer Auch", "wer@example.org", "Mentor"),
	)
	for call in calls:
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			call()
	assert not frappe.db.exists("User", {"email": ("in", ("wer@example.org", "nora@example.org"))})


def test_many_at_once_and_one_that_fails_stops_no_other(programme):
	names = [_case(email=f"viele{n}@example.org", candidate_name=f"Person {n}") for n in range(3)]
	frappe.db.set_value(CANDIDATE, names[1], "informed_on", None)
	answers = _invited(*names, "FK-9999-00001")
	assert [row["done"] for row in answers] == [True, False, True, False]
	assert not frappe.db.exists("User", "viele1@example.org")


def test_the_limit_of_accounts_within_an_hour_is_said_in_words(programme):
	name = _case()
	frappe.local.conf["throttle_user_limit"] = 1
	try:
		assert "within an hour" in _invited(name)[0]["message"]
	finally:
		del frappe.local.conf["throttle_user_limit"]


@pytest.mark.parametrize(
	("doctype", "name", "field"),
	[("Daycare Area", "Gebiet Süd", "deputy"), ("Daycare Centre", "N-002", "leader")],
)
def test_a_manager_is_invited_from_area_and_centre(programme, doctype, name, field):
	with cast.acting_as("clerk"):
		accounts.invite_manager(doctype, name, field, "Mia Managerin", "mia@example.org")
	assert frappe.db.get_value(doctype, name, field) == "mia@example.org"
	user = frappe.get_doc("User", "mia@example.org")
	assert ([row.role for row in user.roles], user.user_type) == ([people.MANAGER], "System User")
	assert len(_invitations(name)) == 1
	with cast.acting_as("clerk"), pytest.raises(accounts.NotInvited):
		accounts.invite_manager(doctype, name, "owner", "Mia Managerin", "mia@example.org")


def test_a_mentor_is_invited_once_with_one_record(programme):
	with cast.acting_as("clerk"):
		first = accounts.invite_mentor("Mo Mentorin", "mo@example.org", "Senior Adviser", "N-001")
		second = accounts.invite_mentor("Mo Mentorin", "MO@example.org", "Mentor")
	assert first["name"] == second["name"]
	assert frappe.db.count("User", {"email": "mo@example.org"}) == 1
	assert frappe.get_roles("mo@example.org").count(people.MENTOR) == 1


def test_the_link_in_the_mail_sets_the_password_and_leads_in(programme, server, mailbox):
	name = _case(email="wirklich@example.org", candidate_name="Wirklich Neu")
	frappe.db.commit()
	assert server.login(cast.address("clerk")).call(INVITE, names=json.dumps([name])).status_code == 200
	mailbox.deliver()
	(mail,) = mailbox.to("wirklich@example.org")
	text = mail.get_body(("html",)).get_content()
	key = re.search(r"update-password\?key=(\w+)", text)[1]
	assert "gilt" in text and "wirklich@example.org" in text
	client = server.guest()
	answer = client.call(
		"frappe.core.doctype.user.user.update_password", key=key, new_password="Ein-gutes-Kennwort-77!"
	)
	assert answer.status_code == 200, answer.text[:300]
	page = server.login("wirklich@example.org", "Ein-gutes-Kennwort-77!").get("/fokus")
	assert "Wirklich Neu" in page.text
