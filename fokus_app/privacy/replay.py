"""After a restore: what was erased since the backup was made is erased again, from the list outside the database (`protocol`)."""

from collections import Counter
from collections.abc import Callable

import frappe

from fokus_app import again
from fokus_app.privacy import persons, protocol, sweep
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
	of_persons = [entry for entry in missing if entry["kind"] == protocol.PERSON]
	for start in range(0, len(of_persons), PIECE):
		done += _persons(of_persons[start : start + PIECE], users)
	return done


def _persons(entries: list[dict], users: dict[str, str]) -> int:
	"""Several people in one transaction, since the search of the whole database costs as much for one; where something goes
	wrong, each by themself."""
	try:
		again.until_done(lambda: _erase_together(entries, users))
		frappe.db.commit()  # several erasures, one transaction
		return len(entries)
	except Exception:
		frappe.db.rollback()
		return sum(
			_try(entry, lambda entry=entry: _person(entry, users.get(entry["name"]))) for entry in entries
		)


def _erase_together(entries: list[dict], users: dict[str, str]) -> None:
	counts, names = [], []
	for entry in entries:
		user, cases = users.get(entry["name"]), _cases_here(entry)
		# who is not in this backup at all needs no erasing; that it was looked for is noted
		done, known_by = (
			persons.take_out(user, cases, entry["reference"]) if user or cases else (Counter(), None)
		)
		counts.append(done)
		names += [known_by] if known_by else []
	if names:
		# whose name it was in each text is not told apart: noted with the first
		counts[0] += sweep.clean(names)[0]
	for entry, done in zip(entries, counts, strict=True):
		_note(entry, done)


def _person(entry: dict, user: str | None) -> Counter | None:
	cases = _cases_here(entry)
	return persons.erase(user, cases, entry["reference"])[0] if user or cases else None


def _cases_here(entry: dict) -> list[str]:
	return frappe.get_all(CANDIDATE, filters={"name": ("in", entry["cases"] or [""])}, pluck="name")


def _note(entry: dict, counts: Counter) -> None:
	protocol.note(entry["kind"], entry["rule"], entry["reference"], counts, again=entry["name"])


def _try(entry: dict, act: Callable[[], Counter | None]) -> int:
	try:
		counts = again.until_done(act)
		_note(entry, counts or Counter())
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
