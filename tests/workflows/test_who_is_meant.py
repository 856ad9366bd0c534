"""Which persons a word such as "manager" means for a record: at the edges, where somebody is missing."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app import people
from fokus_app.workflows.definition import Who
from tests import programme as cast
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

NORTH, SOUTH = "Gebiet Nord", "Gebiet Süd"


def _unsaved(doctype: str, **values):
	return frappe.new_doc(doctype).update(values)


def _parts(users: list[str]) -> list[str]:
	return [user.split("@")[0] for user in users]


@pytest.mark.parametrize(
	("doctype", "values", "user", "is_about"),
	[
		(CANDIDATE, {}, "", False),
		(CANDIDATE, {}, None, False),
		(CANDIDATE, {}, "outsider", False),
		(CANDIDATE, {"user": "outsider@example.org"}, "outsider", True),
		(CANDIDATE, {"email": " OUTSIDER@Example.org "}, "outsider", True),
		(CANDIDATE, {"email": "elsewhere@example.org"}, "outsider", False),
		(MENTORING, {"mentor_user": "mentor@example.org"}, "mentor", True),
		(MENTORING, {"mentee_user": "candidate@example.org"}, "candidate", True),
		(MENTORING, {"mentor_user": "mentor@example.org"}, "mentor2", False),
		(MEETING, {"organiser": "mentor@example.org"}, "mentor", False),
	],
)
def test_whom_a_record_is_about(programme, doctype, values, user, is_about):
	assert people.is_about(_unsaved(doctype, **values), user and cast.address(user)) is is_about


def test_all_addresses_of_an_account(programme):
	outsider = cast.address("outsider")
	assert people.addresses_of("nobody@example.org") == {"nobody@example.org"}
	account = frappe.get_doc("User", outsider)
	account.append("user_emails", {"email_id": "Mailbox@Example.org", "email_account": "Mailbox"}).db_insert()
	frappe.db.set_value("User", outsider, "email", "Otto@Example.org")
	frappe.clear_document_cache("User", outsider)
	assert people.addresses_of(outsider) == {outsider, "otto@example.org", "mailbox@example.org"}
	frappe.db.set_value("User", outsider, "email", None)
	frappe.clear_document_cache("User", outsider)
	assert people.addresses_of(outsider) == {outsider, "mailbox@example.org"}


@pytest.mark.parametrize(
	("informed_in_days", "path", "knows"),
	[
		(None, "Nominated", False),
		(0, "Nominated", True),
		(1, "Nominated", False),
		(None, "Self-Nominated", True),
	],
)
def test_who_knows_of_it(names, informed_in_days, path, knows):
	informed_on = None if informed_in_days is None else add_days(today(), informed_in_days)
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], {"entry_path": path, "informed_on": informed_on})
	candidate = frappe.get_doc(CANDIDATE, names[CANDIDATE])
	assert people.knows_of_it(candidate) is knows
	condition = people.knows_of_it_in_sql(f"`tab{CANDIDATE}`")
	assert bool(frappe.db.sql(f"select name from `tab{CANDIDATE}` where {condition}")) is knows
	assert [each.user for each in people.addressees(candidate, Who.CANDIDATE)] == (
		[cast.address("candidate")] if knows else []
	)


@pytest.mark.parametrize(
	("values", "disabled", "who", "expected"),
	[
		# the manager, and their deputy where they manage the area
		({"area": NORTH, "manager": "manager"}, None, Who.MANAGER, ["manager", "deputy"]),
		({"area": NORTH, "manager": "manager", "nominator": "deputy"}, None, Who.MANAGER, ["manager"]),
		({"area": SOUTH, "manager": "manager"}, None, Who.MANAGER, ["manager"]),
		({"area": "gone", "manager": "manager"}, None, Who.MANAGER, ["manager"]),
		({"manager": "manager"}, None, Who.MANAGER, ["manager"]),
		({"area": "without manager"}, None, Who.MANAGER, []),
		# the clerk of the case; who has left stays the first
		({"hr_clerk": "clerk2"}, None, Who.HR_CLERK, ["clerk2"]),
		({"hr_clerk": "clerk2"}, "clerk2", Who.HR_CLERK, ["clerk2", "clerk"]),
		({}, None, Who.HR_CLERK, ["clerk"]),
		# of the cohort, else of the settings
		({"cohort": "FOKUS Nachbarn"}, None, Who.LEAD, ["otherlead"]),
		({"cohort": "gone"}, None, Who.LEAD, ["lead", "deputylead"]),
		({}, None, Who.LEAD, ["lead", "deputylead"]),
		({"user": "outsider", "entry_path": "Self-Nominated"}, None, Who.ONESELF, ["outsider"]),
		({"user": "outsider", "entry_path": "Nominated"}, None, Who.ONESELF, []),
	],
)
def test_who_is_found(programme, values, disabled, who, expected):
	if values.get("area") == "without manager":
		area = {"area_name": "Gebiet West", "deputy": cast.address("deputy")}
		frappe.get_doc({"doctype": "Daycare Area", **area}).db_insert()
		values = {"area": "Gebiet West"}
	_disable(disabled)
	case = _unsaved(CANDIDATE, **{field: cast.address(value) for field, value in values.items()})
	assert _parts(people.persons(case, who)) == expected


@pytest.mark.parametrize(
	("values", "disabled", "who", "expected"),
	[
		({"manager": "manager"}, None, Who.MANAGER, ["manager"]),
		({"manager": "manager", "user": "manager"}, None, Who.MANAGER, ["deputy"]),
		({"manager": "manager"}, "manager", Who.MANAGER, ["deputy"]),
		({"nominator": "nominator"}, None, Who.NOMINATOR, ["nominator"]),
		# where nobody nominated it comes back to HR
		({"nominator": None}, None, Who.NOMINATOR, ["clerk"]),
	],
)
def test_who_is_written_to(programme, values, disabled, who, expected):
	_disable(disabled)
	given = {field: value and cast.address(value) for field, value in values.items()}
	case = _unsaved(CANDIDATE, area=NORTH, hr_clerk=cast.address("clerk"), **given)
	assert _parts([person.user for person in people.addressees(case, who)]) == expected


def test_people_who_are_missing_or_lack_something(programme):
	outsider = cast.address("outsider")
	frappe.db.set_value("User", outsider, {"full_name": None, "language": None})
	frappe.clear_document_cache("User", outsider)
	(person,) = people.people(["nobody@example.org", outsider])
	assert (person.user, person.language) == (outsider, "de")
	assert people.people([]) == []
	assert people.enabled(["nobody@example.org", outsider]) == [outsider]
	assert people.full_name(outsider) == outsider
	assert people.full_name("nobody@example.org") == "nobody@example.org"
	assert people.full_name(cast.address("clerk")) == "Hanna Sachbearbeitung"
	assert people.full_name(None) == ""


def test_somebody_without_an_account_is_written_to_by_address(programme):
	case = _unsaved(CANDIDATE, candidate_name="Nora Neu", email="nora@example.org")
	person = people.candidate_person(case)
	assert (person.user, person.email, person.full_name) == (None, "nora@example.org", "Nora Neu")
	assert not people.candidate_person(_unsaved(CANDIDATE, candidate_name="Nora Neu")).email


def test_the_language_of_who_has_none(programme):
	frappe.db.set_default("lang", "en")
	assert people.default_language() == "en"
	frappe.db.set_default("lang", None)
	frappe.db.set_single_value("System Settings", "language", "en")
	frappe.clear_document_cache("System Settings", "System Settings")
	assert people.default_language() == "en"
	frappe.db.set_single_value("System Settings", "language", None)
	frappe.clear_document_cache("System Settings", "System Settings")
	assert people.default_language() == "de"


def _disable(part: str | None) -> None:
	if part:
		frappe.db.set_value("User", cast.address(part), "enabled", 0)
		frappe.clear_document_cache("User", cast.address(part))
