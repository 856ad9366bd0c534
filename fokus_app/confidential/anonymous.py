"""Words of people who are not named: sealed, and kept without author, time and order.

A row tells which meeting it is about and nothing else: its name is random and is what the database sorts by, it has no
owner and no time, and all rows of a usual length are equally long. What is said belongs together only until it is
taken out: `meetings.feedback_totals` does that once, for all rows of a meeting, and deletes them.
"""

import json
import secrets

import frappe

from fokus_app.confidential import key_file, sealing

DOCTYPE = "Meeting Feedback"
#: the length would tell whose words these are: sealed texts are filled up to a multiple of these bytes
_FULL = 4096


def keep(meeting: str, said: dict) -> None:
	"""Seal what somebody said about a meeting. Whoever calls this has checked that they may. Raises key_file.KeyNotThere."""
	key_name, secret = key_file.key_to_seal()
	name = secrets.token_hex(16)
	table = frappe.qb.DocType(DOCTYPE)
	# not as a document: Frappe would note who wrote it, and when
	(
		frappe.qb.into(table)
		.columns(table.name, table.meeting, table.key_name, table.sealed)
		.insert(name, meeting, key_name, sealing.seal(_filled_up(said), secret, [DOCTYPE, meeting, name]))
	).run()


def take_out(meeting: str) -> list[dict]:
	"""All that was said about a meeting, in no order; the rows are gone afterwards. Lock the meeting before.

	Raises key_file.KeyNotThere, and leaves out what was changed outside of FOKUS.
	"""
	table = frappe.qb.DocType(DOCTYPE)
	rows = (
		frappe.qb.from_(table)
		.select(table.name, table.key_name, table.sealed)
		.where(table.meeting == meeting)
		.for_update()
		.run(as_dict=True)
	)
	said = []
	for row in rows:
		_name, secret = key_file.key_named(row.key_name)
		try:
			said.append(json.loads(sealing.unseal(row.sealed, secret, [DOCTYPE, meeting, row.name])))
		except sealing.Broken:
			continue
	secrets.SystemRandom().shuffle(said)
	frappe.db.delete(DOCTYPE, {"meeting": meeting})
	return said


def reseal(row) -> None:
	"""Seal a stored row anew with the current key. Raises key_file.KeyNotThere, sealing.Broken."""
	belongs_to = [DOCTYPE, row.meeting, row.name]
	text = sealing.unseal(row.sealed, key_file.key_named(row.key_name)[1], belongs_to)
	key_name, secret = key_file.key_to_seal()
	values = {"key_name": key_name, "sealed": sealing.seal(text, secret, belongs_to)}
	frappe.db.set_value(DOCTYPE, row.name, values, update_modified=False)


def _filled_up(said: dict) -> str:
	# numbers beyond ASCII are written out, so that a sign is a byte; JSON may end in blanks
	text = json.dumps(said)
	return text + " " * (-len(text) % _FULL)
