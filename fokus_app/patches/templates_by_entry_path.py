"""The one template of a cohort was for everybody: it stays the one for its new leaders too."""

import frappe

from fokus_app import working_days


def execute() -> None:
	cohort = frappe.qb.DocType("Programme Cohort")
	(
		frappe.qb.update(cohort)
		.set(cohort.new_leader_template, cohort.activity_template)
		.where(cohort.activity_template.isnotnull() & cohort.new_leader_template.isnull())
	).run()
	if not frappe.db.get_single_value("FOKUS Settings", "federal_state"):
		frappe.db.set_single_value("FOKUS Settings", "federal_state", working_days.DEFAULT_STATE)
