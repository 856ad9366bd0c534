"""Keeps words on their way in out of Frappe's own records of requests and errors.

Frappe writes an unexpected error with the values of all variables into the Error Log, the form of the request into
its log file, and, while a recorder runs, into Redis.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _


class NotKept(frappe.ValidationError):
	"""Something unexpected went wrong; what was typed is still in the form."""


@contextmanager
def shielded(*fields: str) -> Iterator[None]:
	"""Wrap the whole body of a method that takes confidential texts in `fields`.

	An unexpected error becomes NotKept; of what it was only the kind is written down.
	"""
	form = getattr(frappe.local, "form_dict", None) or {}
	for field in fields:
		form.pop(field, None)
	try:
		yield
	except Exception as error:
		if getattr(error, "http_status_code", 500) < 500:
			raise
		frappe.logger("fokus_app").error(f"confidential text not kept: {type(error).__name__}")
		frappe.throw(
			_("That did not work, and nothing was kept. Please try again; what you typed is still here."),
			NotKept,
		)
