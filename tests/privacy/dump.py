"""What the whole database and the files still say about somebody, read as a stranger with a copy of the site would read it."""

import subprocess
from collections.abc import Iterable
from email import message_from_string, policy
from html import unescape
from pathlib import Path

import frappe

from bench.lib.commands import find


def of_database() -> str:
	"""The dump of the database, as text."""
	conf = frappe.conf
	done = subprocess.run(
		[
			find("mariadb-dump", "mysqldump"),
			*(
				"--skip-extended-insert",
				"--single-transaction",
				f"--host={conf.db_host}",
				f"--port={conf.db_port}",
			),
			*(f"--user={conf.db_name}", conf.db_name),
		],
		env={"MYSQL_PWD": conf.db_password},
		capture_output=True,
		check=True,
	)
	return done.stdout.decode("utf-8", "replace")


def naming(words: Iterable[str]) -> list[str]:
	"""Where one of these words stands: in the dump, in the mails as people read them, in the site's files, as "where: word"."""
	database = of_database()
	texts = {"dump": f"{database}\n{_plain(database)}"}
	texts["mails"] = "\n".join(as_read(message) for message in frappe.get_all("Email Queue", pluck="message"))
	for folder in ("private/files", "public/files"):
		for file in Path(frappe.get_site_path(folder)).rglob("*"):
			if file.is_file():
				raw = file.read_bytes()
				texts[file.name] = "\n".join(
					(file.name, raw.decode("utf-8", "replace"), raw.decode("cp1252", "replace"))
				)
	return [
		f"{where}: {word}" for where, text in texts.items() for word in words if word.lower() in text.lower()
	]


def as_read(message: str) -> str:
	"""A mail in the queue: its lines, parts and attached calendars; long lines of a calendar are folded (RFC 5545, 3.1)."""
	mail = message_from_string(message, policy=policy.default)
	parts = [str(value) for value in mail.values()]
	for part in mail.walk():
		if not part.is_multipart():
			text = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
			parts.append(text.replace("\r\n ", "").replace("\n ", ""))
	return _plain("\n".join(parts))


def _plain(text: str) -> str:
	return " ".join(unescape(text).split())
