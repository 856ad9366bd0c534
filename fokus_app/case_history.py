"""What has happened in a case, in the order in which it happened: stages, interview, steps, meetings, mentoring.

Shown in the candidate's form beside what Frappe's timeline tells itself (comments, mails, changed fields). Everybody
finds there what they may see elsewhere; of mentoring, HR finds the dates.
"""

from collections.abc import Iterator
from datetime import date, datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html, get_datetime, now_datetime

from fokus_app import people

RELATIONSHIP, SESSION = "Mentoring Relationship", "Mentoring Session"


def entries(doctype: str, name: str) -> list[dict]:
	"""The hook for Frappe's timeline: creation (when it happened) and content (HTML) of each entry until now.

	Frappe has checked that the acting user may read the candidate.
	"""
	candidate = frappe.get_doc(doctype, name)
	now = now_datetime()
	found = [
		{"creation": moment, "content": f'<span class="fokus-happened">{sentence}</span>'}
		for moment, sentence in _all(candidate)
		if moment <= now
	]
	return sorted(found, key=lambda entry: entry["creation"])


def _all(candidate: Document) -> Iterator[tuple[datetime, str]]:
	yield from _stages(candidate)
	yield from _interview(candidate)
	yield from _steps(candidate)
	yield from _meetings(candidate)
	yield from _mentoring(candidate)


def _stages(candidate: Document) -> Iterator[tuple[datetime, str]]:
	for row in candidate.stage_changes:
		who = people.full_name(row.changed_by)
		if row.from_state == row.to_state:
			yield get_datetime(row.changed_on), _say(_("{0} by {1}"), _(row.action), who)
		else:
			yield (
				get_datetime(row.changed_on),
				_say(_("{0} by {1}: now {2}"), _(row.action), who, _(row.to_state)),
			)


def _interview(candidate: Document) -> Iterator[tuple[datetime, str]]:
	if candidate.assessment_on:
		yield get_datetime(candidate.assessment_on), _say(_("Assessment interview"))


def _steps(candidate: Document) -> Iterator[tuple[datetime, str]]:
	rows = frappe.get_list(
		"Candidate Activity",
		filters={"candidate": candidate.name, "status": "Done", "done_on": ("is", "set")},
		fields=["title", "done_on", "done_by"],
		limit=0,
	)
	for row in rows:
		if row.done_by:
			yield (
				_noon(row.done_on),
				_say(_("Step done by {0}: {1}"), people.full_name(row.done_by), row.title),
			)
		else:
			yield _noon(row.done_on), _say(_("Step done: {0}"), row.title)


def _meetings(candidate: Document) -> Iterator[tuple[datetime, str]]:
	if not candidate.user:
		return
	came = dict(
		frappe.get_list(
			"Meeting Participation",
			filters={"user": candidate.user, "attendance": ("is", "set")},
			fields=["meeting", "attendance"],
			as_list=True,
			limit=0,
		)
	)
	meetings = frappe.get_list(
		"Network Meeting",
		filters={"name": ("in", list(came) or [""]), "starts_on": ("is", "set")},
		fields=["name", "title", "starts_on"],
		limit=0,
	)
	for meeting in meetings:
		said = _("Attended: {0}") if came[meeting.name] == "Attended" else _("Was absent: {0}")
		yield get_datetime(meeting.starts_on), _say(said, meeting.title)


def _mentoring(candidate: Document) -> Iterator[tuple[datetime, str]]:
	if not frappe.has_permission(RELATIONSHIP):
		return
	pairs = frappe.get_list(
		RELATIONSHIP, filters={"candidate": candidate.name}, fields=["name", "kind", "mentor_name"], limit=0
	)
	by_name = {pair.name: pair for pair in pairs}
	for change in frappe.get_all(
		"Stage Change",
		filters={"parenttype": RELATIONSHIP, "parent": ("in", list(by_name) or [""])},
		fields=["parent", "action", "changed_on"],
	):
		pair = by_name[change.parent]
		yield (
			get_datetime(change.changed_on),
			_say(_("{0} with {1}: {2}"), _(pair.kind), pair.mentor_name or "", _(change.action)),
		)
	# number and dates are for whoever may see the pair; the record of a session is for the pair alone
	sessions = frappe.get_all(
		SESSION,
		filters={"relationship": ("in", [pair.name for pair in pairs] or [""]), "status": "Held"},
		pluck="session_date",
	)
	for day in sessions:
		yield _noon(day), _say(_("Mentoring session"))


def _noon(day: date) -> datetime:
	"""For what has a date and no hour."""
	return get_datetime(f"{day} 12:00:00")


def _say(sentence: str, *values: str) -> str:
	"""HTML; the values are what people have written."""
	return escape_html(sentence).format(*(escape_html(value or "") for value in values))
