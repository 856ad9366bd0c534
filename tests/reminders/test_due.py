"""What is due for whom on which day: tables of days on both sides of each limit."""

import frappe
import pytest
from frappe.utils import getdate

from fokus_app.reminders import due
from tests import programme as cast
from tests.reminders.conftest import ago
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

LIMIT = 14  # the settings of tests.programme


def heard(*kinds: str) -> set[tuple[str, str]]:
	"""Who hears of what today, as (kind, part of the cast), of these kinds or all."""
	found = {(each.kind, each.user.split("@")[0]) for each in due.all_due(getdate())}
	return {each for each in found if not kinds or each[0] in kinds}


@pytest.mark.parametrize(
	("days", "expected"),
	[
		(LIMIT, set()),
		(LIMIT + 1, {("decision", "manager")}),
		(2 * LIMIT, {("decision", "manager")}),
		(2 * LIMIT + 1, {("decision", "manager"), ("escalation", "lead")}),
		(400, {("decision", "manager"), ("escalation", "lead")}),
	],
)
def test_a_decision_goes_to_the_person_and_after_twice_the_time_to_the_lead(nominated, days, expected):
	nominated(days)
	assert heard() == expected


@pytest.mark.parametrize("state", ["Potential", "Ready", "Deferred", "Rejected"])
def test_only_decisions_are_reminded_of(nominated, names, state):
	nominated(100)
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], {"workflow_state": state, "deferred_until": ago(-5)})
	assert heard() == set()


def test_a_disabled_manager_is_stood_in_for_by_the_deputy(nominated):
	nominated(LIMIT + 1)
	frappe.db.set_value("User", cast.address("manager"), "enabled", 0)
	assert heard() == {("decision", "deputy")}


@pytest.mark.parametrize(
	("waiting", "expected"),
	[
		("lead", {("decision", "lead"), ("escalation", "deputylead")}),
		("deputylead", {("decision", "deputylead"), ("escalation", "lead")}),
	],
)
def test_where_the_lead_is_awaited_the_other_one_hears_of_it(nominated, waiting, expected):
	nominated(100, workflow_state="Endorsed", waiting_for=cast.address(waiting), waiting_for_deputy=None)
	assert heard() == expected


def test_a_lead_hears_nothing_of_a_case_about_themselves(nominated):
	nominated(100, user=cast.address("lead"), email=cast.address("lead"))
	assert heard() == {("decision", "manager"), ("escalation", "deputylead")}


@pytest.mark.parametrize(
	("doctype", "state", "waiting", "expected"),
	[
		(MENTORING, "Awaiting Mentor", "mentor", {("decision", "mentor"), ("escalation", "lead")}),
		(MENTORING, "Awaiting Mentee", "candidate", {("decision", "candidate"), ("escalation", "lead")}),
		(MEETING, "Pending Approval", "lead", {("decision", "lead"), ("escalation", "deputylead")}),
	],
)
def test_the_other_workflows_wait_in_the_same_way(case, names, doctype, state, waiting, expected):
	stages.place(
		names,
		doctype,
		state,
		**{"waiting_for": cast.address(waiting), "waiting_for_deputy": None, "waiting_since": ago(100)},
	)
	assert heard() == expected


@pytest.mark.parametrize(
	("days_late", "expected"),
	[
		(-1, set()),
		(0, {("step", "candidate")}),
		(LIMIT, {("step", "candidate")}),
		(LIMIT + 1, {("step", "candidate"), ("late step", "lead")}),
	],
)
def test_a_step_is_reminded_of_on_its_day_and_goes_to_the_lead_when_late(step, days_late, expected):
	step(days_late)
	assert heard() == expected


def test_what_is_voluntary_does_not_go_to_the_lead(step):
	step(100, mandatory=0)
	assert heard() == {("step", "candidate")}


def test_a_step_without_a_person_goes_to_the_lead_alone(step):
	step(100, responsible=None)
	assert heard() == {("late step", "lead")}


@pytest.mark.parametrize("status", ["Done", "Cancelled"])
def test_what_is_done_is_not_reminded_of(step, status):
	step(100, status=status)
	assert heard() == set()


@pytest.mark.parametrize("state", ["Interrupted", "Ended", "Established", "Withdrawn"])
def test_nobody_is_reminded_of_steps_while_the_case_rests(step, case, state):
	step(100)
	frappe.db.set_value(CANDIDATE, case, {"workflow_state": state, "expected_return": ago(-9)})
	assert heard() == set()


@pytest.mark.parametrize(
	("state", "field", "kind", "person"),
	[
		("Deferred", "deferred_until", "look again", "lead"),
		("Interrupted", "expected_return", "return", "clerk"),
		("Onboarding", "review_due_on", "review", "lead"),
	],
)
@pytest.mark.parametrize(("days", "is_due"), [(None, False), (-1, False), (0, True), (30, True)])
def test_a_date_in_a_case_is_reminded_of_when_it_has_come(case, state, field, kind, person, days, is_due):
	frappe.db.set_value(
		CANDIDATE, case, {"workflow_state": state, field: None if days is None else ago(days)}
	)
	assert heard() == ({(kind, person)} if is_due else set())


@pytest.mark.parametrize(("days", "is_due"), [(-1, False), (0, False), (1, True)])
def test_an_interview_is_asked_about_on_the_day_after(case, days, is_due):
	frappe.db.set_value(
		CANDIDATE, case, {"workflow_state": "Assessment", "assessment_on": f"{ago(days)} 15:00:00"}
	)
	assert heard() == ({("interviewed", "lead")} if is_due else set())


@pytest.mark.parametrize(
	("days", "expected"),
	[
		(LIMIT, {("interviewed", "lead")}),
		(LIMIT + 1, {("interviewed", "lead"), ("undecided", "clerk")}),
		(400, {("interviewed", "lead"), ("undecided", "clerk")}),
	],
)
def test_where_nothing_is_decided_after_an_interview_hr_hears_of_it(case, days, expected):
	interview = {"workflow_state": "Assessment", "assessment_on": f"{ago(days)} 15:00:00"}
	frappe.db.set_value(CANDIDATE, case, interview)
	assert heard() == expected


@pytest.mark.parametrize(
	("days", "path", "informed", "expected"),
	[
		(30, "Nominated", None, set()),
		(31, "Nominated", None, {("uninformed", "lead")}),
		(31, "HR Proposal", None, {("uninformed", "lead")}),
		(31, "Self-Nominated", None, set()),
		(31, "Nominated", 0, set()),
	],
)
def test_who_was_not_told_for_a_month_is_shown_to_the_lead(case, days, path, informed, expected):
	frappe.db.set_value(
		CANDIDATE,
		case,
		{
			"workflow_state": "Potential",
			"entry_path": path,
			"informed_on": None if informed is None else ago(informed),
			"creation": f"{ago(days)} 09:00:00",
		},
	)
	assert heard() == expected


@pytest.mark.parametrize(
	("days", "state", "status", "expected"),
	[
		(LIMIT, "Assessment", "Open", set()),
		(LIMIT + 1, "Assessment", "Open", {("assessment", "candidate"), ("assessment", "manager")}),
		(LIMIT + 1, "Assessment", "Handed In", set()),
		(LIMIT + 1, "Preparation", "Open", set()),
	],
)
def test_who_is_to_write_an_assessment_for_the_interview_is_reminded(case, days, state, status, expected):
	frappe.db.set_value(CANDIDATE, case, {"workflow_state": state, "assessment_on": f"{ago(-9)} 15:00:00"})
	for kind, person in (("Self", "candidate"), ("Manager", "manager"), ("Panel", None)):
		request = frappe.new_doc("Competency Assessment")
		request.update(
			{
				"candidate": case,
				"candidate_name": "Karla Kandidat",
				"kind": kind,
				"assessor": person and cast.address(person),
				"status": status,
				"requested_on": ago(days),
			}
		)
		request.name = f"probe-{kind}"
		request.db_insert()
	assert heard() == expected


def test_the_same_thing_due_on_another_day_is_another_reminder(step):
	name = step(3)
	(first,) = due.all_due(getdate())
	frappe.db.set_value("Candidate Activity", name, "due_date", ago(1))
	(second,) = due.all_due(getdate())
	assert first.key != second.key


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_kind_has_a_sentence_with_name_and_date(nominated, step, language):
	kinds = {reached.kind for reached in due.DATES}
	kinds |= {"decision", "escalation", "step", "late step", "uninformed", "asked", "assessment"}
	kinds |= {
		"silent",
		"silent pair",
		"mid-term",
		"unclosed",
		"unclosed pair",
		"consultation",
		"unsaid",
		"answer",
		"meeting",
		"unrecorded",
		"undecided",
	}
	assert kinds == set(due._SENTENCES)
	for kind in kinds:
		said = due.sentence(
			due.Due(
				kind,
				cast.address("lead"),
				due.Who.LEAD,
				CANDIDATE,
				"FK-1",
				"Karla Kandidat",
				getdate("2026-03-05"),
				state="Nominated",
				step="Hospitation",
				other=cast.address("manager"),
				moment="2026-03-05 14:00:00",
				part="moderator",
			),
			language,
		)
		assert "Karla Kandidat" in said and "{" not in said
		if kind != "asked":
			assert ("5. März 2026" if language == "de" else "March 5, 2026") in said


@pytest.mark.parametrize(
	("deadline", "answer", "heard_of"),
	[
		(4, "", False),
		(3, "", True),
		(0, "", True),
		(-1, "", False),
		(2, "Maybe", True),
		(2, "Yes", False),
		(2, "No", False),
	],
)
def test_who_has_not_answered_hears_of_it_before_the_deadline(names, deadline, answer, heard_of):
	stages.place(names, MEETING, "Invited", starts_on=f"{ago(-20)} 14:00:00", rsvp_deadline=ago(-deadline))
	frappe.db.set_value("Meeting Participation", {"user": cast.address("candidate")}, "answer", answer)
	frappe.db.set_value("Meeting Participation", {"user": cast.address("participant2")}, "answer", "Yes")
	assert heard("answer") == ({("answer", "candidate")} if heard_of else set())


@pytest.mark.parametrize(
	("state", "invited"), [("Approved", True), ("Held", True), ("Cancelled", True), ("Invited", False)]
)
def test_only_invitations_that_stand_are_reminded_of(names, state, invited):
	stages.place(names, MEETING, state, starts_on=f"{ago(-20)} 14:00:00", rsvp_deadline=ago(-1))
	filters = {"meeting": names[MEETING]}
	frappe.db.set_value(
		"Meeting Participation", filters, {"answer": "", **({} if invited else {"invited_on": None})}
	)
	assert heard("answer") == set()


@pytest.mark.parametrize(("days", "heard_of"), [(2, False), (1, True), (0, False), (-1, False)])
def test_who_has_a_seat_hears_of_the_meeting_the_day_before(names, days, heard_of):
	# one that begins today has begun by the time of this test
	stages.place(names, MEETING, "Invited", starts_on=f"{ago(-days)} 00:00:01")
	frappe.db.set_value("Meeting Participation", {"user": cast.address("candidate")}, "seat", "Seat")
	frappe.db.set_value(
		"Meeting Participation", {"user": cast.address("participant2")}, "seat", "Waiting List"
	)
	assert heard("meeting") == ({("meeting", "candidate")} if heard_of else set())


@pytest.mark.parametrize(("days", "heard_of"), [(-1, False), (0, False), (1, True), (30, True)])
def test_a_meeting_that_is_over_and_not_recorded_is_the_organisers(names, days, heard_of):
	stages.place(names, MEETING, "Invited", starts_on=f"{ago(days)} 00:00:01")
	assert heard("unrecorded") == ({("unrecorded", "mentor")} if heard_of else set())


def test_a_meeting_tomorrow_is_named_with_its_hour(names):
	stages.place(names, MEETING, "Invited", starts_on=f"{ago(-1)} 14:30:00")
	frappe.db.set_value("Meeting Participation", {"user": cast.address("candidate")}, "seat", "Seat")
	(found,) = [each for each in due.all_due(getdate()) if each.kind == "meeting"]
	assert "14:30" in due.sentence(found, "de") and "2:30" in due.sentence(found, "en")
