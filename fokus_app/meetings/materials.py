"""What those invited can download: the files that are attached to the meeting."""

import frappe


def of(meetings: list[str]) -> dict[str, list[dict]]:
	"""The files of these meetings, by meeting: file_name and file_url.

	Gives no permission: Frappe sends a private file to whoever may read the meeting (`permissions.meetings`).
	"""
	found: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"File",
		filters={"attached_to_doctype": "Network Meeting", "attached_to_name": ("in", meetings or [""])},
		fields=["attached_to_name", "file_name", "file_url"],
		order_by="file_name",
	):
		found.setdefault(row.attached_to_name, []).append(
			{"file_name": row.file_name, "file_url": row.file_url}
		)
	return found
