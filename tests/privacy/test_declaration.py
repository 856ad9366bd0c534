"""Every field of ours is declared, and every place where Frappe names a record is known: nothing can be forgotten."""

import frappe
import pytest
from frappe.model import no_value_fields, table_fields

from fokus_app.privacy import traces
from fokus_app.privacy.declaration import DECLARED, KINDS

_OURS = sorted(DECLARED)


def test_every_doctype_is_declared(site):
	assert sorted(frappe.get_all("DocType", filters={"module": "FOKUS"}, pluck="name")) == _OURS


@pytest.mark.parametrize("doctype", _OURS)
def test_every_field_is_declared_once(site, doctype):
	declared = DECLARED[doctype].of(*KINDS)
	meta = frappe.get_meta(doctype)
	empty = set(no_value_fields) - set(table_fields)
	stored = {f.fieldname for f in meta.fields if f.fieldtype not in empty and not f.get("is_custom_field")}
	assert sorted(declared) == sorted(stored)


@pytest.mark.parametrize("doctype", _OURS)
def test_an_account_is_declared_as_one(site, doctype):
	"""A link to an account may stay only where it is somebody's part in the programme, not where it is the person's own case."""
	links = {f.fieldname for f in frappe.get_meta(doctype).get_link_fields() if f.options == "User"}
	stays = links.intersection(DECLARED[doctype].of("stays"))
	assert stays == ({"mentor_user"} if doctype == "Mentoring Relationship" else set())


def test_where_frappe_names_a_record_is_known(site):
	rows = frappe.get_all("DocField", filters={"fieldtype": "Dynamic Link"}, fields=["parent", "fieldname"])
	modules = dict(frappe.get_all("DocType", fields=["name", "module"], as_list=True))
	frappes = {row.parent for row in rows if modules.get(row.parent) != "FOKUS"}
	assert frappes - set(traces.TRACES) - set(traces.NO_TRACES) == set()


def test_traces_name_fields_that_there_are(site):
	for doctype, fields in traces.TRACES.items():
		if frappe.db.table_exists(doctype):
			assert set(fields) <= set(frappe.db.get_table_columns(doctype)), doctype
