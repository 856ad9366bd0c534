"""Change Manager: access, the waiting decision, open steps and mail move to the new manager, with a reason."""

import frappe
import pytest

from fokus_app.workflows import guard
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

OPEN = (
	"Potential",
	"Nominated",
	"Endorsed",
	"Assessment",
	"Deferred",
	"Preparation",
	"Ready",
	"Onboarding",
	"Interrupted",
)


@pytest.mark.parametrize("state", OPEN)
def test_everything_moves_to_the_new_manager(names, state):
	stages.place(names, CANDIDATE, state)
	# outside the area, so that only the manager's own part gives access
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], {"area": None, "centre": None})
	step = frappe.get_doc(
		{
			"doctype": "Candidate Activity",
			"candidate": names[CANDIDATE],
			"phase": "Onboarding",
			"title": "Gespräch",
			"responsible_kind": "Manager",
		}
	).insert()
	assert step.responsible == cast.address("manager")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Change Manager", reason="Elternzeit")
	doc = frappe.get_doc(CANDIDATE, names[CANDIDATE])
	assert (doc.manager, doc.workflow_state) == (cast.address("othermanager"), state)
	row = doc.stage_changes[-1]
	assert (row.action, row.from_state, row.to_state, row.reason, row.changed_by) == (
		"Change Manager",
		state,
		state,
		"Elternzeit",
		cast.address("clerk"),
	)
	assert str(doc.stage_since) < frappe.utils.today(), "the stage goes on"
	assert frappe.db.get_value("Candidate Activity", step.name, "responsible") == doc.manager
	if state == "Nominated":
		assert (doc.waiting_for, str(doc.waiting_since)) == (doc.manager, frappe.utils.today())
	for person, sees in (("othermanager", True), ("manager", False), ("deputy", False)):
		with cast.acting_as(person):
			assert bool(frappe.get_list(CANDIDATE, {"name": doc.name})) == sees, person
	assert stages.mailed(names, CANDIDATE) == ([] if state == "Potential" else ["othermanager"])


@pytest.mark.parametrize(
	("manager", "sentence"),
	[
		("manager", "still the same"),
		("candidate", "must not be the candidate"),
		("nominator", "must not be the person who nominated"),
		("outsider", "no manager role"),
	],
)
def test_not_everybody_can_become_the_manager(names, nobody_wants_mail, manager, sentence):
	stages.place(names, CANDIDATE, "Endorsed")
	with cast.acting_as("clerk"), pytest.raises(guard.ConditionMissing, match=sentence):
		stages.act(names, CANDIDATE, "Change Manager", values={"manager": cast.address(manager)})


def test_a_disabled_manager_is_no_new_manager(names, nobody_wants_mail):
	frappe.db.set_value("User", cast.address("othermanager"), "enabled", 0)
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("clerk"), pytest.raises(guard.ConditionMissing, match="disabled"):
		stages.act(names, CANDIDATE, "Change Manager")
