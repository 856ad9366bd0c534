"""Names of records that tell nothing about a person and never return."""

from frappe.model.naming import getseries
from frappe.utils import getdate


def lasting_name(prefix: str, digits: int = 5) -> str:
	"""The next name `PREFIX-YEAR-00001`.

	Frappe gives the number of a deleted newest record to the next one, which then inherits old
	versions and loses its first comments; it does so only for a doctype with an `autoname` pattern,
	hence the name is made here.
	"""
	key = f"{prefix}-{getdate().year}-"
	return key + getseries(key, digits)
