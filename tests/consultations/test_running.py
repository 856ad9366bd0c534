"""Leading through the phases: by the moderator alone, kept in the record, pressed twice it goes on once."""

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from fokus_app.consultations import plan, running, view
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.own_dates import NotNow
from tests import programme as cast
from tests.consultations.conftest import MEMBERS, ahead, due, modified, planned


def _go(name: str, phase: int, seen: int, by: str = "mentor") -> dict:
	with cast.acting_as(by):
		return running.go(name, phase, seen)


def _where(name: str, by: str = "candidate") -> dict:
	with cast.acting_as(by):
		return running.where(name)


def test_from_the_first_phase_to_the_last_and_held(group):
	name = due(group)
	assert (_where(name)["phase"], _where(name)["left"]) == (0, None)
	for phase, minutes in enumerate((5, 10, 5, 5, 10, 5), 1):
		seen = _go(name, phase, phase - 1)
		assert seen["phase"] == phase and abs(seen["left"] - 60 * minutes) <= 2
		assert seen["i_moderate"] and not _where(name)["i_moderate"]
	assert _go(name, 5, 6)["phase"] == 5, "back"
	with cast.acting_as("mentor"):
		assert running.hold(name)["status"] == "Held"
	assert frappe.db.get_value(GROUP, group, "consultations_held") == 1
	with pytest.raises(NotNow):
		_go(name, 6, 5)


def test_the_time_goes_on_whatever_screens_do(group):
	name = due(group)
	_go(name, 1, 0)
	frappe.db.set_value(
		CONSULTATION, name, "phase_since", add_to_date(now_datetime(), minutes=-7), update_modified=False
	)
	assert abs(_where(name)["left"] + 120) <= 2, "two minutes over"


def test_pressed_twice_it_goes_on_once(group):
	name = due(group)
	_go(name, 1, 0)
	assert _go(name, 2, 1)["phase"] == 2
	assert _go(name, 2, 1)["phase"] == 2
	assert _go(name, 3, 1)["phase"] == 2, "a screen that shows an older phase moves nothing"


@pytest.mark.parametrize("person", [each for each in MEMBERS if each != "mentor"])
def test_only_who_moderates_leads_on(group, person):
	name = due(group)
	with pytest.raises(frappe.PermissionError):
		_go(name, 1, 0, person)
	with cast.acting_as(person):
		plan.assign(name, modified(name), cast.address(person))
	assert _go(name, 1, 0, person)["phase"] == 1


@pytest.mark.parametrize("phase", [0, 7, -1])
def test_there_are_six_phases(group, phase):
	name = due(group)
	with pytest.raises(NotNow):
		_go(name, phase, 0)


def test_before_its_day_nothing_begins_and_nothing_was_held(group):
	name = planned(group, days=1)
	with pytest.raises(NotNow, match="on its day"):
		_go(name, 1, 0)
	with cast.acting_as("mentor"), pytest.raises(NotNow):
		running.hold(name)


def test_who_met_without_the_page_says_so_afterwards(group):
	name = due(group, days=3)
	with cast.acting_as("participant2"):
		assert running.hold(name)["status"] == "Held"
	with cast.acting_as("participant2"), pytest.raises(NotNow, match="same day"):
		running.reopen(name)


def test_ended_too_early_it_goes_on_the_same_day(group):
	name = due(group)
	_go(name, 1, 0)
	with cast.acting_as("mentor"):
		running.hold(name)
	with cast.acting_as("candidate"):
		seen = running.reopen(name)
	assert (seen["status"], seen["phase"]) == ("Planned", 1) and seen["left"] is not None
	assert frappe.db.get_value(GROUP, group, "consultations_held") == 0


def test_broken_off_and_moved_to_another_day_it_begins_anew(group):
	name = due(group)
	_go(name, 1, 0)
	_go(name, 2, 1)
	with cast.acting_as("candidate"):
		plan.move(name, modified(name), ahead(7), "10:00")
	assert (_where(name)["phase"], _where(name)["left"]) == (0, None)


def test_what_was_called_off_does_not_begin(group):
	name = due(group)
	with cast.acting_as("mentor"):
		plan.call_off(name)
	with pytest.raises(NotNow):
		_go(name, 1, 0)


def test_the_page_shows_phases_people_and_no_word(group):
	name = due(group, case_giver=cast.address("candidate"))
	with cast.acting_as("participant2"):
		seen = view.page(name)
	assert seen["phases"][0]["title"] == "Casting" and seen["minutes"] == 40
	assert all(row["who_speaks"] and row["what_happens"] for row in seen["phases"])
	assert (seen["moderator"], seen["case_giver"]) == ("Mona Mentorin", "Karla Kandidat")
	assert {row["full_name"] for row in seen["members"] if row["advises"]} == {
		"Kuno Teilnehmer",
		"Lena Leitung",
	}
