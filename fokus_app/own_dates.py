"""Dates that people set among themselves (a session of a pair, a peer consultation): day, hour, form and place."""

import re
from datetime import datetime

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, get_datetime, getdate

_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)(:[0-5]\d)?")


class NotNow(frappe.ValidationError):
	"""The state of what people do together, or the date, does not allow this."""


def clock(start_time: str | None) -> str:
	"""HH:MM; raises NotNow. A text and no Time field: Frappe would fill that with the present hour where nobody enters one."""
	found = _CLOCK.fullmatch((start_time or "").strip())
	if not found:
		frappe.throw(_("Please enter at what time it begins, like 14:30."), NotNow)
	return f"{int(found[1]):02}:{found[2]}"


def moment_of(date, start_time: str | None) -> datetime:
	"""When it begins, on the site's clock."""
	return get_datetime(f"{getdate(date)} {start_time or '00:00'}")


def where(doc: Document, language: str) -> str:
	"""Form and place in one line, in this language."""
	return ", ".join(filter(None, (_(doc.form, language), doc.place)))


def check_form_and_place(doc: Document) -> None:
	"""Refuse a form that does not exist; raises NotNow. A place longer than its field is cut."""
	if doc.form not in doc.meta.get_options("form").split("\n"):
		frappe.throw(_("It takes place in person, by video or by phone."), NotNow)
	# a longer one would be cut off or refused by the database
	doc.place = cstr(doc.place).strip()[:140] or None
