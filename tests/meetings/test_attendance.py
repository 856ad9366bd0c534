"""The day itself: who is there is noted from that day on, by HR and the organiser, on a page for a tablet."""

import frappe
import pytest
from frappe.utils import add_days, add_to_date, now_datetime, today

from fokus_app.meetings import attendance, requirements
from tests import programme as cast
from tests.meetings.conftest import PARTICIPATION, act, make_meeting, row_of
from tests.workflows import stages

pytestmark = pytest.mark.usefixtures("in_english")
KARLA, KUNO = cast.address("candidate"), cast.address("participant2")


@pytest.fixture
def meeting(programme):
	"""A meeting of today."""
	return make_meeting(
		[KARLA, KUNO], "Invited", invited=True, starts_on=f"{today()} 00:00:01", rsvp_deadline=None
	)


def test_who_is_there_is_ticked_and_counted(meeting):
	with cast.acting_as("mentor"):
		assert attendance.mark(row_of(meeting.name, KARLA), "Attended") == {
			"attended": 1,
			"absent": 0,
			"open": 1,
		}
		assert attendance.mark(row_of(meeting.name, KUNO), "Absent") == {
			"attended": 1,
			"absent": 1,
			"open": 0,
		}
		assert attendance.mark(row_of(meeting.name, KUNO), "") == {"attended": 1, "absent": 0, "open": 1}
	assert row_of(meeting.name, KARLA, "attendance").attendance == "Attended"


@pytest.mark.parametrize(
	("person", "may"),
	[
		("clerk", True),
		("lead", True),
		("mentor", True),
		("candidate", False),
		("mentor2", False),
		("manager", False),
	],
)
def test_hr_and_the_organiser_record_it(meeting, person, may):
	with cast.acting_as(person):
		if may:
			attendance.mark(row_of(meeting.name, KARLA), "Attended")
			assert len(attendance.sheet(meeting.name)["people"]) == 2
			return
		for attempt in (
			lambda: attendance.mark(row_of(meeting.name, KARLA), "Attended"),
			lambda: attendance.walk_in(meeting.name, cast.address("manager2")),
			lambda: attendance.sheet(meeting.name),
		):
			with pytest.raises(frappe.PermissionError):
				attempt()


@pytest.mark.parametrize(
	("state", "days", "may"),
	[
		("Invited", 0, True),
		("Held", -5, True),
		("Invited", 1, False),
		("Closed", -1, False),
		("Approved", 0, False),
		("Cancelled", 0, False),
	],
)
def test_from_the_day_on_until_it_is_closed(meeting, state, days, may):
	meeting.db_set({"workflow_state": state, "starts_on": f"{add_days(today(), days)} 00:00:01"})
	row = row_of(meeting.name, KARLA)

	def by_hand():
		doc = frappe.get_doc(PARTICIPATION, row)
		doc.attendance = "Attended"
		doc.save()

	for attempt in (lambda: attendance.mark(row, "Attended"), by_hand):
		frappe.db.set_value(PARTICIPATION, row, "attendance", "")
		with cast.acting_as("clerk"):
			if may:
				attempt()
			else:
				with pytest.raises(attendance.NotToday):
					attempt()
	assert row_of(meeting.name, KARLA, "attendance").attendance == ("Attended" if may else "")


def test_somebody_comes_without_being_on_the_list(meeting):
	with cast.acting_as("mentor"):
		came = attendance.walk_in(meeting.name, cast.address("manager2"), "Guest")
		again = attendance.walk_in(meeting.name, cast.address("manager2"), "Guest")
	assert came["full_name"] == "Gustav Gebietsleitung"
	assert came["name"] == again["name"]
	assert came["counts"]["attended"] == 1
	assert not frappe.db.count("FOKUS Mail", {"reference_name": meeting.name}), "nobody is written to"


def test_the_page_is_for_who_records(server, meeting):
	frappe.db.commit()
	address = f"/fokus/attendance?meeting={meeting.name}"
	page = server.login(cast.address("clerk"), cast.PASSWORD).get(address)
	assert page.status_code == 200 and "Karla Kandidat" in page.text
	other = server.login(KARLA, cast.PASSWORD).get(address)
	assert other.status_code == 403 and "Kuno" not in other.text
	assert "/login" in server.guest().get(address).url


@pytest.fixture
def steps(programme, names):
	"""The candidate of the cast in preparation, with three open steps: two for a network meeting, one for a training."""
	stages.place(names, stages.CANDIDATE, "Preparation")
	made = []
	for title, kind, days in (
		("Zweites", "Network Meeting", 60),
		("Erstes", "Network Meeting", 30),
		("Fachtag", "Training", 10),
	):
		with cast.acting_as("clerk"):
			step = {
				"doctype": "Candidate Activity",
				"candidate": names[stages.CANDIDATE],
				"phase": "Preparation",
				"title": title,
				"responsible_kind": "Candidate",
				"due_days": days,
				"meeting_kind": kind,
			}
			made.append(frappe.get_doc(step).insert().name)
	return made


def _done(steps) -> list[str]:
	return [
		row.title
		for row in frappe.get_all(
			"Candidate Activity",
			{"name": ("in", steps), "status": "Done"},
			["title"],
			order_by="done_on, title",
		)
	]


def test_attending_ticks_the_matching_step_that_is_due_first(meeting, steps):
	row = row_of(meeting.name, KARLA)
	with cast.acting_as("mentor"):
		attendance.mark(row, "Attended")
		attendance.mark(row, "Attended")
	assert _done(steps) == ["Erstes"]
	step = frappe.get_doc("Candidate Activity", steps[1])
	assert (str(step.done_on), step.done_by, step.done_through) == (today(), cast.address("mentor"), row)


def test_a_mark_that_is_taken_back_opens_its_step_again(meeting, steps):
	with cast.acting_as("mentor"):
		attendance.mark(row_of(meeting.name, KARLA), "Attended")
		attendance.mark(row_of(meeting.name, KARLA), "Absent")
	assert _done(steps) == []
	step = frappe.get_doc("Candidate Activity", steps[1])
	assert (step.status, step.done_on, step.done_by) == ("Open", None, None)


def test_the_next_meeting_ticks_the_next_step_and_nobody_elses(meeting, steps, programme):
	again = make_meeting([KARLA], "Invited", invited=True, starts_on=f"{today()} 00:00:01")
	with cast.acting_as("mentor"):
		attendance.mark(row_of(meeting.name, KUNO), "Attended")
		assert _done(steps) == []
		attendance.mark(row_of(meeting.name, KARLA), "Attended")
		attendance.mark(row_of(again.name, KARLA), "Attended")
	assert _done(steps) == ["Erstes", "Zweites"]


def test_a_template_says_which_meeting_fulfils_a_step(programme, names):
	template = frappe.get_doc("Activity Template", programme.template)
	template.steps[0].meeting_kind = "Training"
	template.save()
	stages.place(names, stages.CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, stages.CANDIDATE, "Accept into Programme")
	kinds = frappe.get_all(
		"Candidate Activity", {"candidate": names[stages.CANDIDATE]}, ["title", "meeting_kind"], as_list=True
	)
	assert {title: kind or "" for title, kind in kinds} == {"Hospitation": "Training", "Buch lesen": ""}


@pytest.mark.parametrize("action", ["Postpone", "Cancel Meeting"])
def test_nobody_was_at_a_meeting_that_is_postponed_or_cancelled(meeting, steps, action):
	with cast.acting_as("mentor"):
		attendance.mark(row_of(meeting.name, KARLA), "Attended")
		attendance.mark(row_of(meeting.name, KUNO), "Absent")
	assert _done(steps) == ["Erstes"]
	begins = add_to_date(now_datetime(), days=9)
	dates = {"starts_on": str(begins), "ends_on": str(add_to_date(begins, hours=2))}
	act("clerk", meeting.name, action, reason="Sturm", values=dates if action == "Postpone" else None)
	assert {row_of(meeting.name, user, "attendance").attendance or "" for user in (KARLA, KUNO)} == {""}
	assert _done(steps) == []


def test_who_was_never_invited_does_not_keep_a_meeting_open(meeting):
	frappe.db.set_value(PARTICIPATION, row_of(meeting.name, KUNO), "invited_on", None)
	with cast.acting_as("mentor"):
		assert attendance.mark(row_of(meeting.name, KARLA), "Attended")["open"] == 0
	assert requirements.attendance_is_recorded(meeting) is None


def test_all_others_were_absent(meeting, crowd):
	rest = make_meeting([KARLA, KUNO, *crowd(3)], "Invited", invited=True, starts_on=f"{today()} 00:00:01")
	said_no, not_invited = (row_of(rest.name, user) for user in crowd(2))
	frappe.db.set_value(PARTICIPATION, said_no, "answer", "No")
	frappe.db.set_value(PARTICIPATION, not_invited, "invited_on", None)
	with cast.acting_as("mentor"):
		attendance.mark(row_of(rest.name, KARLA), "Attended")
		outcome = attendance.mark_rest_absent(rest.name)
	assert outcome == {"attended": 1, "absent": 2, "open": 0, "marked": 2}
	assert row_of(rest.name, KARLA, "attendance").attendance == "Attended"
	for row in (said_no, not_invited):
		assert not frappe.db.get_value(PARTICIPATION, row, "attendance")
	for person in ("candidate", "mentor2"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			attendance.mark_rest_absent(rest.name)
	rest.db_set("starts_on", f"{add_days(today(), 1)} 10:00:00")
	with cast.acting_as("clerk"), pytest.raises(attendance.NotToday):
		attendance.mark_rest_absent(rest.name)


def test_who_cannot_be_on_the_list_is_named_not_dropped(meeting, crowd):
	(locked,) = crowd(1)
	frappe.db.set_value("User", locked, "enabled", 0)
	with cast.acting_as("mentor"):
		with pytest.raises(attendance.NoAccount, match="disabled"):
			attendance.walk_in(meeting.name, locked)
		with pytest.raises(attendance.NoAccount, match="no account"):
			attendance.walk_in(meeting.name, "niemand@example.org")
	assert not row_of(meeting.name, locked)
