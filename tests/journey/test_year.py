"""A whole programme year in time travel: sixty people, every way in and out, against what was worked out by hand."""

from collections import Counter
from datetime import date, datetime
from itertools import groupby
from zoneinfo import ZoneInfo

import frappe
import pytest
import time_machine
from frappe.utils import getdate

from fokus_app import activities
from fokus_app.reminders import sending
from fokus_app.workflows import action
from tests import programme as cast
from tests.journey import doors, expected
from tests.journey.ways import FORM, HAND, LIST, SELF, TAKE_OVER, TICK, Step
from tests.workflows.stages import CANDIDATE

BERLIN = ZoneInfo("Europe/Berlin")
PLACES = 60


@pytest.fixture(scope="module")
def year(programme) -> expected.Year:
	"""The year as it must have been; the same year has been lived through on the site."""
	told = expected.tell()
	with _clock_at(expected.FIRST_DAY, 5) as clock:
		frappe.db.set_value("Programme Cohort", programme.cohort, "places", PLACES)
		frappe.db.set_single_value("FOKUS Settings", "self_nomination", 1)
		for case in told.cases:
			if case.account:
				_account(case)
		names: dict[str, str] = {}
		for today in expected.days():
			clock.move_to(_moment(today, 6))
			if expected.scheduler_runs(today):
				sending.send_due()
			clock.move_to(_moment(today, 9))
			coming = sorted((case for case in told.cases if case.begins == today), key=_door)
			for door, cases in groupby(coming, key=_door):
				frappe.db.commit()  # a list is read in with a transaction of its own
				names |= doors.come_in(door, list(cases))
			clock.move_to(_moment(today, 10))
			for case in told.cases:
				for step in case.steps:
					if expected.on_day(case, step) == today and not doors.has_nominated(case, step):
						_take(case, step, names[case.title], today)
			frappe.db.commit()
	told.names = names
	yield told


def test_sixty_people_went_all_the_ways(year):
	assert len({case.person for case in year.cases}) == 60
	ends = Counter(frappe.get_all(CANDIDATE, pluck="workflow_state"))
	assert ends == Counter(case.state for case in year.cases)
	assert {"Established", "Onboarding", "Rejected", "Withdrawn", "Ended", "Preparation"} <= set(ends)


def test_they_came_in_through_every_door_as_who_they_are(year):
	assert {case.door for case in year.cases} == {HAND, LIST, FORM, SELF, TAKE_OVER}
	for case in year.cases:
		doc = frappe.get_doc(CANDIDATE, year.names[case.title])
		assert (doc.candidate_name, doc.email, doc.user, doc.entry_path, doc.hr_clerk) == (
			case.person,
			case.address,
			case.account,
			case.path,
			cast.address("clerk"),
		)
		assert doc.nominator == (None if case.door == SELF else cast.address("nominator"))
		assert doc.manager == f"{case.manager}@example.org"


def test_who_comes_again_is_linked_to_what_was_before_and_nobody_else_is(year):
	linked = {
		row.name: row.previous_candidacy
		for row in frappe.get_all(CANDIDATE, fields=["name", "previous_candidacy"])
		if row.previous_candidacy
	}
	again = [case for case in year.cases if case.earlier]
	assert len(again) == 3
	assert linked == {year.names[case.title]: year.names[case.earlier.title] for case in again}


def test_every_stage_log_is_as_worked_out(year):
	for case in year.cases:
		rows = frappe.get_all(
			"Stage Change",
			filters={"parent": year.names[case.title]},
			fields=["action", "from_state", "to_state", "changed_by", "changed_on", "days"],
			order_by="idx",
		)
		seen = [
			(row.action, row.from_state, row.to_state, row.changed_by, getdate(row.changed_on), row.days)
			for row in rows
		]
		assert seen == [(*entry[:3], _user(case, entry[3]), *entry[4:]) for entry in case.log], case.title


def test_every_mail_went_to_whom_it_should_on_that_day(year):
	titles = {name: title for title, name in year.names.items()}
	rows = frappe.get_all(
		"FOKUS Mail",
		filters={"reference_doctype": CANDIDATE},
		fields=["attempted_on", "recipient_email", "reference_name", "status", "email_queue"],
	)
	seen = Counter(
		(getdate(row.attempted_on), row.recipient_email, titles[row.reference_name]) for row in rows
	)
	assert seen - Counter(year.mails) == Counter()
	assert Counter(year.mails) - seen == Counter()
	assert {row.status for row in rows} == {"Queued"}
	assert len({row.email_queue for row in rows}) == len(rows)


def test_every_due_date_and_what_became_of_the_steps(year):
	for case in year.cases:
		rows = frappe.get_all(
			"Candidate Activity",
			filters={"candidate": year.names[case.title]},
			fields=["title", "responsible", "due_date", "status"],
		)
		seen = {(row.title, row.responsible, row.due_date, row.status) for row in rows}
		assert seen == {(a.title, a.responsible, a.due, a.status) for a in case.activities}, case.title


def test_every_reminder_came_once_on_its_day_in_one_mail(year):
	titles = {name: title for title, name in year.names.items()}
	steps = dict(frappe.get_all("Candidate Activity", fields=["name", "title"], as_list=True))
	for request in frappe.get_all("Competency Assessment", fields=["name", "candidate"]):
		titles[request.name] = titles[request.candidate]
	seen: dict[tuple[date, str], set[tuple[str, str]]] = {}
	for row in frappe.get_all("FOKUS Reminder", fields=["creation", "recipient", "kind", "reference_name"]):
		of = titles.get(row.reference_name) or steps[row.reference_name]
		seen.setdefault((getdate(row.creation), row.recipient), set()).add((row.kind, of))
	assert seen == year.reminders
	digests = Counter(
		(getdate(row.attempted_on), row.recipient)
		for row in frappe.get_all(
			"FOKUS Mail", filters={"event": "reminder_digest"}, fields=["attempted_on", "recipient"]
		)
	)
	assert digests == Counter(dict.fromkeys(year.reminders, 1))


def test_the_lost_week_was_caught_up_on_the_day_after(year):
	first, last = expected.LOST_WEEK
	days = {day for day, _person in year.reminders}
	assert not any(first <= day <= last for day in days)
	assert any((day - last).days == 1 for day in days)


def test_no_place_was_given_too_often(year, programme):
	held = frappe.db.count("Taken Place", {"resource": programme.cohort})
	in_programme = ("Preparation", "Ready", "Onboarding", "Interrupted", "Established")
	new_leaders = frappe.get_all(CANDIDATE, {"entry_path": "New Leader"}, pluck="name")
	assert held == len(
		[
			case
			for case in year.cases
			if case.state in in_programme and year.names[case.title] not in new_leaders
		]
	)


def _clock_at(today: date, hour: int):
	return time_machine.travel(_moment(today, hour), tick=True)


def _moment(today: date, hour: int) -> datetime:
	return datetime(today.year, today.month, today.day, hour, tzinfo=BERLIN)


def _user(case: expected.Case, who: str) -> str:
	return case.account if who == "self" else cast.address(who)


def _door(case: expected.Case) -> str:
	return case.door


def _account(case: expected.Case) -> None:
	cast.make_user(case.account, case.person, (cast.people.PARTICIPANT,), "de")


def _take(case: expected.Case, step: Step, name: str, today: date) -> None:
	with cast.acting_as(_user(case, step.who)):
		if step.action == TICK:
			for activity in frappe.get_all(
				"Candidate Activity",
				{"candidate": name, "phase": step.values["phase"], "status": "Open"},
				pluck="name",
			):
				activities.tick(activity)
			return
		values = {
			field: _as_sent(field, expected.day_of(today, value)) for field, value in step.values.items()
		}
		action.act(
			CANDIDATE,
			name,
			step.action,
			str(frappe.db.get_value(CANDIDATE, name, "modified")),
			step.reason,
			step.category,
			values,
		)


def _as_sent(field: str, value) -> str | list:
	if isinstance(value, list):
		return value
	return f"{value} 14:00:00" if field == "assessment_on" else str(value)
