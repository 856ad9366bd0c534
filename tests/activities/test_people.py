"""Who does a step follows from the case, also when the people in it change; who ticks it off and takes it back."""

import frappe
import pytest

from fokus_app import activities, own_page, waiting
from tests import programme as cast
from tests.activities.conftest import CANDIDATE
from tests.workflows import stages

STEP = "Candidate Activity"
KINDS = {
	"Candidate": "candidate",
	"Mentor": "mentor",
	"Manager": "manager",
	"HR Clerk": "clerk",
	"Programme Lead": "lead",
}


@pytest.fixture
def steps(prepared) -> dict[str, str]:
	"""One step of each kind, added by HR; names by kind."""
	with cast.acting_as("clerk"):
		return {kind: _add(prepared, kind) for kind in KINDS}


def _add(candidate: str, kind: str, **values) -> str:
	step = frappe.get_doc(
		{
			"doctype": STEP,
			"candidate": candidate,
			"phase": "Preparation",
			"title": kind,
			"responsible_kind": kind,
			**values,
		}
	)
	return step.insert().name


def _who(step: str) -> str | None:
	user = frappe.db.get_value(STEP, step, "responsible")
	return user and user.split("@")[0]


def _change(doctype: str, name: str, **values) -> None:
	values = {key: cast.address(value) if value in cast.CAST else value for key, value in values.items()}
	if "manager" in values:
		stages.act({doctype: name}, doctype, "Change Manager", values=values)
		return
	doc = frappe.get_doc(doctype, name)
	doc.update(values)
	doc.save()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_step_is_done_by_who_has_that_part(steps, kind):
	assert _who(steps[kind]) == KINDS[kind]


CHANGES = [
	# kind, changed record, values, who does it then
	("Candidate", CANDIDATE, {"user": "participant2"}, "participant2"),
	("Candidate", CANDIDATE, {"user": None}, None),
	("Manager", CANDIDATE, {"manager": "othermanager"}, "othermanager"),
	("HR Clerk", CANDIDATE, {"hr_clerk": "clerk2"}, "clerk2"),
	("HR Clerk", CANDIDATE, {"hr_clerk": None}, "clerk"),
	("Programme Lead", "Programme Cohort", {"programme_lead": "otherlead"}, "otherlead"),
	("Programme Lead", CANDIDATE, {"cohort": "FOKUS Nachbarn"}, "otherlead"),
	("Manager", CANDIDATE, {"user": "manager", "email": "manager"}, "deputy"),
]


@pytest.mark.parametrize(("kind", "doctype", "values", "who"), CHANGES)
def test_open_steps_go_to_whoever_has_that_part_now(steps, prepared, kind, doctype, values, who):
	name = {CANDIDATE: prepared, "Programme Cohort": "FOKUS Probe"}[doctype]
	with cast.acting_as("lead" if "cohort" in values or doctype != CANDIDATE else "clerk"):
		_change(doctype, name, **values)
	assert _who(steps[kind]) == who
	others = {other: _who(step) for other, step in steps.items() if other not in (kind, "Candidate")}
	assert others == {other: KINDS[other] for other in others}


def test_the_lead_and_contact_of_the_settings_count_where_the_case_names_none(steps, prepared):
	frappe.db.set_value(CANDIDATE, prepared, {"cohort": None, "hr_clerk": None, "entry_path": "New Leader"})
	_change("FOKUS Settings", "FOKUS Settings", programme_lead="otherlead", hr_contact="clerk2")
	assert (_who(steps["Programme Lead"]), _who(steps["HR Clerk"])) == ("otherlead", "clerk2")


def test_a_new_contact_takes_nothing_from_a_clerk_in_charge(steps):
	_change("FOKUS Settings", "FOKUS Settings", hr_contact="clerk2", programme_lead="otherlead")
	assert (_who(steps["Programme Lead"]), _who(steps["HR Clerk"])) == ("lead", "clerk")


def test_done_steps_stay_with_who_did_them(steps, prepared):
	with cast.acting_as("manager"):
		activities.tick(steps["Manager"])
	with cast.acting_as("clerk"):
		_change(CANDIDATE, prepared, manager="othermanager")
	assert _who(steps["Manager"]) == "manager"


def test_somebody_chosen_by_hand_stays_until_the_field_is_emptied(steps, prepared):
	with cast.acting_as("clerk"):
		_change(STEP, steps["Manager"], responsible="nominator")
		_change(CANDIDATE, prepared, manager="othermanager")
		assert _who(steps["Manager"]) == "nominator"
		_change(STEP, steps["Manager"], responsible=None)
		assert _who(steps["Manager"]) == "othermanager"
		_change(CANDIDATE, prepared, manager="manager")
	assert _who(steps["Manager"]) == "manager"


def test_another_kind_brings_another_person(steps):
	with cast.acting_as("clerk"):
		_change(STEP, steps["Manager"], responsible_kind="Programme Lead")
	assert _who(steps["Manager"]) == "lead"


def test_when_the_mentoring_ends_the_step_has_nobody_and_hr_sees_it(steps, names):
	with cast.acting_as("clerk"):
		stages.act(names, stages.MENTORING, "End Mentoring Early")
		assert _who(steps["Mentor"]) is None
		listed = frappe.get_list(STEP, filters=waiting.filters_for(STEP, "without_person"), pluck="name")
	assert listed == [steps["Mentor"]]


def test_a_closed_case_has_no_step_without_a_person(steps, names):
	with cast.acting_as("clerk"):
		stages.act(names, stages.MENTORING, "End Mentoring Early")
		stages.act(names, CANDIDATE, "Withdraw Candidacy", reason_category="Not Stated")
		assert not frappe.get_list(STEP, filters=waiting.filters_for(STEP, "without_person"))


# Ticking off and taking it back


@pytest.mark.parametrize("person", ["candidate", "clerk", "lead"])
def test_who_does_the_step_and_hr_and_lead_take_a_tick_back_while_the_stage_lasts(steps, person):
	with cast.acting_as("candidate"):
		activities.tick(steps["Candidate"])
	with cast.acting_as(person):
		assert activities.tick(steps["Candidate"], done=False) == {
			"status": "Open",
			"done_on": None,
			"done_by": None,
		}


@pytest.mark.parametrize("person", ["mentor", "manager", "participant2", "nominator", "outsider"])
@pytest.mark.parametrize("done", [True, False])
def test_nobody_else_ticks(steps, person, done):
	if not done:
		with cast.acting_as("candidate"):
			activities.tick(steps["Candidate"])
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		activities.tick(steps["Candidate"], done=done)


@pytest.mark.parametrize(("person", "may"), [("candidate", False), ("clerk", True), ("lead", True)])
@pytest.mark.parametrize("stage", ["Ready", "Onboarding"])
def test_after_the_stage_only_hr_and_lead_take_a_tick_back(steps, names, stage, person, may):
	with cast.acting_as("candidate"):
		activities.tick(steps["Candidate"])
	stages.place(names, CANDIDATE, stage)
	with cast.acting_as(person):
		offered = {step["name"]: step["may_tick"] for step in own_page.my_steps()}
		if person == "candidate":
			assert offered[steps["Candidate"]] is False
		if may:
			activities.tick(steps["Candidate"], done=False)
		else:
			with pytest.raises(frappe.PermissionError, match="stage of this step is over"):
				activities.tick(steps["Candidate"], done=False)


def test_during_an_interruption_a_tick_of_that_stage_is_taken_back(steps, names):
	with cast.acting_as("candidate"):
		activities.tick(steps["Candidate"])
	stages.place(names, CANDIDATE, "Interrupted", interrupted_from="Preparation")
	with cast.acting_as("candidate"):
		activities.tick(steps["Candidate"], done=False)
	assert frappe.db.get_value("Candidate Activity", steps["Candidate"], "status") == "Open"


def test_the_form_counts_and_names_what_has_nobody(steps, names, prepared):
	with cast.acting_as("clerk"):
		stages.act(names, stages.MENTORING, "End Mentoring Early")
		rows = activities.steps_of(prepared)
		activities.tick(steps["HR Clerk"])
		assert {row["name"] for row in rows if row["without_person"]} == {steps["Mentor"]}
		assert [row["status"] for row in activities.steps_of(prepared)].count("Done") == 1
