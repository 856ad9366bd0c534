"""Frappe's versions of records: sent to everybody who opens a record, with all that a save has changed."""

import json

import frappe
from frappe.model.document import Document

from fokus_app import permissions

_KINDS = ("added", "removed", "row_changed")


def leave_out_log(version: Document, method: str | None = None) -> None:
	"""Keep the rows of the stage log out of a version whose readers may not all see the log; for before_insert.

	Nothing is lost: the log itself stands in the record.
	"""
	if version.ref_doctype in permissions.WRITING_RULES and version.data:
		version.data = _without_log(version.data)


def leave_out_of_old_ones() -> None:
	"""As `leave_out_log`, for the versions that are there already. Can run twice."""
	for doctype in permissions.WRITING_RULES:
		rows = frappe.get_all("Version", {"ref_doctype": doctype}, ["name", "data"])
		for row in rows:
			data = _without_log(row.data) if row.data else row.data
			if data != row.data:
				frappe.db.set_value("Version", row.name, "data", data, update_modified=False)


def _without_log(data: str) -> str:
	diff = json.loads(data)
	if not any(row[0] == "stage_changes" for kind in _KINDS for row in diff.get(kind) or []):
		return data
	for kind in _KINDS:
		diff[kind] = [row for row in diff.get(kind) or [] if row[0] != "stage_changes"]
	return frappe.as_json(diff, indent=None)
