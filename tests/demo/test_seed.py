"""Seed records are made once; afterwards they belong to the people who use them."""

import frappe
import pytest

from fokus_app import seed

EXERCISE = "Zehn Minuten nur offene Fragen"
FOUNDATIONS = ("Role Clarity", "Shared Understanding of Leadership", "Reflection of the Own Stance")


@pytest.mark.parametrize("foundation", FOUNDATIONS)
def test_each_foundation_of_the_leadership_model_has_its_competencies(foundation):
	found = frappe.get_all("Leadership Competency", {"dimension": foundation}, ["name", "description"])
	assert 3 <= len(found) <= 4
	assert all(len(row.description) > 40 for row in found)


@pytest.mark.parametrize(
	"title",
	[
		"Was hat ein Mobile mit dem systemischen Ansatz zu tun?",
		"Meine Landkarte ist nicht deine Landkarte",
		EXERCISE,
	],
)
def test_exercises_say_all_that_is_needed_to_do_them(title):
	exercise = frappe.get_doc("Facilitation Exercise", title)
	for field in ("purpose", "minutes", "group_size_from", "group_size_to", "material", "instructions"):
		assert exercise.get(field), field


def test_the_template_covers_both_phases_and_is_the_default():
	template = frappe.get_doc("Activity Template", seed.DEFAULT_TEMPLATE)
	for phase in ("Preparation", "Onboarding"):
		steps = [step for step in template.steps if step.phase == phase]
		assert any(step.mandatory for step in steps)
		assert not all(step.mandatory for step in steps)
	assert {step.responsible_kind for step in template.steps} == {
		"Candidate",
		"Mentor",
		"Manager",
		"HR Clerk",
	}
	assert frappe.db.get_single_value("FOKUS Settings", "activity_template") == template.name


def test_new_leaders_have_a_shorter_template_of_their_own():
	template = frappe.get_doc("Activity Template", seed.NEW_LEADER_TEMPLATE)
	assert {step.phase for step in template.steps} == {"Onboarding"}
	assert len(template.steps) < len(frappe.get_doc("Activity Template", seed.DEFAULT_TEMPLATE).steps)
	assert frappe.db.get_single_value("FOKUS Settings", "new_leader_template") == template.name


@pytest.mark.parametrize(
	"step",
	["Einarbeitung", "Führungswerkstatt", "Hospitation", "ersten 30 Tage", "100-Tage", "Jahresgespräch"],
)
@pytest.mark.parametrize("title", [seed.DEFAULT_TEMPLATE, seed.NEW_LEADER_TEMPLATE])
def test_the_templates_hold_the_steps_of_the_programme(title, step):
	assert any(step in row.title for row in frappe.get_doc("Activity Template", title).steps)


def test_a_template_cleared_from_the_settings_stays_cleared():
	frappe.db.set_single_value("FOKUS Settings", {"activity_template": None, "new_leader_template": None})
	made = [
		key
		for key in frappe.parse_json(frappe.db.get_global("fokus_seed_made"))
		if "Neue Leitungen" not in key
	]
	frappe.db.set_global("fokus_seed_made", frappe.as_json(made))
	seed.make_missing()
	assert not frappe.db.get_single_value("FOKUS Settings", "activity_template")
	assert frappe.db.get_single_value("FOKUS Settings", "new_leader_template") == seed.NEW_LEADER_TEMPLATE


def test_a_deleted_seed_record_does_not_return():
	frappe.delete_doc("Facilitation Exercise", EXERCISE)
	seed.make_missing()
	assert not frappe.db.exists("Facilitation Exercise", EXERCISE)


def test_a_renamed_seed_record_does_not_return_under_its_old_name():
	frappe.rename_doc("Facilitation Exercise", EXERCISE, "Nur offene Fragen")
	seed.make_missing()
	assert not frappe.db.exists("Facilitation Exercise", EXERCISE)


def test_an_edited_seed_record_stays_as_it_is():
	exercise = frappe.get_doc("Facilitation Exercise", EXERCISE)
	exercise.minutes = 7
	exercise.save()
	seed.make_missing()
	assert frappe.db.get_value("Facilitation Exercise", EXERCISE, "minutes") == 7


def test_frappes_own_sync_of_fixtures_does_not_touch_them():
	frappe.db.set_value("Facilitation Exercise", EXERCISE, "minutes", 7)
	from frappe.utils.fixtures import import_fixtures

	import_fixtures("fokus_app")
	assert frappe.db.get_value("Facilitation Exercise", EXERCISE, "minutes") == 7
	frappe.db.set_value("Facilitation Exercise", EXERCISE, "minutes", 30)
	frappe.db.commit()


def test_a_template_that_comes_later_does_without_a_deleted_competency():
	frappe.db.set_value("FOKUS Settings", None, "activity_template", None)
	frappe.delete_doc("Activity Template", seed.DEFAULT_TEMPLATE)
	frappe.delete_doc("Leadership Competency", "Die eigene Rolle klären", force=True)
	made = [
		key
		for key in frappe.parse_json(frappe.db.get_global("fokus_seed_made"))
		if "FOKUS Standard" not in key
	]
	frappe.db.set_global("fokus_seed_made", frappe.as_json(made))
	seed.make_missing()
	steps = frappe.get_doc("Activity Template", seed.DEFAULT_TEMPLATE).steps
	assert [step.competency for step in steps if step.title.startswith("Auftaktgespräch")] == [None]
	assert frappe.db.get_single_value("FOKUS Settings", "activity_template") == seed.DEFAULT_TEMPLATE


def test_after_uninstalling_all_seeds_are_made_again():
	frappe.delete_doc("Facilitation Exercise", EXERCISE)
	seed.forget()
	seed.make_missing()
	assert frappe.db.exists("Facilitation Exercise", EXERCISE)
