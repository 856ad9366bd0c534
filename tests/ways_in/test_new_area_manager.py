"""Another area manager is entered in an area: the open cases there go along."""

import frappe

from fokus_app import accounts
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

FORMER, NEW = cast.address("manager"), cast.address("othermanager")


def _case(programme, state, **values):
	number = frappe.db.count(CANDIDATE)
	name = cast.candidate(
		programme, user=None, email=f"gebiet{number}@example.org", candidate_name=f"Gebiet {number}"
	).name
	stages.place({CANDIDATE: name}, CANDIDATE, state, **values)
	return name


def _enter(person):
	with cast.acting_as("clerk"):
		area = frappe.get_doc("Daycare Area", "Gebiet Nord")
		area.area_manager = cast.address(person)
		area.save()


def _managers(*names):
	return [frappe.db.get_value(CANDIDATE, name, "manager") for name in names]


def test_open_cases_of_the_former_one_go_along_with_one_mail(programme):
	nominated, running = _case(programme, "Nominated"), _case(programme, "Preparation")
	closed = _case(programme, "Ended")
	elsewhere = _case(programme, "Nominated", manager=cast.address("lead"))
	step = {
		"doctype": "Candidate Activity",
		"candidate": running,
		"phase": "Preparation",
		"title": "Gespräch",
	}
	step = frappe.get_doc({**step, "responsible_kind": "Manager"}).insert()
	_enter("othermanager")
	assert _managers(nominated, running, closed, elsewhere) == [NEW, NEW, FORMER, cast.address("lead")]
	assert frappe.db.get_value("Candidate Activity", step.name, "responsible") == NEW
	doc = frappe.get_doc(CANDIDATE, nominated)
	assert (doc.waiting_for, doc.waiting_for_deputy) == (NEW, cast.address("deputy"))
	assert [row.action for row in doc.stage_changes] == ["Handed Over"]
	mails = frappe.get_all("FOKUS Mail", fields=["event", "recipient"])
	assert [(mail.event, mail.recipient) for mail in mails] == [("handed_over", NEW)]
	with cast.acting_as("othermanager"):
		stages.act({CANDIDATE: nominated}, CANDIDATE, "Endorse")


def test_the_invitation_of_a_new_one_does_the_same(programme):
	nominated = _case(programme, "Nominated")
	with cast.acting_as("clerk"):
		accounts.invite_manager(
			"Daycare Area", "Gebiet Nord", "area_manager", "Neue Gebietsleitung", "neue.leitung@example.org"
		)
	assert _managers(nominated) == ["neue.leitung@example.org"]


def test_what_they_cannot_decide_stays_and_whoever_saves_reads_which(programme):
	own, theirs = _case(programme, "Nominated", user=NEW), _case(programme, "Nominated", nominator=NEW)
	frappe.clear_messages()
	_enter("othermanager")
	assert _managers(own, theirs) == [FORMER, FORMER]
	said = " ".join(str(message) for message in frappe.local.message_log)
	assert own in said and theirs in said and "Gerda Gebietsleitung" in said


def test_a_manager_without_the_role_takes_nothing_over(programme):
	nominated = _case(programme, "Nominated")
	frappe.db.set_value("Daycare Area", "Gebiet Nord", "area_manager", FORMER)
	area = frappe.get_doc("Daycare Area", "Gebiet Nord")
	area.area_manager = cast.address("outsider")
	try:
		area.save()
	except frappe.ValidationError:
		pass  # that they cannot be entered at all is as good
	assert _managers(nominated) == [FORMER]
