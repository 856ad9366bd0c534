"""From the bytes of a file to headings and rows, whichever way Excel wrote them."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

import frappe
from frappe import _

MAX_BYTES = 5 * 1024 * 1024
MAX_ROWS = 5000

#: in the order in which they win where a file does not tell
SEPARATORS = (";", "\t", ",", "|")
_BYTE_ORDER_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_EXCEL_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
#: Excel's own first line, which it does not show as a row
_SEPARATOR_LINE = re.compile(r'\A"?sep=(.)"?(?:\r\n|\r|\n|\Z)', re.IGNORECASE)
#: a list may have a title or two above its headings
_ROWS_ABOVE_HEADINGS = 10
_SPACES = re.compile(r"[^\S\n]+")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))


class UnreadableList(frappe.ValidationError):
	"""The file as a whole cannot be understood; nothing of it is read in."""


@dataclass(frozen=True)
class SheetRow:
	"""One row; `number` is the one that Excel shows at its left."""

	number: int
	cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
	"""A list as it is seen in Excel: the row with the headings and the rows below that hold something."""

	headings: tuple[str, ...]
	heading_number: int
	rows: tuple[SheetRow, ...]


def read(content: bytes, is_heading: Callable[[str], bool]) -> Sheet:
	"""The list in this file.

	is_heading: tells headings that somebody would use; the row and the separator that show most of
	them are taken. Raises UnreadableList with what a clerk can do about it.
	"""
	if len(content) > MAX_BYTES:
		frappe.throw(_("The file is larger than {0} MB.").format(MAX_BYTES // 1024**2), UnreadableList)
	text = _decode(content)
	marked = _SEPARATOR_LINE.match(text)
	text = text[marked.end() :] if marked else text
	separators = (marked[1],) if marked else SEPARATORS
	known, _cells, _order, separator, index = max(
		_best_heading_row(text, separator, -order, is_heading) for order, separator in enumerate(separators)
	)
	records = list(_records(text, separator))
	if not any(any(record) for record in records):
		frappe.throw(_("The file is empty."), UnreadableList)
	if not known:
		frappe.throw(
			_(
				"No heading of this file is known. The first row must hold headings such as “Name” and “KiTa”."
			),
			UnreadableList,
		)
	headings = _without_empty_end(records[index])
	rows = tuple(
		SheetRow(number, _without_empty_end(record))
		for number, record in enumerate(records[index + 1 :], index + 2)
		if any(record)
	)
	if len(rows) > MAX_ROWS:
		frappe.throw(
			_("The list has {0} rows; please read in at most {1} at a time.").format(len(rows), MAX_ROWS),
			UnreadableList,
		)
	if not rows:
		frappe.throw(_("There is no row below the headings."), UnreadableList)
	return Sheet(headings, index + 1, rows)


def clean(cell: str) -> str:
	"""What a person sees in this cell: no invisible signs, one kind of space, umlauts in one piece."""
	cell = unicodedata.normalize("NFC", cell).translate(_INVISIBLE).replace("\r\n", "\n").replace("\r", "\n")
	cell = "".join(c for c in cell if c in "\n\t" or unicodedata.category(c) != "Cc")
	cell = "\n".join(_SPACES.sub(" ", line).strip() for line in cell.split("\n")).strip()
	# ="00123" keeps zeros in Excel; '= is how a file that we handed out disarms a formula
	if cell.startswith('="') and cell.endswith('"') and len(cell) > 3:
		return cell[2:-1].strip()
	return cell[1:] if re.match(r"'[=+\-@]", cell) else cell


def _decode(content: bytes) -> str:
	if content.startswith(_EXCEL_WORKBOOKS):
		frappe.throw(
			_("This is an Excel workbook. Please save it in Excel as “CSV UTF-8” and choose that file."),
			UnreadableList,
		)
	marked = (encoding for mark, encoding in _BYTE_ORDER_MARKS if content.startswith(mark))
	for encoding in (next(marked, "utf-8"), "cp1252"):
		try:
			text = content.decode(encoding)
		except UnicodeDecodeError:
			continue
		if "\0" not in text:
			return text
	frappe.throw(
		_("The characters of this file cannot be read. Please save it in Excel as “CSV UTF-8”."),
		UnreadableList,
	)


def _best_heading_row(text: str, separator: str, order: int, is_heading: Callable[[str], bool]) -> tuple:
	"""How well this separator shows headings: known ones, cells, preference, separator, index of the row."""
	best = (0, 0, order, separator, 0)
	try:
		for index, record in enumerate(islice(_records(text, separator), _ROWS_ABOVE_HEADINGS)):
			found = (sum(map(is_heading, record)), len([cell for cell in record if cell]), order, separator)
			if found > best[:4]:
				best = (*found, index)
	except UnreadableList:
		# quotation marks fit another separator; if they fit none, reading all rows says where
		frappe.clear_last_message()
	return best


def _records(text: str, separator: str) -> Iterator[tuple[str, ...]]:
	done = 0
	try:
		for record in csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True):
			yield tuple(map(clean, record))
			done += 1
	except csv.Error:
		frappe.throw(
			_("Row {0}: a quotation mark is not closed, or a value is far too long.").format(done + 1),
			UnreadableList,
		)


def _without_empty_end(record: tuple[str, ...]) -> tuple[str, ...]:
	filled = [index for index, cell in enumerate(record) if cell]
	return record[: filled[-1] + 1] if filled else ()
