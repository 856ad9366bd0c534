"""Values that no field of ours takes, whichever way they come; Frappe leaves these to the database."""

import re
from urllib.parse import urlsplit

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.document import Document
from frappe.utils import cstr, get_datetime, getdate

#: what a text field of the database holds for certain, whatever the letters (65,535 bytes)
_LONGEST_TEXT = 16_000
#: how dates arrive from every client; anything else the database would take for another day or not at all
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")

#: the beginning of a tag, which Frappe would cut out, rewrite or put into its own pages as HTML
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
#: fields in which people write plain text
_PLAIN_TEXT = frozenset({"Data", "Small Text"})

#: years in which something of a programme can happen; 0206 and 20226 are slips of the keyboard
_FIRST_YEAR, _LAST_YEAR = 1950, 2100


class WrongValue(frappe.ValidationError):
	"""A value cannot be stored as what its field means."""


def check(doc: Document) -> None:
	"""Refuse dates that do not exist, names without a visible letter, links to nothing, addresses that no browser should follow,
	endless texts and markup, in the record and in its rows; markup only where this save brings it.

	Raises WrongValue or frappe.LinkValidationError.
	"""
	before = doc.get_doc_before_save()
	_check_fields(doc, before)
	for df in doc.meta.get_table_fields():
		if df.read_only:
			continue
		rows = {row.name: row for row in before.get(df.fieldname)} if before else {}
		for row in doc.get(df.fieldname):
			_check_fields(row, rows.get(row.name))


def has_markup(text: str) -> bool:
	"""True when a browser would take a part of `text` for a tag."""
	return bool(_MARKUP.search(text))


def check_markup(label: str, text: str) -> None:
	"""Refuse HTML and script; raises WrongValue.

	Nothing of ours is typed as HTML, and Frappe's own views (report view, standard print, timeline) put a stored
	text into their pages as it is. What is refused here is shown by none of them, in any version.
	"""
	if has_markup(cstr(text)):
		frappe.throw(
			_(
				"“{0}” contains HTML or script. Please write it as plain text, without “<” in front of a letter."
			).format(label),
			WrongValue,
		)


def _check_fields(doc: Document, before: Document | None) -> None:
	for df in doc.meta.fields:
		value = doc.get(df.fieldname)
		if value in (None, "") or df.fieldtype in table_fields:
			continue
		if df.fieldtype in _PLAIN_TEXT and not (before and cstr(before.get(df.fieldname)) == cstr(value)):
			check_markup(_(df.label), value)
		if df.fieldtype in ("Date", "Datetime"):
			_check_date(df, value)
		elif df.fieldtype == "Link" and not (before and before.get(df.fieldname) == value):
			_check_link(doc, df, value)
		elif df.fieldtype == "Data" and df.options == "URL":
			_check_address(df, value)
		elif df.fieldtype == "Data" and df.reqd and not any(map(str.isalnum, cstr(value))):
			frappe.throw(_("“{0}” is empty.").format(_(df.label)), WrongValue)
		elif df.fieldtype == "Small Text":
			check_text(_(df.label), value)


def check_text(label: str, text: str) -> None:
	"""Refuse a text that the database could not hold; raises WrongValue."""
	if len(cstr(text)) > _LONGEST_TEXT:
		frappe.throw(
			_("“{0}” is too long: {1} characters, {2} are possible.").format(
				label, len(cstr(text)), _LONGEST_TEXT
			),
			WrongValue,
		)


def plain(text: object) -> str:
	"""What a guest typed, without what could be HTML somewhere, readable all the same."""
	return cstr(text).strip().replace("<", "‹").replace(">", "›")


def check_order(doc: Document, first: str, last: str) -> None:
	"""Refuse a range whose end lies before its beginning; raises WrongValue."""
	begin, end = doc.get(first), doc.get(last)
	if not begin or not end:
		return
	if doc.meta.get_field(first).fieldtype == "Date":
		begin, end = getdate(begin), getdate(end)
	if end < begin:
		frappe.throw(
			_("“{0}” must not lie before “{1}”.").format(
				_(doc.meta.get_label(last)), _(doc.meta.get_label(first))
			),
			WrongValue,
		)


def _check_link(doc: Document, df, value: str) -> None:
	"""Frappe 15.0 lets a link to nothing pass where other fields are fetched through it."""
	if doc.meta.get_fields_to_fetch(df.fieldname) and not frappe.db.exists(df.options, value):
		name = frappe.utils.escape_html(cstr(value))
		frappe.throw(
			_("“{0}” for “{1}” does not exist.").format(name, _(df.label)), frappe.LinkValidationError
		)


def _check_address(df, value) -> None:
	"""Frappe takes "javascript://…" for an address (RFC 3986), 16 even "javascript:…" and "mailto:…"."""
	try:
		address = urlsplit(cstr(value).strip())
		right = address.scheme in ("http", "https") and bool(address.hostname)
	except ValueError:  # brackets that are no IPv6 address
		right = False
	if not right:
		frappe.throw(
			_("“{0}” is not an address for “{1}”. Please copy it whole, with https:// in front.").format(
				frappe.utils.escape_html(cstr(value)), _(df.label)
			),
			WrongValue,
		)


def _check_date(df, value) -> None:
	try:
		if isinstance(value, str) and not _ISO_DATE.match(value):
			raise ValueError(value)
		date = getdate(value) if df.fieldtype == "Date" else get_datetime(value)
	except Exception:  # frappe raises its own, dateutil's and ValueError, depending on the text
		date = None
		frappe.clear_last_message()
	if not date or not _FIRST_YEAR <= date.year <= _LAST_YEAR:
		frappe.throw(
			_("“{0}” is not a date for “{1}”. Please write it like 24.12.2026.").format(
				frappe.utils.escape_html(cstr(value)), _(df.label)
			),
			WrongValue,
		)
