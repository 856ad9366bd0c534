"""A site from before the reminders has no value for their switch; they are on unless somebody turns them off."""

import frappe


def execute() -> None:
	"""Set the switch once; where somebody has set it meanwhile, it stays as it is."""
	if not frappe.db.exists("Singles", {"doctype": "FOKUS Settings", "field": "send_reminders"}):
		frappe.db.set_single_value("FOKUS Settings", "send_reminders", 1)
