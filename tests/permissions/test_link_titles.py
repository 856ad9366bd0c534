"""A record's title is shown beside links to it; Frappe hands it to everybody who is logged in and guesses a name."""

import frappe
import pytest

from tests import programme as cast
from tests.programme import Programme, acting_as


@pytest.fixture
def candidate(programme: Programme) -> str:
	return cast.candidate(programme).name


def _title(doctype: str, name: str) -> str:
	handler = frappe.get_hooks("override_whitelisted_methods")["frappe.desk.search.get_link_title"][-1]
	return frappe.call(frappe.get_attr(handler), doctype=doctype, docname=name)


@pytest.mark.parametrize("part", ["clerk", "lead", "manager", "nominator"])
def test_who_may_see_a_candidate_sees_the_name(candidate: str, part: str):
	with acting_as(part):
		assert _title("Leadership Candidate", candidate) == "Karla Kandidat"


@pytest.mark.parametrize("part", ["othermanager", "mentor", "participant2", "outsider", "candidate"])
def test_everybody_else_sees_the_record_number_only(candidate: str, part: str):
	with acting_as(part):
		assert _title("Leadership Candidate", candidate) == candidate


def test_a_name_that_does_not_exist_tells_nothing(programme: Programme):
	with acting_as("outsider"):
		assert _title("Leadership Candidate", "FK-2026-99999") == "FK-2026-99999"


def test_other_doctypes_keep_their_titles(programme: Programme):
	with acting_as("clerk"):
		assert _title("Daycare Centre", programme.centre) == "KiTa Regenbogen"


@pytest.mark.parametrize("part", ["othermanager", "outsider"])
def test_a_record_called_new_by_the_client_is_judged_like_the_stored_one(candidate: str, part: str):
	forged = frappe.get_doc({"doctype": "Leadership Candidate", "name": candidate, "__islocal": 1})
	with acting_as(part):
		assert not forged.has_permission("read")


@pytest.mark.parametrize("area_of", ["area", "area2"])
def test_without_a_centre_nobody_files_a_candidate_under_an_area(programme: Programme, area_of: str):
	forged = cast.candidate(programme, centre=None, area=getattr(programme, area_of))
	assert not forged.area


def test_a_manager_who_nominates_enters_the_candidate(programme: Programme):
	doc = frappe.new_doc("Leadership Candidate")
	doc.update(
		{"candidate_name": "Nora Neu", "centre": programme.centre, "reason": "Leitet im Vertretungsfall."}
	)
	with acting_as("nominator"):
		doc.insert()
	assert (doc.nominator, doc.manager, doc.hr_clerk) == tuple(
		cast.address(part) for part in ("nominator", "manager", "clerk")
	)
