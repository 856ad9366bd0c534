"""What a user would click together instead of this app: the same doctype as a custom one, with Frappe's own Workflow (e-mail alert on) and
a Notification of Frappe's to the role that is to decide. And the engine alone: the same once more without any mail."""

import frappe
from frappe.model.document import Document

from fokus_app import people

DOCTYPE = "Stock Candidate"
#: nobody is written to, and as in ours all states are optional, so that Frappe looks for nobody either
ENGINE = "Engine Candidate"
MIRRORED = "Leadership Candidate"
ACTION = "Nominate Stock"


def click_together() -> None:
	"""Make doctypes, workflows and notification."""
	_doctype(DOCTYPE)
	_workflow(DOCTYPE, send_email_alert=1, optional=0)
	_notification()
	_doctype(ENGINE)
	_workflow(ENGINE, send_email_alert=0, optional=1)
	frappe.db.commit()


def case(doctype: str) -> Document:
	"""A case in the first state, of one of the two doctypes."""
	return frappe.get_doc(
		{
			"doctype": doctype,
			"candidate_name": "Karla Kandidat",
			"email": "stock@example.org",
			"workflow_state": "Potential",
		}
	).insert()


def _doctype(name: str) -> None:
	meta = frappe.get_meta(MIRRORED)
	fields = [
		{key: value for key, value in field.as_dict().items() if key in _KEPT}
		for field in meta.fields
		if field.fieldtype not in ("Table", "Table MultiSelect")
	]
	frappe.get_doc(
		{
			"doctype": "DocType",
			"name": name,
			"module": "FOKUS",
			"custom": 1,
			"autoname": "hash",
			"track_changes": meta.track_changes,
			"title_field": meta.title_field,
			"fields": fields,
			"permissions": [
				{"role": role, "read": 1, "write": 1, "create": 1, "report": 1}
				for role in (people.HR_CLERK, people.LEAD, people.MANAGER)
			],
		}
	).insert()


def _notification() -> None:
	frappe.get_doc(
		{
			"doctype": "Notification",
			"name": "Stock Candidate nominated",
			"subject": "{{ doc.candidate_name }} is nominated",
			"document_type": DOCTYPE,
			"event": "Value Change",
			"value_changed": "workflow_state",
			"condition": "doc.workflow_state == 'Nominated'",
			"channel": "Email",
			"message": "<p>Please decide about {{ doc.candidate_name }}.</p>",
			"recipients": [{"receiver_by_role": people.MANAGER}],
			"enabled": 1,
		}
	).insert()


_KEPT = (
	"fieldname",
	"fieldtype",
	"label",
	"options",
	"unique",
	"in_standard_filter",
	"search_index",
	"in_list_view",
)


def _workflow(doctype: str, send_email_alert: int, optional: int) -> None:
	if not frappe.db.exists("Workflow Action Master", ACTION):
		frappe.get_doc({"doctype": "Workflow Action Master", "workflow_action_name": ACTION}).insert()
	frappe.get_doc(
		{
			"doctype": "Workflow",
			"workflow_name": doctype,
			"document_type": doctype,
			"workflow_state_field": "workflow_state",
			"is_active": 1,
			"send_email_alert": send_email_alert,
			"states": [
				{"state": state, "doc_status": "0", "allow_edit": role, "is_optional_state": optional}
				for state, role in (
					("Potential", people.HR_CLERK),
					("Nominated", people.MANAGER),
					("Endorsed", people.LEAD),
				)
			],
			"transitions": [
				{
					"state": "Potential",
					"action": ACTION,
					"next_state": "Nominated",
					"allowed": people.HR_CLERK,
					"allow_self_approval": 1,
				},
				{
					"state": "Nominated",
					"action": "Endorse",
					"next_state": "Endorsed",
					"allowed": people.MANAGER,
					"allow_self_approval": 1,
				},
			],
		}
	).insert()
