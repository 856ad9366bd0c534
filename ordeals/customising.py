"""What a house changes in its site: a workflow's state and transitions, mail texts, a field and its look. Runs with any version of the app.

usage: python -m ordeals.customising SITE   (in the sites folder)
"""

import sys

import frappe

from bench.inside.session import connected

CANDIDATE, WORKFLOW = "Leadership Candidate", "FOKUS Leadership Candidate"
STATE, THERE, BACK = "Waiting List", "Put on Waiting List", "Take from Waiting List"
TEXT, SUBJECT = "candidate_nominate_manager-de", "Unser eigener Betreff"
FIELD, LABEL = "locker_number", "Spindnummer"


def customise() -> None:
	"""As somebody with the rights would do it on the screen."""
	frappe.get_doc({"doctype": "Workflow State", "workflow_state_name": STATE}).insert()
	workflow = frappe.get_doc("Workflow", WORKFLOW)
	workflow.append("states", {"state": STATE, "doc_status": "0", "allow_edit": "FOKUS HR Clerk"})
	for source, action, target in (("Assessment", THERE, STATE), (STATE, BACK, "Assessment")):
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": action}).insert()
		row = {"state": source, "action": action, "next_state": target, "allowed": "FOKUS HR Clerk"}
		workflow.append("transitions", row)
	workflow.save()
	text = frappe.get_doc("FOKUS Mail Text", TEXT)
	text.subject = SUBJECT
	text.save()
	frappe.get_doc(
		{
			"doctype": "Custom Field",
			"dt": CANDIDATE,
			"fieldname": FIELD,
			"label": LABEL,
			"fieldtype": "Data",
			"insert_after": "reason",
		}
	).insert()
	frappe.get_doc(
		{
			"doctype": "Property Setter",
			"doctype_or_field": "DocField",
			"doc_type": CANDIDATE,
			"field_name": "reason",
			"property": "label",
			"property_type": "Data",
			"value": "Warum diese Person",
		}
	).insert()
	for number, name in enumerate(frappe.get_all(CANDIDATE, order_by="name", pluck="name")):
		frappe.db.set_value(CANDIDATE, name, FIELD, f"S-{number}", update_modified=False)


if __name__ == "__main__":
	with connected(sys.argv[1]):
		customise()
