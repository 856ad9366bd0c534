"""After a restore: what was erased since the backup was made is erased again, from the list outside the database (`protocol`)."""

from collections import Counter
from collections.abc import Callable

import frappe

from fokus_app import again
from fokus_app.privacy import persons, protocol
from fokus_app.privacy.cases import CANDIDATE, Batch

#: so many cases are looked up at once
PIECE = 50


def run() -> int:
	"""Carry out again what the list has and this database does not; each is a transaction. Returns how many.

	Runs daily, so nobody has to remember; may run twice and be cut off.
	"""
	missing = protocol.missing()
	done = 0
	cases = [entry for entry in missing if entry["kind"] == protocol.CASE]
	for start in range(0, len(cases), PIECE):
		piece = cases[start : start + PIECE]
		batch = Batch([entry["reference"] for entry in piece])
		for entry in piece:
			done += _try(entry, lambda entry=entry, batch=batch: batch.erase(entry["reference"]))
	users = protocol.accounts_of(missing)
	for entry in missing:
		if entry["kind"] == protocol.PERSON:
			done += _try(entry, lambda entry=entry: _person(entry, users.get(entry["name"])))
	return done


def _person(entry: dict, user: str | None) -> Counter | None:
	cases = frappe.get_all(CANDIDATE, filters={"name": ("in", entry["cases"] or [""])}, pluck="name")
	# who is not in this backup at all needs no erasing; that it was looked for is noted
	return persons.erase(user, cases, entry["reference"])[0] if user or cases else None


def _try(entry: dict, act: Callable[[], Counter | None]) -> int:
	try:
		counts = again.until_done(act)
		protocol.note(
			entry["kind"], entry["rule"], entry["reference"], counts or Counter(), again=entry["name"]
		)
		frappe.db.commit()  # one erasure, one transaction
		return 1
	except frappe.DuplicateEntryError:  # another job notes it at this very moment
		frappe.db.rollback()
		return 0
	except Exception as error:  # the others go on, and this one is tried again
		frappe.db.rollback()
		# the kind of error alone: its text may hold names
		frappe.log_error(title="FOKUS: erasure not carried out again", message=type(error).__name__)
		frappe.db.commit()
		return 0
