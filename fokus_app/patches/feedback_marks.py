"""That somebody gave feedback stood in their participation, where HR could read it."""

import frappe

from fokus_app.meetings import feedback_marks, feedback_totals

_OLD = "feedback_given"


def execute() -> None:
	if not frappe.db.has_column(feedback_totals.PARTICIPATION, _OLD):
		return
	table = frappe.qb.DocType(feedback_totals.PARTICIPATION)
	rows = frappe.qb.from_(table).select(table.name, table.meeting).where(table[_OLD] == 1).run(as_dict=True)
	closed = set(frappe.get_all(feedback_totals.SUMMARY, pluck="meeting"))
	there = feedback_marks.given(row.name for row in rows)
	for row in rows:
		if row.meeting not in closed and row.name not in there:
			feedback_marks.note(row.name, row.meeting)
	# Frappe keeps the column of a field that is gone
	frappe.qb.update(table).set(table[_OLD], 0).where(table[_OLD] == 1).run()
	for meeting in closed:
		feedback_totals.forget_what_is_over(meeting)
