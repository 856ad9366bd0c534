"""Each column by which lists are limited or filtered can be looked up; nothing of that reads a whole table."""

import frappe
import pytest

from benchmarks.counting import counted
from fokus_app import people, permissions, same_person
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


def test_who_is_entered_is_looked_up(programme):
	"""Each new candidate is looked for among all others: by address, account and name, each with its index."""
	with counted() as count:
		same_person.cases_of(
			{"candidate_name": "Karla Kandidat", "email": "karla@example.org"}, ("Potential",)
		)
	(asked,) = (each for each in count.statements if "candidate_name` =" in each)
	possible = frappe.db.sql(f"explain {asked}", as_dict=True)[0].possible_keys.split(",")
	assert {"email", "user", "candidate_name"} <= set(possible)


def test_few_records_are_named_and_nobody_else_reads_the_table(programme):
	case = cast.candidate(programme)
	assert permissions.candidates(cast.address("othermanager")).startswith("(1=0")
	assert f".name in ('{case.name}')" in permissions.candidates(cast.address("nominator"))


def test_who_sees_many_sees_the_same(programme, monkeypatch):
	"""Above some number the records are not named one by one any more: the rule stays the same, also about oneself."""
	cast.candidate(programme)
	cast.candidate(programme, manager=cast.address("manager2"), nominator=cast.address("panelist"))
	elsewhere = {"manager": cast.address("manager2"), "nominator": cast.address("panelist")}
	cast.candidate(programme, centre=programme.target_centre, **elsewhere)
	about_a_manager = {"email": cast.address("manager"), "user": None}
	cast.candidate(
		programme, candidate_name="Gerda Gebietsleitung", manager=cast.address("deputy"), **about_a_manager
	)
	few = _seen_by_managers()
	assert len(set(few.values())) > 2
	monkeypatch.setattr(permissions, "_FEW", 0)
	assert _seen_by_managers() == few


def _seen_by_managers() -> dict[str, tuple[str, ...]]:
	found = {}
	for part, (_, roles, _) in cast.CAST.items():
		if people.MANAGER in roles:
			with cast.acting_as(part):
				found[part] = tuple(sorted(frappe.get_list("Leadership Candidate", pluck="name", limit=0)))
	return found
