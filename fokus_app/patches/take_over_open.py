"""A site from before the switch of the take-over has no value for it; it is open until the lead closes it."""

import frappe


def execute() -> None:
	"""Set the switch once; where somebody has set it meanwhile, it stays as it is."""
	if not frappe.db.exists("Singles", {"doctype": "FOKUS Settings", "field": "take_over_open"}):
		frappe.db.set_single_value("FOKUS Settings", "take_over_open", 1)
