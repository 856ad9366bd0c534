"""Mutation of the rules: each one dropped by itself, and the table of who sees what no longer holds.

A rule whose absence no test notices guards nothing. Doctypes that no role may read at all have two locks; of those the
doctype's own is dropped as well, so that the rule alone is seen to hold.
"""

import frappe
import pytest

from checks import permission_table
from fokus_app import hooks, permissions
from tests import programme as cast
from tests import records
from tests.records import SEEN_BY
from tests.security.attacks.victims import PARENTS
from tests.workflows import design

#: nobody else may read these by their doctype's permissions either
TWICE_LOCKED = {
	doctype
	for doctype, rights in permission_table.PEOPLE.items()
	if rights.keys() <= {permission_table.HR, permission_table.LEAD}
}


@pytest.fixture(scope="module")
def rows(programme, names):
	"""One record of every doctype that has a rule."""
	made = records.one_of_each(programme, names)
	frappe.db.commit()
	return made


def _seen(doctype: str, name: str) -> set[str]:
	"""Who finds the record in a list, and who opens it: parts of the cast."""
	found = set()
	for person in design.EVERYBODY:
		with cast.acting_as(person):
			try:
				listed = bool(frappe.get_list(doctype, filters={"name": name}))
				opened = bool(frappe.get_doc(doctype, name).has_permission("read"))
			except frappe.PermissionError:
				listed = opened = False
		if listed or opened:
			found.add(person)
	frappe.clear_messages()
	return found


def _drop(monkeypatch, doctype: str, rules: dict) -> None:
	"""The rule as if it said that everybody sees everything."""

	def everything(user: str | None = None) -> str:
		return ""

	everything.condition = lambda user, roles: permissions.ALL
	monkeypatch.setitem(rules, doctype, everything)
	if rules is permissions.RULES:
		name = hooks.permission_query_conditions[doctype].rsplit(".", 1)[1]
		monkeypatch.setattr(permissions, name, everything)


@pytest.mark.parametrize("doctype", sorted(permissions.RULES))
def test_without_its_rule_somebody_sees_a_record_that_is_not_theirs(rows, monkeypatch, doctype):
	assert _seen(doctype, rows[doctype]) == set(SEEN_BY[doctype])
	_drop(monkeypatch, doctype, permissions.RULES)
	if doctype in TWICE_LOCKED:
		# a role of everybody's may read it, in this transaction
		frappe.get_doc({"doctype": "Custom DocPerm", "parent": doctype, "role": "All", "read": 1}).insert()
		frappe.clear_cache(doctype=doctype)
	assert _seen(doctype, rows[doctype]) - set(SEEN_BY[doctype]), "nobody would notice"
	frappe.clear_cache(doctype=doctype)


@pytest.mark.parametrize("doctype", sorted(permissions.WRITING_RULES))
def test_without_its_rule_somebody_changes_what_others_keep(rows, monkeypatch, doctype):
	people = [person for person in SEEN_BY[doctype] if person not in (*records.HR_AND_LEADS, "mentor")]
	assert people and not any(
		permissions.may_change(doctype, rows[doctype], cast.address(person)) for person in people
	)
	_drop(monkeypatch, doctype, permissions.WRITING_RULES)
	assert all(permissions.may_change(doctype, rows[doctype], cast.address(person)) for person in people)


@pytest.mark.parametrize("doctype", sorted(permissions.ROWS))
def test_without_its_hook_rows_are_listed_past_their_record(rows, monkeypatch, doctype):
	parent = PARENTS[doctype]
	if not frappe.db.exists(doctype, {"parent": rows[parent]}):
		row = frappe.new_doc(doctype)
		field = next(each for each in frappe.get_meta(parent).get_table_fields() if each.options == doctype)
		row.update({"parent": rows[parent], "parenttype": parent, "parentfield": field.fieldname, "idx": 1})
		row.db_insert()
	readers = {role.role for role in frappe.get_meta(parent).permissions if role.read}
	strangers = [
		person
		for person in design.EVERYBODY
		if person not in SEEN_BY[parent] and readers & set(frappe.get_roles(cast.address(person)))
	]

	def listed_by() -> list[str]:
		found = []
		for person in strangers:
			with cast.acting_as(person):
				if frappe.get_list(doctype, filters={"parent": rows[parent]}, parent_doctype=parent):
					found.append(person)
		return found

	assert listed_by() == []
	name = hooks.permission_query_conditions[doctype].rsplit(".", 1)[1]
	monkeypatch.setattr(permissions, name, lambda user=None: "")
	assert listed_by() == strangers
	# where nobody else may read the parent's doctype, the doctype alone holds
	assert strangers or readers <= {"FOKUS HR Clerk", "FOKUS Programme Lead"}
