"""Doors of Frappe that ask no record before they show something of it, or tie something to it."""

from contextlib import suppress

import frappe
import pytest
from frappe import client
from frappe.desk.form.assign_to import add as assign
from frappe.desk.form.document_follow import follow_document

from fokus_app import hooks
from tests import programme as cast
from tests.programme import acting_as
from tests.workflows import design, stages

CANDIDATE, MENTORING, MEETING = design.TABLES
WITHOUT_ACCESS = ("othermanager", "participant2", "mentor2", "outsider", "sysadmin")


@pytest.fixture
def case(names) -> str:
	"""A candidate whose stage log holds a reason that few may read, with a private file."""
	stages.place(names, CANDIDATE, "Nominated")
	with acting_as("manager"):
		stages.act(names, CANDIDATE, "Send Back", reason="Bitte noch einmal sprechen.")
	_file(names[CANDIDATE]).insert()
	return names[CANDIDATE]


def _file(case: str):
	return frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "Zeugnis.txt",
			"is_private": 1,
			"content": "Sehr gut",
			"attached_to_doctype": CANDIDATE,
			"attached_to_name": case,
		}
	)


def _called(method: str, **arguments):
	"""What a client gets from this method of Frappe, through what stands in for it."""
	handler = frappe.get_hooks("override_whitelisted_methods")[method][-1]
	frappe.response.pop("results", None)
	answer = frappe.call(frappe.get_attr(handler), cmd=method, **arguments)
	return frappe.response.pop("results", None) if answer is None else answer


def _rows(doctype: str, **arguments) -> list:
	try:
		return client.get_list(doctype, **arguments)
	except frappe.PermissionError:
		return []


@pytest.mark.parametrize("parent", design.TABLES)
@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_the_stage_log_is_not_listed_past_its_record(case, person, parent):
	with acting_as(person):
		assert not _rows("Stage Change", filters={"parent": case}, fields=["reason"], parent=parent)


@pytest.mark.parametrize("person", ["clerk", "lead", "manager", "nominator"])
def test_who_sees_the_record_may_list_its_log(case, person):
	with acting_as(person):
		rows = _rows("Stage Change", filters={"parent": case}, fields=["reason"], parent=CANDIDATE)
	assert [row.reason for row in rows] == ["Bitte noch einmal sprechen."]


def test_counting_tells_nothing_of_the_log(case):
	with acting_as("outsider"), pytest.raises(frappe.PermissionError):
		_called("frappe.client.get_count", doctype="Stage Change", filters=[["reason", "like", "%sprechen%"]])


def test_rows_of_masters_are_listed_as_ever(programme):
	with acting_as("clerk"):
		assert _rows(
			"Activity Template Row", filters={"parent": programme.template}, parent="Activity Template"
		)


@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_the_name_of_a_file_shows_where_its_record_shows(case, person):
	with acting_as(person):
		assert not _rows("File", filters={"attached_to_name": case})
	with acting_as("clerk"):
		assert _rows("File", filters={"attached_to_name": case})


@pytest.mark.parametrize("method", ["search_link", "search_widget"])
def test_searching_leaves_out_nobodys_rules(case, method):
	asked = {"doctype": CANDIDATE, "txt": "", "ignore_user_permissions": 1, "filters": {"name": case}}
	found = {}
	for person in ("othermanager", "manager"):
		frappe.response.pop("values", None)
		with acting_as(person):
			answer = _called(f"frappe.desk.search.{method}", **asked)
		found[person] = bool(answer or frappe.response.pop("values", None))
	assert found == {"othermanager": False, "manager": True}


def test_searching_other_doctypes_works_as_ever(programme):
	with acting_as("nominator"):
		assert _called("frappe.desk.search.search_link", doctype="Daycare Centre", txt=programme.centre)


@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_what_links_to_a_master_shows_no_case(case, programme, person):
	method = "frappe.desk.form.linked_with.get"
	with acting_as(person):
		assert CANDIDATE not in _called(method, doctype="Daycare Centre", docname=programme.centre)
	with acting_as("manager"):
		linked = _called(method, doctype="Daycare Centre", docname=programme.centre)
	assert case in [row["name"] for row in linked[CANDIDATE]]


def test_what_another_method_stands_in_for_is_not_reached_past_it():
	"""A function imported into one of our modules could be called under that module's name."""
	for method, ours in hooks.override_whitelisted_methods.items():
		module, (home, name) = frappe.get_module(ours.rsplit(".", 1)[0]), method.rsplit(".", 1)
		theirs = getattr(frappe.get_module(home), name, None)  # 15.0 has not all of them
		assert theirs is None or getattr(module, name, None) is not theirs


@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_nobody_ties_anything_to_a_record_they_do_not_see(case, person):
	with acting_as(person):
		with pytest.raises(frappe.PermissionError):
			_file(case).insert()
		with pytest.raises(frappe.PermissionError):
			assign({"doctype": CANDIDATE, "name": case, "assign_to": [cast.address("clerk")]})


@pytest.mark.parametrize("person", ["outsider", "clerk"])
def test_nobody_follows_a_record_by_mails_that_quote_it(case, person):
	frappe.db.set_value("User", cast.address(person), "document_follow_notify", 1)
	# later versions refuse those without a desk
	with acting_as(person), suppress(frappe.PermissionError):
		follow_document(CANDIDATE, case, cast.address(person))
	assert not frappe.db.exists("Document Follow", {"ref_docname": case})
