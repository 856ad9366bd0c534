"""Give the open mentorings of before the mark by which nobody is mentored twice at once; may run twice."""

import frappe

from fokus_app import mentoring


def execute() -> None:
	rows = frappe.get_all(
		mentoring.RELATIONSHIP,
		filters={
			"kind": mentoring.MENTORING,
			"workflow_state": ("in", sorted(mentoring.TAKES_A_PLACE)),
		},
		fields=["name", "candidate"],
		order_by="creation",
	)
	# two from before this rule: the older one holds the mark
	marks = {row.candidate: row.name for row in reversed(rows)}
	for candidate, name in marks.items():
		frappe.db.set_value(
			mentoring.RELATIONSHIP, name, "open_mentoring_of", candidate, update_modified=False
		)
