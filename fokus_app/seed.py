"""Competencies, wishes for a mentor, exercises, templates and the board of candidates that the app brings along, each made once.

They lie in `fixtures/seed/` and not directly in `fixtures/`, whose records Frappe puts back at every
migrate: what people edited stays edited, and what they deleted or renamed does not come back.
"""

import json
from pathlib import Path

import frappe
from frappe.model.document import Document

_FOLDER = Path(__file__).resolve().parent / "fixtures" / "seed"
#: in this order, since the later ones link to the earlier ones
_FILES = (
	"leadership_competency",
	"mentoring_wish",
	"facilitation_exercise",
	"activity_template",
	"agenda_template",
	"kanban_board",
	"peer_consultation_template",
)

#: the global default that remembers which records were made
_MADE = "fokus_seed_made"
DEFAULT_TEMPLATE, NEW_LEADER_TEMPLATE = "FOKUS Standard", "FOKUS Neue Leitungen"
#: the fields of FOKUS Settings in which they are chosen
_TEMPLATES = {"activity_template": DEFAULT_TEMPLATE, "new_leader_template": NEW_LEADER_TEMPLATE}


def make_missing() -> None:
	"""Make each seed record that was never made on this site, and use the templates where none is chosen."""
	made = _made()
	new = [record for record in _shipped() if _key(record) not in made]
	for record in new:
		_make(record)
	if not new:
		return
	frappe.db.set_global(_MADE, json.dumps(sorted(made.union(map(_key, new))), ensure_ascii=False))
	_choose_templates({record["title"] for record in new if record["doctype"] == "Activity Template"})


def forget() -> None:
	"""Forget what was made; uninstalling removes the records, so the next install makes them again."""
	frappe.db.set_global(_MADE, None)


def _shipped() -> list[dict]:
	return [record for file in _FILES for record in json.loads((_FOLDER / f"{file}.json").read_text("utf-8"))]


def _made() -> set[str]:
	return set(json.loads(frappe.db.get_global(_MADE) or "[]"))


def _key(record: dict) -> str:
	return f"{record['doctype']}/{_name(record)}"


def _name(record: dict) -> str:
	"""All of these doctypes are named by one of their fields."""
	return record[frappe.get_meta(record["doctype"]).autoname.removeprefix("field:")]


def _make(record: dict) -> None:
	if frappe.db.exists(record["doctype"], _name(record)):
		return
	doc = frappe.get_doc(record)
	for row in doc.get_all_children():
		_drop_dead_links(row)
	# runs at install and migrate, where nobody is logged in
	doc.insert(ignore_permissions=True)


def _drop_dead_links(row: Document) -> None:
	"""A later version may bring a template whose competency was deleted here in the meantime."""
	for df in row.meta.get_link_fields():
		value = row.get(df.fieldname)
		if value and not frappe.db.exists(df.options, value):
			row.set(df.fieldname, None)


def _choose_templates(new: set[str]) -> None:
	"""Only those that were made just now, so that a template once cleared from the settings stays cleared."""
	settings = frappe.get_doc("FOKUS Settings")
	chosen = {
		field: title
		for field, title in _TEMPLATES.items()
		if title in new and not settings.get(field) and frappe.db.exists("Activity Template", title)
	}
	if not chosen:
		return
	settings.update(chosen)
	# runs at install and migrate, where nobody is logged in
	settings.save(ignore_permissions=True)
