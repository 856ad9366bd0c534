"""People in every stage of two areas, with stages behind them and steps before them; committed once for a module."""

from dataclasses import dataclass, field
from typing import ClassVar

import frappe
import pytest
from frappe.utils import add_days, today

from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE


@dataclass
class Person:
	"""One candidate as the tests count them: which stage, where, days in earlier stages, steps (status, due in days)."""

	stage: str
	centre: str = "N-001"
	cohort: str = "FOKUS Probe"
	entry_path: str = "Nominated"
	spent: dict[str, list[int]] = field(default_factory=dict)
	steps: list[tuple[str, str, int]] = field(default_factory=list)
	name: str = ""

	AREAS: ClassVar = {"N-001": "Gebiet Nord", "N-002": "Gebiet Nord", "S-001": "Gebiet Süd"}

	@property
	def area(self) -> str:
		return self.AREAS[self.centre]


def everybody() -> list[Person]:
	"""Nord: six who have left the stage Nominated, four who have left Preparation; Süd: three of the former."""
	done, late, soon = ("Done", "Onboarding", -9), ("Open", "Onboarding", -1), ("Open", "Onboarding", 1)
	return [
		Person("Nominated"),
		Person("Nominated", "S-001", cohort="FOKUS Nachbarn"),
		Person("Endorsed", spent={"Nominated": [1]}),
		Person("Preparation", spent={"Nominated": [2, 3]}, steps=[("Open", "Preparation", -5)]),
		Person("Preparation", "S-001", spent={"Nominated": [100]}, entry_path="HR Proposal"),
		Person("Ready", "N-002", spent={"Nominated": [7], "Preparation": [60]}),
		Person("Onboarding", spent={"Nominated": [9], "Preparation": [70]}, steps=[done, late, soon]),
		Person("Onboarding", spent={"Nominated": [11], "Preparation": [80]}, steps=[done, done]),
		Person("Onboarding", "S-001", spent={"Nominated": [30]}, entry_path="New Leader", steps=[late, late]),
		Person("Established", spent={"Nominated": [13], "Preparation": [90]}, steps=[done]),
		Person("Rejected", "S-001", spent={"Nominated": [40]}, cohort="FOKUS Nachbarn"),
	]


@pytest.fixture(scope="module")
def persons(programme: cast.Programme) -> list[Person]:
	"""Everybody, written into the database."""
	found = everybody()
	for number, person in enumerate(found):
		doc = cast.candidate(
			programme,
			candidate_name=f"Person {number}",
			email=f"person{number}@example.org",
			user=None,
			centre=person.centre,
			manager=cast.address("manager2" if person.centre == "S-001" else "manager"),
			nominator=cast.address("nominator" if person.centre != "S-001" else "othermanager"),
			entry_path=person.entry_path,
		)
		person.name = doc.name
		_write(person)
	frappe.db.commit()
	return found


def _write(person: Person) -> None:
	frappe.db.set_value(CANDIDATE, person.name, {"workflow_state": person.stage, "cohort": person.cohort})
	rows = [(stage, days) for stage, stays in person.spent.items() for days in stays]
	for number, (stage, days) in enumerate(rows, 50):
		_change(person.name, number, from_state=stage, to_state="Elsewhere", days=days)
	# an act that stays where it is, long ago: no stay has ended with it
	_change(person.name, 99, from_state="Nominated", to_state="Nominated", days=1000)
	for status, phase, due in person.steps:
		step = frappe.new_doc("Candidate Activity")
		step.update(
			{
				"title": "Schritt",
				"candidate": person.name,
				"phase": phase,
				"status": status,
				"due_date": add_days(today(), due),
				"mandatory": due == -1,
			}
		)
		step.set_new_name()
		step.db_insert()


def _change(parent: str, idx: int, **values: object) -> None:
	row = frappe.new_doc("Stage Change")
	row.update(
		{"parent": parent, "parenttype": CANDIDATE, "parentfield": "stage_changes", "idx": idx, **values}
	)
	row.set_new_name()
	row.db_insert()


#: (answer, seat, attendance) of everybody who was invited
ANSWERS = [
	*[("Yes", "Seat", "Attended")] * 3,
	("Yes", "Seat", "Absent"),
	("Yes", "Waiting List", ""),
	("No", "", "Absent"),
	("Maybe", "", "Attended"),
	("", "", ""),
]


@pytest.fixture
def met(programme) -> str:
	"""A meeting that was held, and one that was called off."""
	names = stages.make(programme)
	meeting = names[stages.MEETING]
	frappe.db.delete("Meeting Participation", {"meeting": meeting})
	frappe.db.set_value(
		stages.MEETING, meeting, {"workflow_state": "Held", "starts_on": f"{today()} 18:00:00", "seats": 5}
	)
	called_off = frappe.copy_doc(frappe.get_doc(stages.MEETING, meeting))
	called_off.set_new_name()
	called_off.update({"workflow_state": "Cancelled", "docstatus": 0})
	called_off.db_insert()
	for number, (answer, seat, attendance_) in enumerate(ANSWERS):
		row = frappe.new_doc("Meeting Participation")
		row.update(
			{
				"meeting": meeting,
				"user": f"guest{number}@example.org",
				"invited_on": today(),
				"answer": answer,
				"seat": seat,
				"attendance": attendance_,
			}
		)
		row.set_new_name()
		row.db_insert()
	return meeting
