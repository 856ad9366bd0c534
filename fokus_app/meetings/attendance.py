"""The day itself: who is there, who came without an invitation, who called off at the last moment."""

from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, now_datetime

from fokus_app import link_queries, people
from fokus_app.meetings import audience, prints, seats

PARTICIPATION = "Meeting Participation"
MARKS = ("Attended", "Absent", "")
_STATES = ("Invited", "Held")
#: of a name, to find somebody by it; and how many are shown
_LEAST_LETTERS, _MOST_FOUND = 2, 8


class NotToday(frappe.ValidationError):
	"""Attendance is not recorded before the day of the meeting, nor after it was closed."""


class NoAccount(frappe.ValidationError):
	"""Somebody cannot be put on the list, since they have no account or it is disabled."""


@frappe.whitelist(methods=["POST"])
def mark(participation: str, attendance: str) -> dict:
	"""Note whether somebody is there ("Attended", "Absent", "" for not known), as HR, the lead or the organiser.

	Returns counts (see `counts`). Raises frappe.PermissionError for others, NotToday.
	"""
	meeting = frappe.db.get_value(PARTICIPATION, participation, "meeting")
	if not meeting or not may_record(frappe.get_doc("Network Meeting", meeting)):
		_refuse()
	if attendance not in MARKS:
		frappe.throw(_("Somebody is there or absent."))
	doc = frappe.get_doc(PARTICIPATION, participation)
	doc.attendance = attendance
	# an organiser writes no such rows otherwise; checked above
	doc.save(ignore_permissions=True)
	return counts(meeting)


@frappe.whitelist(methods=["POST"])
def mark_rest_absent(meeting: str) -> dict:
	"""Note all who are invited, did not say no and are not marked yet as absent; as `mark` in who may and when.

	Returns counts (see `counts`) and marked (how many these were).
	"""
	doc = frappe.get_doc("Network Meeting", meeting)
	if not may_record(doc):
		_refuse()
	refuse_another_day(doc)
	rest = [row.name for row in unmarked(meeting)]
	# at once, for meetings of many; nothing follows from a first mark as absent
	frappe.db.set_value(PARTICIPATION, {"name": ("in", rest or [""])}, "attendance", "Absent")
	return {**counts(meeting), "marked": len(rest)}


@frappe.whitelist(methods=["POST"])
def walk_in(meeting: str, user: str, programme_role: str | None = None) -> dict:
	"""Put somebody who has come without being on the list on it, as there; who is on it already is marked as there.

	programme_role: in the programme; without one what they are there now. Returns name (of the row), full_name and counts. Raises as `mark`, and NoAccount.
	"""
	doc = frappe.get_doc("Network Meeting", meeting)
	if not may_record(doc):
		_refuse()
	refuse_another_day(doc)
	there = {"meeting": meeting, "user": user}
	if not frappe.db.exists(PARTICIPATION, there):
		obstacle = audience.put_on_list(doc, user, programme_role or audience.role_of(user))
		if obstacle:
			frappe.throw(_("Not noted as there: {0}").format(obstacle), NoAccount)
		# nobody writes to them: they are there
		frappe.db.set_value(PARTICIPATION, there, "invited_on", now_datetime())
	name = frappe.db.get_value(PARTICIPATION, there)
	return {"name": name, "full_name": people.full_name(user), "counts": mark(name, "Attended")}


@frappe.whitelist(methods=["GET", "POST"])
def find(meeting: str, text: str) -> list[dict]:
	"""Whom the acting user could mean who has come without being on the list: user and full_name; a few at most.

	Who chooses people for this meeting (`audience.may_fill`) finds them by a part of the name; another organiser by the
	whole address alone, which the person who stands there tells them. Raises as `mark`.
	"""
	doc = frappe.get_doc("Network Meeting", meeting)
	if not may_record(doc):
		_refuse()
	refuse_another_day(doc)
	text = text.strip()
	if not audience.may_fill(doc):
		there = people.people([frappe.db.get_value("User", {"email": text, "enabled": 1}) or ""])
		return [{"user": each.user, "full_name": each.full_name} for each in there]
	# what a database takes for "any letters" is no part of a name
	text = text.replace("%", "").replace("_", "")
	if len(text) < _LEAST_LETTERS:
		return []
	rows = link_queries.users_for("User", text, "name", 0, _MOST_FOUND, None)
	return [{"user": user, "full_name": full_name} for user, full_name in rows]


def sheet(meeting: str) -> dict:
	"""What the page for ticking shows: meeting, meeting_title, when, open, why_not, by_name (whether people are found
	by name, see `find`), people (name, full_name, about, attendance, called_off, waits) and counts. Raises frappe.PermissionError for who may not record, NotToday."""
	doc = frappe.get_doc("Network Meeting", meeting)
	if not may_record(doc):
		_refuse()
	found = audience.on_list(meeting)["people"]
	return {
		"meeting": doc.name,
		"meeting_title": doc.title,
		"when": prints.when(doc, frappe.local.lang),
		"open": not _why_not(doc),
		"why_not": _why_not(doc),
		"by_name": audience.may_fill(doc),
		"people": [
			{
				"name": row.name,
				"full_name": row.full_name,
				"about": " · ".join(filter(None, (_(row.programme_role), row.centre))),
				"attendance": row.attendance or "",
				"called_off": row.answer == "No",
				"waits": row.seat == seats.WAITING,
			}
			for row in found
		],
		"counts": counts(meeting),
	}


def counts(meeting: str) -> dict:
	"""How many are there, absent, and not marked yet (see `unmarked`)."""
	marks = frappe.get_all(PARTICIPATION, filters={"meeting": meeting}, pluck="attendance")
	return {
		"attended": marks.count("Attended"),
		"absent": marks.count("Absent"),
		"open": len(unmarked(meeting)),
	}


def unmarked(meeting: str) -> list[dict]:
	"""The rows (name, user) of those for whom a mark is missing: invited, and they did not say no."""
	return frappe.get_all(
		PARTICIPATION,
		filters={
			"meeting": meeting,
			"invited_on": ("is", "set"),
			"attendance": ("is", "not set"),
			"answer": ("!=", "No"),
		},
		fields=["name", "user"],
	)


def forget(meeting: Document) -> None:
	"""Take all marks back, and what followed from them: nobody was at a meeting that is postponed or cancelled; an
	effect."""
	for name in frappe.get_all(
		PARTICIPATION, {"meeting": meeting.name, "attendance": ("is", "set")}, pluck="name"
	):
		doc = frappe.get_doc(PARTICIPATION, name)
		doc.attendance = ""
		# an organiser writes no such rows otherwise; the guard has checked who acts
		doc.save(ignore_permissions=True)


def check(participation: Document) -> None:
	"""Attendance is noted on the day of the meeting or later, until it is closed; call it in validate."""
	before = participation.get_doc_before_save()
	if (participation.attendance or "") == ((before and before.attendance) or ""):
		return
	meeting = frappe.get_doc("Network Meeting", participation.meeting)
	if participation.attendance or not _did_not_take_place(meeting):
		refuse_another_day(meeting)


def refuse_another_day(meeting: Document) -> None:
	"""Raise NotToday where attendance is not recorded now."""
	why = _why_not(meeting)
	if why:
		frappe.throw(why, NotToday)


def may_record(meeting: Document) -> bool:
	"""True for HR, the lead and who organises the meeting."""
	user = frappe.session.user
	return user == meeting.organiser or bool(
		people.roles_of(user).intersection((people.HR_CLERK, people.LEAD))
	)


def is_open(meeting: Document) -> bool:
	"""True while attendance is recorded."""
	return not _why_not(meeting)


def address(meeting: str) -> str:
	"""The page on which it is ticked; a path."""
	return f"/fokus/attendance?{urlencode({'meeting': meeting})}"


def _why_not(meeting: Document) -> str | None:
	if meeting.workflow_state not in _STATES:
		return _("Attendance is recorded once people are invited, and until the meeting is closed.")
	if not meeting.starts_on or getdate(meeting.starts_on) > getdate():
		return _("Attendance is recorded on the day of the meeting.")
	return None


def _did_not_take_place(meeting: Document) -> bool:
	ahead = meeting.starts_on and get_datetime(meeting.starts_on) > now_datetime()
	return meeting.workflow_state == "Cancelled" or bool(ahead)


def _refuse() -> None:
	frappe.throw(_("HR and the organiser record who was there."), frappe.PermissionError)
