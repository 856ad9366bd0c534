"""A file that somebody says is theirs: a record of a file may name the address of one that is there already.

Frappe lets whoever made a record of a file open what it points to, and asks nobody whether they may read that; so a
guessed name (“Zeugnis.pdf”) would open it. Here the address of a private file is taken from those alone who may read
it. What is uploaded with its content is never asked: Frappe keeps equal contents once, and who has it has it.
"""

from urllib.parse import unquote

import frappe
from frappe.core.doctype.file import file as frappe_files
from frappe.model.document import Document

_PRIVATE = "/private/files/"


def may(doc: Document, ptype: str | None = None, user: str | None = None) -> bool:
	"""The hook for permissions of files: as Frappe's own, and False for a new one that points to what the user may not read."""
	claims = ptype == "create" and isinstance(doc, Document) and not doc.get("content")
	if claims and not is_readable(doc.file_url, user or frappe.session.user):
		return False
	# not simply True: in 15.0 the last hook that has an opinion decides alone
	return bool(frappe_files.has_permission(doc, ptype, user))


def refuse_claim(file: Document, method: str | None = None) -> None:
	"""Refuse another address for a file that is there, and a mail's attachment, where the user may not read what they
	point to; for before_validate, since validate moves files. Raises frappe.PermissionError."""
	before = file.get_doc_before_save()
	changed = before and before.file_url != file.file_url
	if (changed or file.attached_to_doctype == "Communication") and not is_readable(
		file.file_url, frappe.session.user, but=file.name
	):
		raise frappe.PermissionError(file.file_url)


def refuse_field(doc: Document, method: str | None = None) -> None:
	"""Refuse a field with an attachment that the user may not read; for validate of every record, since Frappe makes a
	file, a public one even, of whatever address such a field holds. Raises frappe.PermissionError."""
	before = doc.get_doc_before_save()
	for df in doc.meta.get("fields", {"fieldtype": ("in", ("Attach", "Attach Image"))}):
		address = doc.get(df.fieldname)
		changed = address and not (before and before.get(df.fieldname) == address)
		if changed and not is_readable(address, frappe.session.user):
			raise frappe.PermissionError(address)


def is_readable(address: str | None, user: str, but: str | None = None) -> bool:
	"""True where a file's address is no private one, or one of its records (other than `but`) is readable for this user."""
	# as Frappe reads it: the site's own name in front, and signs in their other spelling
	address = unquote(address or "")
	if _PRIVATE not in address or user == "Administrator":
		return True
	stored = _PRIVATE + address.split(_PRIVATE, 1)[1]
	records = frappe.get_all("File", {"file_url": stored, "name": ("!=", but or "")}, pluck="name")
	return any(frappe.has_permission("File", "read", record, user=user) for record in records)
