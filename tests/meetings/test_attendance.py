"""The day itself: who is there is noted from that day on, by HR and the organiser, on a page for a tablet."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app.meetings import attendance
from tests import programme as cast
from tests.meetings.conftest import PARTICIPATION, make_meeting, row_of

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
