"""The entry in people's calendars, read back with another library than the one that wrote it."""

from datetime import datetime, timezone

import frappe
import pytest
import vobject

from fokus_app.meetings import appointments
from fokus_app.people import people
from fokus_app.workflows.definition import Who
from tests import programme as cast
from tests.meetings.conftest import act, make_meeting

KARLA = cast.address("candidate")


def _calendar(mail):
	"""The calendar in a mail, and what the mail says of it."""
	(part,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
	return vobject.readOne(part.get_payload(decode=True).decode("utf-8")), part


def _utc(moment: datetime) -> datetime:
	return moment.astimezone(timezone.utc).replace(tzinfo=None)


#: begin and end on the clock on the wall, and both in UTC, worked out by hand
CLOCKS = [
	("2027-01-28 09:30:00", "2027-01-28 16:00:00", datetime(2027, 1, 28, 8, 30), datetime(2027, 1, 28, 15)),
	("2026-03-28 22:00:00", "2026-03-29 10:00:00", datetime(2026, 3, 28, 21), datetime(2026, 3, 29, 8)),
	("2026-03-29 09:00:00", "2026-03-29 12:00:00", datetime(2026, 3, 29, 7), datetime(2026, 3, 29, 10)),
	("2026-10-24 22:00:00", "2026-10-25 10:00:00", datetime(2026, 10, 24, 20), datetime(2026, 10, 25, 9)),
	("2026-10-25 09:00:00", "2026-10-25 12:00:00", datetime(2026, 10, 25, 8), datetime(2026, 10, 25, 11)),
	("2031-07-01 14:00:00", "2031-07-01 17:00:00", datetime(2031, 7, 1, 12), datetime(2031, 7, 1, 15)),
]


@pytest.mark.parametrize(("starts_on", "ends_on", "begins", "ends"), CLOCKS)
def test_the_hour_on_the_wall_is_right_across_the_change_of_clocks(
	programme, starts_on, ends_on, begins, ends
):
	meeting = make_meeting([KARLA], "Invited", invited=True, starts_on=starts_on, ends_on=ends_on)
	(file,) = appointments.calendar(meeting, Who.INVITED, people([KARLA])[0])
	event = vobject.readOne(file["fcontent"]).vevent
	assert (_utc(event.dtstart.value), _utc(event.dtend.value)) == (begins, ends)
	wall = starts_on.replace("-", "").replace(":", "").replace(" ", "T")
	assert f"DTSTART;TZID=Europe/Berlin:{wall}" in file["fcontent"]
	assert "BEGIN:VTIMEZONE" in file["fcontent"] and "RRULE:FREQ=YEARLY" in file["fcontent"]


def test_another_topic_is_no_new_version_of_the_entry(programme):
	"""RFC 5546, 2.1.4: only what somebody has to decide about anew raises SEQUENCE; of two files with the same one the
	later (DTSTAMP) counts."""
	meeting = make_meeting([KARLA], "Invited", invited=True, focus_topic="Offene Fragen")
	(first,) = appointments.calendar(meeting, Who.INVITED, people([KARLA])[0])
	meeting.reload()
	meeting.focus_topic = "Zuhören"
	with cast.acting_as("mentor"):
		meeting.save()
	assert not frappe.db.count("FOKUS Mail", {"reference_name": meeting.name}), "nobody is written to"
	(second,) = appointments.calendar(
		frappe.get_doc(meeting.doctype, meeting.name), Who.INVITED, people([KARLA])[0]
	)
	before, after = (vobject.readOne(file["fcontent"]).vevent for file in (first, second))
	assert (before.uid.value, before.sequence.value) == (after.uid.value, after.sequence.value)
	assert before.dtstamp.value <= after.dtstamp.value
	assert "Offene Fragen" in before.description.value and "Zuhören" in after.description.value


def test_it_comes_moves_and_goes_with_the_meeting(programme, mailbox):
	meeting = make_meeting([KARLA, cast.address("participant2")])
	moved = {
		"starts_on": "2027-03-28 10:00:00",
		"ends_on": "2027-03-28 12:00:00",
		"rsvp_deadline": "2027-03-20",
	}
	steps = [
		("Send Invitations", {}),
		("Postpone", {"values": moved, "reason": "Raum fehlt"}),
		("Change Venue", {"values": {"venue": "Stadtteilzentrum, Bochum"}}),
		("Cancel Meeting", {"reason": "Zu wenige"}),
	]
	seen = []
	for action, given in steps:
		mailbox.clear()
		act("clerk", meeting.name, action, **given)
		mailbox.deliver()
		assert len(mailbox.mails()) == 2, action
		(mail,) = mailbox.to(KARLA)
		calendar, part = _calendar(mail)
		assert part.get_param("method") == calendar.method.value
		seen.append((calendar.method.value, int(calendar.vevent.sequence.value), calendar.vevent))
	assert [method for method, _sequence, _event in seen] == ["REQUEST", "REQUEST", "REQUEST", "CANCEL"]
	sequences = [sequence for _method, sequence, _event in seen]
	assert sequences == sorted(set(sequences)), "each version is higher than the one before"
	assert len({event.uid.value for _method, _sequence, event in seen}) == 1
	assert _utc(seen[1][2].dtstart.value) == datetime(2027, 3, 28, 8)
	assert seen[2][2].location.value == "Stadtteilzentrum, Bochum"
	assert seen[3][2].status.value == "CANCELLED"
	for _method, _sequence, event in seen:
		assert [each.value for each in event.attendee_list] == [f"mailto:{KARLA}"]
		assert event.organizer.value == f"mailto:{cast.address('mentor')}"


def test_room_and_link_stand_in_the_entry_of_a_hybrid_meeting(programme, mailbox):
	link = "https://treffen.example.org/raum?a=1&b=2;c=3"
	meeting = make_meeting([KARLA], room="Saal 2, 1. OG", link=link)
	act("clerk", meeting.name, "Send Invitations")
	mailbox.deliver()
	(mail,) = mailbox.to(KARLA)
	event = _calendar(mail)[0].vevent
	assert event.location.value == "Haus der Kirche, Essen, Saal 2, 1. OG"
	assert (event.url.value, event.conference.value) == (link, link)
	assert event.conference.params == {"VALUE": ["URI"], "FEATURE": ["VIDEO"]}
	assert link in event.description.value
	text = mail.get_body(("html",)).get_content()
	assert "Saal 2, 1. OG" in text and link.replace("&", "&amp;") in text


def test_another_room_is_another_place(programme, mailbox):
	meeting = make_meeting([KARLA], "Invited", invited=True, room="Saal 2")
	act("clerk", meeting.name, "Change Venue", values={"room": "Saal 3"})
	mailbox.deliver()
	(mail,) = mailbox.to(KARLA)
	event = _calendar(mail)[0].vevent
	assert (event.location.value, event.sequence.value) == ("Haus der Kirche, Essen, Saal 3", "1")


#: what RFC 5546 (3.2.2, 3.2.5) asks for, and what Outlook ([MS-OXCICAL]), Google and Apple need to show an entry
ALWAYS = ("UID", "DTSTAMP", "SEQUENCE", "DTSTART", "DTEND", "SUMMARY", "ORGANIZER", "ATTENDEE", "STATUS")


@pytest.mark.parametrize(("state", "method"), [("Invited", "REQUEST"), ("Cancelled", "CANCEL")])
def test_the_file_is_written_as_calendars_read_it(programme, state, method):
	meeting = make_meeting(
		[KARLA], "Invited", invited=True, title="Ein langes Treffen: „Äußeres“; Kommas, \\ und so " * 2
	)
	meeting.workflow_state = state
	(file,) = appointments.calendar(meeting, Who.INVITED, people([KARLA])[0])
	lines = file["fcontent"].split("\r\n")
	assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
	assert max(len(line.encode()) for line in lines) <= 75, "folded (RFC 5545, 3.1)"
	assert "\n" not in file["fcontent"].replace("\r\n", "")
	calendar = vobject.readOne(file["fcontent"])
	assert (calendar.method.value, calendar.version.value) == (method, "2.0")
	for name in ALWAYS:
		assert len(calendar.vevent.contents[name.lower()]) == 1, name
	assert calendar.vevent.summary.value == meeting.title.strip()
	assert file["content_type"] == f"text/calendar; method={method}"
	assert len(calendar.vevent.attendee_list) == 1, "nobody learns who else is invited"


def test_the_reason_is_in_no_mail(programme, mailbox):
	meeting = make_meeting([KARLA], "Invited", invited=True)
	act("clerk", meeting.name, "Cancel Meeting", reason="Streit im Team")
	mailbox.deliver()
	assert "Streit" not in mailbox.to(KARLA)[-1].as_string()


def test_who_moves_up_gets_the_entry_as_it_is_now(programme, mailbox):
	from fokus_app.meetings import answers

	meeting = make_meeting(
		[KARLA, cast.address("participant2")], "Invited", invited=True, seats=1, calendar_sequence=3
	)
	for user in (cast.address("participant2"), KARLA):
		with cast.acting_as(user):
			answers.mine(meeting.name, "Yes")
	with cast.acting_as(cast.address("participant2")):
		answers.mine(meeting.name, "No")
	mailbox.deliver()
	(mail,) = mailbox.to(KARLA)
	assert mail["Subject"] == "FOKUS: Ein Platz ist für Sie frei"
	calendar, _part = _calendar(mail)
	assert (calendar.method.value, calendar.vevent.sequence.value) == ("REQUEST", "3")


def test_an_unchanged_place_is_no_change(programme):
	from fokus_app.workflows import guard

	frappe.local.lang = "en"
	meeting = make_meeting([KARLA], "Invited", invited=True)
	with pytest.raises(guard.ConditionMissing, match="still the same"):
		act("clerk", meeting.name, "Change Venue", values={"venue": meeting.venue})
	with pytest.raises(guard.ConditionMissing, match="venue or an online link"):
		act("clerk", meeting.name, "Change Venue", values={"venue": ""})
	with pytest.raises(guard.ConditionMissing, match="Answer By"):
		act(
			"clerk",
			meeting.name,
			"Postpone",
			values={
				"starts_on": "2027-03-28 10:00:00",
				"ends_on": "2027-03-28 12:00:00",
				"rsvp_deadline": "2027-03-29",
			},
			reason="Raum fehlt",
		)
