"""The one place where a confidential text is kept, read and forgotten.

A text belongs to a field of a record and to its author, and names who may read it: people, not roles. All of that is
bound to the sealed text, so that nobody comes to read by changing a record, a row or a role. Nothing opened outlives
the request.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import frappe
from frappe import _
from frappe.utils import cstr

from fokus_app import field_values
from fokus_app.confidential import key_file, sealing

DOCTYPE = "Sealed Text"


class NotForYou(frappe.PermissionError):
	"""Somebody wants to read or write what is not theirs."""


@dataclass(frozen=True)
class Slot:
	"""Where a text belongs: a field of a record, and its author (a user)."""

	doctype: str
	name: str
	field: str
	author: str

	@property
	def row_name(self) -> str:
		parts = json.dumps([self.doctype, self.name, self.field, self.author])
		return hashlib.sha256(parts.encode()).hexdigest()[:32]


@dataclass(frozen=True)
class Found:
	"""A text that the acting user may read. text: None where it cannot be opened, and `why` says why."""

	slot: Slot
	text: str | None
	why: str = ""


def keep(slot: Slot, text: str | None, readers: Iterable[str], label: str) -> None:
	"""Seal a text of the acting user for these readers; an empty one takes away what was there.

	label: what people call the field, for a text that is too long. Raises NotForYou, field_values.WrongValue,
	key_file.KeyNotThere.
	"""
	_refuse_strangers_session()
	readers = sorted(set(readers))
	if slot.author != frappe.session.user or slot.author not in readers:
		frappe.throw(_("Everybody writes for themselves."), NotForYou)
	text = cstr(text).strip()
	field_values.check_text(label, text)
	# as it is now: another window may have written since this request began
	stored = frappe.db.get_value(DOCTYPE, slot.row_name, "*", as_dict=True, for_update=True)
	if stored and _open(stored).text is None:
		# the key may be found again
		frappe.throw(
			_("What stands here cannot be opened at present, and is not overwritten."), key_file.KeyNotThere
		)
	if not text:
		frappe.db.delete(DOCTYPE, {"name": slot.row_name})
		return
	try:
		_store(slot, readers, text, exists=bool(stored))
	except key_file.KeyNotThere as error:
		frappe.throw(str(error), key_file.KeyNotThere, title=_("The Key Is Missing"))


def read(doctype: str, name: str) -> list[Found]:
	"""The texts of a record that the acting user may read.

	Whoever calls this has asked whether the user sees the record at all. Raises NotForYou where the user is not
	really there themselves.
	"""
	_refuse_strangers_session()
	rows = frappe.get_all(
		DOCTYPE,
		filters={"reference_doctype": doctype, "reference_name": name},
		fields=["reference_doctype", "reference_name", "slot", "author", "readers", "key_name", "sealed"],
		order_by="creation",
	)
	return [_open(row) for row in rows if frappe.session.user in json.loads(row.readers)]


def version(doctype: str, name: str, author: str, for_update: bool = False) -> str:
	"""Tells the state of what `author` has written to this record: another one after each change; empty for nothing.

	for_update: as it is now, for who is about to write, not as it was when the request began.
	"""
	rows = frappe.db.get_values(
		DOCTYPE,
		{"reference_doctype": doctype, "reference_name": name, "author": author},
		["name", "sealed"],
		order_by="name",
		for_update=for_update,
	)
	# of what is sealed, not of the words: nobody can guess from it whether two texts are the same
	return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16] if rows else ""


def is_there(doctype: str, names: Sequence[str]) -> bool:
	"""True where something is sealed for one of these records."""
	return bool(names) and bool(
		frappe.db.exists(DOCTYPE, {"reference_doctype": doctype, "reference_name": ("in", list(names))})
	)


def forget(doctype: str, names: Sequence[str]) -> None:
	"""Delete what is sealed for these records; Frappe keeps no copy of it among its deleted documents."""
	if names:
		frappe.db.delete(DOCTYPE, {"reference_doctype": doctype, "reference_name": ("in", list(names))})


def reseal(row, readers: Sequence[str] | None = None, author: str | None = None) -> None:
	"""Seal a stored row (all its fields) anew with the current key, for other readers or another name of the author.

	Tells nobody what stands in it. Raises key_file.KeyNotThere, sealing.Broken.
	"""
	old_readers = json.loads(row.readers)
	slot = _slot(row)
	text = sealing.unseal(row.sealed, key_file.key_named(row.key_name)[1], _belongs_to(slot, old_readers))
	new_slot = Slot(slot.doctype, slot.name, slot.field, author or slot.author)
	if new_slot != slot:
		frappe.db.delete(DOCTYPE, {"name": row.name})
	_store(new_slot, sorted(readers or old_readers), text, exists=new_slot == slot)


def rows_of(user: str) -> Iterator[frappe._dict]:
	"""The stored rows that `user` wrote or may read."""
	for row in frappe.get_all(
		DOCTYPE, filters={"readers": ("like", f"%{user}%")}, fields=["*"], order_by="name"
	):
		if user in json.loads(row.readers) or user == row.author:
			yield row


def _refuse_strangers_session() -> None:
	"""Only somebody who has signed in themselves: no impersonation, no API key made for them, no script."""
	if (frappe.session.data or {}).get("impersonated_by"):
		frappe.throw(
			_("Whoever acts in another person's name reads and writes no confidential texts."), NotForYou
		)
	# a request signed by an API key has no session of its own; outside of requests nobody signs in
	by_key = getattr(frappe.local, "request", None) and frappe.session.sid == frappe.session.user
	if by_key or frappe.flags.in_safe_exec or frappe.session.user == "Guest":
		frappe.throw(_("Confidential texts are for people who have signed in."), NotForYou)


def _store(slot: Slot, readers: list[str], text: str, exists: bool) -> None:
	key_name, secret = key_file.key_to_seal()
	values = {
		"readers": json.dumps(readers, ensure_ascii=False),
		"key_name": key_name,
		"sealed": sealing.seal(text, secret, _belongs_to(slot, readers)),
	}
	if exists:
		frappe.db.set_value(DOCTYPE, slot.row_name, values)
		return
	row = frappe.new_doc(DOCTYPE)
	row.update({"reference_doctype": slot.doctype, "reference_name": slot.name})
	row.update({"slot": slot.field, "author": slot.author, **values})
	# nobody has permissions on these rows: the readers named in them decide
	row.insert(ignore_permissions=True, set_name=slot.row_name)


def _open(row) -> Found:
	slot = _slot(row)
	try:
		secret = key_file.key_named(row.key_name)[1]
		return Found(slot, sealing.unseal(row.sealed, secret, _belongs_to(slot, json.loads(row.readers))))
	except key_file.KeyNotThere as error:
		return Found(slot, None, str(error))
	except sealing.Broken:
		return Found(
			slot, None, _("This text was changed outside of FOKUS and cannot be opened. Please tell IT.")
		)


def _slot(row) -> Slot:
	return Slot(row.reference_doctype, row.reference_name, row.slot, row.author)


def _belongs_to(slot: Slot, readers: list[str]) -> list[str]:
	return [slot.doctype, slot.name, slot.field, slot.author, *readers]
