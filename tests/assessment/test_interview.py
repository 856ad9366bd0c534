"""The interview: who is told, which calendar file they get, and who reads the case because of it."""

from email import message_from_string
from zoneinfo import ZoneInfo

import frappe
import pytest
import vobject
from frappe.utils import get_datetime

from fokus_app.workflows import guard
from fokus_app.workflows.next_steps import next_steps
from tests import programme as cast
from tests.assessment.conftest import in_hours
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


def _appointments(names) -> dict[str, list]:
	"""The calendars that are in the queue, by recipient (a part of the cast), oldest first."""
	found: dict[str, list] = {}
	mails = frappe.get_all(
		"FOKUS Mail",
		filters={"reference_name": names[CANDIDATE], "status": "Queued"},
		fields=["recipient_email", "email_queue"],
	)
	for mail in mails:
		message = message_of(mail.email_queue)
		for part in message.walk():
			if part.get_content_type() == "text/calendar":
				assert part.get_filename() == "Termin.ics"
				calendar = vobject.readOne(part.get_payload(decode=True).decode("utf-8"))
				assert part.get_param("method") == calendar.method.value
				found.setdefault(mail.recipient_email.split("@")[0], []).append(calendar)
	for calendars in found.values():
		calendars.sort(key=lambda calendar: int(calendar.vevent.sequence.value))
	return found


def message_of(queued: str):
	return message_from_string(frappe.db.get_value("Email Queue", queued, "message"))


def _methods(calendars: list) -> list[tuple[str, int]]:
	return [(calendar.method.value, int(calendar.vevent.sequence.value)) for calendar in calendars]


def test_candidate_and_panel_get_the_same_entry_each_in_their_own_words(case):
	found = _appointments(case)
	assert set(found) == {"candidate", "panelist"}
	mine, theirs = found["candidate"][0], found["panelist"][0]
	assert mine.vevent.uid.value == theirs.vevent.uid.value
	assert mine.vevent.summary.value == "FOKUS: Auswahlgespräch"
	assert theirs.vevent.summary.value == "FOKUS: Auswahlgespräch mit Karla Kandidat"
	assert mine.vevent.location.value == "Haus der Kirche, Raum 2"
	assert mine.vevent.organizer.value == "mailto:lead@example.org"
	assert mine.vevent.attendee.value == "mailto:candidate@example.org"
	starts_on = frappe.db.get_value(CANDIDATE, case[CANDIDATE], "assessment_on")
	assert mine.vevent.dtstart.value.astimezone(ZoneInfo("Europe/Berlin")).replace(
		tzinfo=None
	) == get_datetime(starts_on)
	assert (mine.vevent.dtend.value - mine.vevent.dtstart.value).total_seconds() == 3600


def test_nothing_in_the_calendar_judges(case):
	for calendars in _appointments(case).values():
		text = calendars[0].serialize()
		for field in ("Leitet das Team", "Ich befürworte", "Recommended", "Empfohlen"):
			assert field not in text


def test_moving_it_changes_the_entry_of_the_same_people(case):
	with cast.acting_as("lead"):
		answer = stages.act(case, CANDIDATE, "Move Interview")
	assert answer["state"] == "Assessment"
	found = _appointments(case)
	for person in ("candidate", "panelist"):
		assert _methods(found[person]) == [("REQUEST", 1), ("REQUEST", 2)]
		first, second = found[person]
		assert first.vevent.uid.value == second.vevent.uid.value
		assert second.vevent.dtstart.value > first.vevent.dtstart.value


def test_who_leaves_the_panel_is_told_and_who_joins_is_invited(case):
	values = {"assessment_on": in_hours(300), "assessment_panel": [{"user": cast.address("othermanager")}]}
	with cast.acting_as("lead"):
		stages.act(case, CANDIDATE, "Move Interview", values=values)
	found = _appointments(case)
	assert _methods(found["panelist"]) == [("REQUEST", 1), ("CANCEL", 2)]
	assert _methods(found["othermanager"]) == [("REQUEST", 2)]
	for person, sees in (("panelist", False), ("othermanager", True)):
		with cast.acting_as(person):
			assert bool(frappe.get_list(CANDIDATE, filters={"name": case[CANDIDATE]})) is sees


@pytest.mark.parametrize(
	"values",
	[
		{"assessment_panel": [{"user": "candidate@example.org"}]},
		{"assessment_panel": [{"user": "outsider@example.org"}]},
		{"assessment_panel": [{"user": "mentor@example.org"}]},
		{"assessment_panel": [{"user": "panelist@example.org"}, {"user": "panelist@example.org"}]},
		{"assessment_panel": []},
		{"assessment_on": "2020-01-01 10:00:00"},
		{},
	],
)
def test_what_cannot_be_is_refused(case, values):
	before = frappe.db.count("FOKUS Mail", {"reference_name": case[CANDIDATE]})
	with cast.acting_as("lead"), pytest.raises(guard.ConditionMissing):
		stages.act(case, CANDIDATE, "Move Interview", values=values)
	assert frappe.db.count("FOKUS Mail", {"reference_name": case[CANDIDATE]}) == before


@pytest.mark.parametrize("rows", ["panelist@example.org", {"user": "x"}, ["x"], [{"user": {"a": 1}}]])
def test_a_panel_that_is_no_list_of_people_is_refused(case, rows):
	with cast.acting_as("lead"), pytest.raises(guard.UnknownAction):
		stages.act(case, CANDIDATE, "Move Interview", values={"assessment_panel": rows})


ENDINGS = [
	("Accept into Programme", "lead", {}),
	("Defer", "lead", {}),
	("Reject Candidate", "lead", {}),
	("Withdraw Candidacy", "clerk", {}),
	("Withdraw Candidacy", "candidate", {}),
]


@pytest.mark.parametrize(("action", "person", "given"), ENDINGS)
def test_an_interview_that_lies_ahead_is_called_off(case, action, person, given):
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], "deferred_until", "2099-01-01")
	with cast.acting_as(person):
		stages.act(case, CANDIDATE, action, **given)
	found = _appointments(case)
	for invited in ("candidate", "panelist"):
		assert _methods(found[invited]) == [("REQUEST", 1), ("CANCEL", 2)]


@pytest.mark.parametrize(("action", "person", "given"), ENDINGS)
def test_an_interview_that_was_held_is_not(case, action, person, given):
	values = {"deferred_until": "2099-01-01", "assessment_on": "2026-01-05 10:00:00"}
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], values)
	with cast.acting_as(person):
		stages.act(case, CANDIDATE, action, **given)
	assert all(_methods(calendars) == [("REQUEST", 1)] for calendars in _appointments(case).values())


def test_after_a_call_off_the_same_date_is_invited_to_again(case):
	with cast.acting_as("lead"):
		stages.act(case, CANDIDATE, "Reject Candidate")
		stages.act(case, CANDIDATE, "Reopen")
		assert "called off" in next_steps(CANDIDATE, case[CANDIDATE])["hints"][0]
		doc = frappe.get_doc(CANDIDATE, case[CANDIDATE])
		values = {"assessment_on": str(doc.assessment_on), "assessment_place": doc.assessment_place}
		stages.act(case, CANDIDATE, "Move Interview", values=values)
		assert next_steps(CANDIDATE, case[CANDIDATE])["hints"] == []
	found = _appointments(case)
	for person in ("candidate", "panelist"):
		assert _methods(found[person]) == [("REQUEST", 1), ("CANCEL", 2), ("REQUEST", 3)]
	with cast.acting_as("lead"), pytest.raises(guard.ConditionMissing, match="still the same"):
		stages.act(case, CANDIDATE, "Move Interview", values=values)


def test_what_is_called_off_is_not_called_off_again(case):
	with cast.acting_as("lead"):
		for action in ("Reject Candidate", "Reopen", "Reject Candidate"):
			stages.act(case, CANDIDATE, action)
	assert _methods(_appointments(case)["candidate"]) == [("REQUEST", 1), ("CANCEL", 2)]


def test_the_panel_reads_the_case_only_while_it_is_in_this_stage(case):
	def sees() -> bool:
		with cast.acting_as("panelist"):
			return frappe.get_doc(CANDIDATE, case[CANDIDATE]).has_permission("read") and bool(
				frappe.get_list(CANDIDATE, filters={"name": case[CANDIDATE]})
			)

	assert sees()
	for state in ("Endorsed", "Preparation", "Deferred", "Rejected"):
		frappe.db.set_value(CANDIDATE, case[CANDIDATE], "workflow_state", state)
		assert not sees(), state


def test_a_manager_on_the_panel_gets_one_mail_the_one_with_the_entry(names):
	stages.place(names, CANDIDATE, "Endorsed")
	values = {"assessment_panel": [{"user": cast.address("manager")}]}
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Invite to Assessment", values=values)
	assert stages.mailed(names, CANDIDATE) == ["candidate", "manager"]
	assert set(_appointments(names)) == {"candidate", "manager"}


def test_the_file_arrives_with_the_mail(names, mailbox):
	stages.place(names, CANDIDATE, "Endorsed")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Invite to Assessment")
	mailbox.deliver()
	(mail,) = mailbox.to(cast.address("candidate"))
	(part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
	assert part.get_param("method") == "REQUEST"
	assert "Auswahlgespräch" in vobject.readOne(part.get_payload(decode=True).decode()).vevent.summary.value
