"""Reading a list in as a clerk: look at it first, then Frappe's Data Import inserts the right rows.

Nothing of a list is kept: the file stays in the browser until it is read in; for a long list it waits with the
job (fokus_app.background) for the worker, at most a day; the private file that Data Import works from and the log rows
that quote refused values are deleted at the end. What stays is the Data Import record: who, when, and
which records it made.
"""

import base64
import binascii
import json
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.core.doctype.data_import import importer
from frappe.core.doctype.data_import.data_import import start_import
from frappe.utils import strip_html
from frappe.utils.file_lock import LockTimeoutError
from frappe.utils.synchronization import filelock

from fokus_app import background
from fokus_app.import_list import writing
from fokus_app.import_list.reading import UnreadableList
from fokus_app.import_list.rows import SMALL_LIST, CandidateList, Understood, understand

DOCTYPE = "Leadership Candidate"
#: how many rows the preview of a long list shows beside the wrong ones
_SHOWN = 20


@dataclass
class Outcome:
	"""What became of a list: names of the new candidates by row number, and the rows that are wrong."""

	created: dict[int, str]
	wrong: list[Understood]


@frappe.whitelist(methods=["POST"])
def preview(content: str) -> dict:
	"""What a list (the file's bytes in base64) would bring; saves nothing.

	Returns columns (heading, label or null, twice), rows (number, name, centre, manager, entry_path,
	problems), right and wrong (how many), long (true: read in by a worker). Raises UnreadableList.
	"""
	_check_permission()
	found = understand(decoded(content))
	listed = found.rows if len(found.rows) <= SMALL_LIST else [*found.wrong, *found.right[:_SHOWN]]
	return {
		"columns": columns_shown(found),
		# what has to be put right comes first
		"rows": [shown(found, row) for row in sorted(listed, key=lambda row: (not row.problems, row.number))],
		"right": len(found.right),
		"wrong": len(found.wrong),
		"long": len(found.rows) > SMALL_LIST,
	}


@frappe.whitelist(methods=["POST"])
def read_in(content: str) -> dict:
	"""Make candidates of the right rows of a list (the file's bytes in base64).

	Returns for a short list what `outcome` returns, for a long one {"job": key}: ask `outcome` for it.
	"""
	_check_permission()
	raw = decoded(content)
	found = understand(raw)
	if len(found.rows) <= SMALL_LIST:
		return _carry_out(raw, patience=10)
	job = background.begin(content=raw, total=len(found.rows), data_import="", result=None)
	# not after commit: this request writes nothing to the database, so Frappe would not commit
	frappe.enqueue(
		"fokus_app.import_list.running.carry_out_job",
		queue="long",
		timeout=3600,
		key=job,
	)
	return {"job": job, "total": len(found.rows)}


@frappe.whitelist(methods=["GET", "POST"])
def outcome(job: str) -> dict:
	"""What became of a long list: done, and then created, wrong, wrong_csv or error; before: read, total."""
	_check_permission()
	kept = background.of(job)
	done = frappe.db.count("Data Import Log", {"data_import": kept["data_import"]})
	return kept["result"] or {"done": False, "read": done, "total": kept["total"]}


@frappe.whitelist(methods=["GET"])
def example() -> None:
	"""Download an example list."""
	_check_permission()
	frappe.response.update(
		{
			"type": "download",
			"filename": _("Candidate List Example") + ".csv",
			"filecontent": writing.example().encode(),
		}
	)


def carry_out_job(key: str) -> None:
	"""Read a long list in as the user who asked for it; a worker calls this."""
	kept = background.of(key)
	if kept["result"]:
		return  # started once more by the queue
	frappe.set_user_lang(frappe.session.user)
	# what the clerk reads where something goes wrong that nobody foresaw
	broken = _("Reading in broke off. Read the list in again: it names what is there already.")
	result = {"done": True, "error": broken}
	try:
		_check_permission()
		result = _carry_out(
			kept["content"], patience=900, started=lambda name: background.note(key, data_import=name)
		)
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		result = {"done": True, "error": strip_html(str(refusal))}
	finally:
		background.note(key, content=None, result=result)


def _carry_out(content: bytes, patience: int, started=None) -> dict:
	"""Check and read in, one list at a time, so that two clerks do not enter the same people at once."""
	try:
		with filelock("fokus_import_list", timeout=patience):
			# what others read in while this list waited counts: a new transaction sees it
			frappe.db.rollback()
			found = understand(content)
			result = _import(found, started)
	except LockTimeoutError:
		frappe.clear_messages()
		frappe.throw(_("Another list is being read in at this moment. Please try again in a minute."))
	return {
		"done": True,
		"created": [{"number": number, "name": name} for number, name in result.created.items()],
		"wrong": [shown(found, row) for row in result.wrong],
		"wrong_csv": writing.wrong_rows(found, result.wrong) if result.wrong else None,
	}


def _import(found: CandidateList, started=None) -> Outcome:
	"""Let Data Import insert the right rows; what it refuses joins the wrong ones."""
	if not found.right:
		return Outcome({}, found.wrong)
	data_import = _data_import(found)
	# the Importer commits and rolls back row by row: what it works from must be there already
	frappe.db.commit()
	if started:
		started(data_import.name)
	# on 15.0 a process remembers for ever which links it once did not find
	getattr(importer.Row, "link_values_exist_map", {}).clear()
	try:
		start_import(data_import.name)
		return _outcome(found, data_import.name)
	finally:
		_forget(data_import)


def _data_import(found: CandidateList):
	file = frappe.new_doc("File")
	file.update({"file_name": "list.csv", "is_private": 1, "content": writing.for_data_import(found)})
	# the clerk may import (checked) but Data Import is for system managers only: it is our tool here, not
	# the clerk's; the records themselves are inserted with the clerk's own permissions
	file.insert(ignore_permissions=True)
	data_import = frappe.new_doc("Data Import")
	data_import.update(
		{
			"reference_doctype": found.doctype,
			"import_type": "Insert New Records",
			"import_file": file.file_url,
			"mute_emails": 1,
		}
	)
	data_import.flags.list_is_understood = True
	# Data Import is for System Managers; who reads a list in was checked for import and create above
	data_import.insert(ignore_permissions=True)
	return data_import


def _outcome(found: CandidateList, data_import: str) -> Outcome:
	by_number = {row.number: row for row in found.right}
	created: dict[int, str] = {}
	for log in frappe.get_all(
		"Data Import Log",
		filters={"data_import": data_import},
		fields=["row_indexes", "success", "docname", "messages"],
		order_by="log_index",
	):
		number = json.loads(log.row_indexes)[0] + found.sheet.heading_number - 1
		if log.success:
			created[number] = log.docname
		else:
			by_number[number].problems += _messages(log.messages)
	for number, row in by_number.items():
		if number not in created and not row.problems:
			row.problems.append(_("The import stopped before this row. Please read it in again."))
	return Outcome(dict(sorted(created.items())), found.wrong)


def _messages(logged: str | None) -> list[str]:
	"""The sentences of a Data Import Log: 15 keeps each as JSON, 16 as it is."""
	messages = json.loads(logged or "[]")
	messages = [json.loads(message) if isinstance(message, str) else message for message in messages]
	texts = [strip_html(message.get("message") or "") for message in messages]
	return [text for text in texts if text] or [_("This row was refused.")]


def _forget(data_import) -> None:
	"""Delete what a finished import still knows of people."""
	frappe.db.set_value("Data Import", data_import.name, {"import_file": None, "template_warnings": None})
	frappe.db.delete("Data Import Log", {"data_import": data_import.name, "success": 0})
	for name in frappe.get_all("File", filters={"file_url": data_import.import_file}, pluck="name"):
		# made by us for this import alone
		frappe.delete_doc("File", name, ignore_permissions=True, delete_permanently=True)
	frappe.db.commit()


def _check_permission() -> None:
	if not all(frappe.has_permission(DOCTYPE, ptype) for ptype in ("import", "create")):
		frappe.throw(_("Reading in a list is for HR and the programme lead."), frappe.PermissionError)


def columns_shown(found: CandidateList) -> list[dict]:
	"""What each heading was taken for: heading, label (null where it is not known), twice."""
	meta, more = frappe.get_meta(DOCTYPE), {df.fieldname: df for df in found.more}

	def label(field: str | None) -> str | None:
		if field in more:
			return _(more[field].label)
		return _(meta.get_label(field)) if meta.has_field(field) else _label(field)

	return [
		{"heading": column.heading, "label": label(column.field), "twice": column.twice}
		for column in found.columns
		if column.heading
	]


def decoded(content: str) -> bytes:
	"""The bytes of a file that a browser sent in base64; raises UnreadableList."""
	try:
		return base64.b64decode(content, validate=True)
	except (binascii.Error, ValueError):
		frappe.throw(_("The file did not arrive completely. Please choose it again."), UnreadableList)


def _label(field: str | None) -> str | None:
	"""A name in two columns has no field of its own."""
	return _(frappe.get_meta(DOCTYPE).get_label("candidate_name")) if field else None


def shown(found: CandidateList, row: Understood) -> dict:
	"""A row as the preview shows it."""
	title, values = found.lookups.title, row.values
	name_columns = {column.index for column in found.columns if _is_name(column.field)}
	raw = [cell for index, cell in enumerate(row.cells) if index in name_columns and cell]
	return {
		"number": row.number,
		# a wrong row is found again by what stands in it, even where that is not understood
		"name": values.get("candidate_name") or " ".join(raw)[:140],
		"centre": title("Daycare Centre", values.get("centre")),
		"manager": title("User", values.get("manager")),
		"entry_path": _(values.get("entry_path") or "Nominated"),
		"problems": row.problems,
	}


def _is_name(field: str | None) -> bool:
	return field in ("candidate_name", "first_name", "last_name")
