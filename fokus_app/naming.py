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
	# Frappe looks for the row and makes it when there is none: two who need a year's first number at once
	# would both look, and meet a deadlock
	frappe.db.sql(
		"INSERT INTO `tabSeries` (`name`, `current`) VALUES (%s, 0) ON DUPLICATE KEY UPDATE `name` = `name`",
		(key,),
	)
	return key + getseries(key, digits)
