"""Give the open cases of before the marks by which nobody is entered twice; may run twice."""

import frappe

from fokus_app import same_person
from fokus_app.workflows import definitions


def execute():
	open_states = definitions()[same_person.DOCTYPE].open_states
	for name in frappe.get_all(
		same_person.DOCTYPE,
		filters={"workflow_state": ("in", open_states)},
		pluck="name",
		order_by="creation",
	):
		doc = frappe.get_doc(same_person.DOCTYPE, name)
		same_person.note_marks(doc, is_open=True)
		marks = {field: doc.get(field) for field in same_person.UNIQUE_MARKS}
		frappe.db.set_value(same_person.DOCTYPE, name, marks, update_modified=False)
