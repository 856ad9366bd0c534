"""A connection to one site, for the scripts of the bench."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe


@contextmanager
def connected(site: str) -> Iterator[None]:
	"""Be Administrator on `site`; what was done is committed unless an error leaves the block.

	The working directory must be the sites folder, as Frappe's own processes have it.
	"""
	frappe.init(site=site)
	frappe.connect()
	try:
		frappe.set_user("Administrator")
		yield
		frappe.db.commit()
	finally:
		frappe.destroy()
