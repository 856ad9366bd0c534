"""Calendar files, read back with another library than the one that wrote them."""

from datetime import datetime, timedelta, timezone

import pytest
import vobject
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fokus_app.notifications.calendar_file import Appointment, attachment
from fokus_app.people import Person

KARLA = Person("karla@example.org", "karla@example.org", 'Karla "K." Kandidat', "de")
LEAD = Person("lead@example.org", "lead@example.org", "Paula Programmleitung", "de")


def appointment(**values) -> Appointment:
	given = {
		"uid": "FK-2026-00001-interview@fokus.example.org",
		"sequence": 1,
		"title": "FOKUS: Auswahlgespräch",
		"starts_on": "2026-03-20 10:00:00",
		"ends_on": "2026-03-20 11:00:00",
		"place": "Haus der Kirche",
		"organiser": LEAD,
		**values,
	}
	return Appointment(**given)


def read(given: Appointment, called_off: bool = False):
	"""The calendar as a calendar program reads it."""
	return vobject.readOne(attachment(given, KARLA, called_off)["fcontent"])


def utc(moment: datetime) -> datetime:
	return moment.astimezone(timezone.utc).replace(tzinfo=None)


#: on the site's clock: begin, minutes, and begin in UTC, worked out by hand
CLOCKS = [
	("2026-03-28 10:00:00", 60, datetime(2026, 3, 28, 9)),
	("2026-03-29 01:30:00", 15, datetime(2026, 3, 29, 0, 30)),
	("2026-03-29 10:00:00", 60, datetime(2026, 3, 29, 8)),
	("2026-10-24 10:00:00", 60, datetime(2026, 10, 24, 8)),
	("2026-10-25 10:00:00", 60, datetime(2026, 10, 25, 9)),
	# this half hour comes twice: the first is meant
	("2026-10-25 02:30:00", 15, datetime(2026, 10, 25, 0, 30)),
	("2028-02-29 23:30:00", 60, datetime(2028, 2, 29, 22, 30)),
	("2026-12-31 23:30:00", 60, datetime(2026, 12, 31, 22, 30)),
]


@pytest.mark.parametrize(("starts_on", "minutes", "begins"), CLOCKS)
def test_the_hour_is_right_across_the_change_of_clocks(site, starts_on, minutes, begins):
	ends_on = datetime.fromisoformat(starts_on) + timedelta(minutes=minutes)
	calendar = read(appointment(starts_on=starts_on, ends_on=ends_on))
	assert utc(calendar.vevent.dtstart.value) == begins
	length = calendar.vevent.dtend.value - calendar.vevent.dtstart.value
	assert length == timedelta(minutes=minutes)


def test_an_hour_that_the_clock_skips_becomes_the_one_after_it(site):
	event = read(appointment(starts_on="2026-03-29 02:30:00", ends_on="2026-03-29 04:30:00")).vevent
	assert utc(event.dtstart.value) == datetime(2026, 3, 29, 1, 30)
	assert utc(event.dtend.value) == datetime(2026, 3, 29, 2, 30)


TITLES = [
	"Gespräch, größer; schöner \\ Straße",
	"Erste Zeile\r\nATTENDEE:mailto:evil@example.org",
	"Eins\nBEGIN:VALARM\nEND:VALARM",
	"a\rb",
	"„Führung im FOKUS“ – für Ömer & Zoë",
	"x" * 500 + "ä" * 200,
]


@pytest.mark.parametrize("text", TITLES)
def test_texts_stay_texts(site, text):
	calendar = read(appointment(title=text, place=text, description=text))
	event = calendar.vevent
	assert event.summary.value == " ".join(text.split())
	assert event.location.value == event.description.value == text.replace("\r\n", "\n").replace("\r", "\n")
	assert [each.value for each in event.attendee_list] == ["mailto:karla@example.org"]
	assert not hasattr(event, "valarm")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
	text=st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1).filter(
		# the library that writes the file takes these two signs for a line break, as they are in a calendar file
		lambda text: text.strip() and r"\N" not in text
	)
)
def test_any_title_comes_back_as_it_was(site, text):
	assert read(appointment(title=text)).vevent.summary.value == " ".join(text.split())


@pytest.mark.parametrize(
	"name",
	['Karla "K." Kandidat', "Karla; Kandidat", "Karla\r\nATTENDEE:mailto:x@example.org", "Ölçer, Çiğdem"],
)
def test_names_do_not_break_out_of_their_place(site, name):
	person = Person("karla@example.org", "karla@example.org", name, "de")
	calendar = vobject.readOne(attachment(appointment(organiser=person), person)["fcontent"])
	(attendee,) = calendar.vevent.attendee_list
	assert attendee.value == calendar.vevent.organizer.value == "mailto:karla@example.org"
	assert attendee.params["CN"] == [" ".join(name.split()).replace('"', "'")]


def test_an_invitation_and_its_end_are_the_same_entry(site):
	invited, ended = read(appointment()), read(appointment(sequence=2), called_off=True)
	assert invited.vevent.uid.value == ended.vevent.uid.value
	assert (invited.method.value, ended.method.value) == ("REQUEST", "CANCEL")
	assert (invited.vevent.status.value, ended.vevent.status.value) == ("CONFIRMED", "CANCELLED")
	assert int(ended.vevent.sequence.value) > int(invited.vevent.sequence.value)
	assert invited.vevent.organizer.value == "mailto:lead@example.org"
	assert attachment(appointment(), KARLA)["content_type"] == "text/calendar; method=REQUEST"
