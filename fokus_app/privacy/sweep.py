"""The last look of a person's erasure: every text of the whole database is searched for their names, wherever it is.

Derived from the database's own list of columns, so nothing that Frappe, another app or we add is forgotten. One pass over each
table for all people who are erased at once.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import frappe
from frappe import _

from fokus_app.notifications import mass
from fokus_app.privacy import mails, traces
from fokus_app.privacy.cases import gone_name
from fokus_app.privacy.declaration import DECLARED
from fokus_app.privacy.names import Names, likes, pattern_of

#: rows of these say what somebody did or got; one that names the person is deleted as a whole (but an order of mails is
#: for others too, who get theirs)
LOGS = frozenset(
	{
		*(traces.TRACES.keys() - {mass.ORDER}),
		"Changelog Feed",
		"Console Log",
		"Contact",
		"Contact Email",
		"Contact Phone",
		"Data Import",
		"Data Import Log",
		"DefaultValue",
		"Email Group Member",
		"Email Queue Recipient",
		"Email Unsubscribe",
		"Event",
		"Google Contacts",
		"List Filter",
		"Notification Settings",
		"OAuth Authorization Code",
		"OAuth Bearer Token",
		"Personal Data Deletion Request",
		"Personal Data Download Request",
		"Prepared Report",
		"Route History",
		"SMS Log",
		"Scheduled Job Log",
		"Token Cache",
		"Transaction Log",
		"Unhandled Email",
		"User Email",
		"User Permission",
		"User Social Login",
		"Web Page View",
		"Webhook Request Log",
	}
)
_TEXT = re.compile(r"char|text|json|clob", re.IGNORECASE)
_FILES = (".csv", ".txt", ".json", ".html", ".eml", ".ics", ".vcf", ".tsv", ".xml", ".md")
#: as many rows are looked at more closely at once
_AT_ONCE = 200


@dataclass
class Found:
	"""Where names stand: rows by doctype (or table); files; and how many of each kind were removed."""

	rows: dict[str, list] = field(default_factory=dict)
	files: list[str] = field(default_factory=list)


def search(names: list[Names], tables: set[str] | None = None) -> Found:
	"""The rows in which one of these people is named. tables: only these doctypes; None: the whole database and the files."""
	found = Found()
	for table, columns, key in _columns():
		doctype = table.removeprefix("tab")
		if tables is not None and doctype not in tables:
			continue
		rows = _matching(table, columns, key, names)
		if rows:
			found.rows[doctype] = rows
	if tables is None:
		# encoded for sending, a search in the database does not find them
		if queued := mails.naming(pattern_of(names)):
			found.rows[mails.QUEUE] = list(dict.fromkeys([*found.rows.get(mails.QUEUE, []), *queued]))
		found.files = _files(names)
	return found


def clean(names: list[Names]) -> tuple[Counter, list[tuple[str, str]]]:
	"""Delete log rows that name these people, and put a word in place of their names in our texts.

	Returns how many rows, by doctype, and what is left: rows of other apps (doctype, name), which a person decides about.
	"""
	found, done, left = search(names), Counter(), []
	for doctype, rows in found.rows.items():
		if doctype in LOGS:
			done += traces.delete({doctype: rows})
		elif doctype in DECLARED:
			done[doctype] += _replace(f"tab{doctype}", rows, names)
		elif doctype.startswith("__"):
			done[doctype] += _delete_plainly(doctype, rows)
		else:
			left += [(doctype, str(row)) for row in rows]
	done += traces.delete({"File": found.files})
	return done, left


def in_our_texts(names: Names, but: set[tuple[str, str]]) -> list[dict]:
	"""Free texts of our records, comments and mails in which this person may be named, also by last name alone: doctype, name and
	label (of the fields), for a person to look at. but: what goes anyway, as doctype and name."""
	pattern, texts, found = names.loose_pattern(), [*names.plain, *names.last_names], []
	for doctype, declared in DECLARED.items():
		meta = frappe.get_meta(doctype)
		fields = [name for name in declared.of(*_FREE_KINDS) if meta.get_field(name).fieldtype in _FREE_TYPES]
		if not fields or meta.issingle:
			continue
		shown = ["parenttype", "parent"] if meta.istable else []
		for row in _rows_with(f"tab{doctype}", fields, "name", texts, pattern):
			values = frappe.db.get_value(doctype, row, [*fields, *shown], as_dict=True)
			where = (values.parenttype, values.parent) if meta.istable else (doctype, row)
			there = [
				name
				for name in fields
				if values[name] not in names.called and pattern.search(str(values[name] or ""))
			]
			if there and where not in but:
				label = ", ".join(_(meta.get_label(name)) for name in there)
				found.append({"doctype": where[0], "name": where[1], "label": label})
	for doctype, (fields, kind) in _WRITTEN_BESIDE.items():
		for row in _rows_with(f"tab{doctype}", fields, "name", texts, pattern):
			*where, of_kind = frappe.db.get_value(doctype, row, ["reference_doctype", "reference_name", kind])
			where = tuple(where)
			if of_kind == doctype and all(where) and where not in but and (doctype, row) not in but:
				found.append({"doctype": where[0], "name": where[1], "label": _(doctype)})
	return found


#: what people write beside a record, and where Frappe says that it was written by people: of the kind that the doctype is called
_WRITTEN_BESIDE = {
	"Comment": (["content"], "comment_type"),
	"Communication": (["subject", "content"], "communication_type"),
}
_FREE_KINDS = ("others_words", "own_words", "about", "stays")
_FREE_TYPES = ("Data", "Small Text", "Text", "Long Text", "Text Editor", "Code")


def _columns() -> list[tuple[str, list[str], str]]:
	"""Every table with its columns that can hold text, and the column that names a row."""
	found = []
	for table in frappe.db.get_tables(cached=False):
		described = frappe.db.get_table_columns_description(table)
		texts = [each["name"] for each in described if _TEXT.search(str(each["type"]))]
		every = {each["name"] for each in described}
		key = (
			"name"
			if "name" in every
			else next((each for each in ("user", "parent", "doctype") if each in every), None)
		)
		if texts and key:
			found.append((table, texts, key))
	return found


def _matching(table: str, columns: list[str], key: str, names: list[Names]) -> list:
	if table == "tabSingles":
		columns, key = ["value"], "doctype"
	texts = [text for each in names for text in each.plain]
	return _rows_with(table, columns, key, texts, pattern_of(names))


def _rows_with(table: str, columns: list[str], key: str, texts: Iterable[str], pattern: re.Pattern) -> list:
	"""The keys of rows in which one of these columns matches; those that may hold one of these texts are looked at."""
	source = frappe.qb.Table(table)
	wanted = None
	for like in likes(texts):
		for column in columns:
			one = source[column].like(like)
			wanted = one if wanted is None else wanted | one
	if wanted is None:
		return []
	keys = list(dict.fromkeys(frappe.qb.from_(source).select(source[key]).where(wanted).run(pluck=True)))
	found = []
	for start in range(0, len(keys), _AT_ONCE):
		part = source[key].isin(keys[start : start + _AT_ONCE])
		rows = frappe.qb.from_(source).select(source[key], *columns).where(part & wanted).run()
		found += [row[0] for row in rows if any(pattern.search(str(text)) for text in row[1:] if text)]
	return list(dict.fromkeys(found))


def _replace(table: str, rows: list, names: list[Names]) -> int:
	"""Put a word in place of the names in all texts of these rows of ours."""
	columns = next(columns for each, columns, _key in _columns() if each == table)
	instead, pattern = gone_name(), pattern_of(names)
	source = frappe.qb.Table(table)
	for row in rows:
		values = frappe.qb.from_(source).select(*columns).where(source.name == row).run(as_dict=True)[0]
		changed = {}
		for column, text in values.items():
			if column == "name" or not isinstance(text, str):
				continue
			new = pattern.sub(instead, text)
			if new != text:
				changed[column] = new
		if changed:
			query = frappe.qb.update(source).where(source.name == row)
			for column, text in changed.items():
				query = query.set(source[column], text)
			query.run()
	return len(rows)


def _delete_plainly(table: str, rows: list) -> int:
	source = frappe.qb.Table(table)
	key = next(key for each, _columns_of, key in _columns() if each == table)
	frappe.qb.from_(source).delete().where(source[key].isin(rows)).run()
	return len(rows)


def _files(names: list[Names]) -> list[str]:
	"""Files of Frappe whose text or name names these people."""
	pattern, found = pattern_of(names), []
	for row in frappe.get_all("File", filters={"is_folder": 0}, fields=["name", "file_name", "file_url"]):
		text = row.file_name or ""
		if text.lower().endswith(_FILES) and (row.file_url or "").startswith(("/private/files/", "/files/")):
			text += _content(row.file_url)
		if pattern.search(text):
			found.append(row.name)
	return found


def _content(url: str) -> str:
	parts = url.lstrip("/").split("/")
	folder = ("private", "files") if parts[0] == "private" else ("public", "files")
	try:
		with open(frappe.get_site_path(*folder, parts[-1]), "rb") as opened:
			raw = opened.read()
	except OSError:
		return ""
	for encoding in ("utf-8", "cp1252"):
		try:
			return raw.decode(encoding)
		except UnicodeDecodeError:
			continue
	return raw.decode("latin-1")
