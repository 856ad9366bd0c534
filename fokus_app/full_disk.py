"""A full disk is said to the person who waits for a document, instead of a page for faults."""

import errno
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _

#: less is no room; what makes a PDF says nothing about the reason why it could not write
_BYTES = 64 * 1024
#: of HTTP: insufficient storage
_STATUS = 507


@contextmanager
def said() -> Iterator[None]:
	"""Answer with a page that says so where the server has no room for what is made inside; other errors are as they were."""
	try:
		yield
	except OSError as error:
		if error.errno not in (errno.ENOSPC, errno.EDQUOT) and _room() >= _BYTES:
			raise
		frappe.clear_last_message()
		frappe.respond_as_web_page(
			_("No Room Left"),
			_(
				"The disk of the server is full, so the document could not be made. Please tell the administrators."
			),
			http_status_code=_STATUS,
			indicator_color="red",
		)


def _room() -> int:
	return min(shutil.disk_usage(folder).free for folder in (tempfile.gettempdir(), "."))
