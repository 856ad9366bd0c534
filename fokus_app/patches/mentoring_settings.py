"""A site from before the mentoring sessions has no value for their settings; one that is there stays."""

import frappe


def execute() -> None:
	for field, weeks in (("silent_weeks", 8), ("session_weeks", 12)):
		if not frappe.db.exists("Singles", {"doctype": "FOKUS Settings", "field": field}):
			frappe.db.set_single_value("FOKUS Settings", field, weeks)
