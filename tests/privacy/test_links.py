"""Each field that leads to a person, a case, a mentoring or a centre: somebody has decided about it, and it happens."""

import frappe
import pytest
from frappe.utils import today

from fokus_app.consultations.groups import CONSULTATION, GROUP, MEMBER
from fokus_app.privacy import cases, links, persons, protocol
from fokus_app.privacy.declaration import DECLARED
from tests import programme as cast
from tests.consultations import conftest as consultations
from tests.privacy.conftest import ADDRESS, came_to_meeting, case_of, pair_of

_LEADS_TO = {
	"User",
	"Leadership Candidate",
	"Daycare Centre",
	"Mentor",
	"Mentoring Relationship",
	"Meeting Participation",
}


def _links() -> set[tuple[str, str]]:
	found = set()
	for doctype in DECLARED:
		for field in frappe.get_meta(doctype).fields:
			if (
				field.fieldtype == "Link" and field.options in _LEADS_TO
			) or field.fieldtype == "Dynamic Link":
				found.add((doctype, field.fieldname))
	return found - {("Sealed Text", "reference_name")}  # deleted as a whole, see `confidential`


def test_each_is_decided_and_has_a_reason_where_it_stays(site):
	assert _links() == set(links.FATES)
	without = [
		where
		for where, fate in links.FATES.items()
		if links.STAYS in (fate.case, fate.person) and not fate.why
	]
	assert without == []


def _rows(field: tuple[str, str], value: str) -> int:
	doctype, fieldname = field
	if frappe.get_meta(doctype).issingle:
		return int(frappe.db.get_single_value(doctype, fieldname) == value)
	return frappe.db.count(doctype, {fieldname: value})


@pytest.fixture
def everywhere(programme, person):
	"""Somebody whose case leads everywhere, and who is in a group that consults; the number of the case."""
	case = case_of(programme, state="Ended", months=13)
	pair_of(programme, case)
	came_to_meeting(programme)
	group = consultations.make_group(ADDRESS, "mentor", "nominator")
	date = consultations.planned(group)
	frappe.db.set_value(
		CONSULTATION, date, {"case_giver": ADDRESS, "moderator": ADDRESS, "planned_by": ADDRESS}
	)
	later = case_of(programme, state="Rejected", user=None)
	frappe.db.set_value("Leadership Candidate", later, {"previous_candidacy": case, "email": None})
	frappe.get_doc({"doctype": "FOKUS Consent", "user": ADDRESS, "given_on": today()}).insert()
	return case


def test_after_its_case_nothing_says_that_somebody_was_considered(everywhere):
	(group,) = frappe.get_all(MEMBER, {"user": ADDRESS}, pluck="parent")
	cases.Batch([everywhere]).erase(everywhere)
	goes = (links.EMPTIED, links.GONE, links.BY_THE_CASE)
	left = [
		field
		for field, fate in links.FATES.items()
		if fate.case in goes and (_rows(field, ADDRESS) or _rows(field, everywhere))
	]
	assert left == []
	# the others go on, and so does the account
	assert len(frappe.get_doc(GROUP, group).members) == 2
	assert frappe.db.count("FOKUS Consent", {"user": ADDRESS}) == 1
	assert "FOKUS Participant" not in frappe.get_roles(ADDRESS)


@pytest.mark.parametrize("role", ["FOKUS Mentor", "FOKUS Manager"])
def test_who_leads_or_mentors_by_now_stays_a_member(everywhere, role):
	frappe.get_doc("User", ADDRESS).add_roles(role)
	cases.Batch([everywhere]).erase(everywhere)
	assert frappe.db.count(MEMBER, {"user": ADDRESS}) == 1
	assert role in frappe.get_roles(ADDRESS)


def test_another_case_keeps_role_and_group(programme, everywhere):
	case_of(programme, state="Preparation")
	cases.Batch([everywhere]).erase(everywhere)
	assert frappe.db.count(MEMBER, {"user": ADDRESS}) == 1
	assert "FOKUS Participant" in frappe.get_roles(ADDRESS)


def test_after_the_person_no_field_names_their_account(everywhere, tmp_path, monkeypatch):
	monkeypatch.setattr(protocol, "path", lambda: tmp_path / "list")
	alias = persons.new_alias()
	persons.erase(ADDRESS, persons.cases_of(ADDRESS), alias)
	assert [field for field in links.FATES if _rows(field, ADDRESS)] == []
	for field, fate in links.FATES.items():
		if fate.person in (links.EMPTIED, links.GONE):
			assert not _rows(field, alias), field
	assert cast.address("mentor") in frappe.get_all(MEMBER, pluck="user")
