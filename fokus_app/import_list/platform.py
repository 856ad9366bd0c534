"""A list that a system manager gives to Frappe's own Data Import form.

The Importer knows commas, UTF-8 and records by their ID, and one value it does not understand stops the
whole file. So the file is understood as on the clerk's way and the right rows are put in its place. All
files are private and belong to the Data Import record: they go when it is deleted.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import escape_html

from fokus_app.import_list import writing
from fokus_app.import_list.rows import CandidateList, understand

DOCTYPES = ("Leadership Candidate", "Daycare Centre")
_NAMED_ROWS = 100


def take_over(data_import: Document, method: str | None = None) -> None:
	"""For before_validate of Data Import: put what we understood in place of the file as it came.

	Other doctypes, other kinds of file and a file that was taken over before are left alone.
	"""
	flags = data_import.flags
	if data_import.reference_doctype not in DOCTYPES or flags.list_is_understood:
		return
	if not data_import.import_file or not data_import.has_value_changed("import_file"):
		return
	original = frappe.db.get_value("File", {"file_url": data_import.import_file})
	if not original or not data_import.import_file.lower().endswith((".csv", ".txt")):
		return
	content = frappe.get_doc("File", original).get_content()
	found = understand(
		content.encode() if isinstance(content, str) else content,
		data_import.reference_doctype,
		update=data_import.import_type == "Update Existing Records",
	)
	if not found.right:
		frappe.throw(_table(found), title=_("No Row of This List Can Be Read In"))
	if found.wrong:
		frappe.msgprint(_table(found), title=_("{0} Rows Are Not Read In").format(len(found.wrong)))
	data_import.import_file = _private_file("list.csv", writing.for_data_import(found)).file_url
	flags.list_original = original
	flags.list_wrong_rows = writing.wrong_rows(found).encode() if found.wrong else None


def tidy_up(data_import: Document, method: str | None = None) -> None:
	"""For on_update of Data Import: the original goes, the rows to put right are attached."""
	flags = data_import.flags
	if not flags.list_original:
		return
	# the form's user gave this file to be read in; the private one made of it has taken its place
	frappe.delete_doc("File", flags.list_original, ignore_permissions=True, delete_permanently=True)
	if flags.list_wrong_rows:
		_private_file(
			_("Rows to Put Right") + ".csv",
			flags.list_wrong_rows,
			attached_to_doctype=data_import.doctype,
			attached_to_name=data_import.name,
		)
	flags.list_original = flags.list_wrong_rows = None


def _private_file(file_name: str, content: bytes, **attached) -> Document:
	file = frappe.new_doc("File")
	file.update({"file_name": file_name, "is_private": 1, "content": content, **attached})
	return file.insert()


def _table(found: CandidateList) -> str:
	rows = "".join(
		f"<tr><td>{row.number}</td><td>{escape_html(' '.join(row.problems))}</td></tr>"
		for row in found.wrong[:_NAMED_ROWS]
	)
	head = f"<tr><th>{_('Row')}</th><th>{_('Why Not Read In')}</th></tr>"
	return f"<table class='table table-bordered'>{head}{rows}</table>"
