"""Settings that a site from before has no value for."""

import frappe


def set_missing(**values: object) -> None:
	"""Set each of these fields of FOKUS Settings to its value once; one that is stored stays, 0 and empty too.

	Frappe's `exists` finds nothing in the table of settings, since its rows have no name.
	"""
	stored = frappe.db.get_singles_dict("FOKUS Settings")
	for field, value in values.items():
		if field not in stored:
			frappe.db.set_single_value("FOKUS Settings", field, value)
