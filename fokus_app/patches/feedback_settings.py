"""A site from before the feedback has no value for its days, and links that say nothing of their purpose."""

import frappe


def execute() -> None:
	if not frappe.db.exists("Singles", {"doctype": "FOKUS Settings", "field": "feedback_days"}):
		frappe.db.set_single_value("FOKUS Settings", "feedback_days", 14)
	link = frappe.qb.DocType("Answer Link")
	frappe.qb.update(link).set(link.purpose, "Answer").where(
		link.purpose.isnull() | (link.purpose == "")
	).run()
