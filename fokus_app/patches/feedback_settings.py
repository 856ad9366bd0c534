"""A site from before the feedback has no value for its days, and links that say nothing of their purpose."""

import frappe

from fokus_app.missing_settings import set_missing


def execute() -> None:
	set_missing(feedback_days=14)
	link = frappe.qb.DocType("Answer Link")
	frappe.qb.update(link).set(link.purpose, "Answer").where(
		link.purpose.isnull() | (link.purpose == "")
	).run()
