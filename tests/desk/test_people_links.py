"""Links to people offer those who can be in that part; the list of a meeting takes several at once."""

import frappe
import pytest

from fokus_app.link_queries import users_for
from fokus_app.meetings.audience import add_people
from tests.programme import acting_as, address
from tests.workflows import stages
from tests.workflows.stages import MEETING


def _offered(part: str | None, txt: str = "") -> set[str]:
	rows = users_for("User", txt, "name", 0, 50, {"part": part} if part else {})
	return {user.removesuffix("@example.org") for user, _name in rows}


OFFERED = [
	("Manager", {"manager", "deputy", "nominator", "lead"}, {"clerk", "candidate", "mentor"}),
	("HR Clerk", {"clerk", "clerk2"}, {"lead", "manager"}),
	("Programme Lead", {"lead", "deputylead"}, {"clerk", "manager"}),
	("Mentor", {"mentor", "mentor2"}, {"candidate"}),
	(None, {"candidate", "outsider", "clerk"}, {"Guest", "Administrator"}),
]


@pytest.mark.parametrize(("part", "offered", "others"), OFFERED)
def test_a_link_offers_who_can_be_in_that_part(programme, part, offered, others):
	with acting_as("clerk"):
		found = _offered(part)
	assert offered <= found
	assert not others & found


def test_people_who_are_switched_off_are_not_offered(programme):
	frappe.db.set_value("User", address("manager2"), "enabled", 0)
	with acting_as("clerk"):
		assert "manager2" not in _offered("Manager")


def test_a_name_finds_the_person(programme):
	with acting_as("clerk"):
		assert _offered("Manager", "gerda") == {"manager"}


@pytest.mark.parametrize("person", ["candidate", "mentor", "outsider"])
def test_others_do_not_get_a_directory(programme, person):
	with acting_as(person), pytest.raises(frappe.PermissionError):
		_offered("Manager")


def test_several_people_come_on_the_list_each_once(names):
	stages.place(names, MEETING, "Draft")
	users = [address("mentor2"), address("mentor2"), address("candidate")]
	with acting_as("clerk"):
		assert add_people(names[MEETING], users, "Participant") == {"added": 1, "there_already": 1}


@pytest.mark.parametrize(
	("person", "may"),
	[("clerk", True), ("lead", True), ("mentor", False), ("othermanager", False), ("candidate", False)],
)
def test_hr_decides_who_is_on_the_list_of_a_mentors_meeting(names, person, may):
	stages.place(names, MEETING, "Invited")
	with acting_as(person):
		if may:
			assert add_people(names[MEETING], [address("manager2")], "Guest")["added"] == 1
		else:
			with pytest.raises(frappe.PermissionError):
				add_people(names[MEETING], [address("manager2")], "Guest")


@pytest.mark.parametrize("state", ["Held", "Closed", "Cancelled"])
def test_a_meeting_that_is_over_takes_nobody(names, state):
	stages.place(names, MEETING, state)
	with acting_as("clerk"), pytest.raises(frappe.ValidationError):
		add_people(names[MEETING], [address("manager2")], "Guest")
