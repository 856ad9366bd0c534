"""For how many weeks confidential words are kept (FOKUS Settings)."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

FIELDS = ("session_weeks", "consultation_weeks")


def weeks(field: str) -> int:
	"""The weeks of this setting, one of FIELDS; its default where a site holds less than one, which would delete at once."""
	settings = frappe.get_cached_doc("FOKUS Settings")
	stored = cint(settings.get(field))
	return stored if stored >= 1 else cint(settings.meta.get_field(field).default)


def check(settings: Document) -> None:
	"""Refuse less than a week; call it in validate. Raises frappe.ValidationError."""
	for field in FIELDS:
		if cint(settings.get(field)) < 1:
			frappe.throw(
				_(
					"“{0}”: please enter at least 1 week. With less, what people wrote would be deleted at once."
				).format(_(settings.meta.get_label(field)))
			)
