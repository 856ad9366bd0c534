"""Somebody who runs Frappe's Data Import sets no field by it that the server decides: what comes in a file meets the same rules.

The form asks for the role System Manager and nothing else, so the attacker is a System Manager who is a clerk and the lead, too, and
every doctype that these may write is attacked, in every field that nobody fills in. One import a doctype, one row a field.
"""

import frappe
import pytest
from frappe.model import table_fields
from frappe.utils.xlsxutils import make_xlsx

from checks.permission_table import HR, TABLE
from tests import programme as cast
from tests.import_list.data_import import run, saved
from tests.records import CANDIDATE, MEETING, MENTORING
from tests.security.attacks import ledger
from tests.security.attacks import victims as made
from tests.security.attacks.test_fields import NEW, OF_EVERY_RECORD, SET, _another, _fields, _stored
from tests.security.attacks.victims import Victims
from tests.workflows import stages

ATTACKER = "systemverwaltung@example.org"
#: in which states of these HR fills in most
STATES = {CANDIDATE: "Endorsed", MENTORING: "Active", MEETING: "Draft"}
WRITABLE = sorted(
	doctype
	for doctype, rights in TABLE.items()
	if "write" in rights.get(HR, ()) and doctype != "FOKUS Settings"
)
CREATABLE = sorted({doctype for doctype, person in NEW if person == "clerk"})


@pytest.fixture(scope="module")
def victims(fresh_site) -> Victims:
	"""A record of every doctype, and the attacker's account."""
	victims = made.make()
	roles = ("System Manager", "FOKUS HR Clerk", "FOKUS Programme Lead")
	cast.make_user(ATTACKER, "Svea System", roles, "de")
	for doctype in WRITABLE:
		victims.names.setdefault(doctype, frappe.db.get_value(doctype, {}))
	for doctype, state in STATES.items():
		stages.place(victims.names, doctype, state)
	frappe.db.commit()
	return victims


def _forged(doctype: str, stored: dict) -> dict[str, object]:
	"""A value for each field that nobody fills in."""
	theirs = " ".join(
		set_by
		for (of, _state, person), set_by in SET.items()
		if of == doctype and person in ("clerk", "lead")
	).split()
	return {
		df.fieldname: _another(df, stored.get(df.fieldname))
		for df in _fields(doctype)
		if df.fieldname not in theirs
		and (df.fieldname in OF_EVERY_RECORD or df.read_only or df.hidden or df.permlevel)
	}


def _sheet(rows: list[dict]) -> bytes:
	"""A list of cells as Excel saves it; the programme's own way of reading lists leaves such files to Frappe."""
	flat = []
	for row in rows:
		cells = {}
		for field, value in row.items():
			inner = value[0] if isinstance(value, list) else None
			cells |= {f"{field}.{each}": cell for each, cell in inner.items()} if inner else {field: value}
		flat.append(cells)
	headings = list(dict.fromkeys(heading for row in flat for heading in row))
	return make_xlsx([headings, *([row.get(each, "") for each in headings] for row in flat)], "x").getvalue()


def _bring_in(doctype: str, rows: list[dict], kind: str) -> list[dict]:
	with cast.acting_as(ATTACKER):
		done = saved(_sheet(rows), doctype, kind, file_name="liste.xlsx")
		logs = run(done)
	assert len(logs) == len(rows), (doctype, done.template_warnings)
	return logs


def _same(stored: object, sent: object) -> bool:
	return str(stored) == str(sent)


@pytest.mark.parametrize("doctype", WRITABLE)
def test_no_row_changes_what_the_server_decides(victims, doctype):
	name = victims.names[doctype]
	before = _stored(doctype, name)
	forged = _forged(doctype, before)
	_bring_in(
		doctype,
		[{"name": name, field: value} for field, value in forged.items()],
		"Update Existing Records",
	)
	after = _stored(doctype, name)
	# what the server works out anew at each save is no deed of the attacker
	set_by_them = {
		field: after.get(field)
		for field, value in forged.items()
		if (
			after.get(field) != before.get(field)
			if isinstance(value, list)
			else _same(after.get(field), value)
		)
	}
	assert set_by_them == {}
	ledger.count("fields by Data Import", "system manager, clerk and lead", len(forged))


@pytest.mark.parametrize("doctype", CREATABLE)
def test_no_new_row_holds_what_the_server_decides(victims, doctype):
	names, meta = victims.names, frappe.get_meta(doctype)
	given = {
		**{
			field: names[of]
			for field, of in (("candidate", CANDIDATE), ("meeting", MEETING))
			if meta.get_field(field)
		},
		**{field: value for field, value in NEW[doctype, "clerk"].items() if not isinstance(value, list)},
	}
	forged = _forged(doctype, {})
	title = meta.title_field if meta.title_field in given else None
	rows = [
		{**given, **({title: f"Neu {number}"} if title else {}), field: value}
		for number, (field, value) in enumerate(forged.items())
	]
	logs = _bring_in(doctype, rows, "Insert New Records")
	for (field, value), log in zip(forged.items(), logs, strict=True):
		if not log.success:
			continue
		stored = _stored(doctype, log.docname)
		kind = getattr(meta.get_field(field), "fieldtype", "Data")
		if kind in table_fields:
			assert "Gefälscht" not in str(stored[field]), field
		else:
			assert not _same(stored.get(field), value), field
	ledger.count("fields by Data Import", "system manager, clerk and lead", len(forged))


def test_the_door_is_open(victims):
	"""What a clerk fills in comes in by a file."""
	name = victims.names[CANDIDATE]
	_bring_in(CANDIDATE, [{"name": name, "position": "Gruppenleitung"}], "Update Existing Records")
	assert frappe.db.get_value(CANDIDATE, name, "position") == "Gruppenleitung"
