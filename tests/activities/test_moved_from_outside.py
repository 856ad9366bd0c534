"""A start that moves past the form, over REST or by Data Import: open due dates move with it, done ones do not."""

from dataclasses import dataclass
from datetime import date

import frappe
import pytest

from fokus_app import activities
from tests import programme as cast
from tests.activities import holidays_nrw
from tests.import_list import data_import
from tests.import_list.lists import as_csv
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

STEP, COHORT = "Candidate Activity", "Programme Cohort"


@dataclass(frozen=True)
class Move:
	"""Who changes which date to what, in which phase people are then, and the day that counts afterwards."""

	phase: str
	person: str
	doctype: str
	field: str
	value: str
	anchor: str


#: 1 August 2026 is the cohort's start, 1 March 2027 the start in the role before
MOVES = {
	"the start in the role": Move("Onboarding", "clerk", CANDIDATE, "start_date", "2027-03-27", "2027-03-27"),
	"a start in the past": Move("Onboarding", "lead", CANDIDATE, "start_date", "2026-02-02", "2026-02-02"),
	"another cohort": Move("Preparation", "lead", CANDIDATE, "cohort", "FOKUS Nachbarn", "2027-01-04"),
	"the cohort's start": Move("Preparation", "clerk", COHORT, "starts_on", "2026-10-02", "2026-10-02"),
}


@pytest.fixture
def rest(server):
	def put(person: str, doctype: str, name: str, **values) -> None:
		answer = server.login(cast.address(person), cast.PASSWORD).put(
			f"/api/resource/{doctype}/{name}", json=values
		)
		assert answer.status_code == 200, answer.text[:300]

	return put


@pytest.fixture
def imported(programme):
	def read_in(person: str, doctype: str, name: str, **values) -> None:
		content = as_csv([["ID", *values], [name, *values.values()]], "utf-8", ",")
		with cast.acting_as(person):
			logs = data_import.run(data_import.saved(content, doctype, "Update Existing Records"))
		assert [log.success for log in logs] == [1], logs

	return read_in


@pytest.fixture
def person(programme):
	"""Somebody in a phase with one step done and one open; taken away again, since all of it is committed."""
	made = []

	def make(phase: str) -> str:
		doc = cast.candidate(programme, candidate_name="Mara Muster", email="mara@example.org", user=None)
		made.append(doc.name)
		stages.place({CANDIDATE: doc.name}, CANDIDATE, phase, start_date="2027-03-01")
		doc.reload()
		activities.make_for_stage(doc)
		step = {"doctype": STEP, "candidate": doc.name, "phase": phase, "title": "Erledigt", "due_days": 10}
		done = frappe.get_doc({**step, "responsible_kind": "HR Clerk"}).insert()
		with cast.acting_as("clerk"):
			activities.tick(done.name)
		frappe.db.commit()
		return doc.name

	frappe.db.set_value(COHORT, programme.cohort2, "starts_on", "2027-01-04")
	for part in ("clerk", "lead"):  # Data Import is for system managers
		frappe.get_doc("User", cast.address(part)).add_roles("System Manager")
	yield make
	frappe.db.rollback()
	for name in made:
		frappe.db.delete(STEP, {"candidate": name})
		frappe.delete_doc(CANDIDATE, name, force=True, delete_permanently=True)
	frappe.db.set_value(COHORT, programme.cohort, "starts_on", "2026-08-01")
	frappe.db.commit()


@pytest.mark.parametrize("door", ["rest", "imported"])
@pytest.mark.parametrize("move", MOVES)
def test_open_due_dates_move_and_done_ones_stay(person, programme, request, move, door):
	move = MOVES[move]
	case = person(move.phase)
	before = _due(case, "Done")
	record = case if move.doctype == CANDIDATE else programme.cohort
	request.getfixturevalue(door)(move.person, move.doctype, record, **{move.field: move.value})
	frappe.db.rollback()
	assert str(frappe.db.get_value(move.doctype, record, move.field)) == move.value
	assert _due(case, "Done") == before != {}
	days = {row.title: row.due_days for row in frappe.get_doc("Activity Template", programme.template).steps}
	anchor = date.fromisoformat(move.anchor)
	found = _due(case, "Open")
	assert found == {title: holidays_nrw.due(anchor, days[title]) for title in found} != {}


def _due(case: str, status: str) -> dict[str, date]:
	return dict(
		frappe.get_all(STEP, {"candidate": case, "status": status}, ["title", "due_date"], as_list=True)
	)
