"""Areas and centres as a tree, with the open cases that each person may see."""

import frappe
import pytest

from fokus_app import area_tree
from tests import programme as cast
from tests.workflows.stages import CANDIDATE


@pytest.fixture
def cases(programme) -> None:
	"""Three open cases at two centres of the north, one in the south, and one that is closed."""
	for number, (centre, state) in enumerate(
		[
			("N-001", "Potential"),
			("N-001", "Ready"),
			("N-002", "Deferred"),
			("S-001", "Nominated"),
			("N-001", "Ended"),
		]
	):
		doc = cast.candidate(
			programme,
			candidate_name=f"Person {number}",
			email=f"person{number}@example.org",
			user=None,
			centre=centre,
			nominator=cast.address("othermanager"),
			manager=cast.address("manager2" if centre == "S-001" else "manager"),
		)
		frappe.db.set_value(CANDIDATE, doc.name, "workflow_state", state)


def _tree(person: str) -> dict[str, int]:
	with cast.acting_as(person):
		found = {}
		for area in area_tree.children("Daycare Area", is_root=True):
			found[area["value"]] = area["candidates"]
			for centre in area_tree.children("Daycare Area", parent=area["value"]):
				found[centre["value"]] = centre["candidates"]
		return found


NORTH, SOUTH = {"Gebiet Nord": 3, "N-001": 2, "N-002": 1}, {"Gebiet Süd": 1, "S-001": 1}
NOBODY = dict.fromkeys({**NORTH, **SOUTH}, 0)


@pytest.mark.parametrize(
	("person", "expected"),
	[
		("clerk", {**NORTH, **SOUTH}),
		("lead", {**NORTH, **SOUTH}),
		("manager", {**NOBODY, **NORTH}),
		("manager2", {**NOBODY, **SOUTH}),
		("panelist", NOBODY),
	],
)
def test_each_person_counts_whom_they_may_see(cases, person, expected):
	assert _tree(person) == expected


def test_an_area_says_how_many_centres_it_has(cases):
	with cast.acting_as("clerk"):
		areas = {each["value"]: each["centres"] for each in area_tree.children("Daycare Area")}
	assert areas == {"Gebiet Nord": 2, "Gebiet Süd": 1}


@pytest.mark.parametrize("person", ["outsider"])
def test_who_does_not_read_areas_has_no_tree(cases, person):
	with pytest.raises(frappe.PermissionError):
		_tree(person)
