"""Who stands in when somebody cannot: the mails, the waiting cases and the steps go to them."""

import frappe
import pytest

from fokus_app import activities, succession
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

LEAD, DEPUTY = cast.address("lead"), cast.address("deputylead")


def _enable(person, enabled):
	user = frappe.get_doc("User", cast.address(person))
	user.enabled = enabled
	user.save()
	frappe.clear_cache(user=user.name)


def _waiting(names):
	return frappe.db.get_value(CANDIDATE, names[CANDIDATE], ["waiting_for", "waiting_for_deputy"])


def test_the_mail_goes_to_the_deputy_while_the_lead_has_no_account_and_the_case_comes_back(names):
	stages.place(names, CANDIDATE, "Nominated")
	_enable("lead", 0)
	with cast.acting_as("manager"):
		stages.act(names, CANDIDATE, "Endorse")
	assert stages.mailed(names, CANDIDATE) == ["deputylead"]
	assert _waiting(names) == (DEPUTY, None)
	_enable("lead", 1)
	assert _waiting(names) == (LEAD, DEPUTY)


def test_where_nobody_stands_in_hr_reads_what_was_not_sent(names):
	stages.place(names, CANDIDATE, "Nominated")
	_enable("lead", 0)
	_enable("deputylead", 0)
	with cast.acting_as("manager"):
		stages.act(names, CANDIDATE, "Endorse")
	mails = frappe.get_all(
		"FOKUS Mail", filters={"reference_name": names[CANDIDATE]}, fields=["recipient", "status"]
	)
	assert [(mail.recipient, mail.status) for mail in mails] == [(LEAD, "Not Sent")]


@pytest.mark.parametrize("path", ["HR Proposal", "Self-Nominated"])
def test_what_nobody_nominated_comes_back_to_hr(names, nobody_wants_mail, path):
	stages.place(names, CANDIDATE, "Nominated", nominator=None, entry_path=path)
	with cast.acting_as("manager"):
		stages.act(names, CANDIDATE, "Send Back")
	events = frappe.get_all("FOKUS Mail", {"reference_name": names[CANDIDATE]}, ["event", "recipient"])
	assert [(mail.event, mail.recipient) for mail in events] == [
		("candidate_send_back_nominator", cast.address("clerk"))
	]


#: who may tick a step of the area manager in Gebiet Nord
TICKS = {"manager": True, "deputy": True, "othermanager": False, "nominator": False, "mentor": False}


@pytest.mark.parametrize("person", TICKS)
def test_the_deputy_ticks_the_managers_steps_off(names, nobody_wants_mail, person):
	stages.place(names, CANDIDATE, "Preparation")
	step = {"doctype": "Candidate Activity", "candidate": names[CANDIDATE], "phase": "Preparation"}
	step = frappe.get_doc({**step, "title": "Rückmeldung", "responsible_kind": "Manager"}).insert()
	assert step.responsible == cast.address("manager")
	with stages.undone_afterwards(), cast.acting_as(person):
		if TICKS[person]:
			assert activities.tick(step.name)["done_by"] == cast.address(person)
		else:
			with pytest.raises(frappe.PermissionError):
				activities.tick(step.name)


def test_nobody_takes_over_steps_in_their_own_case(programme, names, nobody_wants_mail):
	stages.place(names, CANDIDATE, "Preparation", user=cast.address("othermanager"), email=None)
	step = {"doctype": "Candidate Activity", "candidate": names[CANDIDATE], "phase": "Preparation"}
	step = frappe.get_doc({**step, "title": "Rückmeldung", "responsible_kind": "Manager"}).insert()
	with cast.acting_as("clerk"):
		found = succession.preview(cast.address("manager"), cast.address("othermanager"))
		moved = succession.hand_over(cast.address("manager"), cast.address("othermanager"), "Ruhestand")
	for answer in (found, moved):
		assert [row["name"] for row in answer["staying"]] == [names[CANDIDATE]]
	assert frappe.db.get_value("Candidate Activity", step.name, "responsible") == cast.address("manager")
