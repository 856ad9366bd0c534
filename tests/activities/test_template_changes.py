"""A changed template reaches running candidates only when HR asks for it, exactly as the preview has shown."""

import frappe
import pytest

from fokus_app import activities, template_changes
from tests import programme as cast
from tests.activities import holidays_nrw
from tests.activities.conftest import CANDIDATE
from tests.workflows import stages

STEP, TEMPLATE, COHORT = "Candidate Activity", "Activity Template", "Programme Cohort"


def steps(candidate: str) -> list:
	fields = ["title", "status", "due_date", "mandatory", "responsible", "responsible_kind", "description"]
	return sorted(
		frappe.get_all(STEP, filters={"candidate": candidate}, fields=fields, as_list=True), key=str
	)


def step(candidate: str, title: str):
	return frappe.get_doc(STEP, {"candidate": candidate, "title": title})


def change_template(programme, change) -> None:
	doc = frappe.get_doc(TEMPLATE, programme.template)
	change(doc)
	doc.save()


def preview(name: str, doctype: str = TEMPLATE, person: str = "clerk") -> dict:
	with cast.acting_as(person):
		return template_changes.preview(doctype, name)


def apply(name: str, doctype: str = TEMPLATE, person: str = "clerk") -> dict:
	seen = preview(name, doctype, person)["seen"]
	with cast.acting_as(person):
		return template_changes.apply(doctype, name, seen)


def edit(doc) -> None:
	"""What HR may do to a template: a row changed, one taken away, one added; onboarding changed too."""
	hospitation, book, talk = doc.steps
	hospitation.update(
		{"due_days": 40, "mandatory": 0, "responsible_kind": "Manager", "description": "Zwei Tage"}
	)
	talk.due_days = 90
	doc.remove(book)
	doc.append(
		"steps",
		{
			"phase": "Preparation",
			"title": "Führungswerkstatt",
			"responsible_kind": "Programme Lead",
			"due_days": 50,
			"mandatory": 1,
		},
	)


def test_changing_a_template_leaves_running_candidates_alone(prepared, programme):
	before = steps(prepared)
	change_template(programme, edit)
	assert steps(prepared) == before


def test_the_preview_names_candidate_and_differences_and_changes_nothing(prepared, programme):
	change_template(programme, edit)
	before = steps(prepared)
	(plan,) = preview(programme.template)["plans"]
	assert steps(prepared) == before
	assert (plan["candidate"], plan["candidate_name"]) == (prepared, "Karla Kandidat")
	assert (plan["added"], plan["removed"], plan["kept"]) == (["Führungswerkstatt"], ["Buch lesen"], [])
	(changed,) = plan["changed"]
	assert changed["title"] == "Hospitation"
	assert [(each["label"], each["before"], each["after"]) for each in changed["fields"]] == [
		("Who Does It", "Candidate", "Manager"),
		("Due After (Days)", "30", "40"),
		("Mandatory", "Yes", "No"),
		("Description", "", "Zwei Tage"),
	]


def test_applying_does_what_the_preview_has_shown(prepared, programme):
	change_template(programme, edit)
	assert apply(programme.template) == {"done": 1}
	start = frappe.utils.getdate("2026-08-01")
	due = {days: holidays_nrw.due(start, days) for days in (40, 50)}
	assert steps(prepared) == sorted(
		[
			("Führungswerkstatt", "Open", due[50], 1, cast.address("lead"), "Programme Lead", None),
			("Hospitation", "Open", due[40], 0, cast.address("manager"), "Manager", "Zwei Tage"),
		],
		key=str,
	)


def test_applying_twice_changes_nothing_the_second_time(prepared, programme):
	change_template(programme, edit)
	apply(programme.template)
	before = steps(prepared)
	assert preview(programme.template)["plans"] == []
	assert apply(programme.template) == {"done": 0}
	assert steps(prepared) == before


def test_done_steps_are_never_touched(prepared, programme):
	with cast.acting_as("clerk"):
		for title in ("Hospitation", "Buch lesen"):
			activities.tick(step(prepared, title).name)
	done = steps(prepared)
	change_template(programme, edit)
	apply(programme.template)
	assert [row for row in steps(prepared) if row[0] != "Führungswerkstatt"] == done


BY_HAND = [
	{"due_date": "2027-01-11"},
	{"responsible": "nominator@example.org"},
	{"description": "Mit Frau Muster besprechen"},
	{"mandatory": 0},
]


@pytest.mark.parametrize("values", BY_HAND)
@pytest.mark.parametrize("title", ["Hospitation", "Buch lesen"])
def test_steps_changed_by_hand_are_kept_and_named(prepared, programme, title, values):
	if title == "Buch lesen" and "mandatory" in values:
		values = {"mandatory": 1}
	with cast.acting_as("clerk"):
		doc = step(prepared, title)
		doc.update(values)
		doc.save()
	before = [row for row in steps(prepared) if row[0] == title]
	change_template(programme, edit)
	assert preview(programme.template)["plans"][0]["kept"] == [title]
	apply(programme.template)
	assert [row for row in steps(prepared) if row[0] == title] == before


def test_steps_added_by_hand_stay(prepared, programme):
	with cast.acting_as("clerk"):
		frappe.get_doc(
			{
				"doctype": STEP,
				"candidate": prepared,
				"phase": "Preparation",
				"title": "Eigener Schritt",
				"responsible_kind": "Candidate",
			}
		).insert()
	change_template(programme, edit)
	apply(programme.template)
	assert step(prepared, "Eigener Schritt").status == "Open"


@pytest.mark.parametrize(
	("state", "values", "reached"),
	[
		("Preparation", {}, True),
		("Interrupted", {"interrupted_from": "Preparation"}, True),
		("Interrupted", {"interrupted_from": "Ready"}, False),
		("Ready", {}, False),
		("Endorsed", {}, False),
		("Ended", {}, False),
	],
)
def test_only_who_is_in_the_phase_is_reached(prepared, programme, names, state, values, reached):
	stages.place(names, CANDIDATE, state, **values)
	change_template(programme, edit)
	assert bool(preview(programme.template)["plans"]) is reached


def test_in_onboarding_what_was_left_of_preparation_stays(prepared, programme, names):
	stages.place(names, CANDIDATE, "Ready", "Appoint")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Appoint")
	change_template(programme, edit)
	(plan,) = preview(programme.template)["plans"]
	assert (plan["added"], plan["removed"]) == ([], [])
	assert [each["title"] for each in plan["changed"]] == ["100-Tage-Gespräch"]


def test_who_has_another_template_is_not_reached(prepared, programme):
	other = frappe.copy_doc(frappe.get_doc(TEMPLATE, programme.template))
	other.title = "Anderer Plan"
	other.insert()
	frappe.db.set_value(COHORT, programme.cohort, "activity_template", other.name)
	frappe.clear_document_cache(COHORT, programme.cohort)
	change_template(programme, edit)
	assert preview(programme.template)["plans"] == []


def test_another_template_of_the_cohort_takes_over_what_is_the_same(prepared, programme):
	other = frappe.get_doc(
		{
			"doctype": TEMPLATE,
			"title": "Anderer Plan",
			"steps": [
				{
					"phase": "Preparation",
					"title": "hospitation",
					"responsible_kind": "Candidate",
					"due_days": 30,
					"mandatory": 1,
				},
				{"phase": "Preparation", "title": "Neu", "responsible_kind": "Mentor", "due_days": 3},
			],
		}
	).insert()
	cohort = frappe.get_doc(COHORT, programme.cohort)
	cohort.activity_template = other.name
	cohort.save()
	(plan,) = preview(programme.cohort, COHORT)["plans"]
	assert (plan["added"], plan["removed"]) == (["Neu"], ["Buch lesen"])
	assert apply(programme.cohort, COHORT) == {"done": 1}
	found = frappe.get_all(STEP, {"candidate": prepared}, ["title", "template_row"])
	assert {row.title for row in found} == {"hospitation", "Neu"}
	assert {row.template_row for row in found} == {row.name for row in other.steps}


def test_what_changed_since_the_preview_is_not_applied(prepared, programme):
	change_template(programme, edit)
	seen = preview(programme.template)["seen"]
	with cast.acting_as("candidate"):
		activities.tick(step(prepared, "Hospitation").name)
	before = steps(prepared)
	with cast.acting_as("clerk"), pytest.raises(frappe.TimestampMismatchError, match="preview again"):
		template_changes.apply(TEMPLATE, programme.template, seen)
	assert steps(prepared) == before


@pytest.mark.parametrize("person", ["manager", "mentor", "candidate", "outsider", "sysadmin"])
@pytest.mark.parametrize("method", ["preview", "apply"])
def test_only_hr_and_lead_apply(prepared, programme, person, method):
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		more = {"seen": ""} if method == "apply" else {}
		getattr(template_changes, method)(TEMPLATE, programme.template, **more)


def test_nothing_but_templates_and_cohorts_is_a_source(prepared):
	with pytest.raises(frappe.PermissionError):
		template_changes.preview(CANDIDATE, prepared)


def test_a_clerk_in_the_programme_does_not_change_their_own_steps(prepared, programme):
	frappe.db.set_value(CANDIDATE, prepared, {"user": cast.address("clerk"), "email": None})
	change_template(programme, edit)
	assert preview(programme.template)["plans"] == []
	assert len(preview(programme.template, person="clerk2")["plans"]) == 1


def test_many_are_changed_by_a_worker_one_by_one(prepared, programme):
	"""The job itself, run here; that it is really enqueued is seen over HTTP below."""
	change_template(programme, edit)
	candidates = [row["candidate"] for row in preview(programme.template)["plans"]]
	template_changes.apply_in_background(TEMPLATE, programme.template, [*candidates, "FK-0000-00000"])
	try:
		assert preview(programme.template)["plans"] == []
		assert frappe.get_all("Error Log", {"method": ("like", "%FK-0000-00000%")})
	finally:
		_put_back(prepared, programme)


def _put_back(prepared, programme) -> None:
	"""The job commits: take its candidate out of the way of the tests that follow."""
	frappe.db.set_value(CANDIDATE, prepared, "workflow_state", "Potential")
	frappe.db.delete(STEP, {"candidate": prepared})
	frappe.db.commit()
