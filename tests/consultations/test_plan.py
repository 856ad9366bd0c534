"""Dates and parts: planned by any member, moderation in turn, in everybody's calendar."""

import frappe
import pytest
import vobject

from fokus_app import field_values
from fokus_app.consultations import groups, plan, running
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.own_dates import NotNow
from tests import programme as cast
from tests.consultations.conftest import MEMBERS, OTHERS, QUESTION, ahead, due, modified, planned, said


def _people(name: str) -> tuple[str, str, set[str]]:
	doc = frappe.get_doc(CONSULTATION, name)
	return _part(doc.moderator), _part(doc.case_giver), {_part(row.user) for row in doc.advisers}


def _part(user: str | None) -> str:
	return (user or "").split("@")[0]


@pytest.mark.parametrize("person", MEMBERS)
def test_each_member_plans(group, person):
	name = planned(group, person)
	doc = frappe.get_doc(CONSULTATION, name)
	assert (doc.status, doc.start_time, doc.phase) == ("Planned", "14:30", 0)
	assert [row.minutes for row in doc.phases] == [5, 10, 5, 5, 10, 5]


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_plans_moves_casts_or_calls_off(group, person):
	name = planned(group)
	shown = modified(name)
	attempts = (
		lambda: planned(group, person),
		lambda: plan.move(name, shown, ahead(9), "10:00"),
		lambda: plan.assign(name, shown, cast.address("mentor")),
		lambda: plan.call_off(name),
		lambda: running.hold(name),
		lambda: running.where(name),
		lambda: frappe.get_doc({"doctype": CONSULTATION, "consultation_group": group}).insert(),
		lambda: frappe.get_doc(CONSULTATION, name).save(),
	)
	for attempt in attempts:
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			attempt()


def test_moderation_goes_round_and_everybody_else_advises(group):
	first = planned(group, case_giver=cast.address("candidate"))
	assert _people(first) == ("mentor", "candidate", {"participant2", "nominator"})
	turns = [_people(planned(group, days=days))[0] for days in (20, 30, 40, 50)]
	assert turns == ["candidate", "participant2", "nominator", "mentor"]
	with cast.acting_as("mentor"):
		plan.call_off(first)
	# what was called off does not count as a turn
	assert _people(planned(group, days=60))[0] == "candidate"
	assert _people(planned(group, days=70))[0] == "participant2"


def test_parts_are_given_anew_until_it_is_held(group):
	name = planned(group)
	with cast.acting_as("participant2"):
		plan.assign(
			name,
			modified(name),
			cast.address("nominator"),
			cast.address("mentor"),
			[cast.address("candidate"), cast.address("mentor"), "outsider@example.org"],
		)
	assert _people(name) == ("nominator", "mentor", {"candidate"})


@pytest.mark.parametrize(
	("moderator", "case_giver"),
	[("mentor", "mentor"), ("outsider", None), ("mentor", "mentor2"), ("", "candidate")],
)
def test_parts_that_cannot_be(group, moderator, case_giver):
	name = planned(group)
	with cast.acting_as("mentor"), pytest.raises(NotNow):
		plan.assign(name, modified(name), cast.address(moderator), case_giver and cast.address(case_giver))


REFUSED = {
	"yesterday": {"days": -1},
	"no hour": {"at": ""},
	"an hour that is none": {"at": "25:00"},
	"no such form": {"form": "Brieftaube"},
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_date_that_cannot_be(group, what):
	with pytest.raises(NotNow):
		planned(group, **REFUSED[what])


def test_a_day_that_does_not_exist(group):
	with cast.acting_as("mentor"), pytest.raises(field_values.WrongValue):
		plan.plan(group, "2027-02-31", "10:00")


def test_a_stale_screen_changes_nothing(group):
	name = planned(group)
	shown = modified(name)
	with cast.acting_as("candidate"):
		plan.move(name, shown, ahead(9), "10:00")
	with cast.acting_as("mentor"), pytest.raises(frappe.TimestampMismatchError):
		plan.move(name, shown, ahead(12), "10:00")


def test_a_changed_template_moves_nothing_that_is_planned(group):
	name = planned(group)
	template = frappe.get_doc("Peer Consultation Template", {})
	template.phases = template.phases[:2]
	template.phases[0].minutes = 99
	with cast.acting_as("clerk"):
		template.save()
	assert len(frappe.get_doc(CONSULTATION, name).phases) == 6
	assert [row.minutes for row in frappe.get_doc(CONSULTATION, planned(group, days=9)).phases] == [99, 10]


@pytest.mark.parametrize("minutes", [0, -5, 181])
def test_a_phase_has_a_length(programme, minutes):
	template = frappe.get_doc("Peer Consultation Template", {})
	template.phases[0].minutes = minutes
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError):
		template.save()


# --- calendars


@pytest.fixture
def post(mailbox, group):
	"""`post()`: what arrived since it was last asked, as {recipient: (method, version)} and the calendars."""
	mailbox.deliver()
	mailbox.clear()

	def since() -> dict[str, object]:
		arrived = {}
		for mail in mailbox.deliver():
			for part in mail.walk():
				if part.get_content_type() == "text/calendar":
					arrived[mail["To"].split("@")[0]] = vobject.readOne(
						part.get_payload(decode=True).decode()
					)
		mailbox.clear()
		return arrived

	yield since
	for doctype in (CONSULTATION, GROUP, "Peer Consultation Member", "Sealed Text"):
		frappe.db.delete(doctype)
	frappe.db.commit()


def _entries(calendars: dict) -> dict[str, tuple[str, int]]:
	return {who: (each.method.value, int(each.vevent.sequence.value)) for who, each in calendars.items()}


def test_the_entry_is_made_moved_and_taken_away_for_all_members(group, post):
	name = planned(group, place="Raum 3")
	made = post()
	assert _entries(made) == dict.fromkeys(MEMBERS, ("REQUEST", 0))
	event = made["candidate"].vevent
	assert "Raum 3" in event.location.value and event.dtend.value - event.dtstart.value
	assert (event.dtend.value - event.dtstart.value).total_seconds() == 40 * 60
	with cast.acting_as("candidate"):
		plan.move(name, modified(name), ahead(8), "09:00", place="Raum 3")
	assert _entries(post()) == dict.fromkeys(MEMBERS, ("REQUEST", 1))
	with cast.acting_as("candidate"):
		plan.move(name, modified(name), ahead(8), "9:00", place="Raum 3")
	assert post() == {}, "the same date again moves nothing"
	with cast.acting_as("mentor"):
		plan.call_off(name)
	assert _entries(post()) == dict.fromkeys(MEMBERS, ("CANCEL", 2))


def test_who_joins_gets_the_dates_ahead_and_who_leaves_loses_them(group, post):
	name = planned(group)
	past = due(group, days=3)
	post()
	doc = frappe.get_doc(GROUP, group)
	doc.members = [row for row in doc.members if row.user != cast.address("mentor")]
	doc.append("members", {"user": cast.address("mentor2")})
	with cast.acting_as("clerk"):
		doc.save()
	assert _entries(post()) == {"mentor": ("CANCEL", 0), "mentor2": ("REQUEST", 0)}
	assert _people(name)[0] == "" and _people(past)[0] != ""
	with cast.acting_as("mentor2"):
		groups.leave(group)
	assert _entries(post()) == {"mentor2": ("CANCEL", 0)}


def test_what_lies_in_the_past_is_called_off_without_a_mail(group, post):
	name = due(group, days=1)
	post()
	with cast.acting_as("mentor"):
		plan.call_off(name)
	assert post() == {} and frappe.db.get_value(CONSULTATION, name, "status") == "Cancelled"


def test_the_entry_leads_to_the_page_and_holds_no_word(group, post):
	said(planned(group), "candidate", question=QUESTION)
	arrived = post()
	assert len(arrived) == len(MEMBERS)
	for each in arrived.values():
		assert "/fokus/consultation?name=" in each.vevent.description.value
		assert QUESTION not in each.serialize()
