"""Somebody without the desk organises a meeting: their own page and the tablet are enough."""

import frappe
import pytest
from frappe.utils import today

from fokus_app import own_page, parts
from fokus_app.meetings import attendance
from fokus_app.notifications import links
from fokus_app.people import people
from fokus_app.workflows.definition import Who
from tests import programme as cast
from tests.meetings.conftest import MEETING, PARTICIPATION, act, make_meeting, row_of

pytestmark = pytest.mark.usefixtures("in_english")
KARLA, KUNO, MONA = (cast.address(part) for part in ("candidate", "participant2", "mentor"))

#: state, whether anybody is on the list, what the organiser can do there, and what the card says is missing
CARDS = [
	("Draft", True, set(), "Request Approval: “Agenda” is missing."),
	("Pending Approval", True, set(), ""),
	("Approved", False, {"Rework Meeting", "Postpone", "Change Venue", "Change Seats"}, "Send Invitations: "),
	(
		"Approved",
		True,
		{"Rework Meeting", "Send Invitations", "Postpone", "Change Venue", "Change Seats"},
		"",
	),
	("Invited", True, {"Invite More", "Postpone", "Change Venue", "Change Seats"}, ""),
	("Held", True, set(), "Close Meeting: Attendance is not recorded"),
]


@pytest.mark.parametrize(("state", "listed", "actions", "missing"), CARDS)
def test_the_card_offers_what_is_open_to_the_organiser(programme, state, listed, actions, missing):
	meeting = make_meeting([KARLA] if listed else [])
	meeting.db_set("workflow_state", state)
	if state == "Held":
		frappe.db.set_value(PARTICIPATION, {"meeting": meeting.name}, "invited_on", "2026-11-01 10:00:00")
	with cast.acting_as("mentor"):
		(card,) = [each for each in own_page.page()["organised"] if each["name"] == meeting.name]
	assert {action["action"] for action in card["actions"]} == actions
	assert (missing in " ".join(card["missing"])) if missing else not card["missing"]
	for person in ("mentor2", "candidate"):
		with cast.acting_as(person):
			assert meeting.name not in [each["name"] for each in own_page.page()["organised"]]


@pytest.mark.parametrize("state", ["Closed", "Cancelled"])
def test_what_is_over_has_no_card(programme, state):
	meeting = make_meeting([KARLA])
	meeting.db_set("workflow_state", state)
	with cast.acting_as("mentor"):
		assert meeting.name not in [each["name"] for each in own_page.page()["organised"]]


def test_all_of_it_over_http(server, programme):
	"""As the page's script does it: postponed with the value of a field for date and time, an answer taken down."""
	meeting = make_meeting([KARLA, KUNO], "Invited", invited=True)
	frappe.db.commit()
	mona = server.login(MONA, cast.PASSWORD)
	page = mona.get("/fokus").text
	assert f'data-organised="{meeting.name}"' in page and f'data-name="{meeting.name}"' in page
	assert 'type="datetime-local"' in page and "Kuno Teilnehmer" in page
	paper = mona.get(f"/printview?doctype=Network+Meeting&name={meeting.name}&format=FOKUS+Attendance+List")
	assert paper.status_code == 200 and "Kuno Teilnehmer" in paper.text, paper.text[:500]
	answer = mona.call(
		"fokus_app.meetings.answers.record", participation=row_of(meeting.name, KUNO), answer="Yes"
	)
	assert answer.status_code == 200, answer.text
	postponed = mona.call(
		"fokus_app.workflows.action.act",
		doctype=MEETING,
		name=meeting.name,
		action="Postpone",
		modified=str(frappe.db.get_value(MEETING, meeting.name, "modified")),
		reason="Der Raum fehlt.",
		values={
			"starts_on": "2027-05-12 10:00",
			"ends_on": "2027-05-12 12:00",
			"rsvp_deadline": "2027-05-02",
		},
	)
	assert postponed.status_code == 200, postponed.text
	frappe.db.rollback()
	assert str(frappe.db.get_value(MEETING, meeting.name, "starts_on")) == "2027-05-12 10:00:00"
	assert row_of(meeting.name, KUNO, "seat").seat == "Seat"


def test_the_mail_leads_to_where_the_organiser_acts(programme):
	meeting = make_meeting([KARLA])
	(mona, manager) = people([MONA, cast.address("manager")])
	assert links.link_for(meeting, mona, Who.ORGANISER).endswith("/fokus")
	assert f"/app/network-meeting/{meeting.name}" in links.link_for(meeting, manager, Who.ORGANISER)


#: who looks for whom among the accounts of those who have come, and who is found
SEARCHES = [
	("mentor", "Olga", set()),
	("mentor", "othermanager@", set()),
	("mentor", " OtherManager@example.org ", {"othermanager"}),
	("mentor", "nobody@example.org", set()),
	("clerk", "Olga", {"othermanager"}),
	("clerk", "o", set()),
	("clerk", "%%%", set()),
]


@pytest.mark.parametrize(("person", "text", "found"), SEARCHES)
def test_who_has_come_is_found(programme, person, text, found):
	"""HR finds people by name; whom an organiser does not know of they find by the whole address alone."""
	meeting = make_meeting([KARLA], "Invited", invited=True, starts_on=f"{today()} 00:00:01")
	with cast.acting_as(person):
		seen = attendance.find(meeting.name, text)
	assert {row["user"] for row in seen} == {cast.address(part) for part in found}


def test_nobody_is_found_before_the_day_or_by_others(programme):
	ahead = make_meeting([KARLA], "Invited", invited=True)
	with cast.acting_as("mentor"), pytest.raises(attendance.NotToday):
		attendance.find(ahead.name, cast.address("othermanager"))
	with cast.acting_as("mentor2"), pytest.raises(frappe.PermissionError):
		attendance.find(ahead.name, cast.address("othermanager"))


def test_a_walk_in_gets_the_role_they_have(programme):
	cast.candidate(programme, user=KARLA).db_set("workflow_state", "Preparation")
	meeting = make_meeting([], "Invited", starts_on=f"{today()} 00:00:01")
	with cast.acting_as("mentor"):
		for user in (KARLA, cast.address("mentor2"), cast.address("othermanager")):
			attendance.walk_in(meeting.name, user)
	rows = frappe.get_all(PARTICIPATION, {"meeting": meeting.name}, ["user", "programme_role"], as_list=True)
	assert dict(rows) == {
		KARLA: "Participant",
		cast.address("mentor2"): "Mentor",
		cast.address("othermanager"): "Guest",
	}


@pytest.mark.parametrize(
	("person", "may"), [("manager", True), ("mentor2", True), ("candidate", False), ("outsider", False)]
)
def test_only_who_can_act_as_the_organiser_is_entered(programme, person, may):
	meeting = make_meeting([], "Draft")
	meeting.reload()
	meeting.organiser = cast.address(person)
	with cast.acting_as("clerk"):
		if may:
			meeting.save()
		else:
			with pytest.raises(parts.CannotAct, match="HR, the programme lead, managers and mentors"):
				meeting.save()


def test_an_organiser_who_left_keeps_nobody_from_going_on(programme):
	meeting = make_meeting([KARLA], organiser=cast.address("outsider"))
	act("clerk", meeting.name, "Send Invitations")
	assert frappe.db.get_value(MEETING, meeting.name, "workflow_state") == "Invited"
