"""Frappe's Workflow Actions: none of our workflows', and as ever where a customer has made a state required."""

import frappe
import pytest

from fokus_app import compat
from fokus_app.workflows import definitions
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


@pytest.mark.parametrize(("optional", "written_down_for"), [(1, []), (0, ["FOKUS Programme Lead"]), (1, [])])
def test_who_is_next_is_written_down_where_the_next_state_is_required(
	names, nobody_wants_mail, optional, written_down_for
):
	compat.ask_who_is_next_at_once()  # as each request and each job does
	workflow = frappe.get_doc("Workflow", definitions()[CANDIDATE].name)
	for row in workflow.states:
		row.is_optional_state = 1 if row.state != "Assessment" else optional
	workflow.save()
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("manager"):
		stages.act(names, CANDIDATE, "Endorse")
	actions = frappe.get_all("Workflow Action", {"reference_name": names[CANDIDATE]}, pluck="name")
	roles = frappe.get_all(
		"Workflow Action Permitted Role", {"parent": ("in", actions or [""])}, pluck="role"
	)
	assert roles == written_down_for
