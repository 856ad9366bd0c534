"""Frappe's own Data Import form, step by step, for the tests."""

import frappe
from frappe.core.doctype.data_import.data_import import start_import
from frappe.model.document import Document


def saved(
	content: bytes,
	doctype: str = "Leadership Candidate",
	import_type: str = "Insert New Records",
	is_private: int = 1,
	file_name: str = "Potenzialträger.csv",
) -> Document:
	"""What the form does: the record is saved, the file attached, the record saved again."""
	doc = frappe.new_doc("Data Import")
	doc.update({"reference_doctype": doctype, "import_type": import_type})
	doc.insert()
	file = frappe.new_doc("File")
	file.update(
		{
			"file_name": file_name,
			"content": content,
			"is_private": is_private,
			"attached_to_doctype": doc.doctype,
			"attached_to_name": doc.name,
			"attached_to_field": "import_file",
		}
	)
	file.insert()
	doc.import_file = file.file_url
	doc.save()
	frappe.db.commit()
	return doc


def run(doc: Document) -> list[dict]:
	"""What a click on "Start Import" does; returns the log, row by row."""
	start_import(doc.name)
	doc.reload()
	return frappe.get_all(
		"Data Import Log", filters={"data_import": doc.name}, fields=["*"], order_by="log_index"
	)
