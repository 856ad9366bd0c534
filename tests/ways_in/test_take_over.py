"""The go-live: participants come in from a list in their stage, without mails, and can be taken back as a whole."""

import frappe
import pytest
from frappe.utils import add_days, getdate

from fokus_app import take_over
from tests import programme as cast
from tests.import_list.lists import people, sent
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

BASE = {"KiTa": "N-001", "Jahrgang": "FOKUS Probe", "Begründung": "Gut", "Seit": "01.09.2026"}
#: a stage in HR's words, what else the row needs: the state, and what it brings
ROWS = {
	"Potenzial": ({}, "Potential"),
	"Nominiert": ({"Nominiert durch": "nominator@example.org"}, "Nominated"),
	"Befürwortet": ({}, "Endorsed"),
	"Auswahl": ({}, "Assessment"),
	"Zurückgestellt": ({"Wiedervorlage": "01.03.2027"}, "Deferred"),
	"Vorbereitung": ({"Schritte erledigt bis": "15.09.2026"}, "Preparation"),
	"Bereit": ({}, "Ready"),
	"Einarbeitung": ({"Beginn in der Rolle": "01.10.2026"}, "Onboarding"),
	"Unterbrochen": ({"Rückkehr": "01.06.2027"}, "Interrupted"),
}


@pytest.fixture(autouse=True)
def in_german(programme):
	frappe.local.lang = "de"
	frappe.db.set_value("Programme Cohort", programme.cohort, "places", 50)
	yield
	frappe.local.lang = "en"


def _row(number: int, stage: str, **more) -> dict:
	return {
		"Name": f"Person {number}",
		"E-Mail": f"person{number}@example.org",
		"Stufe": stage,
		**BASE,
		**more,
	}


def _everybody() -> bytes:
	return people(*(_row(n, stage, **more) for n, (stage, (more, _state)) in enumerate(ROWS.items())))


def _call(method, content: bytes, person: str = "clerk"):
	with cast.acting_as(person):
		return method(**sent(content))


@pytest.fixture
def committed(programme):
	frappe.db.commit()
	yield
	frappe.db.rollback()
	for name in frappe.get_all(take_over.DOCTYPE, pluck="name"):
		frappe.delete_doc(take_over.DOCTYPE, name, force=True, delete_permanently=True)
	for name in frappe.get_all(CANDIDATE, pluck="name"):
		frappe.db.delete("Candidate Activity", {"candidate": name})
		frappe.delete_doc(CANDIDATE, name, force=True, delete_permanently=True)
	frappe.db.commit()


def test_the_preview_understands_every_stage_and_saves_nothing(programme, committed):
	found = _call(take_over.preview, _everybody())
	assert (found["right"], found["wrong"]) == (len(ROWS), 0), found["rows"]
	assert [row["stage"] for row in found["rows"]] == [frappe._(state) for _more, state in ROWS.values()]
	assert not [column for column in found["columns"] if not column["label"]]
	assert not frappe.db.count(CANDIDATE) and not frappe.db.count("Candidate Activity")


def test_everybody_stands_in_their_stage_with_what_belongs_to_it_and_nobody_is_written_to(
	programme, committed
):
	result = _call(take_over.read_in, _everybody())
	assert result["wrong"] == []
	for made, (_more, state) in zip(result["created"], ROWS.values(), strict=True):
		doc = frappe.get_doc(CANDIDATE, made["name"])
		assert (doc.workflow_state, str(doc.stage_since)) == (state, "2026-09-01")
		(entry,) = doc.stage_changes
		assert (entry.action, entry.from_state, entry.to_state, entry.changed_by, entry.days) == (
			"Taken Over",
			"Potential",
			state,
			cast.address("clerk"),
			0,
		)
		placed = state in ("Preparation", "Ready", "Onboarding", "Interrupted")
		assert bool(frappe.db.exists("Taken Place", {"holder": doc.name})) == placed
		steps = frappe.get_all(
			"Candidate Activity",
			filters={"candidate": doc.name},
			fields=["title", "status", "due_date", "done_on"],
			order_by="due_date",
		)
		if state == "Preparation":
			assert [(step.title, step.status) for step in steps] == [
				("Hospitation", "Done"),
				("Buch lesen", "Open"),
			]
			assert steps[0].done_on == steps[0].due_date
		elif state == "Onboarding":
			assert [step.title for step in steps] == ["100-Tage-Gespräch"]
			assert steps[0].due_date >= getdate(add_days("2026-10-01", 100))
		elif state == "Interrupted":
			assert [(step.title, step.status) for step in steps] == [
				("Hospitation", "Open"),
				("Buch lesen", "Open"),
			]
		else:
			assert steps == []
		if state == "Nominated":
			assert doc.waiting_for == doc.manager == cast.address("manager")
		if state == "Interrupted":
			with cast.acting_as("clerk"):
				assert stages.act({CANDIDATE: doc.name}, CANDIDATE, "Continue")["state"] == "Preparation"
	mails = frappe.get_all("FOKUS Mail", pluck="event")
	assert [event for event in mails if "continue" not in event] == []


WRONG = {
	"no stage": ({"Stufe": ""}, "„Stufe“ fehlt"),
	"a closed stage": ({"Stufe": "Abgelehnt"}, "keine Stufe"),
	"an unknown stage": ({"Stufe": "Mittendrin"}, "Mittendrin"),
	"no cohort": ({"Jahrgang": ""}, "Jahrgang"),
	"no start": ({"Stufe": "Einarbeitung"}, "fehlt"),
	"the future": ({"Seit": "01.09.2099"}, "Zukunft"),
	"an unknown centre": ({"KiTa": "Wolkenheim"}, "Wolkenheim"),
	"no name": ({"Name": ""}, "Name"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_row_is_named_and_the_right_ones_come_in(programme, committed, case):
	values, word = WRONG[case]
	content = people({**_row(1, "Vorbereitung"), **values}, _row(2, "Vorbereitung"))
	found = _call(take_over.preview, content)
	assert (found["right"], found["wrong"]) == (1, 1)
	assert word in " ".join(found["rows"][0]["problems"])
	result = _call(take_over.read_in, content)
	assert [row["number"] for row in result["created"]] == [3]
	assert word in " ".join(result["wrong"][0]["problems"])
	assert "person1@" in result["wrong_csv"]
	assert frappe.db.count(CANDIDATE) == 1


def test_places_are_not_given_twice(programme, committed):
	frappe.db.set_value("Programme Cohort", programme.cohort, "places", 2)
	frappe.db.commit()
	result = _call(take_over.read_in, people(*(_row(n, "Vorbereitung") for n in range(4))))
	assert (len(result["created"]), len(result["wrong"])) == (2, 2)
	assert frappe.db.count("Taken Place", {"resource": programme.cohort}) == 2


def test_the_same_list_twice_takes_nobody_over_twice(programme, committed):
	_call(take_over.read_in, _everybody())
	frappe.db.commit()
	again = _call(take_over.read_in, _everybody())
	assert (again["created"], again["name"], len(again["wrong"])) == ([], None, len(ROWS))


def test_undo_deletes_who_was_left_alone_and_names_the_others(programme, committed):
	result = _call(take_over.read_in, people(*(_row(n, "Vorbereitung") for n in range(4))))
	names = [row["name"] for row in result["created"]]
	with cast.acting_as("clerk"):
		frappe.client.set_value(CANDIDATE, names[0], "position", "Erzieherin")
		step = frappe.db.get_value("Candidate Activity", {"candidate": names[1], "status": "Open"})
		doc = frappe.get_doc("Candidate Activity", step)
		doc.status = "Done"
		doc.save()
		frappe.get_doc(
			{"doctype": "Mentoring Relationship", "candidate": names[2], "mentor": programme.mentor}
		).insert()
	with cast.acting_as("lead"):
		outcome = take_over.undo(result["name"])
	assert (outcome["undone"], [row["candidate"] for row in outcome["kept"]]) == (1, names[:3])
	assert sorted(frappe.get_all(CANDIDATE, pluck="name")) == names[:3]
	assert not frappe.db.count("Candidate Activity", {"candidate": names[3]})
	assert frappe.db.count("Taken Place", {"resource": programme.cohort}) == 3
	assert not frappe.db.exists("Deleted Document", {"deleted_name": names[3]})
	kept = frappe.get_doc(take_over.DOCTYPE, result["name"])
	assert kept.status == "Partly Undone"
	assert [bool(row.why_kept) for row in kept.rows] == [True, True, True, False]
	frappe.delete_doc(
		"Mentoring Relationship",
		frappe.db.get_value("Mentoring Relationship", {"candidate": names[2]}),
		force=True,
	)
	with cast.acting_as("clerk"):
		assert take_over.undo(result["name"])["undone"] == 1


@pytest.mark.parametrize(
	"person", ["manager", "nominator", "mentor", "candidate", "outsider", "sysadmin", "Guest"]
)
def test_only_hr_and_the_lead_take_over(programme, person):
	for call in (
		lambda: take_over.preview(**sent(_everybody())),
		lambda: take_over.read_in(**sent(_everybody())),
		lambda: take_over.undo("TO-2026-0001"),
		take_over.example,
	):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			call()


def test_nobody_takes_themselves_over(programme, committed):
	row = {**_row(1, "Bereit"), "E-Mail": cast.address("clerk")}
	result = _call(take_over.read_in, people(row))
	assert result["created"] == [] and "Sie selbst" in " ".join(result["wrong"][0]["problems"])


def test_the_example_is_understood_as_it_is(programme, committed):
	with cast.acting_as("clerk"):
		take_over.example()
	content = frappe.response["filecontent"]
	found = _call(take_over.preview, content)
	assert (found["right"], found["wrong"]) == (2, 0), found["rows"]
