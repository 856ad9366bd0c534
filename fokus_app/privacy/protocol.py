"""The protocol of erasures: a record of each (FOKUS Erasure), and a list outside the database that is carried out again after a
restore, since a backup from before still holds who was erased.

Neither holds a name or an address. The list names a case by its number and a person by a keyed hash of their account; the key stands
in the list's first line, so the file is readable for the owner of the site alone.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import frappe
from frappe.utils import now_datetime

from fokus_app import secret_files

DOCTYPE = "FOKUS Erasure"
CASE, PERSON = "Case", "Person"
#: names the file; "{site}" in it stands for the site's name
SETTING = "fokus_erasures_file"


def path() -> Path:
	"""Where the list lies: as the site's configuration says, else beside the site's folder, where no backup of Frappe's looks."""
	named = frappe.conf.get(SETTING)
	if named:
		return Path(named.replace("{site}", frappe.local.site)).expanduser()
	return Path(frappe.local.sites_path or ".", f"{frappe.local.site}.fokus.erasures")


def note(
	kind: str,
	rule: str,
	reference: str,
	counts: Counter,
	*,
	cases: Sequence[str] = (),
	user: str | None = None,
	by: str | None = None,
	again: str = "",
) -> str:
	"""Keep that something was erased, in the caller's transaction; call it last. Returns the name of the record.

	reference: the number of the case, or what the account is called now. cases: the numbers of the person's cases. user: what
	the account was called (hashed into the list). by: who decided; None for the nightly job. again: the record's name in the
	list, when it is carried out again.
	"""
	# no number that counts on: a restore would count back, and give a name away that stands in the list
	name = again or f"ER-{secrets.token_hex(5)}"
	row = frappe.new_doc(DOCTYPE)
	row.update(
		{
			"kind": kind,
			"rule": rule,
			"carried_out_on": now_datetime(),
			"carried_out_by": by,
			"replayed": bool(again),
			"reference_name": reference,
			"counts": ", ".join(
				f"{doctype}: {number}" for doctype, number in sorted(counts.items()) if number
			),
		}
	)
	# the record of an act that was decided elsewhere; nobody writes it by hand
	row.insert(ignore_permissions=True, set_name=name)
	if not again:
		# before the commit: what is in the list is erased, be it only by carrying it out again
		entry = {"name": name, "kind": kind, "rule": rule, "reference": reference, "cases": list(cases)}
		_append({**entry, "person": hashed(user) if user else None})
	return name


def missing() -> list[dict]:
	"""The entries of the list that this database knows nothing of: it is older than they are."""
	entries = _entries()
	there = set(
		frappe.get_all(
			DOCTYPE, filters={"name": ("in", [each["name"] for each in entries] or [""])}, pluck="name"
		)
	)
	return [entry for entry in entries if entry["name"] not in there]


def accounts_of(entries: list[dict]) -> dict[str, str]:
	"""The accounts of this database that the list has as erased: user by the name of the entry. One pass over all accounts."""
	wanted = {entry["person"]: entry["name"] for entry in entries if entry.get("person")}
	if not wanted:
		return {}
	found = {}
	for user in frappe.get_all("User", pluck="name"):
		if name := wanted.get(hashed(user)):
			found[name] = user
	return found


def hashed(user: str) -> str:
	return hmac.new(_secret(), user.casefold().encode(), hashlib.sha256).hexdigest()


def _secret() -> bytes:
	file = path()
	if not file.exists():
		head = {"key": secrets.token_hex(32), "for": "fokus_app, erasures: docs/administrators.md"}
		secret_files.make_once(file, json.dumps(head) + "\n")
	with file.open(encoding="utf-8") as opened:
		return bytes.fromhex(json.loads(opened.readline())["key"])


def _append(entry: dict) -> None:
	_secret()  # the first line is there
	# one short write at the end: processes do not mix their lines
	descriptor = os.open(path(), os.O_WRONLY | os.O_APPEND)
	with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
		opened.write(json.dumps(entry) + "\n")
		opened.flush()
		os.fsync(opened.fileno())


def _entries() -> list[dict]:
	if not path().exists():
		return []
	lines = path().read_text("utf-8").splitlines()[1:]
	return [json.loads(line) for line in lines if line.strip()]
