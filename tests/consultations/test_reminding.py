"""Members hear of a consultation on the day before, with what they do in it, and are asked whether it took place."""

import frappe
import pytest
from frappe.utils import getdate

from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.reminders import due as dues
from tests import programme as cast
from tests.consultations.conftest import MEMBERS, ahead, due, planned


def _heard(kind: str) -> dict[str, str]:
	"""Who hears of it today, and what they read."""
	found = (each for each in dues.all_due(getdate()) if each.kind == kind)
	return {each.user.split("@")[0]: dues.sentence(each, "en") for each in found}


@pytest.mark.parametrize(("days", "is_due"), [(0, True), (1, True), (2, False), (-1, False)])
def test_on_the_day_before_all_members_hear_of_it(group, days, is_due):
	name = planned(group)
	values = {"consultation_date": ahead(days), "start_time": "23:59"}
	frappe.db.set_value(CONSULTATION, name, values)
	assert set(_heard("consultation")) == (set(MEMBERS) if is_due else set())


def test_each_reads_what_they_do_in_it(group):
	name = planned(group, days=1, moderator=cast.address("mentor"), case_giver=cast.address("candidate"))
	frappe.db.delete("Peer Consultation Adviser", {"parent": name, "user": cast.address("nominator")})
	said = _heard("consultation")
	expected = {
		"mentor": "You moderate.",
		"candidate": "You bring the case.",
		"participant2": "You advise.",
		"nominator": "PM.",
	}
	for person, ending in expected.items():
		assert "Runde Nord" in said[person] and said[person].endswith(ending), said[person]


@pytest.mark.parametrize("what", ["Held", "Cancelled", "ended", "disabled"])
def test_nobody_hears_of_what_does_not_concern_them(group, what):
	name = planned(group, days=1)
	if what == "disabled":
		frappe.db.set_value("User", cast.address("mentor"), "enabled", 0)
		assert set(_heard("consultation")) == set(MEMBERS) - {"mentor"}
		return
	if what == "ended":
		frappe.db.set_value(GROUP, group, "status", "Ended")
	else:
		frappe.db.set_value(CONSULTATION, name, "status", what)
	assert _heard("consultation") == {}


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (1, True), (90, True)])
def test_whoever_moderated_is_asked_whether_it_took_place(group, days, is_due):
	due(group, days=days, moderator=cast.address("candidate"))
	assert set(_heard("unsaid")) == ({"candidate"} if is_due else set())


def test_where_nobody_moderates_who_planned_it_is_asked_and_else_any_member(group):
	name = due(group, days=1, by="participant2")
	frappe.db.set_value(CONSULTATION, name, "moderator", None)
	assert set(_heard("unsaid")) == {"participant2"}
	frappe.db.set_value("User", cast.address("participant2"), "enabled", 0)
	assert set(_heard("unsaid")) == {MEMBERS[0]}
	frappe.db.set_value(CONSULTATION, name, "status", "Held")
	assert _heard("unsaid") == {}
