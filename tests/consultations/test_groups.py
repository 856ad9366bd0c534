"""Who is a member: entered by HR, never by oneself; what HR sees; what becomes of who leaves or whose account goes."""

import frappe
import pytest
from frappe.utils import getdate

from fokus_app import own_page, succession
from fokus_app.confidential import persons
from fokus_app.consultations import groups, running, view, words
from fokus_app.consultations.groups import CONSULTATION, GROUP, NotAMember
from fokus_app.own_dates import NotNow
from tests import programme as cast
from tests.consultations.conftest import MEMBERS, NOTES, due, make_group, planned, read, said


def _members(group: str) -> list[str]:
	return [user.split("@")[0] for user in groups.members(frappe.get_doc(GROUP, group))]


@pytest.mark.parametrize(
	("member", "by", "why"),
	[
		("clerk", "clerk2", "no manager, mentor or participant"),
		("lead", "clerk", "no manager, mentor or participant"),
		("sysadmin", "clerk", "no manager, mentor or participant"),
		("outsider", "clerk", "no manager, mentor or participant"),
		("clerkmanager", "clerkmanager", "Nobody enters themself"),
	],
)
def test_who_cannot_be_a_member(programme, member, by, why):
	with pytest.raises(NotAMember, match=why):
		make_group("mentor", member, by=by)


def test_hr_with_another_role_is_a_member_when_a_colleague_enters_them(programme):
	assert _members(make_group("mentor", "clerkmanager")) == ["mentor", "clerkmanager"]


def test_a_disabled_account_is_no_member(programme):
	frappe.db.set_value("User", cast.address("participant2"), "enabled", 0)
	with pytest.raises(NotAMember, match="no account"):
		make_group("participant2")


def test_nobody_is_a_member_twice(programme):
	assert _members(make_group("mentor", "candidate", "mentor")) == ["mentor", "candidate"]


@pytest.mark.parametrize("person", ["mentor", "manager", "outsider", "sysadmin"])
def test_only_hr_and_leads_make_groups(programme, person):
	with pytest.raises(frappe.PermissionError):
		make_group("candidate", by=person)


@pytest.mark.parametrize(
	("person", "sees"),
	[
		*((each, True) for each in (*MEMBERS, "clerk", "lead")),
		*((each, False) for each in ("manager", "mentor2", "outsider", "sysadmin")),
	],
)
def test_the_group_is_seen_by_its_members_hr_and_leads(group, person, sees):
	with cast.acting_as(person):
		assert bool(frappe.has_permission(GROUP, "read", group)) is sees
		if frappe.has_permission(GROUP, "read"):
			assert (group in frappe.get_list(GROUP, pluck="name")) is sees


def test_numbers_are_counted_and_not_typed(group):
	with cast.acting_as("clerk"):
		doc = frappe.get_doc(GROUP, group)
		doc.consultations_held, doc.last_consultation = 99, "2020-01-01"
		doc.save()
	assert frappe.db.get_value(GROUP, group, ["consultations_held", "last_consultation"]) == (0, None)


def test_hr_sees_how_many_and_when_and_no_more(group):
	name = due(group, days=1, case_giver=cast.address("candidate"), place="Café am Markt")
	with cast.acting_as("mentor"):
		running.hold(name)
	planned(group)
	said(name, "candidate", notes=NOTES)
	for person in ("clerk", "lead"):
		with cast.acting_as(person):
			seen = view.overview(group)
			assert not frappe.has_permission(CONSULTATION, "read")
		assert len(seen["held"]) == len(seen["planned"]) == 1
		for word in (NOTES, "Café", "Karla", "Mona", name):
			assert word not in str(seen)
	numbers = frappe.db.get_value(GROUP, group, ["consultations_held", "last_consultation"])
	assert numbers == (1, frappe.db.get_value(CONSULTATION, name, "consultation_date"))
	for person in ("mentor2", "outsider", "sysadmin"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			view.overview(group)


@pytest.mark.parametrize("person", MEMBERS)
def test_members_find_their_group_on_their_own_page(group, person):
	name = planned(group)
	with cast.acting_as(person):
		[seen] = own_page.page()["consultation_groups"]
	assert seen["title"] == "Runde Nord" and [each["name"] for each in seen["planned"]] == [name]
	assert "Karla Kandidat" in seen["members"]


def test_who_leaves_reads_nothing_any_more_and_leaves_their_words(group):
	name = due(group)
	said(name, "participant2", notes=NOTES)
	with cast.acting_as("participant2"):
		groups.leave(group)
	assert "participant2" not in _members(group)
	for attempt in (lambda: words.read(name), lambda: view.page(name), lambda: groups.leave(group)):
		with cast.acting_as("participant2"), pytest.raises(frappe.PermissionError):
			attempt()
	with cast.acting_as("participant2"):
		assert own_page.page()["consultation_groups"] == []
	[theirs] = read(name, "candidate")["others"]
	assert (theirs["text"], theirs["by"]) == (NOTES, "Kuno Teilnehmer")


def test_the_last_one_asks_hr_to_end_the_group(programme):
	group = make_group("mentor")
	with cast.acting_as("mentor"), pytest.raises(NotNow, match="last member"):
		groups.leave(group)


def test_who_loses_the_role_is_no_member_in_practice(group):
	name = due(group)
	frappe.db.delete("Has Role", {"parent": cast.address("candidate")})
	frappe.clear_cache(user=cast.address("candidate"))
	with pytest.raises(frappe.PermissionError):
		read(name, "candidate")


def test_a_deleted_account_is_taken_out_and_holds_nothing_back(group):
	name = due(group, moderator=cast.address("participant2"))
	said(name, "participant2", notes=NOTES)
	frappe.delete_doc("User", cast.address("participant2"), force=True)  # mails name the account too
	assert "participant2" not in _members(group)
	assert not frappe.db.get_value(CONSULTATION, name, "moderator")
	[theirs] = read(name, "candidate")["others"]
	assert (theirs["text"], theirs["by"]) == (NOTES, "a former member")
	# a later account of the same name is nobody's member
	cast.make_user(cast.address("participant2"), *cast.CAST["participant2"])
	with pytest.raises(frappe.PermissionError):
		read(name, "participant2")


def test_a_renamed_account_reads_on_and_a_merged_one_does_not(group):
	name = due(group)
	said(name, "candidate", notes=NOTES)
	frappe.rename_doc("User", cast.address("candidate"), "karla.neu@example.org", force=True)
	assert read(name, "karla.neu@example.org")["mine"]["notes"] == NOTES
	user = frappe.get_doc("User", cast.address("mentor2"))
	persons.follow(user, None, cast.address("mentor"), cast.address("mentor2"), merge=True)
	frappe.db.set_value(
		"Peer Consultation Member",
		{"parent": group, "user": cast.address("mentor")},
		"user",
		cast.address("mentor2"),
	)
	assert read(name, "mentor2")["others"] == []


def test_whoever_leaves_the_association_is_counted_for_hr(group):
	estate = succession.estate_of(cast.address("nominator"))
	assert estate.groups == 1


def test_a_group_from_the_guests_of_a_meeting(names, programme):
	meeting = names["Network Meeting"]
	with cast.acting_as("clerk"):
		found = groups.people_of_meeting(meeting)
	assert {each["user"] for each in found} == {
		cast.address(each) for each in ("candidate", "participant2", "nominator")
	}
	frappe.db.set_value(
		"Meeting Participation", {"meeting": meeting, "user": cast.address("candidate")}, "answer", "No"
	)
	with cast.acting_as("lead"):
		assert cast.address("candidate") not in str(groups.people_of_meeting(meeting))
	with cast.acting_as("mentor"), pytest.raises(frappe.PermissionError):
		groups.people_of_meeting(meeting)


def test_an_ended_group_plans_nothing_and_reads_on(group):
	name, ahead = due(group), planned(group)
	said(name, "candidate", notes=NOTES)
	with cast.acting_as("clerk"):
		doc = frappe.get_doc(GROUP, group)
		doc.status = "Ended"
		doc.save()
	assert frappe.db.get_value(CONSULTATION, ahead, "status") == "Cancelled"
	with pytest.raises(NotNow, match="has ended"):
		planned(group)
	with pytest.raises(NotNow):
		said(name, "mentor", notes="x")
	seen = read(name, "mentor")
	assert seen["others"][0]["text"] == NOTES and not seen["may_write"]
	assert getdate(frappe.db.get_value(CONSULTATION, name, "consultation_date")) == getdate()


@pytest.mark.parametrize(("phase", "becomes"), [(0, "Cancelled"), (2, "Held")])
def test_what_nobody_said_anything_about_is_not_open_when_the_group_has_ended(group, phase, becomes):
	name = due(group, days=2)
	frappe.db.set_value(CONSULTATION, name, "phase", phase)
	with cast.acting_as("clerk"):
		doc = frappe.get_doc(GROUP, group)
		doc.status = "Ended"
		doc.save()
	assert frappe.db.get_value(CONSULTATION, name, "status") == becomes
	assert frappe.db.get_value(GROUP, group, "consultations_held") == int(becomes == "Held")
	# as a group that ended before this rule left it
	frappe.db.set_value(CONSULTATION, name, "status", "Planned")
	with cast.acting_as("mentor"):
		(shown,) = view.my_groups()
	with cast.acting_as("clerk"):
		seen = view.overview(group)
	assert not shown["planned"] and not shown["held"] and not seen["planned"]
