"""The key: in a file of its own outside the database, the site's configuration and Frappe's backups.

One line for each key: its name and 32 bytes in base64. The first one seals; the others only open what was sealed
before the key was changed.
"""

import base64
import binascii
import hashlib
import os
import secrets
from pathlib import Path

import frappe
from frappe import _

from fokus_app import secret_files

#: names the file; "{site}" in it stands for the site's name
ENVIRONMENT, SETTING = "FOKUS_KEY_FILE", "fokus_key_file"
_BYTES = 32
_HEAD = (
	"# The key of confidential texts of fokus_app. Without it they cannot be read by anybody.\n"
	"# Keep a copy apart from the database's backups: docs/administrators.md, “Confidential texts”.\n"
)

Key = tuple[str, bytes]


class KeyNotThere(frappe.ValidationError):
	"""The key is missing, or not the one that a text was sealed with."""


def path() -> Path:
	"""Where the file lies: as the environment or the site's configuration says, else beside the site's folder."""
	named = os.environ.get(ENVIRONMENT) or frappe.conf.get(SETTING)
	if named:
		return Path(named.replace("{site}", frappe.local.site)).expanduser()
	return Path(frappe.local.sites_path or ".", f"{frappe.local.site}.fokus.key")


def keys() -> list[Key]:
	"""All keys (name, bytes), the one that seals first. Raises KeyNotThere."""
	try:
		lines = path().read_text("utf-8").splitlines()
	except FileNotFoundError:
		raise _not_there() from None
	except OSError as error:
		# a reason of the file system, e.g. “permission denied”; no path: readers are no administrators
		raise _not_there(type(error).__name__) from None
	found = [_parsed(line) for line in lines if line.strip() and not line.startswith("#")]
	if not found or None in found:
		raise _not_there(_("the file holds no key"))
	return found


def key_to_seal() -> Key:
	"""The key that seals; made where nothing was sealed before. Raises KeyNotThere."""
	if not path().exists() and not _something_is_sealed():
		make()
	return keys()[0]


def key_named(name: str) -> Key:
	"""The key by which something was sealed. Raises KeyNotThere."""
	for key in keys():
		if key[0] == name:
			return key
	raise _not_there()


def make_if_new() -> None:
	"""Make the key of a site that has sealed nothing yet; says so where that is not possible."""
	if path().exists() or _something_is_sealed():
		return
	try:
		make()
	except OSError as error:
		print(f"fokus_app: the key file {path()} could not be made ({error}); see docs/administrators.md")


def make() -> Key:
	"""Make the file with a first key; one that is there already, or made at this very moment, is kept."""
	secret_files.make_once(path(), _text([new_key()]))
	return keys()[0]


def replace(with_keys: list[Key]) -> None:
	"""Write the file anew with these keys, as a whole or not at all."""
	secret_files.replace(path(), _text(with_keys))


def new_key() -> Key:
	secret = secrets.token_bytes(_BYTES)
	return hashlib.sha256(secret).hexdigest()[:12], secret


def readable_by_others() -> bool:
	"""True where somebody besides the owner of the file may read it."""
	return bool(path().stat().st_mode & 0o077)


def _text(with_keys: list[Key]) -> str:
	return _HEAD + "".join(f"{name} {base64.b64encode(secret).decode()}\n" for name, secret in with_keys)


def _parsed(line: str) -> Key | None:
	try:
		name, encoded = line.split()
		secret = base64.b64decode(encoded, validate=True)
	except (ValueError, binascii.Error):
		return None
	return (name, secret) if len(secret) == _BYTES else None


def _something_is_sealed() -> bool:
	return any(
		frappe.db.exists(doctype, {"key_name": ("is", "set")})
		for doctype in ("Sealed Text", "Meeting Feedback")
	)


def _not_there(why: str = "") -> KeyNotThere:
	text = _("The confidential texts cannot be opened: their key is not on this server. Please tell IT.")
	return KeyNotThere(f"{text} ({why})" if why else text)
