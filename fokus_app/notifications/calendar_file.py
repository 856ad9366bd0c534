"""An appointment as a calendar file (iCalendar, RFC 5545) that goes out with a mail.

A file for an appointment that was sent before has the same `uid` and a higher `sequence`: the calendar moves
its entry instead of making another one (RFC 5546).
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import get_datetime
from icalendar import (
	Calendar,
	Event,
	Timezone,
	TimezoneDaylight,
	TimezoneStandard,
	vCalAddress,
	vText,
	vUri,
)

from fokus_app.people import Person

_BERLIN = "Europe/Berlin"
#: what no calendar shows and some stumble over; a line break in a text is escaped, anywhere else it is a blank
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Appointment:
	"""What stands in the calendar.

	uid: the same for every version of this appointment; sequence: higher with each version.
	starts_on, ends_on: on the site's clock, without a time zone, as Frappe stores them.
	online_link: where people take part from afar; stands in fields of its own beside the place.
	organiser: who answers questions about it. Nothing here judges a person: calendars are seen by many.
	"""

	uid: str
	sequence: int
	title: str
	starts_on: datetime | str
	ends_on: datetime | str
	place: str = ""
	description: str = ""
	online_link: str = ""
	organiser: Person | None = None


def attachment(appointment: Appointment, attendee: Person, called_off: bool = False) -> dict:
	"""The file for one person, as `frappe.sendmail` takes attachments: fname, fcontent, content_type."""
	method = "CANCEL" if called_off else "REQUEST"
	return {
		"fname": "Termin.ics",
		"fcontent": _calendar(appointment, attendee, method).to_ical().decode("utf-8"),
		# without the method a mail program shows a file instead of an appointment
		"content_type": f"text/calendar; method={method}",
	}


def _calendar(appointment: Appointment, attendee: Person, method: str) -> Calendar:
	event = Event()
	event.add("uid", _line(appointment.uid))
	event.add("sequence", appointment.sequence)
	event.add("dtstamp", datetime.now(timezone.utc))
	event.add("dtstart", _moment(appointment.starts_on))
	event.add("dtend", _moment(appointment.ends_on))
	event.add("summary", vText(_line(appointment.title)))
	event.add("class", "PRIVATE")
	event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
	if appointment.place:
		event.add("location", vText(_text(appointment.place)))
	if appointment.description:
		event.add("description", vText(_text(appointment.description)))
	if appointment.online_link:
		# URL (RFC 5545, 3.8.4.6) is shown by Apple, CONFERENCE is what RFC 7986, 5.11 made for it; Outlook and Google
		# take the link from place or description
		event.add("url", _line(appointment.online_link))
		video = {"VALUE": "URI", "FEATURE": "VIDEO"}
		event.add("conference", vUri(_line(appointment.online_link)), parameters=video)
	if appointment.organiser and appointment.organiser.email:
		event.add("organizer", _address(appointment.organiser))
	if attendee.email:
		# each person's file names that person alone: who else was asked is not everybody's business
		invited = _address(attendee)
		invited.params.update({"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"})
		event.add("attendee", invited)
	calendar = Calendar()
	calendar.add("prodid", "-//fokus_app//FOKUS//DE")
	calendar.add("version", "2.0")
	calendar.add("method", method)
	if _zone() == _BERLIN:
		calendar.add_component(_berlin())
	calendar.add_component(event)
	return calendar


def _zone() -> str:
	return frappe.get_system_settings("time_zone") or _BERLIN


def _moment(moment: datetime | str) -> datetime:
	"""The moment on the site's clock. In Berlin with that zone, whose rules the file brings along (RFC 5545, 3.6.5):
	a calendar then shows the hour that people were told, whatever happens to its clock. In another zone in UTC,
	which every calendar understands.

	An hour that a change of clocks skips becomes the one after it; of one that comes twice the first is meant.
	"""
	zone = ZoneInfo(_zone())
	utc = get_datetime(moment).replace(tzinfo=zone, microsecond=0).astimezone(timezone.utc)
	return utc.astimezone(zone) if _zone() == _BERLIN else utc


def _berlin() -> Timezone:
	"""The rules by which clocks change in Germany since 1996 (Directive 2000/84/EC)."""
	zone = Timezone()
	zone.add("tzid", _BERLIN)
	for part, name, since, month, hours in (
		(TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, (1, 2)),
		(TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, (2, 1)),
	):
		before, after = hours
		part.add("tzname", name)
		part.add("tzoffsetfrom", timedelta(hours=before))
		part.add("tzoffsetto", timedelta(hours=after))
		part.add("dtstart", since)
		part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
		zone.add_component(part)
	return zone


def _address(person: Person) -> vCalAddress:
	address = vCalAddress(f"mailto:{_line(person.email)}")
	address.params["CN"] = _line(person.full_name).replace('"', "'")
	return address


def _text(text: str) -> str:
	return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
	return " ".join(_text(text).split())
