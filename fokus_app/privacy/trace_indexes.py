"""Indexes by record for tables of Frappe's that have none: without them erasing one case would read all logs of the site."""

import frappe

from fokus_app.privacy.traces import TRACES


def missing() -> list[tuple[str, str]]:
	"""The tables that keep something beside records and cannot be asked by record: doctype and field."""
	return [
		(doctype, name_field)
		for doctype, (_type_field, name_field) in TRACES.items()
		if frappe.db.table_exists(doctype)
		and not frappe.db.has_index(f"tab{doctype}", _name(name_field))
		and not frappe.get_meta(doctype).get_field(name_field).search_index
		and doctype not in _FRAPPES
	]


def make() -> None:
	"""Make them. May run twice; at installation and after each migration, since Frappe may bring new tables."""
	for doctype, field in missing():
		frappe.db.add_index(doctype, [field], _name(field))


#: Frappe makes an index of type and name together for these, or of the name, when it makes the table
_FRAPPES = frozenset(
	{
		*("Activity Log", "Comment", "Communication", "Communication Link", "DocShare", "Document Follow"),
		*("Document Share Key", "Dynamic Link", "Email Queue", "File", "Milestone", "Notification Log"),
		*("Submission Queue", "ToDo", "Version", "View Log", "Workflow Action"),
	}
)


def _name(field: str) -> str:
	return f"fokus_by_{field}"
