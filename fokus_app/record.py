"""The base of our records: a client that sends what no field can hold is refused in words.

Frappe takes what a client sends into the record, makes rows of it and follows its links before it asks any hook; there
it would break.
"""

from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model import table_fields
from frappe.model.base_document import BaseDocument
from frappe.model.document import Document

from fokus_app.field_values import WrongValue


class Record(Document):
	"""A record of ours that people write."""

	def set(self, key: str, value: object, as_value: bool = False) -> None:
		"""As in Frappe; raises WrongValue where a field that holds one value is given several."""
		if isinstance(value, dict | list) and self._holds_one_value(key):
			frappe.throw(_("“{0}” takes one value.").format(_(self.meta.get_label(key))), WrongValue)
		super().set(key, value, as_value)

	def extend(self, key: str, value: Iterable) -> None:
		"""Add rows to the table `key`; raises WrongValue where these are none."""
		if not isinstance(value, list | tuple) or not all(map(_is_row, value)):
			frappe.throw(_("“{0}” takes a list of rows.").format(_(self.meta.get_label(key))), WrongValue)
		super().extend(key, value)

	def _holds_one_value(self, key: str) -> bool:
		df = self.meta.get_field(key)
		return bool(df) and df.fieldtype not in table_fields


def _is_row(row: object) -> bool:
	if isinstance(row, BaseDocument):
		return True
	return isinstance(row, dict) and not any(isinstance(value, dict | list) for value in row.values())
