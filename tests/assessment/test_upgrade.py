"""Cases that stood in Assessment before the programme asked for assessments."""

import frappe
import pytest
from frappe.utils import today

from fokus_app.assessments import requests
from fokus_app.patches import ask_for_assessments
from tests import programme as cast
from tests.assessment.conftest import DOCTYPE, in_hours, write_all
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

EVERYBODY = [("Manager", "manager"), ("Panel", "panelist"), ("Self", "candidate")]


@pytest.fixture
def old(names) -> dict[str, str]:
	"""Somebody who was invited when nobody was asked yet."""
	stages.place(names, CANDIDATE, "Assessment")
	assert not frappe.db.count(DOCTYPE)
	return names


def asked(names: dict[str, str]) -> list[tuple[str, str]]:
	rows = frappe.get_all(
		DOCTYPE, {"candidate": names[CANDIDATE], "status": "Open"}, ["kind", "assessor", "requested_on"]
	)
	assert {str(row.requested_on) for row in rows} <= {today()}
	return sorted((row.kind, row.assessor.split("@")[0]) for row in rows)


def test_everybody_is_asked_once_however_often_it_runs_and_nobody_is_written_to(old):
	for _again in range(2):
		ask_for_assessments.execute()
		assert asked(old) == EVERYBODY
	assert not frappe.db.count("FOKUS Mail")
	assert {
		len(frappe.get_doc(DOCTYPE, name).observations) for name in frappe.get_all(DOCTYPE, pluck="name")
	} == {frappe.db.count("Leadership Competency")}
	write_all(old)


def test_without_a_panel_candidate_and_manager_are_asked_and_the_panel_once_it_is_named(old):
	frappe.db.delete("Assessment Panel Member")
	ask_for_assessments.execute()
	assert asked(old) == [each for each in EVERYBODY if each[0] != "Panel"]
	with cast.acting_as("lead"):
		panel = [{"user": cast.address("panelist")}]
		values = {"assessment_on": in_hours(200), "assessment_panel": panel}
		stages.act(old, CANDIDATE, "Move Interview", values=values)
	assert asked(old) == EVERYBODY


@pytest.mark.parametrize("state", ["Potential", "Endorsed", "Deferred", "Preparation", "Rejected"])
def test_in_other_stages_nobody_is_asked(names, state):
	stages.place(names, CANDIDATE, state)
	ask_for_assessments.execute()
	assert not frappe.db.count(DOCTYPE)


@pytest.mark.parametrize("status", ["Cancelled", "Handed In"])
def test_where_somebody_was_asked_already_nothing_is_added(old, status):
	requests.make_for_interview(frappe.get_doc(CANDIDATE, old[CANDIDATE]))
	frappe.db.set_value(DOCTYPE, {"candidate": old[CANDIDATE]}, "status", status)
	ask_for_assessments.execute()
	assert frappe.db.count(DOCTYPE) == len(EVERYBODY)
