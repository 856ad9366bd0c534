"""For administrators, by `bench --site SITE execute fokus_app.confidential.change_key.<name>`."""

import time

import frappe
from frappe.query_builder.functions import Count

from fokus_app.confidential import anonymous, key_file, sealing, texts

_AT_ONCE = 100
#: what is sealed, and who seals a row of it anew
_SEALED = {texts.DOCTYPE: texts, anonymous.DOCTYPE: anonymous}
#: requests that began with the old key have ended by then
_SECONDS_TO_KEEP_OLD = 60 * 60


def status() -> dict:
	"""Where the key file lies, which keys it holds, and how many texts each of them has sealed. Shows no key."""
	counts: dict[str, int] = {}
	for doctype in _SEALED:
		sealed = frappe.qb.DocType(doctype)
		rows = (
			frappe.qb.from_(sealed).select(sealed.key_name, Count(sealed.name)).groupby(sealed.key_name).run()
		)
		for key_name, count in rows:
			counts[key_name] = counts.get(key_name, 0) + count
	file = key_file.path()
	try:
		names = [name for name, _secret in key_file.keys()]
	except key_file.KeyNotThere as error:
		return {"file": str(file), "problem": str(error), "sealed": counts}
	found = {"file": str(file), "keys": names, "sealed": counts}
	if lost := sorted(counts.keys() - set(names)):
		found["problem"] = f"texts were sealed with keys that are not in the file: {', '.join(lost)}"
	elif key_file.readable_by_others():
		found["problem"] = f"others may read the file; chmod 600 {file}"
	return found


def change() -> str:
	"""Seal all texts with a new key; may be cut off: the daily job goes on, and so does a second call.

	The old key stays in the file, since somebody may be writing with it at this moment; `drop_old` takes it out.
	Returns what was done and what is left to do. Raises key_file.KeyNotThere.
	"""
	if not _unfinished():
		key_file.replace([key_file.new_key(), *key_file.keys()])
	done, stuck = _go_on()
	return (
		f"{done} texts sealed with the new key, {stuck} cannot be opened. Back up {key_file.path()} now, and take "
		"the old key out with drop_old in an hour."
	)


def finish() -> None:
	"""Go on with a change that was cut off; runs daily."""
	try:
		if _unfinished():
			_go_on()
	except key_file.KeyNotThere:
		# nothing is wrong on a site that has sealed nothing yet
		if any(frappe.db.count(doctype) for doctype in _SEALED):
			frappe.log_error(
				title="FOKUS: the key of the confidential texts is not there",
				message="Confidential texts cannot be opened. See docs/administrators.md, “Confidential texts”.",
			)


def _go_on() -> tuple[int, int]:
	outcomes = [_go_on_with(doctype) for doctype in _SEALED]
	return sum(done for done, _stuck in outcomes), sum(stuck for _done, stuck in outcomes)


def _go_on_with(doctype: str) -> tuple[int, int]:
	done = stuck = 0
	last = ""
	while rows := _rows_of_old_keys(doctype, last):
		for name in rows:
			last = name
			# as it is now: somebody may have written meanwhile
			stored = frappe.db.get_value(doctype, name, "*", as_dict=True, for_update=True)
			if not stored:
				continue
			try:
				_SEALED[doctype].reseal(stored)
				done += 1
			except (key_file.KeyNotThere, sealing.Broken):
				stuck += 1
		frappe.db.commit()  # in pieces: what is done stays done when this is cut off
	return done, stuck


def drop_old() -> str:
	"""Take keys out of the file that have sealed nothing that is still there. Returns what was done."""
	current, *old = key_file.keys()
	if time.time() - key_file.path().stat().st_mtime < _SECONDS_TO_KEEP_OLD:
		return "The key was changed less than an hour ago: somebody may still be writing with the old one. Nothing was done."
	used = {
		name
		for doctype in _SEALED
		for name in frappe.get_all(doctype, pluck="key_name", distinct=True, order_by="key_name")
	}
	kept = [key for key in old if key[0] in used]
	if len(kept) == len(old):
		return (
			"There is no key to take out." if not kept else "The old keys are still needed: run change first."
		)
	key_file.replace([current, *kept])
	return f"{len(old) - len(kept)} keys taken out; they are needed for older backups of the database alone."


def start_over() -> str:
	"""After a loss: make a new key, so that people can write again. What the lost key sealed stays closed, unless the
	lost file is put back: add its lines to the new file. Returns what was done."""
	if key_file.path().exists():
		return f"{key_file.path()} is there. Move it away first if it is really not the right one."
	key_file.make()
	return f"A new key was made in {key_file.path()}. Back it up now."


def _unfinished() -> bool:
	"""True where a change was cut off: there is more than one key, and an older one is still in use."""
	_current, *old = key_file.keys()
	names = [name for name, _secret in old]
	return bool(names) and any(frappe.db.exists(doctype, {"key_name": ("in", names)}) for doctype in _SEALED)


def _rows_of_old_keys(doctype: str, after: str) -> list[str]:
	return frappe.get_all(
		doctype,
		filters=[["key_name", "!=", key_file.keys()[0][0]], ["name", ">", after]],
		pluck="name",
		order_by="name",
		limit=_AT_ONCE,
	)
