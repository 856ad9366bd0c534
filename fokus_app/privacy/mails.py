"""Mails that name somebody: in the queue, encoded for sending, and the copies that Frappe keeps of what people wrote."""

import email
import re
from collections import defaultdict
from collections.abc import Iterable
from email import policy
from html import unescape

import frappe

from fokus_app.privacy import traces

QUEUE, COPY = "Email Queue", "Communication"
AT_ONCE = 200
#: a long line of a calendar file is broken wherever it is full (RFC 5545, 3.1)
_FOLD = re.compile(r"\r?\n[ \t]")
_OF_A_COPY = ("subject", "content", "text_content", "sender_full_name", "recipients", "cc", "bcc")


def naming(pattern: re.Pattern) -> list[str]:
	"""The mails in the queue whose text or attached calendar matches. Each is read once, however many there are."""
	row, found, last = frappe.qb.DocType(QUEUE), [], None
	page = frappe.qb.from_(row).select(row.name, row.message).orderby(row.name).limit(AT_ONCE)
	while True:
		rows = (page if last is None else page.where(row.name > last)).run()
		found += [name for name, message in rows if pattern.search(text_of(message or ""))]
		if len(rows) < AT_ONCE:
			return found
		last = rows[-1][0]


def about(records: Iterable[traces.Record], pattern: re.Pattern) -> dict[str, list]:
	"""The mails about these records that match: names by doctype."""
	there: dict[str, set] = defaultdict(set)
	for rows in traces.collect(records, (QUEUE, COPY)).values():
		for doctype, names in rows.items():
			there[doctype].update(names)
	found = {
		QUEUE: [
			row.name
			for row in _rows(QUEUE, there[QUEUE], ["message"])
			if pattern.search(text_of(row.message or ""))
		],
		COPY: [
			row.name for row in _rows(COPY, there[COPY], _OF_A_COPY) if pattern.search(_text_of_copy(row))
		],
	}
	return {doctype: names for doctype, names in found.items() if names}


def text_of(message: str) -> str:
	"""What a mail in the queue says, as people and their calendars read it."""
	try:
		mail = email.message_from_string(message, policy=policy.default)
		parts = [str(value) for _name, value in mail.items()]
		for part in mail.walk():
			if not part.is_multipart():
				payload = part.get_payload(decode=True) or b""
				text = payload.decode("utf-8", "replace")
				parts.append(_FOLD.sub("", text) if part.get_content_type() == "text/calendar" else text)
		return "\n".join(parts)
	except Exception:  # a message that cannot be read as one is searched as it stands
		return message


def _text_of_copy(row: dict) -> str:
	return "\n".join(unescape(str(row[field] or "")) for field in _OF_A_COPY)


def _rows(doctype: str, names: set, fields: Iterable[str]) -> Iterable[dict]:
	ordered = sorted(names)
	for start in range(0, len(ordered), AT_ONCE):
		yield from frappe.get_all(
			doctype,
			filters={"name": ("in", ordered[start : start + AT_ONCE])},
			fields=["name", *fields],
			limit=0,
		)
