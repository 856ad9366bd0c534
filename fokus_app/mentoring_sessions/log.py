"""Writing a session up: on the phone or in the desk, in a minute."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, getdate, now_datetime

from fokus_app import again
from fokus_app.confidential.shield import shielded
from fokus_app.mentoring_sessions import plan, record
from fokus_app.mentoring_sessions.record import DOCTYPE, NOTE, SHARED, NotNow

_FEWEST_MINUTES, _MOST_MINUTES = 5, 600


@frappe.whitelist(methods=["POST"])
def log(
	relationship: str,
	session_date: str,
	minutes: int,
	form: str = "In Person",
	place: str | None = None,
	topics: str | None = None,
	next_steps: str | None = None,
	private_note: str | None = None,
	next_date: str | None = None,
	next_time: str | None = None,
) -> dict:
	"""Log a session that was held, as mentor or mentee; a planned one that has begun by now becomes this one.

	minutes: how long it took. next_date, next_time: the next session, for both calendars. Returns name and modified of the session.
	Raises frappe.PermissionError, NotNow, field_values.WrongValue, and what `confidential.texts.keep` raises.
	"""
	with shielded(*SHARED, NOTE):
		words = {"topics": topics, "next_steps": next_steps, NOTE: private_note}
		when = (session_date, minutes, form, place)
		return again.alone(lambda: _log(relationship, when, words, next_date, next_time))


def _log(
	relationship: str, when: tuple, words: dict[str, str | None], next_date: str | None, next_time: str | None
) -> dict:
	pair = record.of_the_pair(relationship)
	session = _planned_before(pair) or frappe.new_doc(DOCTYPE)
	session.update({"relationship": pair.name, "status": "Held", "written_by": frappe.session.user})
	_take(session, *when)
	record.save(session)
	record.keep_words(session, pair, words)
	if next_date:
		plan.set_date(pair, next_date, next_time, like=session)
	return _answer(session)


@frappe.whitelist(methods=["POST"])
def change(
	name: str,
	modified: str,
	session_date: str,
	minutes: int,
	form: str = "In Person",
	place: str | None = None,
	topics: str | None = None,
	next_steps: str | None = None,
) -> dict:
	"""Put right what one has logged oneself, while the mentoring runs; see `log`. modified: as it was shown."""
	with shielded(*SHARED):
		words = {"topics": topics, "next_steps": next_steps}
		when = (session_date, minutes, form, place)
		return again.alone(lambda: _change(name, modified, when, words))


def _change(name: str, modified: str, when: tuple, words: dict[str, str | None]) -> dict:
	session, pair = record.session_of_the_pair(name)
	_refuse_others(session)
	if cstr(session.modified) != modified:
		frappe.throw(
			_("This session was changed in another window meanwhile. Please open it again."),
			frappe.TimestampMismatchError,
		)
	_take(session, *when)
	record.save(session)
	record.keep_words(session, pair, words)
	return _answer(session)


@frappe.whitelist(methods=["POST"])
def note(name: str, private_note: str | None = None) -> None:
	"""Keep a note on a session that nobody but its author reads, also after the end; an empty one is deleted."""
	with shielded(NOTE):
		again.alone(lambda: _note(name, private_note))


def _note(name: str, private_note: str | None) -> None:
	session, pair = record.session_of_the_pair(name, running=False)
	if session.status != "Held":
		frappe.throw(_("Notes belong to sessions that were held."), NotNow)
	record.keep_words(session, pair, {NOTE: private_note})


@frappe.whitelist(methods=["POST"])
def remove(name: str) -> None:
	"""Delete a session that one has logged oneself by mistake, with all words, for good."""
	session, _pair = record.session_of_the_pair(name)
	_refuse_others(session)
	record.delete(session)


def _planned_before(pair: Document) -> Document | None:
	"""The planned session that has begun; what is planned for later today is still to come."""
	planned = plan.planned(pair.name)
	return planned if planned and plan.starts_on(planned) <= now_datetime() else None


def _take(session: Document, session_date: str, minutes: int, form: str, place: str | None) -> None:
	session.update({"session_date": session_date, "minutes": minutes, "form": form, "place": place})
	if not _FEWEST_MINUTES <= cint(minutes) <= _MOST_MINUTES:
		frappe.throw(
			_("A session takes between {0} and {1} minutes.").format(_FEWEST_MINUTES, _MOST_MINUTES), NotNow
		)
	record.check_values(session)
	if getdate(session_date) > getdate():
		frappe.throw(_("A session is logged once it was held. Plan it as the next date instead."), NotNow)
	on_this_day = {
		"relationship": session.relationship,
		"session_date": session_date,
		"status": "Held",
		"name": ("!=", session.name or ""),
	}
	# what the other one logged while this waited for the lock, too
	if frappe.db.get_value(DOCTYPE, on_this_day, for_update=True):
		frappe.throw(_("A session of this day is logged already. You can add your own note to it."), NotNow)


def _refuse_others(session: Document) -> None:
	if session.written_by != frappe.session.user or session.status != "Held":
		frappe.throw(_("Whoever logged a session changes or deletes it."), frappe.PermissionError)


def _answer(session: Document) -> dict:
	return {"name": session.name, "modified": cstr(session.modified)}
