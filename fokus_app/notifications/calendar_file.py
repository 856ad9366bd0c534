"""An appointment as a calendar file (iCalendar, RFC 5545) that goes out with a mail.

A file for an appointment that was sent before has the same `uid` and a higher `sequence`: the calendar moves
its entry instead of making another one (RFC 5546).
"""

import re
from dataclasses import dataclass
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

import frappe
from frappe.utils import get_datetime
from icalendar import Calendar, Event, vCalAddress, vText

from fokus_app.people import Person

_FALLBACK_ZONE = "Europe/Berlin"
#: what no calendar shows and some stumble over; a line break in a text is escaped, anywhere else it is a blank
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True)
class Appointment:
	"""What stands in the calendar.

	uid: the same for every version of this appointment; sequence: higher with each version.
	starts_on, ends_on: on the site's clock, without a time zone, as Frappe stores them.
	organiser: who answers questions about it. Nothing here judges a person: calendars are seen by many.
	"""

	uid: str
	sequence: int
	title: str
	starts_on: datetime | str
	ends_on: datetime | str
	place: str = ""
	description: str = ""
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
	event.add("dtstart", _in_utc(appointment.starts_on))
	event.add("dtend", _in_utc(appointment.ends_on))
	event.add("summary", vText(_line(appointment.title)))
	event.add("class", "PRIVATE")
	event.add("status", "CANCELLED" if method == "CANCEL" else "CONFIRMED")
	if appointment.place:
		event.add("location", vText(_text(appointment.place)))
	if appointment.description:
		event.add("description", vText(_text(appointment.description)))
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
	calendar.add_component(event)
	return calendar


def _in_utc(moment: datetime | str) -> datetime:
	"""The moment on the site's clock, in UTC: every calendar understands that and shows its own clock.

	(Lists of clock changes, which a time zone of its own would bring along, are read differently by calendars.)
	An hour that a change of clocks skips becomes the one after it; of one that comes twice the first is meant.
	"""
	zone = ZoneInfo(frappe.get_system_settings("time_zone") or _FALLBACK_ZONE)
	return get_datetime(moment).replace(tzinfo=zone, microsecond=0).astimezone(timezone.utc)


def _address(person: Person) -> vCalAddress:
	address = vCalAddress(f"mailto:{_line(person.email)}")
	address.params["CN"] = _line(person.full_name).replace('"', "'")
	return address


def _text(text: str) -> str:
	return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _line(text: str) -> str:
	return " ".join(_text(text).split())
