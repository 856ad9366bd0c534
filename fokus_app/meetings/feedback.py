"""Feedback after a meeting: by those who were there, once, and nobody can tell what came from whom.

That feedback was given is noted by `feedback_marks`; what was said is kept by `confidential.anonymous` without person,
time or order, and is read once, by `feedback_totals`. Who gives it comes by a link of their own or is signed in.
"""

from collections.abc import Iterable
from datetime import date
from functools import partial
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, getdate

from fokus_app import again, field_values, people
from fokus_app.confidential import anonymous
from fokus_app.confidential.shield import shielded
from fokus_app.meetings import answer_links, feedback_marks, prints, seats
from fokus_app.notifications.variables import day
from fokus_app.workflows import guard

PARTICIPATION, SUMMARY = "Meeting Participation", "Meeting Feedback Summary"
_PAGE = "/fokus/feedback"
#: from "disagree" to "agree"
STEPS = (1, 2, 3, 4)
_LONGEST = 1000


class NotOpen(frappe.ValidationError):
	"""This person gives no feedback on this meeting (any more)."""


def questions() -> dict[str, str]:
	"""What is asked with steps, in the user's language."""
	return {
		"useful": _("I can use what we did in my work."),
		"exchange": _("There was enough room for exchange."),
		"organisation": _("Time, place and organisation were right."),
	}


def remarks() -> dict[str, str]:
	"""What is asked with words."""
	return {
		"take_along": _("What I take along"),
		"wishes": _("What I wish for next time"),
	}


def step_labels() -> dict[int, str]:
	return {
		4: _("agree"),
		3: _("rather agree"),
		2: _("rather disagree"),
		1: _("disagree"),
	}


def items_of(meeting: Document) -> list:
	"""The items of the agenda that one can say something about: name, title, exercise."""
	return [row for row in meeting.agenda if row.kind != "Break"]


# as in answers.by_link: Frappe would keep signs written as HTML
@frappe.whitelist(allow_guest=True, xss_safe=True, methods=["POST"])
def by_link(key: str, said: dict | str) -> dict:
	"""Give feedback through the link in a mail, once; said: see `give`.

	Returns thanks (a sentence). Raises frappe.DoesNotExistError for every key that is not valid, whatever the reason.
	"""
	with shielded("key", "said"):
		answer_links.count_attempt(key)
		return _by_link(key, said)


def _by_link(key: str, said: dict | str) -> dict:
	participation = by_key(key)
	if not participation:
		frappe.throw(not_valid(), frappe.DoesNotExistError)
	frappe.local.lang = _language_of(participation)
	return again.alone(partial(give, participation, said))


@frappe.whitelist(xss_safe=True, methods=["POST"])
def mine(meeting: str, said: dict | str) -> dict:
	"""Give feedback as the acting user, who was there; said: see `give`. Returns thanks. Raises NotOpen."""
	with shielded("said"):
		participation = own(meeting)
		if not participation:
			frappe.throw(not_valid(), NotOpen)
		return again.alone(partial(give, participation, said))


def own(meeting: str) -> str | None:
	"""The participation for which the acting user can give feedback now."""
	there = {"meeting": meeting, "user": frappe.session.user}
	name = frappe.db.get_value(PARTICIPATION, {**there, "attendance": "Attended"})
	if not name or feedback_marks.given([name]):
		return None
	return name if is_open(frappe.get_doc("Network Meeting", meeting)) else None


def by_key(key: object) -> str | None:
	"""The participation for which somebody gives feedback now who has this key; None for every key that is not valid,
	and once the days for feedback are over."""
	name = answer_links.feedback_of(key)
	if not name or feedback_marks.given([name]):
		return None
	meeting = frappe.db.get_value(PARTICIPATION, name, "meeting")
	return name if is_open(frappe.get_doc("Network Meeting", meeting)) else None


def give(participation: str, said: dict | str) -> dict:
	"""Keep what somebody says about a meeting, and that they did. said: ratings (step by question), remarks (text
	by question), items (by row of the agenda: rating, remark); nothing of it has to be there.

	Raises NotOpen, guard.ConditionMissing, field_values.WrongValue.
	"""
	meeting = seats.lock(frappe.db.get_value(PARTICIPATION, participation, "meeting"))
	attendance = frappe.db.get_value(PARTICIPATION, participation, "attendance", for_update=True)
	# as it is now: the totals may have been made since this transaction began to read
	closed = frappe.db.get_value(SUMMARY, {"meeting": meeting.name}, "name", for_update=True)
	if closed or not is_open(meeting) or attendance != "Attended" or feedback_marks.given([participation]):
		frappe.throw(not_valid(), NotOpen)
	anonymous.keep(meeting.name, _checked(meeting, said))
	feedback_marks.note(participation, meeting.name)
	answer_links.forget(participation, purpose=answer_links.FEEDBACK)
	return {"thanks": _("Thank you. Your feedback is kept without your name.")}


def address(meeting: str) -> str:
	"""Where somebody who is signed in gives feedback."""
	return f"{_PAGE}?{urlencode({'meeting': meeting})}"


def is_open(meeting: Document) -> bool:
	"""True while those who were there give feedback."""
	until = open_until(meeting)
	return bool(until) and getdate() <= until and not frappe.db.exists(SUMMARY, {"meeting": meeting.name})


def open_until(meeting: Document) -> date | None:
	"""The last day for feedback, unless HR closes it before; None while the meeting is not closed."""
	if meeting.workflow_state != "Closed" or not meeting.stage_since:
		return None
	days = cint(frappe.get_cached_doc("FOKUS Settings").feedback_days)
	return getdate(add_days(meeting.stage_since, days))


def shown(participation: str) -> dict:
	"""What the page for feedback asks: title, when, until, questions, remarks, items (name, label each), steps; in
	the person's language."""
	meeting = frappe.get_doc("Network Meeting", frappe.db.get_value(PARTICIPATION, participation, "meeting"))
	language = frappe.local.lang = _language_of(participation)
	return {
		"title": meeting.title,
		"when": prints.when(meeting, language),
		"until": day(open_until(meeting), language),
		"questions": _named(questions().items()),
		"remarks": _named(remarks().items()),
		"items": _named((row.name, row.title) for row in items_of(meeting)),
		"steps": _named(step_labels().items()),
		"longest": _LONGEST,
	}


def not_valid() -> str:
	"""What is said of a link that is wrong, old or used, and of somebody who was not there: always the same."""
	return _(
		"No feedback can be given here, or not any more: each person who was there gives it once, until feedback is closed."
	)


def _checked(meeting: Document, said: dict | str) -> dict:
	"""What was said, of what was asked; nothing else is kept."""
	said = frappe.parse_json(said) if isinstance(said, str) else said
	ratings, texts, items = (_part(said, name) for name in ("ratings", "remarks", "items"))
	kept_items = {}
	for row in items_of(meeting):
		about = items.get(row.name) if isinstance(items.get(row.name), dict) else {}
		kept_items[row.name] = {"rating": _step(about.get("rating")), "remark": _text(about.get("remark"))}
	kept = {
		"ratings": {name: _step(ratings.get(name)) for name in questions()},
		"remarks": {name: _text(texts.get(name)) for name in remarks()},
		"items": kept_items,
	}
	if not any((*kept["ratings"].values(), *kept["remarks"].values())) and not any(
		any(about.values()) for about in kept_items.values()
	):
		frappe.throw(_("Please answer at least one question."), guard.ConditionMissing)
	return kept


def _part(said: object, name: str) -> dict:
	part = said.get(name) if isinstance(said, dict) else None
	return part if isinstance(part, dict) else {}


def _step(value: object) -> int:
	"""A step, 0 for none."""
	if value in (None, "", 0, "0"):
		return 0
	if str(value) not in map(str, STEPS):
		frappe.throw(_("Please choose one of the steps."), field_values.WrongValue)
	return int(str(value))


def _text(value: object) -> str:
	text = field_values.plain(value or "")
	if len(text) > _LONGEST:
		frappe.throw(_("Please write at most {0} characters.").format(_LONGEST), field_values.WrongValue)
	return text


def _named(pairs: Iterable) -> list[dict]:
	return [{"name": name, "label": label} for name, label in pairs]


def _language_of(participation: str) -> str:
	return people.people([frappe.db.get_value(PARTICIPATION, participation, "user")])[0].language
