"""Names of records that tell nothing about a person and never return."""

import frappe
from frappe.model.naming import getseries
from frappe.utils import getdate


def lasting_name(prefix: str, digits: int = 5) -> str:
	"""The next name `PREFIX-YEAR-00001`.

	Frappe gives the number of a deleted newest record to the next one, which then inherits old
	versions and loses its first comments; it does so only for a doctype with an `autoname` pattern,
	hence the name is made here.
	"""
	key = f"{prefix}-{getdate().year}-"
	if not _is_there(key):
		_begin(key)
	return key + getseries(key, digits)


def _begin(key: str) -> None:
	"""Make the row that counts a year's records.

	Frappe would look for it and make it when there is none: two who need a year's first number at once would both
	look, and meet a deadlock. Here they pass one after the other, through a lock on a row that is always there.
	"""
	frappe.db.get_value("Module Def", "FOKUS", "name", for_update=True)
	# a lock sees what was committed meanwhile, which this transaction's own view of the table may not
	if not _is_there(key, lock=True):
		frappe.qb.into(_series()).columns("name", "current").insert(key, 0).run()


def _is_there(key: str, lock: bool = False) -> bool:
	series = _series()
	query = frappe.qb.from_(series).select(series.name).where(series.name == key)
	return bool((query.for_update() if lock else query).run())


def _series():
	return frappe.qb.DocType("Series")
