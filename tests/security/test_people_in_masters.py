"""Masters and settings name only people who can act there, whichever way the name comes in."""

import frappe
import pytest

from fokus_app import accounts
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

AREA, COHORT, SETTINGS = (
	"Daycare Area/Gebiet Nord",
	"Programme Cohort/FOKUS Probe",
	"FOKUS Settings/FOKUS Settings",
)
#: record, who writes, field, who is entered
REFUSED = (
	(COHORT, "clerk", "programme_lead", "clerk"),
	(COHORT, "clerk", "deputy_lead", "manager"),
	(COHORT, "clerk", "deputy_lead", "lead"),
	(COHORT, "lead", "programme_lead", "candidate"),
	(SETTINGS, "lead", "programme_lead", "manager"),
	(SETTINGS, "lead", "deputy_lead", "lead"),
	(SETTINGS, "lead", "hr_contact", "manager"),
	(SETTINGS, "lead", "hr_contact", "lead"),
	(AREA, "clerk", "deputy", "manager"),
	(AREA, "clerk", "area_manager", "outsider"),
	(AREA, "clerk", "deputy", "candidate"),
	(AREA, "clerk", "deputy", "clerk"),
)
ALLOWED = (
	(COHORT, "clerk", "programme_lead", "otherlead"),
	(SETTINGS, "lead", "hr_contact", "clerk2"),
	(SETTINGS, "lead", "programme_lead", "otherlead"),
	(AREA, "clerk", "area_manager", "lead"),
	(AREA, "clerk", "area_manager", "manager2"),
	(AREA, "clerk", "deputy", ""),
)


@pytest.fixture(scope="module")
def clients(programme, _server):
	return {person: _server.login(cast.address(person), cast.PASSWORD) for person in ("clerk", "lead")}


@pytest.mark.parametrize(("record", "writer", "field", "person"), REFUSED)
def test_who_cannot_act_is_not_entered(clients, record, writer, field, person):
	answer = clients[writer].put(f"/api/resource/{record}", json={field: cast.address(person)})
	assert answer.status_code == 417, answer.text[-400:]
	assert "Rolle" in answer.text or "vertreten" in answer.text
	doctype, name = record.split("/")
	set_so = clients[writer].call(
		"frappe.client.set_value", doctype=doctype, name=name, fieldname=field, value=cast.address(person)
	)
	assert set_so.status_code == 417, set_so.text[-300:]


@pytest.mark.parametrize(("record", "writer", "field", "person"), ALLOWED)
def test_who_can_act_is_entered(clients, record, writer, field, person):
	frappe.db.rollback()
	before = frappe.db.get_value(*record.split("/"), field)
	value = cast.address(person) if person else None
	try:
		answer = clients[writer].put(f"/api/resource/{record}", json={field: value})
		assert answer.status_code == 200, answer.text[-400:]
	finally:
		put_back = clients[writer].put(f"/api/resource/{record}", json={field: before})
		assert put_back.status_code == 200, put_back.text[-400:]


def test_somebody_who_cannot_sign_in_is_not_entered(programme):
	frappe.db.set_value("User", cast.address("manager2"), "enabled", 0)
	area = frappe.get_doc("Daycare Area", programme.area)
	area.deputy = cast.address("manager2")
	with pytest.raises(frappe.ValidationError):
		area.save()


def test_a_name_from_before_keeps_nobody_from_changing_something_else(programme):
	frappe.db.set_value("Daycare Area", programme.area, "deputy", cast.address("outsider"))
	frappe.db.set_value("Programme Cohort", programme.cohort, "deputy_lead", cast.address("clerk"))
	area = frappe.get_doc("Daycare Area", programme.area)
	area.area_manager = cast.address("manager2")
	area.save()
	cohort = frappe.get_doc("Programme Cohort", programme.cohort)
	cohort.places = 9
	cohort.save()
	assert frappe.db.get_value("Daycare Area", programme.area, "area_manager") == cast.address("manager2")
	assert frappe.db.get_value("Programme Cohort", programme.cohort, "places") == 9


def test_an_invitation_gives_the_role_before_it_enters_the_manager(programme):
	with cast.acting_as("clerk"):
		accounts.invite_manager(
			"Daycare Area", programme.area, "deputy", "Otto Ohnerolle", cast.address("outsider")
		)
	assert frappe.db.get_value("Daycare Area", programme.area, "deputy") == cast.address("outsider")


def test_a_cohort_does_not_shrink_below_the_places_that_are_taken(names, programme, clients):
	stages.place(names, CANDIDATE, "Preparation")
	frappe.db.commit()
	for places, status in ((0, 417), (1, 200), (5, 200)):
		answer = clients["clerk"].put(f"/api/resource/{COHORT}", json={"places": places})
		assert answer.status_code == status, answer.text[-300:]
	frappe.db.rollback()
