"""Which template somebody gets, what a template must be like, and that one in use is not deleted."""

import frappe
import pytest

from fokus_app import activities
from fokus_app.patches import dates_set_by_hand, templates_by_entry_path
from tests import programme as cast
from tests.activities.conftest import CANDIDATE

ROW = {"phase": "Preparation", "title": "Hospitation", "responsible_kind": "Candidate", "due_days": 30}


def template(title: str, *rows: dict) -> str:
	doc = frappe.get_doc(
		{"doctype": "Activity Template", "title": title, "steps": [{**ROW, **row} for row in rows]}
	)
	return doc.insert().name


@pytest.fixture
def choice(programme):
	"""Templates named like the place that names them, chosen nowhere yet."""
	places = ("cohort", "cohort new", "settings", "settings new")
	for place in places:
		template(place, {})
	frappe.db.set_value(
		"Programme Cohort", programme.cohort, {"activity_template": None, "new_leader_template": None}
	)
	settings = frappe.get_doc("FOKUS Settings")
	settings.update({"activity_template": None, "new_leader_template": None})
	settings.save()
	return programme.cohort


FIELDS = {"activity_template": "", "new_leader_template": " new"}
CHOICES = [
	# chosen, entry path, in a cohort, the template
	(("cohort", "settings"), "Nominated", True, "cohort"),
	(("cohort", "settings"), "Nominated", False, "settings"),
	(("settings",), "Self-Nominated", True, "settings"),
	(("cohort new", "settings new"), "HR Proposal", True, None),
	(("cohort", "cohort new", "settings", "settings new"), "New Leader", True, "cohort new"),
	(("cohort", "settings", "settings new"), "New Leader", True, "settings new"),
	(("cohort", "settings", "settings new"), "New Leader", False, "settings new"),
	(("cohort", "settings"), "New Leader", True, "cohort"),
	(("settings",), "New Leader", True, "settings"),
	((), "Nominated", True, None),
	((), "New Leader", False, None),
]


@pytest.mark.parametrize(("chosen", "path", "in_cohort", "expected"), CHOICES)
def test_cohort_and_entry_path_say_which_template(choice, chosen, path, in_cohort, expected):
	cohort = frappe.get_doc("Programme Cohort", choice)
	settings = frappe.get_doc("FOKUS Settings")
	for place, doc in (("cohort", cohort), ("settings", settings)):
		for field, suffix in FIELDS.items():
			doc.set(field, place + suffix if place + suffix in chosen else None)
		doc.save()
	found = activities.template_for(frappe._dict(cohort=choice if in_cohort else None, entry_path=path))
	assert (found and found.name) == expected


@pytest.mark.parametrize(
	("rows", "said"),
	[
		([{"due_days": 5000}], "between -365 and 1095"),
		([{"due_days": -366}], "between -365 and 1095"),
		([{}, {"title": "  hospitation "}], "same step as row 1"),
		([{"phase": "Pause"}], "Phase"),
		([{"responsible_kind": "Hausmeister"}], "Who Does It"),
		([{"title": "…"}], "Step"),
		([{"title": ""}], "title"),
		([{"competency": "gibt es nicht"}], "gibt es nicht"),
		([], "steps"),
	],
)
def test_rows_that_could_not_become_a_step_are_refused(site, rows, said):
	with pytest.raises(frappe.ValidationError, match=said):
		template("Fehlerhaft", *rows)


def test_the_same_title_in_both_phases_is_two_steps(site):
	assert template("Zweimal", {}, {"phase": "Onboarding"})


@pytest.mark.parametrize("days", [-365, -1, 0, 1095])
def test_days_within_the_range_are_taken(site, days):
	assert template("Grenzen", {"due_days": days})


def test_a_row_is_not_written_past_its_template(programme):
	row = frappe.get_doc("Activity Template", programme.template).steps[0]
	row.due_days = 9999
	with pytest.raises(frappe.PermissionError):
		row.save()
	with pytest.raises(frappe.PermissionError):
		row.delete()


def test_a_template_that_a_cohort_uses_is_not_deleted(programme):
	with pytest.raises(frappe.LinkExistsError, match="FOKUS"), cast.acting_as("clerk"):
		frappe.delete_doc("Activity Template", programme.template)


def test_a_template_is_not_deleted_while_somebody_works_through_it(prepared, programme):
	frappe.db.set_value(
		"Programme Cohort",
		{"name": ("in", (programme.cohort, programme.cohort2))},
		{"activity_template": None, "new_leader_template": None},
	)
	with pytest.raises(frappe.LinkExistsError, match="1 candidates still have open steps"):
		frappe.delete_doc("Activity Template", programme.template)
	frappe.db.set_value("Candidate Activity", {"candidate": prepared}, "status", "Done")
	frappe.delete_doc("Activity Template", programme.template)


def test_a_stage_entered_again_gets_no_step_though_the_template_is_another(prepared, programme):
	other = template("Anderer Plan", {"title": "HOSPITATION"}, {"title": "Neu"})
	frappe.db.set_value("Programme Cohort", programme.cohort, "activity_template", other)
	frappe.clear_document_cache("Programme Cohort", programme.cohort)
	activities.make_for_stage(frappe.get_doc(CANDIDATE, prepared))
	titles = frappe.get_all("Candidate Activity", {"candidate": prepared}, pluck="title")
	assert sorted(titles) == ["Buch lesen", "Hospitation"]


def test_the_patch_keeps_a_cohorts_template_for_its_new_leaders(programme):
	cohorts = {"activity_template": programme.template, "new_leader_template": None}
	frappe.db.set_value("Programme Cohort", programme.cohort, cohorts)
	frappe.db.set_single_value("FOKUS Settings", "federal_state", None)
	for _time in range(2):
		templates_by_entry_path.execute()
		assert (
			frappe.db.get_value("Programme Cohort", programme.cohort, "new_leader_template")
			== programme.template
		)
		assert frappe.db.get_single_value("FOKUS Settings", "federal_state") == "North Rhine-Westphalia"


@pytest.mark.parametrize(
	("due", "by_hand"),
	[("2026-08-31", 0), ("2026-09-30", 1)],
)
def test_the_patch_marks_dates_that_nobody_could_have_computed(prepared, due, by_hand):
	step = frappe.db.get_value("Candidate Activity", {"candidate": prepared, "title": "Hospitation"})
	frappe.db.set_value("Candidate Activity", step, "due_date", due)
	for _time in range(2):
		dates_set_by_hand.execute()
		assert frappe.db.get_value("Candidate Activity", step, "due_by_hand") == by_hand
