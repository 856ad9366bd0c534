"""The next session: its date, and the entry in both calendars that moves with it."""

from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_url, now_datetime

from fokus_app import own_dates, people
from fokus_app.mentoring_sessions import record
from fokus_app.mentoring_sessions.record import DOCTYPE, NotNow
from fokus_app.notifications import calendar_file, notifier
from fokus_app.notifications.notices import SESSION_CALLED_OFF, SESSION_PLANNED
from fokus_app.notifications.variables import moment

_USUAL_MINUTES = 60


@frappe.whitelist(methods=["POST"])
def plan(
	relationship: str,
	session_date: str,
	start_time: str,
	minutes: int | None = None,
	form: str = "In Person",
	place: str | None = None,
) -> dict:
	"""Set or move the next session, as mentor or mentee; both get it for their calendars.

	start_time: HH:MM on the site's clock. Returns the name of the session. Raises frappe.PermissionError, NotNow, field_values.WrongValue.
	"""
	pair = record.of_the_pair(relationship)
	return {"name": set_next(pair, session_date, start_time, minutes, form, place).name}


@frappe.whitelist(methods=["POST"])
def call_off(relationship: str) -> None:
	"""The planned session does not take place; both calendars are told where it lies ahead."""
	call_off_planned(record.of_the_pair(relationship))


def planned(relationship: str) -> Document | None:
	"""The session that is planned; there is one at most."""
	name = frappe.db.get_value(DOCTYPE, {"relationship": relationship, "status": "Planned"}, for_update=True)
	return frappe.get_doc(DOCTYPE, name, for_update=True) if name else None


def set_next(
	pair: Document,
	session_date: str,
	start_time: str | None,
	minutes: int | None,
	form: str | None,
	place: str | None,
) -> Document:
	"""As `plan`, on a relationship that the caller has locked."""
	if pair.workflow_state != "Active":
		frappe.throw(_("The mentoring pauses. Resume it before you plan the next session."), NotNow)
	session = planned(pair.name) or frappe.new_doc(DOCTYPE)
	before = _date_of(session)
	session.update(
		{
			"relationship": pair.name,
			"status": "Planned",
			"session_date": session_date,
			"start_time": own_dates.clock(start_time),
			"minutes": cint(minutes) or _USUAL_MINUTES,
			"form": form or "In Person",
			"place": place,
			"written_by": frappe.session.user,
		}
	)
	record.check_values(session)
	if starts_on(session) <= now_datetime():
		frappe.throw(_("The next session must lie in the future."), NotNow)
	if before == _date_of(session):
		return session
	session.calendar_version = cint(session.calendar_version) + (0 if session.is_new() else 1)
	record.save(session)
	_tell(SESSION_PLANNED, session, pair)
	return session


def set_date(pair: Document, session_date: str, start_time: str | None, like: Document) -> Document:
	"""As `set_next` for who names date and hour alone: length, form and place stay those of what is planned, or are
	those of `like` where nothing is."""
	kept = planned(pair.name) or like
	return set_next(pair, session_date, start_time, kept.minutes, kept.form, kept.place)


def call_off_planned(pair: Document) -> None:
	"""Take away what is planned; for the end of a mentoring or its pause too."""
	session = planned(pair.name)
	if not session:
		return
	if starts_on(session) > now_datetime():
		session.calendar_version = cint(session.calendar_version) + 1
		_tell(SESSION_CALLED_OFF, session, pair, called_off=True)
	record.delete(session)


def starts_on(session: Document) -> datetime:
	"""When a planned session begins, on the site's clock."""
	return own_dates.moment_of(session.session_date, session.start_time)


def _date_of(session: Document) -> tuple | None:
	if session.is_new() and not session.session_date:
		return None
	return starts_on(session), cint(session.minutes), session.form, session.place or None


def _tell(notice, session: Document, pair: Document, called_off: bool = False) -> None:
	occasion = f"{session.name}:{session.calendar_version}"
	there = {person.user: person for person in people.people(record.pair(pair))}
	accounts = {"mentor": pair.mentor_user, "mentee": pair.mentee_user}
	# an account may have been deleted meanwhile: the other one is told all the same
	by_side = {side: there[user] for side, user in accounts.items() if user in there}
	for side, person in by_side.items():
		other = pair.mentee_name if side == "mentor" else pair.mentor_name
		appointment = _appointment(session, other, person.language, by_side.get("mentor", person))
		values = {
			"recipient_name": person.full_name,
			"other_name": other,
			"session_on": moment(starts_on(session), person.language),
			"place": own_dates.where(session, person.language),
			"link": get_url("/fokus"),
		}
		known = {name: values[name] or "" for name in notice.variables}
		entry = calendar_file.attachment(appointment, person, called_off)
		notifier.notify(notice, pair, person, occasion, known, [entry])


def _appointment(
	session: Document, other: str, language: str, organiser: people.Person
) -> calendar_file.Appointment:
	begins = starts_on(session)
	return calendar_file.Appointment(
		uid=f"{session.name}-session@{frappe.local.site}",
		sequence=cint(session.calendar_version),
		title=_("FOKUS: session with {0}", language).format(other),
		starts_on=begins,
		ends_on=begins + timedelta(minutes=cint(session.minutes) or _USUAL_MINUTES),
		place=own_dates.where(session, language),
		description=get_url("/fokus"),
		organiser=organiser,
	)
