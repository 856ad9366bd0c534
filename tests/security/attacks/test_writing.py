"""Somebody else's record written, by every door through which Frappe writes: insert, save, bulk, rename, delete, a method of the record, beside it."""

import pytest

from fokus_app import permissions
from tests.records import CANDIDATE
from tests.security.attacks.doors import FEW, Door, nobody_reads, nobody_writes
from tests.security.attacks.people import STRANGERS

RECORD = '{"doctype": "{doctype}", "name": "{name}", "owner": "{person}", "reason": "Anders", "docstatus": 0}'
#: the same, and it claims to be new, already checked, or somebody else's
CLAIMING = (
	'{"doctype": "{doctype}", "name": "{name}", "__islocal": 1, "__unsaved": 1, "owner": "{person}",'
	' "flags": {"ignore_permissions": 1, "ignore_validate": 1}, "ignore_permissions": 1, "workflow_state": "Ready"}'
)
ROW = (
	'{"doctype": "{doctype}", "parent": "{parent_name}", "parenttype": "{parent}", "parentfield": "stage_changes",'
	' "reason": "Anders", "title": "Anders"}'
)
ONE = {"doctype": "{doctype}", "name": "{name}"}
FIELDS = '{"owner": "{person}", "title": "Anders"}'
CLIENT = "frappe.client"
WRITING = {
	"PUT": Door("/api/resource/{doctype}/{name}", {"owner": "{person}", "title": "Anders"}, verb="PUT"),
	"POST": Door("/api/resource/{doctype}", {"name": "{name}", "owner": "{person}"}, verb="POST"),
	"DELETE": Door("/api/resource/{doctype}/{name}", verb="DELETE"),
	"POST to a method": Door("/api/resource/{doctype}/{name}", {"run_method": "delete"}, verb="POST"),
	"insert": Door(f"{CLIENT}.insert", {"doc": CLAIMING}),
	"insert as a row": Door(f"{CLIENT}.insert", {"doc": ROW}),
	"insert_many": Door(f"{CLIENT}.insert_many", {"docs": f"[{ROW}, {CLAIMING}]"}),
	"save": Door(f"{CLIENT}.save", {"doc": RECORD}),
	"save what claims to be new": Door(f"{CLIENT}.save", {"doc": CLAIMING}),
	"set_value": Door(f"{CLIENT}.set_value", {**ONE, "fieldname": "owner", "value": "{person}"}),
	"set_value of many": Door(f"{CLIENT}.set_value", {**ONE, "fieldname": FIELDS}),
	"bulk_update": Door(
		f"{CLIENT}.bulk_update",
		{"docs": '[{"doctype": "{doctype}", "docname": "{name}", "owner": "{person}"}]'},
	),
	"delete": Door(f"{CLIENT}.delete", ONE),
	"rename_doc": Door(
		f"{CLIENT}.rename_doc", {"doctype": "{doctype}", "old_name": "{name}", "new_name": "Anders"}
	),
	"submit": Door(f"{CLIENT}.submit", {"doc": RECORD}),
	"cancel": Door(f"{CLIENT}.cancel", ONE),
	"attach_file": Door(
		f"{CLIENT}.attach_file",
		{
			"filename": "x.txt",
			"filedata": "eA==",
			"doctype": "{doctype}",
			"docname": "{name}",
			"is_private": 1,
		},
	),
	"form: save": Door("frappe.desk.form.save.savedocs", {"doc": RECORD, "action": "Save"}),
	"form: save as new": Door("frappe.desk.form.save.savedocs", {"doc": CLAIMING, "action": "Save"}),
	"form: submit": Door("frappe.desk.form.save.savedocs", {"doc": RECORD, "action": "Submit"}),
	"form: cancel": Door("frappe.desk.form.save.cancel", ONE),
	"list: delete": Door(
		"frappe.desk.reportview.delete_items", {"doctype": "{doctype}", "items": '["{name}"]'}
	),
	"list: edit": Door(
		"frappe.desk.doctype.bulk_update.bulk_update.submit_cancel_or_update_docs",
		{"doctype": "{doctype}", "docnames": '["{name}"]', "action": "update", "data": FIELDS},
	),
	"title": Door(
		"frappe.model.rename_doc.update_document_title",
		{"doctype": "{doctype}", "docname": "{name}", "title": "Anders", "name": "Anders"},
	),
	"workflow": Door("frappe.model.workflow.apply_workflow", {"doc": RECORD, "action": "Withdraw Candidacy"}),
	"workflow of many": Door(
		"frappe.model.workflow.bulk_workflow_approval",
		{"doctype": "{doctype}", "docnames": '["{name}"]', "action": "Withdraw Candidacy"},
	),
	"our action": Door(
		"fokus_app.workflows.action.act",
		{
			**ONE,
			"action": "Withdraw Candidacy",
			"modified": "2026-01-01 10:00:00",
			"reason_category": "Other",
		},
	),
	"method: save": Door("run_doc_method", {"dt": "{doctype}", "dn": "{name}", "method": "save"}),
	"method: db_set": Door(
		"run_doc_method",
		{"docs": CLAIMING, "method": "db_set", "args": '{"fieldname": "owner", "value": "{person}"}'},
	),
	"method: delete": Door("run_doc_method", {"docs": RECORD, "method": "delete"}),
	"method: add_comment": Door(
		"run_doc_method", {"docs": RECORD, "method": "add_comment", "args": '{"text": "Anders"}'}
	),
	"method: act": Door("run_doc_method", {"docs": RECORD, "method": "run_method", "arg": "on_trash"}),
	"kanban": Door(
		"frappe.desk.doctype.kanban_board.kanban_board.update_order_for_single_card",
		{
			"board_name": "{doctype}",
			"docname": "{name}",
			"from_colname": "Nominated",
			"to_colname": "Endorsed",
			"old_index": 0,
			"new_index": 0,
		},
	),
	"share": Door(
		"frappe.share.add", {**ONE, "user": "{person}", "read": 1, "write": 1, "share": 1, "everyone": 1}
	),
	"share: right": Door(
		"frappe.share.set_permission", {**ONE, "user": "{person}", "permission_to": "write", "value": 1}
	),
	"assignment": Door("frappe.desk.form.assign_to.add", {**ONE, "assign_to": '["{person}"]'}),
	"assignment of many": Door(
		"frappe.desk.form.assign_to.add_multiple",
		{"doctype": "{doctype}", "name": '["{name}"]', "assign_to": '["{person}"]', "bulk_assign": True},
	),
	"assignment: taken away": Door(
		"frappe.desk.form.assign_to.remove_multiple", {"doctype": "{doctype}", "names": '["{name}"]'}
	),
	"to-do": Door(
		f"{CLIENT}.insert",
		{
			"doc": '{"doctype": "ToDo", "reference_type": "{doctype}", "reference_name": "{name}", "description": "x",'
			' "allocated_to": "{person}"}'
		},
	),
	"comment": Door(
		"frappe.desk.form.utils.add_comment",
		{
			"reference_doctype": "{doctype}",
			"reference_name": "{name}",
			"content": "Anders",
			"comment_email": "{person}",
			"comment_by": "x",
		},
	),
	"tag": Door("frappe.desk.doctype.tag.tag.add_tag", {"tag": "Anders", "dt": "{doctype}", "dn": "{name}"}),
	"like": Door("frappe.desk.like.toggle_like", {**ONE, "add": "Yes"}),
	"follow": Door(
		"frappe.desk.form.document_follow.follow_document",
		{"doctype": "{doctype}", "doc_name": "{name}", "user": "{person}"},
	),
	"mail": Door(
		"frappe.core.doctype.communication.email.make",
		{**ONE, "content": "Anders", "subject": "x", "recipients": "{person}", "send_email": 1},
	),
	"communication": Door(
		f"{CLIENT}.insert",
		{
			"doc": '{"doctype": "Communication", "subject": "x", "content": "x", "reference_doctype": "{doctype}",'
			' "reference_name": "{name}", "communication_type": "Communication"}'
		},
	),
	"data import": Door(
		f"{CLIENT}.insert",
		{
			"doc": '{"doctype": "Data Import", "reference_doctype": "{doctype}", "import_type": "Update Existing Records"}'
		},
	),
}
#: these refuse by the method or the action, whatever the record
NARROW = (
	*(
		"kanban",
		"workflow",
		"workflow of many",
		"our action",
		"data import",
		"follow",
		"submit",
		"cancel",
		"form: submit",
	),
	*(
		"form: cancel",
		"method: save",
		"method: db_set",
		"method: delete",
		"method: add_comment",
		"method: act",
	),
	*("assignment of many", "assignment: taken away", "share: right", "POST to a method"),
)
#: tied to records that stand alone
NOT_OF_ROWS = ("like", "tag")


@pytest.mark.parametrize("door", WRITING)
def test_nobody_writes_what_is_not_theirs(attack, nothing_changes, door):
	doctypes = sorted(permissions.RULES) if door in NOT_OF_ROWS else attack.victims.doctypes
	doctypes = list(FEW) if door in NARROW else doctypes
	nobody_writes(attack, f"write: {door}", WRITING[door], doctypes, STRANGERS)


@pytest.mark.parametrize("door", WRITING)
def test_who_has_a_part_in_it_writes_nothing_past_the_rules(attack, nothing_changes, door):
	"""The mentee's case, and what the pair and members keep: not even by those who may read it."""
	doctypes = (
		[CANDIDATE, "Mentoring Session"] if door in NARROW else [CANDIDATE, *sorted(permissions.CONFIDENTIAL)]
	)
	nobody_reads(
		attack, f"write: {door}", WRITING[door], doctypes, {"candidate": "candidate", "mentor": "mentor"}
	)
