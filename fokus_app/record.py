"""The base of our records: a client that sends what no field can hold is refused in words.

Frappe takes what a client sends into the record, makes rows of it and follows its links before it asks any hook; there
it would break.
"""

import copy
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
		self._refuse_several(key, value)
		super().set(key, value, as_value)

	def update(self, d: dict) -> "Record":
		"""As in Frappe, which may go past `set` (as 16 does); raises WrongValue as there."""
		for key, value in d.items():
			self._refuse_several(key, value)
		return super().update(d)

	def _refuse_several(self, key: str, value: object) -> None:
		if isinstance(value, dict | list) and self._holds_one_value(key):
			frappe.throw(_("“{0}” takes one value.").format(_(self.meta.get_label(key))), WrongValue)

	def extend(self, key: str, value: Iterable) -> None:
		"""Add rows to the table `key`; raises WrongValue where these are none."""
		if not isinstance(value, list | tuple) or not all(map(_is_row, value)):
			frappe.throw(_("“{0}” takes a list of rows.").format(_(self.meta.get_label(key))), WrongValue)
		super().extend(key, value)

	def remember_as_locked(self) -> None:
		"""Call it when the record has just been read under a lock: nobody else can change it until it is saved, so that Frappe
		needs not read it and all its rows a second time to know what it was before."""
		self._as_locked = copy.deepcopy(self)

	def load_doc_before_save(self, **options: object) -> None:
		"""As in Frappe, without reading what is known."""
		known = self.__dict__.pop("_as_locked", None)
		if isinstance(known, Record):  # a client could send something by this name
			self._doc_before_save = known
		else:
			super().load_doc_before_save(**options)

	def get_invalid_links(self, *args: object, **options: object) -> tuple[list, list]:
		"""As in Frappe, without links that stood there before: an account or a centre that is gone since keeps nobody from acting."""
		before = self.get_doc_before_save()
		if not before:
			return super().get_invalid_links(*args, **options)
		known = self._links_as_before(before)
		self.__dict__.update(dict.fromkeys(known))  # Frappe looks for the others alone
		try:
			invalid, cancelled = super().get_invalid_links(*args, **options)
		finally:
			self.__dict__.update(known)
		return [link for link in invalid if before.get(link[0]) != link[1]], cancelled

	def _links_as_before(self, before: Document) -> dict[str, str]:
		"""The links that this save leaves as they are, without those through which other fields are filled in."""
		return {
			df.fieldname: self.get(df.fieldname)
			for df in self.meta.get_link_fields()
			if self.get(df.fieldname)
			and self.get(df.fieldname) == before.get(df.fieldname)
			and not df.fetch_from
			and df.options != "DocType"  # says where a dynamic link leads to
			and not self.meta.get_fields_to_fetch(df.fieldname)
		}

	def update_child_table(self, fieldname: str, df: object = None) -> None:
		"""As in Frappe, without a query that deletes the rows of a table that has none and had none."""
		before = self.get_doc_before_save()
		if not before or self.get(fieldname) or before.get(fieldname):
			super().update_child_table(fieldname, df)

	def _holds_one_value(self, key: str) -> bool:
		df = self.meta.get_field(key)
		return bool(df) and df.fieldtype not in table_fields


def _is_row(row: object) -> bool:
	if isinstance(row, BaseDocument):
		return True
	return isinstance(row, dict) and not any(isinstance(value, dict | list) for value in row.values())
