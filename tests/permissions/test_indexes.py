"""Each column by which lists are limited or filtered can be looked up; nothing of that reads a whole table."""

import frappe
import pytest

from fokus_app import permissions
from tests import programme as cast

pytestmark = pytest.mark.usefixtures("site")


def _standard_filters() -> list[tuple[str, str]]:
	doctypes = frappe.get_all(
		"DocType", filters={"module": "FOKUS", "istable": 0, "issingle": 0}, pluck="name"
	)
	return [
		(doctype, field.fieldname)
		for doctype in doctypes
		for field in frappe.get_meta(doctype).fields
		if field.in_standard_filter and field.fieldtype != "Table MultiSelect"
	]


def _possible_keys(doctype: str, fieldname: str) -> str | None:
	row = frappe.db.sql(
		f"explain select name from `tab{doctype}` where `{fieldname}` = 'probe' and modified > '2020-01-01'",
		as_dict=True,
	)[0]
	return row.possible_keys


def test_each_standard_filter_has_an_index(programme):
	found = _standard_filters()
	assert len(found) > 20
	without = [
		(doctype, fieldname)
		for doctype, fieldname in found
		if fieldname not in (_possible_keys(doctype, fieldname) or "").split(",")
	]
	assert without == []


def test_few_records_are_named_and_nobody_else_reads_the_table(programme):
	case = cast.candidate(programme)
	assert permissions.candidates(cast.address("othermanager")).startswith("(1=0")
	assert f".name in ('{case.name}')" in permissions.candidates(cast.address("nominator"))
