"""Empty the days of acts that leave the stage in the logs of before, so that a sum counts each day once; may run twice."""

import frappe


def execute() -> None:
	row = frappe.qb.DocType("Stage Change")
	frappe.qb.update(row).set(row.days, 0).where(row.from_state == row.to_state).run()
