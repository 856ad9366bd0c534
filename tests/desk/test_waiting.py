"""What waits for me, what is overdue: the daily filters of the lists."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app import waiting
from tests.programme import acting_as, address
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


def _listed(person: str, which: str, doctype: str = CANDIDATE) -> list[str]:
	with acting_as(person):
		return frappe.get_list(doctype, filters=waiting.filters_for(doctype, which), pluck="name")


@pytest.fixture
def nominated(names) -> str:
	waits = {"waiting_for": address("manager"), "waiting_for_deputy": address("deputy")}
	stages.place(names, CANDIDATE, "Nominated", **waits, waiting_since=add_days(today(), -15))
	return names[CANDIDATE]


@pytest.mark.parametrize(
	("person", "waits"), [("manager", True), ("deputy", True), ("clerk", False), ("nominator", False)]
)
def test_a_case_waits_for_the_named_person_and_their_deputy(nominated, person, waits):
	assert (nominated in _listed(person, "mine")) is waits


def test_an_empty_answer_is_no_missing_filter(nominated):
	assert _listed("othermanager", "mine") == []


@pytest.mark.parametrize(("days", "overdue"), [(15, True), (14, False), (1, False)])
def test_a_decision_is_overdue_after_the_days_of_the_settings(nominated, days, overdue):
	frappe.db.set_value(CANDIDATE, nominated, "waiting_since", add_days(today(), -days))
	assert (nominated in _listed("clerk", "overdue")) is overdue


def test_only_decisions_become_overdue(names, nominated):
	frappe.db.set_value(CANDIDATE, nominated, "workflow_state", "Ready")
	assert nominated not in _listed("clerk", "overdue")


@pytest.mark.parametrize(("person", "theirs"), [("clerk", True), ("clerk2", False)])
def test_my_cases_are_those_i_am_in_charge_of(nominated, person, theirs):
	assert (nominated in _listed(person, "my_cases")) is theirs


@pytest.mark.parametrize(
	("due", "status", "overdue"), [(-1, "Open", True), (0, "Open", False), (-1, "Done", False)]
)
def test_a_step_is_overdue_from_the_day_after(nominated, due, status, overdue):
	step = frappe.get_doc(
		{
			"doctype": "Candidate Activity",
			"candidate": nominated,
			"title": "Hospitation",
			"phase": "Preparation",
			"responsible_kind": "Candidate",
			"due_date": add_days(today(), due),
		}
	).insert()
	step.db_set("status", status)
	assert (step.name in _listed("clerk", "overdue", "Candidate Activity")) is overdue


def test_a_card_counts_what_its_list_shows(nominated):
	with acting_as("deputy"):
		card = waiting.card_mine()
	assert card["value"] == 1
	assert card["route"] == ["List", CANDIDATE, "List"]
	assert card["route_options"]["name"] == ["in", [nominated]]


def test_mails_that_were_not_sent_are_counted(nominated):
	with acting_as("clerk"):
		before = waiting.card_unsent()["value"]
		mail = frappe.new_doc("FOKUS Mail")
		mail.update(
			{
				"reference_doctype": CANDIDATE,
				"reference_name": nominated,
				"event": "candidate_nominate_manager",
			}
		)
		mail.set_new_name()
		mail.db_insert()
		for status in ("Not Sent", "Unclear"):
			mail.db_set("status", status)
			assert waiting.card_unsent()["value"] == before + 1
	with acting_as("manager"):
		assert waiting.card_unsent()["value"] == 0


def test_a_manager_counts_only_what_they_may_see(nominated):
	with acting_as("othermanager"):
		assert (waiting.card_open()["value"], waiting.card_overdue()["value"]) == (0, 0)


def test_who_may_not_read_the_list_gets_no_filter(nominated):
	with acting_as("candidate"), pytest.raises(frappe.PermissionError):
		waiting.filters_for(CANDIDATE, "mine")
