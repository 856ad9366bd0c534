"""Yes, no, maybe: from the link in the mail, from the own page, or told to HR.

However an answer comes, `_give` decides: with the meeting locked, so that answers of many at the same moment
come one after the other and seats are given once (`seats`).
"""

from functools import partial

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime

from fokus_app import again, field_values, people
from fokus_app.meetings import answer_links, prints, seats
from fokus_app.meetings.place import place_of
from fokus_app.notifications.variables import day
from fokus_app.workflows.definition import Who

PARTICIPATION = "Meeting Participation"
ANSWERS = ("Yes", "No", "Maybe")
_LONGEST_COMMENT = 500
#: what an answer writes; nobody writes it by hand
_OURS = ("invited_on", "answer", "answer_comment", "answered_on", "answered_by", "seat", "waiting_place")


class NotOpen(frappe.ValidationError):
	"""The meeting takes no answers (any more)."""


# what guests send Frappe would keep with its signs written as HTML ("&amp;"); field_values.plain takes care of it instead
@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
def by_link(key: str, answer: str, comment: str | None = None) -> dict:
	"""Answer through the link in a mail; the key tells who at which meeting.

	Returns standing (what has become of it, a sentence in that person's language). Raises
	frappe.DoesNotExistError for every key that is not valid, whatever the reason.
	"""
	answer_links.count_attempt(key)
	return _by_link(key, answer, comment)


def _by_link(key: str, answer: str, comment: str | None = None) -> dict:
	participation = answer_links.participation_of(key)
	if not participation:
		frappe.throw(not_valid(), frappe.DoesNotExistError)
	user = frappe.db.get_value(PARTICIPATION, participation, "user")
	frappe.local.lang = people.people([user])[0].language
	return again.alone(partial(_give, participation, answer, comment, on_time=True))


@frappe.whitelist(methods=["POST"])
def mine(meeting: str, answer: str, comment: str | None = None) -> dict:
	"""The acting user's own answer. After the deadline they can still call off, until the meeting begins.

	Returns standing. Raises frappe.PermissionError where they are not invited, NotOpen.
	"""
	filters = {"meeting": meeting, "user": frappe.session.user, "invited_on": ("is", "set")}
	participation = frappe.db.get_value(PARTICIPATION, filters)
	if not participation:
		frappe.throw(_("You are not invited to this meeting."), frappe.PermissionError)
	return again.alone(partial(_give, participation, answer, comment, on_time=answer != "No"))


@frappe.whitelist(methods=["POST"])
def record(participation: str, answer: str, comment: str | None = None) -> dict:
	"""Note what somebody has told HR or the organiser, after the deadline too, until the meeting is recorded as held.

	Returns standing. Raises frappe.PermissionError for others, NotOpen.
	"""
	meeting = frappe.db.get_value(PARTICIPATION, participation, "meeting")
	doc = meeting and frappe.get_doc("Network Meeting", meeting)
	if not doc or not _organises(doc):
		frappe.throw(_("HR and the organiser record answers."), frappe.PermissionError)
	give = partial(_give, participation, answer, comment, on_time=False, recorded_by=frappe.session.user)
	return again.alone(give)


def not_valid() -> str:
	"""What is said of a link that is wrong or old: always the same."""
	return _("This link is not valid, or not any more. If you want to tell us something, please contact HR.")


def take_back(user: str) -> None:
	"""Say no to all meetings that lie ahead on behalf of somebody who has left the programme; where they are not invited
	yet they leave the list."""
	rows = frappe.get_all(
		PARTICIPATION, filters={"user": user, "answer": ("!=", "No")}, fields=["name", "meeting"]
	)
	open_ones = frappe.get_all(
		"Network Meeting",
		filters={
			"name": ("in", [row.meeting for row in rows] or [""]),
			"workflow_state": ("not in", ("Held", "Closed", "Cancelled")),
		},
		pluck="name",
	)
	# always in the same order, so that two who leave at once do not block each other
	for row in sorted((row for row in rows if row.meeting in open_ones), key=lambda row: row.meeting):
		meeting = seats.lock(row.meeting)
		if not frappe.db.get_value(PARTICIPATION, row.name, "invited_on", for_update=True):
			# the programme itself, whoever ended the case; a person who is gone is not kept among deleted records
			frappe.delete_doc(PARTICIPATION, row.name, ignore_permissions=True, delete_permanently=True)
		elif not seats.has_begun(meeting):
			_write(meeting, row.name, "No", None, None)


def standing(meeting: Document, row) -> str:
	"""What has become of somebody's answer, as a sentence for them; row: answer, seat, waiting_place."""
	if row.answer == "Yes" and row.seat == seats.WAITING:
		return _(
			"All seats ({0}) are taken. You are number {1} on the waiting list. As soon as a seat is free you move up and get a mail."
		).format(meeting.seats, row.waiting_place)
	return {
		"Yes": _("You said yes. Your seat is reserved."),
		"No": _("You said no. Thank you for letting us know."),
		"Maybe": _("You said maybe. Please decide by {0}; until then no seat is reserved for you.").format(
			day(answer_links.open_until(meeting), frappe.local.lang)
		),
	}.get(row.answer, "")


def choices(meeting: Document, row) -> list[str]:
	"""The answers that a person can give by themselves now: all until the deadline, then only a no, to call off."""
	if answer_links.is_open(meeting):
		return list(ANSWERS)
	begun = not meeting.starts_on or seats.has_begun(meeting)
	can_call_off = meeting.workflow_state == "Invited" and not begun and row.answer in ("Yes", "Maybe")
	return ["No"] if can_call_off else []


def shown(participation: str) -> dict:
	"""What the page for answering shows: name, title, kind, when, venue, link, focus_topic, answer, comment,
	standing, answer_by; in the person's language."""
	row = frappe.get_doc(PARTICIPATION, participation)
	meeting = frappe.get_doc("Network Meeting", row.meeting)
	(person,) = people.people([row.user])
	frappe.local.lang = person.language
	return {
		"name": person.full_name,
		"title": meeting.title,
		"kind": _(meeting.kind),
		"when": prints.when(meeting, person.language),
		"venue": place_of(meeting),
		"online": meeting.link,
		"focus_topic": meeting.focus_topic,
		"organiser": people.full_name(meeting.organiser),
		"answer": row.answer or "",
		"comment": row.answer_comment or "",
		"standing": standing(meeting, row),
		"answer_by": day(answer_links.open_until(meeting), person.language),
	}


def personal_link(doc: Document, who: Who, person: people.Person) -> dict[str, str]:
	"""The variable with the link of this person alone, for mails that ask for an answer."""
	participation = frappe.db.get_value(PARTICIPATION, {"meeting": doc.name, "user": person.user})
	return {"answer_link": answer_links.new(participation, doc.name)} if participation else {}


def keep_ours(doc: Document) -> None:
	"""Refuse what somebody writes by hand that only an answer writes; call it in validate.

	Raises frappe.PermissionError.
	"""
	before = doc.get_doc_before_save()
	for field in _OURS:
		was, given = (before.get(field) if before else None), doc.get(field)
		if (given or None) != (was or None) and str(given or "") != str(was or ""):
			frappe.throw(
				_("“{0}” is not written by hand. Please use “Record Answer” on the meeting.").format(
					_(doc.meta.get_label(field))
				),
				frappe.PermissionError,
			)


def leave_list(doc: Document) -> None:
	"""Somebody is taken from the list: possible until they are invited; call it in on_trash."""
	if doc.invited_on:
		frappe.throw(
			_("{0} is invited already. Please record a no instead.").format(people.full_name(doc.user)),
			frappe.ValidationError,
		)
	answer_links.forget(doc.name)


def _organises(meeting: Document) -> bool:
	user = frappe.session.user
	return user == meeting.organiser or bool(
		people.roles_of(user).intersection((people.HR_CLERK, people.LEAD))
	)


def _give(
	participation: str, answer: str, comment: str | None, on_time: bool, recorded_by: str | None = None
) -> dict:
	if answer not in ANSWERS:
		frappe.throw(_("Please answer with yes, no or maybe."))
	comment = field_values.plain(comment)
	if len(comment) > _LONGEST_COMMENT:
		frappe.throw(
			_("Please write at most {0} characters.").format(_LONGEST_COMMENT), field_values.WrongValue
		)
	meeting = seats.lock(frappe.db.get_value(PARTICIPATION, participation, "meeting"))
	invited_on = frappe.db.get_value(PARTICIPATION, participation, "invited_on", for_update=True)
	if meeting.workflow_state != "Invited" or not invited_on:
		frappe.throw(_("This meeting takes no answers."), NotOpen)
	over = not recorded_by and now_datetime() >= frappe.utils.get_datetime(meeting.starts_on)
	if over or (on_time and not answer_links.is_open(meeting)):
		frappe.throw(
			_("The time to answer is over. Please contact {0}.").format(people.full_name(meeting.organiser)),
			NotOpen,
		)
	_write(meeting, participation, answer, comment, recorded_by)
	row = frappe.db.get_value(
		PARTICIPATION, participation, ["answer", "seat", "waiting_place"], as_dict=True, for_update=True
	)
	return {"answer": row.answer, "seat": row.seat, "standing": standing(meeting, row)}


def _write(
	meeting: Document, participation: str, answer: str, comment: str | None, recorded_by: str | None
) -> None:
	before = frappe.db.get_value(PARTICIPATION, participation, "answer", for_update=True)
	noted = {"answer": answer, "answered_by": recorded_by, "answer_comment": comment}
	if answer != before:
		noted["answered_on"] = now_datetime()
	frappe.db.set_value(PARTICIPATION, participation, noted)
	if answer == "Yes":
		seats.claim(meeting, participation)
	else:
		seats.give_up(meeting, participation)
