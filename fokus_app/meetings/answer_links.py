"""The link in a mail with which somebody answers an invitation, or gives feedback, without signing in.

The key in it is random and stored as a hash alone; it stands for one person at one meeting and one purpose. To answer
it holds until the deadline, for feedback once, until feedback is closed. Who has the link sees the meeting: nothing else.
"""

import hashlib
import secrets
from datetime import datetime, time
from urllib.parse import urlencode

import frappe
from frappe.model.document import Document
from frappe.rate_limiter import rate_limit
from frappe.utils import get_datetime, get_url, getdate, now_datetime, today
from pypika.queries import QueryBuilder, Table

LINK = "Answer Link"
ANSWER, FEEDBACK = "Answer", "Feedback"
_PAGES = {ANSWER: "/fokus/answer", FEEDBACK: "/fokus/feedback"}
#: 32 random bytes: nobody finds one by trying
_BYTES = 32
#: attempts through one link within an hour: more than anybody needs who makes up their mind
_PER_HOUR = 30


def new(participation: str, meeting: str, purpose: str = ANSWER) -> str:
	"""Make a link for this person at this meeting; returns its address. Earlier ones go on to work."""
	key = secrets.token_urlsafe(_BYTES)
	row = frappe.new_doc(LINK)
	row.update({"participation": participation, "meeting": meeting, "purpose": purpose})
	# made by the programme for a mail; nobody reads or writes these rows
	row.insert(ignore_permissions=True, set_name=hash_of(key))
	return get_url(f"{_PAGES[purpose]}?{urlencode({'key': key})}")


def count_attempt(key: str) -> None:
	"""Count that somebody acts through this link; raises frappe.ValidationError for too many."""
	# counted by the hash: by address a whole office would share one account, and a key is kept nowhere
	frappe.form_dict.link = hash_of(key)
	_count(link=frappe.form_dict.link)


@rate_limit(key="link", limit=_PER_HOUR, seconds=60 * 60, ip_based=False)
def _count(link: str) -> None:
	"""Frappe's counter does it, before this is called."""


def participation_of(key: object) -> str | None:
	"""The participation that a key stands for; None for one that is wrong, guessed, or too old.

	One query for all of these, by the hash: neither the answer nor its time tells which of them it was.
	"""
	query, participation, meeting = _of_link(key, ANSWER)
	return _first(
		query.where(participation.invited_on.isnotnull())
		.where((meeting.workflow_state == "Invited") & (meeting.starts_on > now_datetime()))
		.where(meeting.rsvp_deadline.isnull() | (meeting.rsvp_deadline >= today()))
	)


def feedback_of(key: object) -> str | None:
	"""The participation for which a key gives feedback; None as in `participation_of`, also once it was used (it is
	deleted then) or feedback is closed."""
	summary = frappe.qb.DocType("Meeting Feedback Summary")
	query, participation, meeting = _of_link(key, FEEDBACK)
	return _first(
		query.left_join(summary)
		.on(summary.meeting == meeting.name)
		.where(participation.attendance == "Attended")
		.where((meeting.workflow_state == "Closed") & summary.name.isnull())
	)


def _of_link(key: object, purpose: str) -> tuple[QueryBuilder, Table, Table]:
	"""The query for the participation that a key for this purpose stands for, of somebody whose account works, with the tables of
	participation and meeting for what else has to hold."""
	link, participation = frappe.qb.DocType(LINK), frappe.qb.DocType("Meeting Participation")
	meeting, user = frappe.qb.DocType("Network Meeting"), frappe.qb.DocType("User")
	query = (
		frappe.qb.from_(link)
		.join(participation)
		.on(participation.name == link.participation)
		.join(meeting)
		.on(meeting.name == participation.meeting)
		.join(user)
		.on(user.name == participation.user)
		.select(participation.name)
		.where((link.name == hash_of(key)) & (link.purpose == purpose) & (user.enabled == 1))
	)
	return query, participation, meeting


def _first(query: QueryBuilder) -> str | None:
	found = query.run()
	return found[0][0] if found else None


def hash_of(key: object) -> str:
	"""What is stored of a key; of anything that is none as well."""
	return hashlib.sha256(str(key or "").encode("utf-8", "replace")).hexdigest()


def open_until(meeting: Document) -> datetime | None:
	"""Until when people answer by themselves: the end of the day of the deadline, or the begin of the meeting
	where that is earlier or there is no deadline."""
	if not meeting.starts_on:
		return None
	begins = get_datetime(meeting.starts_on)
	if not meeting.rsvp_deadline:
		return begins
	return min(begins, datetime.combine(getdate(meeting.rsvp_deadline), time.max))


def is_open(meeting: Document) -> bool:
	"""True while people answer by themselves."""
	until = open_until(meeting)
	return meeting.workflow_state == "Invited" and bool(until) and now_datetime() < until


def forget(participation: str, **filters: str) -> None:
	"""Delete the links of a person who is no longer on the list, or those that were used (filters)."""
	frappe.db.delete(LINK, {"participation": participation, **filters})


def forget_feedback(meeting: str) -> None:
	"""Delete the links with which people gave feedback on a meeting, once it is closed."""
	frappe.db.delete(LINK, {"meeting": meeting, "purpose": FEEDBACK})


def forget_old() -> None:
	"""Delete the links with which nobody answers any more; runs daily."""
	over = frappe.get_all(
		"Network Meeting",
		or_filters={
			"workflow_state": ("in", ("Held", "Closed", "Cancelled")),
			"starts_on": ("<", frappe.utils.add_days(today(), -7)),
		},
		pluck="name",
	)
	frappe.db.delete(LINK, {"meeting": ("in", over or [""]), "purpose": ANSWER})
