"""Photos and minutes: files for those who were there, kept apart from the materials for all who are invited.

They are attached to a record of their own, whose rule (`permissions.follow_ups`) Frappe asks before it sends one.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app.meetings import attendance

FOLLOW_UP, MEETING = "Meeting Follow-up", "Network Meeting"
_STATES = ("Held", "Closed")


class NotHeldYet(frappe.ValidationError):
	"""There is nothing to look back on yet."""


@frappe.whitelist(methods=["POST"])
def attach() -> dict:
	"""Keep the file that Frappe's upload (`upload_file` with this method) has received for a meeting, named there as
	doctype and docname; as HR, the lead or the organiser.

	Returns file_name. Raises frappe.PermissionError, NotHeldYet.
	"""
	meeting = _organised(frappe.form_dict.docname if frappe.form_dict.doctype == MEETING else "")
	if frappe.local.uploaded_file is None:
		frappe.throw(_("Please choose a file."))
	return keep(meeting, frappe.local.uploaded_filename, frappe.local.uploaded_file)


def keep(meeting: Document, file_name: str, content: bytes) -> dict:
	"""Keep a file for those who were at this meeting; whoever calls this has checked who may. Returns file_name.

	Raises NotHeldYet.
	"""
	if meeting.workflow_state not in _STATES:
		frappe.throw(_("Photos and minutes come once the meeting was held."), NotHeldYet)
	file = frappe.get_doc(
		{
			"doctype": "File",
			"attached_to_doctype": FOLLOW_UP,
			"attached_to_name": _record_of(meeting.name),
			"file_name": file_name,
			"content": content,
			"is_private": 1,
		}
	)
	# an organiser may be a mentor, who writes no such records otherwise; checked above
	file.insert(ignore_permissions=True)
	return {"file_name": file.file_name}


@frappe.whitelist(methods=["POST"])
def remove(file: str) -> None:
	"""Delete one of these files as HR, the lead or the organiser. Raises frappe.PermissionError."""
	row = frappe.db.get_value("File", file, ["attached_to_doctype", "attached_to_name"], as_dict=True)
	meeting = row and row.attached_to_doctype == FOLLOW_UP and _meeting_of(row.attached_to_name)
	_organised(meeting or "")
	# as in attach; a photo is gone for good
	frappe.delete_doc("File", file, ignore_permissions=True, delete_permanently=True)


@frappe.whitelist(methods=["GET", "POST"])
def files(meeting: str) -> list[dict]:
	"""The files of a meeting for who organises it: name, file_name, file_url. Raises frappe.PermissionError."""
	return of([_organised(meeting).name]).get(meeting, [])


def of(meetings: list[str]) -> dict[str, list[dict]]:
	"""The files of these meetings, by meeting: name, file_name, file_url. Gives no permission to open them."""
	records = dict(
		frappe.get_all(
			FOLLOW_UP, filters={"meeting": ("in", meetings or [""])}, fields=["name", "meeting"], as_list=True
		)
	)
	found: dict[str, list[dict]] = {}
	for row in frappe.get_all(
		"File",
		filters={"attached_to_doctype": FOLLOW_UP, "attached_to_name": ("in", list(records) or [""])},
		fields=["name", "attached_to_name", "file_name", "file_url"],
		order_by="file_name",
	):
		found.setdefault(records[row.pop("attached_to_name")], []).append(row)
	return found


def _record_of(meeting: str) -> str:
	name = frappe.db.get_value(FOLLOW_UP, {"meeting": meeting})
	if name:
		return name
	record = frappe.new_doc(FOLLOW_UP)
	record.meeting = meeting
	# the same for every second call: two who attach at the same moment get one record
	record.insert(ignore_permissions=True, set_name=f"{meeting}-F", ignore_if_duplicate=True)
	return f"{meeting}-F"


def _meeting_of(record: str) -> str | None:
	return frappe.db.get_value(FOLLOW_UP, record, "meeting")


def _organised(meeting: str) -> Document:
	doc = frappe.get_doc(MEETING, meeting) if meeting and frappe.db.exists(MEETING, meeting) else None
	if not doc or not attendance.may_record(doc):
		frappe.throw(_("HR and the organiser keep photos and minutes."), frappe.PermissionError)
	return doc
