"""What becomes of confidential texts when an account is renamed, merged or deleted."""

import json

import frappe
from frappe.model.document import Document

from fokus_app.confidential import key_file, sealing, texts


def follow(user: Document, method: str | None, old: str, new: str, merge: bool = False) -> None:
	"""For after_rename of User: the person goes on reading under the new name.

	After a merge nobody reads in the name of the account that is gone: whoever merges accounts would choose who
	reads.
	"""
	if merge:
		forget_person(old)
		return
	for row in texts.rows_of(old):
		readers = [new if reader == old else reader for reader in json.loads(row.readers)]
		_resealed(row, readers, new if row.author == old else row.author)


def forget(user: Document, method: str | None = None) -> None:
	"""For after_delete of User."""
	forget_person(user.name)


def forget_person(user: str) -> None:
	"""`user` reads nothing any more, and a later account of the same name does not either.

	What they alone could read is deleted; what is somebody else's too stays with that person.
	"""
	for row in texts.rows_of(user):
		readers = [reader for reader in json.loads(row.readers) if reader != user]
		if not readers:
			frappe.db.delete(texts.DOCTYPE, {"name": row.name})
		elif len(readers) < len(json.loads(row.readers)):
			_resealed(row, readers, row.author)


def leave(user: str, alias: str) -> None:
	"""As `forget_person`; what stays with somebody else names `alias` as its author, an account that reads nothing."""
	for row in texts.rows_of(user):
		readers = [reader for reader in json.loads(row.readers) if reader != user]
		if readers:
			_resealed(row, readers, alias if row.author == user else row.author)
	forget_person(
		user
	)  # the rest, which nobody else reads; nothing of what was sealed anew names the account


def _resealed(row, readers: list[str], author: str) -> None:
	try:
		texts.reseal(row, readers, author)
	except (key_file.KeyNotThere, sealing.Broken):
		# cannot be opened now or ever: an account is not held back by it, and nobody comes to read
		frappe.logger("fokus_app").warning(f"Sealed Text {row.name} could not follow an account")
