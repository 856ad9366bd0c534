"""A site from before the peer consultations has no value for their setting; one that is there stays."""

import frappe


def execute() -> None:
	if not frappe.db.exists("Singles", {"doctype": "FOKUS Settings", "field": "consultation_weeks"}):
		frappe.db.set_single_value("FOKUS Settings", "consultation_weeks", 12)
