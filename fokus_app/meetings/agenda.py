"""The agenda: when each item begins and ends, what does not fit, and taking over another one."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, get_datetime, to_timedelta

from fokus_app import arguments

#: what an item takes along into another meeting; who facilitates is agreed anew
_TAKEN = ("kind", "title", "minutes", "exercise", "material")
_SOURCES = ("Network Meeting", "Agenda Template")
_DAY = timedelta(days=1)


@dataclass
class Slot:
	"""One item as it falls into the day. begins, ends: None where neither it nor the meeting has a time;
	problems: sentences in the user's language."""

	title: str
	begins: timedelta | None
	ends: timedelta | None
	minutes: int
	problems: list[str] = field(default_factory=list)


def plan(rows: Iterable, starts_on: datetime | str | None, ends_on: datetime | str | None) -> list[Slot]:
	"""Each item of the agenda in its order; one without a time of its own follows the one before it."""
	first = _time_of(starts_on)
	last = _last_time(starts_on, ends_on)
	slots: list[Slot] = []
	follows = first
	for row in rows:
		begins = to_timedelta(cstr(row.get("starts_at"))) if row.get("starts_at") else follows
		minutes = cint(row.get("minutes"))
		ends = begins + timedelta(minutes=minutes) if begins is not None else None
		slot = Slot(cstr(row.get("title")), begins, ends, minutes)
		slot.problems = list(_problems(slot, slots, first, last))
		slots.append(slot)
		follows = ends
	return slots


def forget_present_time(doc: Document) -> None:
	"""Empty the times that nobody entered: Frappe gives each row of a new record the present time, to the
	microsecond, where it has none. Call it in before_validate."""
	if not doc.is_new():
		return
	for row in doc.agenda:
		if row.starts_at and to_timedelta(cstr(row.starts_at)).microseconds:
			row.starts_at = None


@frappe.whitelist(methods=["POST"])
def look(rows: str | list, starts_on: str | None = None, ends_on: str | None = None) -> dict:
	"""What a form shows below the agenda while somebody types: rows (from, to, title, minutes, problems),
	minutes (their sum), meeting_minutes (None without begin and end) and rest (minutes that are left, below
	zero: too many)."""
	rows = [frappe._dict(row) for row in arguments.rows(rows)]
	starts_on, ends_on = arguments.moment(starts_on), arguments.moment(ends_on)
	slots = plan(rows, starts_on, ends_on)
	total = sum(slot.minutes for slot in slots)
	length = _length(starts_on, ends_on)
	return {
		"rows": [
			{
				"from": clock(slot.begins),
				"to": clock(slot.ends),
				"title": slot.title,
				"minutes": slot.minutes,
				"problems": slot.problems,
			}
			for slot in slots
		],
		"minutes": total,
		"meeting_minutes": length,
		"rest": None if length is None else length - total,
	}


@frappe.whitelist(methods=["POST"])
def rows_from(source_doctype: str, source: str, starts_on: str | None = None) -> list[dict]:
	"""The items of another meeting or of a template, moved to this begin; for the form, which keeps them
	when it is saved.

	Raises frappe.PermissionError where the user may not read the source.
	"""
	if source_doctype not in _SOURCES:
		frappe.throw(_("An agenda is taken from a meeting or from a template."))
	doc = frappe.get_doc(source_doctype, source)
	doc.check_permission("read")
	return moved(doc, arguments.moment(starts_on))


def moved(source: Document, starts_on: datetime | str | None) -> list[dict]:
	"""The items of `source` as rows for a meeting that begins then, each with its time where that is known."""
	slots = plan(source.agenda, source.get("starts_on"), None)
	old = _time_of(source.get("starts_on"))
	if old is None:
		old = next((slot.begins for slot in slots if slot.begins is not None), timedelta(0))
	new = _time_of(starts_on)
	if new is not None:
		# a template without times begins when the meeting does
		slots = plan(source.agenda, source.get("starts_on") or datetime.min + old, None)
	rows = []
	for row, slot in zip(source.agenda, slots, strict=True):
		begins = None if new is None or slot.begins is None else (slot.begins - old + new) % _DAY
		rows.append(
			{**{name: row.get(name) for name in _TAKEN}, "starts_at": None if begins is None else str(begins)}
		)
	return rows


def clock(time: timedelta | None) -> str:
	"""A time of day as people write it, 09:30; empty for none."""
	if time is None:
		return ""
	minutes = int((time % _DAY).total_seconds()) // 60
	return f"{minutes // 60:02}:{minutes % 60:02}"


def _problems(slot: Slot, before: list[Slot], first: timedelta | None, last: timedelta | None):
	if slot.begins is None:
		return
	if first is not None and slot.begins < first:
		yield _("Begins before the meeting does.")
	for other in before:
		if other.begins is not None and slot.begins < other.ends and other.begins < slot.ends:
			yield _("Overlaps with “{0}” ({1}–{2}).").format(
				other.title, clock(other.begins), clock(other.ends)
			)
	if last is not None and slot.ends > last:
		yield _("Ends after the meeting does.")


def _time_of(moment: datetime | str | None) -> timedelta | None:
	if not moment:
		return None
	moment = get_datetime(moment)
	return timedelta(hours=moment.hour, minutes=moment.minute)


def _length(starts_on: datetime | str | None, ends_on: datetime | str | None) -> int | None:
	if not starts_on or not ends_on or get_datetime(ends_on) <= get_datetime(starts_on):
		return None
	return int((get_datetime(ends_on) - get_datetime(starts_on)).total_seconds()) // 60


def _last_time(starts_on: datetime | str | None, ends_on: datetime | str | None) -> timedelta | None:
	"""The end, counted from midnight of the first day; None where the meeting goes over more than a day."""
	length = _length(starts_on, ends_on)
	if length is None or length > 24 * 60:
		return None
	return _time_of(starts_on) + timedelta(minutes=length)
