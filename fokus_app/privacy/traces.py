"""What Frappe keeps beside records (versions, comments, mails, logs …): found for many records at once, deleted for one.

Each table has an index by record (Frappe's own, or `trace_indexes`), so that a case costs the same however
much there is.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable

import frappe

#: a record: doctype and name
Record = tuple[str, str]

#: where Frappe keeps something about a record, and the fields that name it
TRACES: dict[str, tuple[str, str]] = {
	"Access Log": ("export_from", "reference_document"),
	"Activity Log": ("reference_doctype", "reference_name"),
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"Communication Link": ("link_doctype", "link_name"),
	"Deleted Document": ("deleted_doctype", "deleted_name"),
	"DocShare": ("share_doctype", "share_name"),
	"Document Follow": ("ref_doctype", "ref_docname"),
	"Document Share Key": ("reference_doctype", "reference_docname"),
	"Dynamic Link": ("link_doctype", "link_name"),
	"Email Queue": ("reference_doctype", "reference_name"),
	"Error Log": ("reference_doctype", "reference_name"),
	"Event Participants": ("reference_doctype", "reference_docname"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Integration Request": ("reference_doctype", "reference_docname"),
	"Milestone": ("reference_type", "reference_name"),
	"Notification Log": ("document_type", "document_name"),
	"Permission Log": ("for_doctype", "for_document"),
	"Reminder": ("reminder_doctype", "reminder_docname"),
	"Submission Queue": ("ref_doctype", "ref_docname"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
	"Version": ("ref_doctype", "docname"),
	"View Log": ("reference_doctype", "reference_name"),
	"Workflow Action": ("reference_doctype", "reference_name"),
	# our own, which belong to a record as those do
	"FOKUS Mail": ("reference_doctype", "reference_name"),
	"FOKUS Mail Order": ("reference_doctype", "reference_name"),
	"FOKUS Reminder": ("reference_doctype", "reference_name"),
}
#: Frappe's, which name a record too but hold nothing about a person's case: with the reason
NO_TRACES = {
	"Audit Trail": "a way to look at versions",
	"Auto Repeat": "makes documents of other apps anew",
	"Calendar View": "a way to look at a doctype",
	"Discussion Topic": "talk on the pages of a learning platform",
	"Email Unsubscribe": "an address; goes with the person (`sweep`)",
	"Energy Point Log": "points of a game that is off",
	"Permission Inspector": "a way to look at permissions",
	"Personal Data Deletion Request": "Frappe's own requests",
	"Token Cache": "keys of an account; go with the person",
	"User Permission": "a rule of access; goes with the account",
	"Webhook": "sends documents to other programs",
	"Workspace": "a page of the desk",
	"Workspace Link": "an entry of a page of the desk",
	"Workspace Shortcut": "an entry of a page of the desk",
}
#: how many records one query names
_AT_ONCE = 500


def collect(
	records: Iterable[Record], kinds: Collection[str] = tuple(TRACES)
) -> dict[Record, dict[str, list]]:
	"""The rows of TRACES (of these kinds) about each of these records: names by doctype. A constant number of queries for a
	batch."""
	found: dict[Record, dict[str, list]] = defaultdict(lambda: defaultdict(list))
	by_doctype: dict[str, list[str]] = defaultdict(list)
	for doctype, name in records:
		by_doctype[doctype].append(name)
	for trace, (type_field, name_field) in _there():
		if trace not in kinds:
			continue
		for doctype, names in by_doctype.items():
			for start in range(0, len(names), _AT_ONCE):
				filters = {type_field: doctype, name_field: ("in", names[start : start + _AT_ONCE])}
				for row in frappe.get_all(trace, filters=filters, fields=["name", f"{name_field} as about"]):
					found[(doctype, row.about)][trace].append(row.name)
	return found


def delete(rows: dict[str, list]) -> Counter:
	"""Delete these rows (names by doctype) for good, with what belongs to them; returns how many, by doctype."""
	done: Counter = Counter()
	for doctype, names in rows.items():
		if not names:
			continue
		if doctype == "File":
			_delete_files(names)
		else:
			if doctype == "FOKUS Mail":
				done += delete({"Email Queue": _queue_rows(names)})
			done += delete({"File": _attached_to(doctype, names)})
			for table in frappe.get_meta(doctype).get_table_fields():
				frappe.db.delete(table.options, {"parenttype": doctype, "parent": ("in", names)})
			frappe.db.delete(doctype, {"name": ("in", names)})
		done[doctype] += len(names)
	return done


def forget_in_search(doctype: str, names: list[str]) -> None:
	"""Take records out of the global search."""
	if names:
		search = frappe.qb.Table("__global_search")
		frappe.qb.from_(search).delete().where((search.doctype == doctype) & search.name.isin(names)).run()


def _there() -> list[tuple[str, tuple[str, str]]]:
	"""Frappe's doctypes differ from version to version."""
	return [(each, names) for each, names in TRACES.items() if frappe.db.table_exists(each)]


def _queue_rows(mails: list[str]) -> list[str]:
	rows = frappe.get_all("FOKUS Mail", filters={"name": ("in", mails)}, pluck="email_queue")
	return [name for name in rows if name]


def _attached_to(doctype: str, names: list[str]) -> list[str]:
	"""The files of these rows: a mail's copy keeps its own."""
	there = {"attached_to_doctype": doctype, "attached_to_name": ("in", [str(name) for name in names])}
	return frappe.get_all("File", filters=there, pluck="name")


def _delete_files(names: list[str]) -> None:
	for name in names:
		# on the disk too; not kept among the deleted documents
		frappe.delete_doc("File", name, force=True, ignore_permissions=True, delete_permanently=True)
