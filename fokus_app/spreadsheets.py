"""Exported lists in which a text is a text: a spreadsheet would carry out a cell that begins as a formula does.

Whoever nominates somebody writes the reason, HR exports it and opens the file; a formula in it could send what stands
beside it to a foreign address. Frappe writes its exports (lists, reports, data, templates of imports) in three places,
for which it has no hook; these are wrapped.
"""

import re
from collections.abc import Iterable
from functools import wraps

import frappe.desk.utils
from frappe.utils import csvutils, xlsxutils

#: what begins a formula in one of the common spreadsheets; "+49 201 123" and "-5" are none
_FORMULA = re.compile(r"[=@\t\r]|[+-](?![\d\s.,/()-]*$)")
_NOT_IN_TITLES = re.compile(r"[\\*?:/\[\]]")
_DONE = "keeps_texts_of_fokus"


def keep_texts() -> None:
	"""Wrap what Frappe writes exports with, once in this process; for the hooks before_request and before_job."""
	if getattr(xlsxutils.make_xlsx, _DONE, False):
		return
	make_xlsx = xlsxutils.make_xlsx
	get_csv_bytes = frappe.desk.utils.get_csv_bytes
	writerow = csvutils.UnicodeWriter.writerow
	xlsxutils.make_xlsx = _wrapped(
		make_xlsx,
		lambda data, sheet_name, *more, **named: make_xlsx(
			_plain(data), _as_title(sheet_name), *more, **named
		),
	)
	frappe.desk.utils.get_csv_bytes = _wrapped(
		get_csv_bytes, lambda data, *more, **named: get_csv_bytes(_plain(data), *more, **named)
	)
	csvutils.UnicodeWriter.writerow = _wrapped(
		writerow, lambda self, row, *more, **named: writerow(self, _plain_row(row), *more, **named)
	)


def _wrapped(function, replacement):
	replacement = wraps(function)(replacement)
	setattr(replacement, _DONE, True)
	return replacement


def _as_title(name: str) -> str:
	"""A sheet's name: Excel takes no “*” and no more than 31 letters, and ours are called “Potenzialträger*in”."""
	return _NOT_IN_TITLES.sub("", name)[:31] or "1"


def _plain(rows: Iterable[Iterable]) -> list[list]:
	return [_plain_row(row) for row in rows]


def _plain_row(row: Iterable) -> list:
	return [f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell for cell in row]
