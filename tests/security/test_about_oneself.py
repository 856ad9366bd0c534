"""Nobody frees themself from a case about them by changing their account."""

import frappe
import pytest

from fokus_app import people
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


@pytest.fixture
def case(names):
	"""A case that knows the lead by the address alone; waits for a decision of the lead."""
	frappe.set_user("Administrator")
	stages.place(names, CANDIDATE, "Endorsed", user=None, email=cast.address("lead"), open_account=None)
	frappe.db.set_value("User", cast.address("lead"), "email", cast.address("lead"))
	frappe.db.delete("User Email", {"parent": cast.address("lead")})
	# as Frappe does when an account is saved: everybody changes their own
	frappe.get_doc("User", cast.address("lead")).share_with_self()
	frappe.db.commit()
	return names[CANDIDATE]


def _decide(client, case):
	return client.call(
		"fokus_app.workflows.action.act",
		doctype=CANDIDATE,
		name=case,
		action="Defer",
		reason="Später",
		values={"deferred_until": str(frappe.utils.add_days(frappe.utils.today(), 60))},
		modified=str(frappe.db.get_value(CANDIDATE, case, "modified")),
	)


def _change(client, **values):
	answer = client.put(f"/api/resource/User/{cast.address('lead')}", json=values)
	assert answer.status_code == 200, answer.text[-400:]
	frappe.db.rollback()


def _is_kept_out(client, case):
	assert client.get(f"/api/resource/{CANDIDATE}/{case}").status_code == 403
	listed = client.get(f"/api/resource/{CANDIDATE}", params={"limit_page_length": 0})
	assert case not in listed.text
	refused = _decide(client, case)
	assert refused.status_code == 403, refused.text[-400:]
	frappe.db.rollback()
	assert frappe.db.get_value(CANDIDATE, case, "workflow_state") == "Endorsed"


def test_a_new_mail_address_does_not_make_a_stranger_of_the_lead(case, server):
	client = server.login(cast.address("lead"), cast.PASSWORD)
	_is_kept_out(client, case)
	_change(client, email="paula.neu@example.org")
	_is_kept_out(client, case)


def test_nor_when_the_case_knows_an_address_that_is_not_the_name_of_the_account(case, server):
	client = server.login(cast.address("lead"), cast.PASSWORD)
	# later versions let nobody change it; accounts from before have such a one
	frappe.db.set_value("User", cast.address("lead"), "email", "paula.privat@example.org")
	frappe.db.set_value(CANDIDATE, case, {"email": "paula.privat@example.org", "user": None})
	frappe.db.commit()
	_is_kept_out(client, case)
	_change(client, email="paula.neu@example.org")
	_is_kept_out(client, case)


def test_nor_by_a_mailbox(case, server):
	frappe.db.set_value(CANDIDATE, case, {"email": "fuehrung@example.org", "user": None})
	row = frappe.new_doc("User Email")
	row.update(
		{
			"parent": cast.address("lead"),
			"parenttype": "User",
			"parentfield": "user_emails",
			"email_id": "Fuehrung@example.org",
			"idx": 1,
		}
	)
	row.db_insert()
	frappe.db.commit()
	client = server.login(cast.address("lead"), cast.PASSWORD)
	_is_kept_out(client, case)


def test_the_case_follows_an_account_that_is_renamed(case):
	frappe.db.set_value("User", cast.address("otherlead"), "email", "oskar@example.org")
	frappe.db.set_value(CANDIDATE, case, {"email": "oskar@example.org", "user": None})
	frappe.rename_doc("User", cast.address("otherlead"), "oskar.neu@example.org", force=True)
	assert people.is_about(frappe.get_doc(CANDIDATE, case), "oskar.neu@example.org")


def test_a_case_of_somebody_else_is_left_alone(case, server):
	frappe.db.set_value(CANDIDATE, case, {"email": cast.address("participant2"), "user": None})
	frappe.db.commit()
	client = server.login(cast.address("lead"), cast.PASSWORD)
	_change(client, email="paula.neu@example.org")
	assert not frappe.db.get_value(CANDIDATE, case, "user")
	assert _decide(client, case).status_code == 200
