"""What a Web Form, any of the site's, tells of records that have a rule of ours.

Frappe lets whoever made a record read it through every Web Form, and hands out names and titles of all records of any
doctype to everybody who may open a form that asks for a log-in: the client itself says that it may.
"""

import frappe
from frappe.model.document import Document
from frappe.website.doctype.web_form import web_form as frappe_forms

from fokus_app import permissions


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
def form_data(doctype: str, docname: str | None = None, web_form_name: str | None = None) -> dict:
	"""Frappe's answer to a Web Form that opens; with a record of ours for those who may see it.

	Raises frappe.PermissionError.
	"""
	found = frappe_forms.get_form_data(doctype, docname, web_form_name)
	record = found.get("doc")
	if record and record.doctype in permissions.RULES and not record.has_permission("read"):
		frappe.clear_messages()  # later versions name the record in one, also to who did not name it
		raise frappe.PermissionError
	return found


@frappe.whitelist(allow_guest=True, methods=["GET", "POST"])
def link_options(
	web_form_name: str, doctype: str, allow_read_on_all_link_options: bool | int | str = False
) -> str:
	"""Frappe's choices for a link in a Web Form, for the links that the form has, and as it says itself.

	Raises frappe.PermissionError for any other doctype, and for records that have a rule of ours.
	"""
	links = [field for field in _links(frappe.get_doc("Web Form", web_form_name)) if field.options == doctype]
	if not links or doctype in permissions.RULES or doctype in permissions.ROWS:
		raise frappe.PermissionError
	all_of_them = any(field.get("allow_read_on_all_link_options") for field in links)
	return frappe_forms.get_link_options(web_form_name, doctype, all_of_them)


def _links(form: Document) -> list:
	"""The fields of a form, and of the tables in it, that point to a record."""
	fields = list(form.web_form_fields)
	for table in form.web_form_fields:
		if table.fieldtype == "Table" and table.options:
			fields += frappe.get_meta(table.options).fields
	return [field for field in fields if field.fieldtype == "Link"]
