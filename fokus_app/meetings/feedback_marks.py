"""Who has given feedback: noted so that nobody gives it twice, read by nobody, and gone when feedback closes.

A row of its own, named as the participation, without author and time: in the participation HR would read it, and with few
who were there it would tell whose answers these are.
"""

import hashlib
from collections.abc import Iterable

import frappe

MARK = "Meeting Feedback Mark"


def note(participation: str, meeting: str) -> None:
	"""Note that feedback was given. The database refuses it a second time."""
	table = frappe.qb.DocType(MARK)
	# not as a document: Frappe would note who wrote it, and when
	frappe.qb.into(table).columns(table.name, table.meeting).insert(name_of(participation), meeting).run()


def given(participations: Iterable[str]) -> set[str]:
	"""Those of these participations that have given feedback, as it is now; until feedback closes."""
	names = {name_of(each): each for each in participations}
	table = frappe.qb.DocType(MARK)
	rows = (
		frappe.qb.from_(table)
		.select(table.name)
		.where(table.name.isin(list(names) or [""]))
		.for_update()
		.run()
	)
	return {names[name] for (name,) in rows}


def count(meeting: str) -> int:
	"""How many have given feedback."""
	return frappe.db.count(MARK, {"meeting": meeting})


def forget(meeting: str) -> None:
	"""Delete the marks of a meeting whose feedback is closed."""
	frappe.db.delete(MARK, {"meeting": meeting})


def name_of(participation: str) -> str:
	"""What the row of a participation is called: its order tells nothing."""
	return hashlib.sha256(f"{MARK}:{participation}".encode()).hexdigest()[:32]
