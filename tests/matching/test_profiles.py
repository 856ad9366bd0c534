"""Mentor profiles: free places, who is there, what mentors and mentees say about themselves."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app import field_values, mentor_wishes, mentors, own_page, places
from fokus_app.matching import screen
from tests import programme as cast
from tests.matching.conftest import mentee, mentor, pair
from tests.workflows.stages import CANDIDATE, MENTORING


def test_free_places_are_counted_and_never_stored(programme):
	name = mentor("Xenia", capacity=3)
	steps = [
		(lambda: pair(mentee(programme, "Anna"), name, "Proposed"), 2),
		(lambda: _take(name, pair(mentee(programme, "Berta"), name, "Active")), 1),
		(lambda: frappe.db.set_value("Mentor", name, "capacity", 1), 0),
		(lambda: frappe.db.set_value("Mentor", name, "capacity", 5), 3),
	]
	for step, free in steps:
		step()
		with cast.acting_as("clerk"):
			assert mentors.free_places([name])[name]["free"] == free
	assert not frappe.get_meta("Mentor").has_field("free")


def _take(name, relationship):
	places.keep(MENTORING, relationship, "Mentor", name, "capacity")


def test_a_proposal_taken_back_gives_its_place_back(programme):
	name = mentor("Xenia")
	relationship = pair(mentee(programme, "Anna"), name, "Proposed")
	with cast.acting_as("clerk"):
		assert mentors.free_places([name])[name]["free"] == 0
		doc = frappe.get_doc(MENTORING, relationship)
		doc.workflow_state = "Cancelled"
		doc.save()
		assert mentors.free_places([name])[name]["free"] == 1


#: days from today where it is a number
ABSENT = [
	("paused", {"status": "Paused"}),
	("retired", {"status": "Retired"}),
	("from tomorrow", {"available_from": 1}),
	("until yesterday", {"available_until": -1}),
]


@pytest.mark.parametrize("values", [row[1] for row in ABSENT], ids=[row[0] for row in ABSENT])
def test_the_daily_filters_of_the_list(programme, values):
	values = {
		field: add_days(today(), value) if isinstance(value, int) else value
		for field, value in values.items()
	}
	here, full, absent = mentor("Here"), mentor("Full", capacity=0), mentor("Absent", **values)
	with cast.acting_as("clerk"):
		free, gone = (mentors.filters_for(which)[0][3] for which in ("free", "absent"))
		assert mentors.free_places([here, absent])[absent]["absent"]
		assert not mentors.free_places([here, absent])[here]["absent"]
	assert here in free and full not in free and absent not in free
	assert absent in gone and here not in gone and full not in gone


def test_a_disabled_account_is_not_there(programme):
	name = mentor("Xenia")
	frappe.db.set_value("User", "xenia@example.org", "enabled", 0)
	with cast.acting_as("clerk"):
		assert name in mentors.filters_for("absent")[0][3]


def test_mentors_see_of_all_this_their_own_places_alone(programme):
	name = mentor("Xenia")
	with cast.acting_as("mentor"):
		assert set(mentors.free_places([name, programme.mentor])) == {programme.mentor}
	with cast.acting_as("candidate"), pytest.raises(frappe.PermissionError):
		mentors.filters_for("free")


def test_the_area_follows_from_the_centre_and_is_entered_where_there_is_none(programme):
	doc = frappe.get_doc("Mentor", mentor("Xenia", centre=programme.target_centre, area=programme.area))
	assert doc.area == programme.area2
	doc.update({"centre": None, "area": programme.area})
	doc.save()
	doc.reload()
	assert doc.area == programme.area


def test_a_mentor_says_on_their_own_page_when_they_are_there(programme):
	name = mentor("Xenia", capacity=2)
	with cast.acting_as("xenia@example.org"):
		profile = own_page.page()["mentor_profile"]
		assert (profile["free"], profile["capacity"], profile["may_change"]) == (2, 2, True)
		until = add_days(today(), 30)
		kept = mentors.state_availability("Paused", "", until)
	assert kept == {"status": "Paused", "available_from": "", "available_until": until}
	stored = frappe.get_doc("Mentor", name)
	assert (stored.status, str(stored.available_until), stored.capacity) == ("Paused", until, 2)
	with cast.acting_as("clerk"):
		assert name in mentors.filters_for("absent")[0][3]


@pytest.mark.parametrize(
	("values", "error"),
	[
		(("Retired",), field_values.WrongValue),
		(("Active", "2027-02-30"), field_values.WrongValue),
		(("Active", "2027-03-01", "2027-02-01"), field_values.WrongValue),
	],
)
def test_a_mentor_says_nothing_impossible(programme, values, error):
	mentor("Xenia")
	with cast.acting_as("xenia@example.org"), pytest.raises(error):
		mentors.state_availability(*values)


@pytest.mark.parametrize("person", ["candidate", "clerk", "outsider"])
def test_nobody_else_says_when_a_mentor_is_there(programme, person):
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		mentors.state_availability("Active")


def test_who_has_retired_from_it_comes_back_through_hr(programme):
	frappe.db.set_value("Mentor", programme.mentor, "status", "Retired")
	with cast.acting_as("mentor"):
		assert own_page.page()["mentor_profile"]["may_change"] is False
		with pytest.raises(frappe.PermissionError):
			mentors.state_availability("Active")


def test_a_candidate_states_wishes_on_their_own_page_and_the_proposal_heeds_them(programme, nobody_else):
	anna = mentee(programme, "Anna")
	competency = frappe.get_all("Leadership Competency", pluck="name", limit=1)[0]
	with cast.acting_as("anna@example.org"):
		[path] = own_page.page()["paths"]
		assert {each["name"] for each in path["mentor_wish"]["competencies"]} >= {competency}
		kept = mentor_wishes.state(anna, [competency, competency], '["Türkisch"]', "Gern jemand mit Geduld")
		assert kept == {
			"competencies": [competency],
			"wishes": ["Türkisch"],
			"note": "Gern jemand mit Geduld",
		}
		[path] = own_page.page()["paths"]
		assert [each["name"] for each in path["mentor_wish"]["competencies"] if each["wished"]] == [
			competency
		]
	fitting = mentor("Xenia", wishes=[{"wish": "Türkisch"}])
	mentor("Adam")
	with cast.acting_as("clerk"):
		[row] = screen.propose(kind="Mentoring", candidate=anna)["rows"]
	assert row["mentor"] == fitting
	assert row["wishes"] == [competency, "Türkisch"] and row["note"] == "Gern jemand mit Geduld"
	assert "None of the wished competencies" in row["why"] and "Türkisch" in row["why"]


@pytest.mark.parametrize("person", ["candidate", "mentor", "clerk", "manager", "Guest"])
def test_nobody_else_states_them(programme, person):
	anna = mentee(programme, "Anna")
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		mentor_wishes.state(anna, [], [], "")


@pytest.mark.parametrize("values", [('{"a": 1}',), ([1],), (None, ["Klingonisch"])])
def test_wishes_that_make_no_sense_are_refused(programme, values):
	anna = mentee(programme, "Anna")
	with cast.acting_as("anna@example.org"), pytest.raises(frappe.ValidationError):
		mentor_wishes.state(anna, *values)


def test_wishes_are_seen_by_those_who_see_the_case(programme):
	anna = mentee(programme, "Anna")
	doc = frappe.get_doc(CANDIDATE, anna)
	with cast.acting_as("clerk"):
		doc.append("mentoring_wishes", {"wish": "Türkisch"})
		doc.save()
	for person, sees in (("clerk", True), ("manager", True), ("othermanager", False), ("mentor", False)):
		with cast.acting_as(person):
			try:
				rows = frappe.get_list(
					"Mentoring Wish Row", parent_doctype=CANDIDATE, filters={"parent": anna}, pluck="wish"
				)
			except frappe.PermissionError:
				rows = []
		assert bool(rows) == sees, person
