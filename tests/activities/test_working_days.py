"""Due dates against a computation of their own: the holidays of North Rhine-Westphalia written down by hand."""

from datetime import date, timedelta

import frappe
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fokus_app import due_dates, working_days
from tests.activities.holidays_nrw import FIRST, LAST, is_free

NRW = "North Rhine-Westphalia"


@given(st.dates(FIRST, LAST))
def test_free_days_are_weekends_and_the_holidays_on_the_list(day):
	assert working_days.is_free(NRW, day) == is_free(day)


@given(st.dates(FIRST, LAST), st.integers(0, 365))
def test_a_step_is_due_on_the_first_working_day_from_then_on(anchor, days):
	due = working_days.due_date_in(NRW, anchor, days)
	counted = anchor + timedelta(days)
	if not FIRST <= due <= LAST:
		return
	assert due >= counted and not is_free(due)
	assert all(is_free(counted + timedelta(n)) for n in range((due - counted).days))


@given(st.dates(date(2027, 1, 1), LAST), st.integers(-340, -1))
def test_what_comes_before_the_anchor_is_due_on_the_last_working_day_until_then(anchor, days):
	due = working_days.due_date_in(NRW, anchor, days)
	counted = anchor + timedelta(days)
	if due < FIRST:
		return
	assert due <= counted < anchor and not is_free(due)
	assert all(is_free(counted - timedelta(n)) for n in range((counted - due).days))


@given(st.dates(FIRST, date(2027, 6, 1)), st.integers(0, 364))
def test_a_later_step_is_never_due_before_an_earlier_one(anchor, days):
	assert working_days.due_date_in(NRW, anchor, days) <= working_days.due_date_in(NRW, anchor, days + 1)


@pytest.mark.parametrize(
	("anchor", "days", "due", "why"),
	[
		("2028-01-30", 30, "2028-02-29", "29 February of a leap year, a Tuesday"),
		("2028-02-29", 365, "2029-02-28", "a year after 29 February"),
		("2027-01-30", 30, "2027-03-01", "no 29 February in 2027"),
		("2026-12-31", 0, "2026-12-31", "New Year's Eve is a working day"),
		("2026-12-31", 1, "2027-01-04", "New Year's Day on a Friday, then a weekend"),
		("2026-12-24", 1, "2026-12-28", "two days of Christmas, a Sunday"),
		("2027-12-25", 6, "2027-12-31", "31 December, a Friday"),
		("2026-03-04", 30, "2026-04-07", "Good Friday: after Easter Monday"),
		("2026-04-06", 0, "2026-04-07", "Easter Monday itself"),
		("2026-05-13", 1, "2026-05-15", "Ascension Day is followed by a working day"),
		("2026-05-25", 0, "2026-05-26", "Whit Monday"),
		("2026-06-03", 1, "2026-06-05", "Corpus Christi"),
		("2027-10-31", 1, "2027-11-02", "All Saints on a Monday"),
		("2026-10-31", 0, "2026-11-02", "a Saturday and All Saints on a Sunday"),
		("2020-08-01", 3, "2020-08-04", "long past"),
		("2026-04-07", -1, "2026-04-02", "the day before is Easter Monday: the Thursday before Good Friday"),
		("2027-01-04", -1, "2026-12-31", "a Sunday, a Saturday, New Year's Day"),
		("2026-06-05", -1, "2026-06-03", "before Corpus Christi"),
	],
)
def test_days_that_people_trip_over(anchor, days, due, why):
	found = working_days.due_date_in(NRW, date.fromisoformat(anchor), days)
	assert found == date.fromisoformat(due), why


@pytest.mark.parametrize(
	("state", "day", "free"),
	[
		("North Rhine-Westphalia", "2026-06-04", True),  # Corpus Christi
		("Berlin", "2026-06-04", False),
		("Berlin", "2027-03-08", True),  # Women's Day
		("North Rhine-Westphalia", "2027-03-08", False),
		("Hamburg", "2028-10-31", True),  # Reformation Day
		("North Rhine-Westphalia", "2028-10-31", False),
		("Saxony", "2026-11-18", True),  # Day of Repentance
		("Bavaria", "2027-01-06", True),  # Epiphany
	],
)
def test_each_state_has_its_own_holidays(state, day, free):
	assert working_days.is_free(state, date.fromisoformat(day)) is free


def test_the_settings_offer_exactly_the_sixteen_states(site):
	options = frappe.get_meta("FOKUS Settings").get_field("federal_state").options.split("\n")
	assert options == list(working_days.STATES) and len(options) == 16


def test_the_chosen_state_counts(site):
	assert working_days.chosen_state() == NRW
	corpus_christi = date(2026, 6, 4)
	assert working_days.due_date(corpus_christi, 0) == date(2026, 6, 5)
	settings = frappe.get_doc("FOKUS Settings")
	settings.federal_state = "Berlin"
	settings.save()
	assert working_days.due_date(corpus_christi, 0) == corpus_christi


def test_without_a_start_in_the_role_nothing_is_due_yet(site):
	candidate = frappe.new_doc("Leadership Candidate")
	assert due_dates.due_on(candidate, "Onboarding", 30) is None
