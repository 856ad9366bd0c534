"""The talent pool: who is in it for whom, what was wished, when somebody last spoke; and deferred cases to look at again."""

import json

import frappe
import pytest
from frappe.desk import query_report
from frappe.utils import add_days, getdate, today

from fokus_app import candidacy, field_values, own_page, talent_pool, waiting
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

REPORT = "FOKUS Talent Pool"
#: name, stage, area, wished areas, days since the last talk (None: never), readiness
PEOPLE = [
	("Ready Nord", "Ready", "N-001", ["Gebiet Süd"], 10, "Now"),
	("Ready Süd", "Ready", "S-001", ["Gebiet Nord", "Gebiet Süd"], 100, "Now"),
	("Never Spoken", "Ready", "S-001", [], None, "Later"),
	("Soon Nord", "Preparation", "N-002", ["Gebiet Nord"], 40, "In 1–2 Years"),
	("Not Yet", "Endorsed", "N-001", ["Gebiet Nord"], 5, "Now"),
	("Gone", "Ended", "N-001", ["Gebiet Nord"], 5, "Now"),
]


@pytest.fixture
def pool(programme) -> dict[str, str]:
	"""The people above; names of records by name."""
	names = {}
	for name, stage, centre, wished, days, readiness in PEOPLE:
		doc = cast.candidate(
			programme,
			candidate_name=name,
			email=f"{name.replace(' ', '.').lower().replace('ü', 'ue')}@example.org",
			user=None,
			centre=centre,
			manager=cast.address("manager2" if centre == "S-001" else "manager"),
			readiness=readiness,
			nominator=cast.address("lead"),
		)
		with cast.acting_as("clerk"):
			doc.set("wished_areas", [{"area": area} for area in wished])
			doc.last_talk_on = days and add_days(today(), -days)
			doc.save()
		doc.db_set("workflow_state", stage)
		names[name] = doc.name
	return names


def shown(person: str, **filters) -> list[str]:
	with cast.acting_as(person):
		result = query_report.run(REPORT, filters=json.dumps(filters))["result"]
	return [row["candidate_name"] for row in result if isinstance(row, dict)]


ALL = ["Never Spoken", "Ready Süd", "Ready Nord", "Soon Nord"]


@pytest.mark.parametrize(
	("person", "expected"),
	[
		("clerk", ALL),
		("lead", ALL),
		("otherlead", ALL),
		("manager", ["Ready Nord", "Soon Nord"]),
		("deputy", ["Ready Nord", "Soon Nord"]),
		("manager2", ["Never Spoken", "Ready Süd"]),
		("othermanager", []),
	],
)
def test_each_person_finds_in_the_report_who_they_may_see(pool, person, expected):
	assert shown(person) == expected


@pytest.mark.parametrize("person", ["mentor", "candidate", "outsider", "sysadmin"])
def test_others_have_no_report(pool, person):
	with pytest.raises(frappe.PermissionError):
		shown(person)


def test_nobody_finds_themselves_in_the_pool(pool):
	frappe.db.set_value(CANDIDATE, pool["Ready Nord"], "user", cast.address("clerk"))
	assert "Ready Nord" not in shown("clerk")
	assert "Ready Nord" in shown("clerk2")


@pytest.mark.parametrize(
	("filters", "expected"),
	[
		({"stage": "Ready"}, ["Never Spoken", "Ready Süd", "Ready Nord"]),
		({"stage": "Preparation"}, ["Soon Nord"]),
		({"stage": "Ended"}, ALL),  # nothing outside the pool, whatever a client asks for
		({"wished_area": "Gebiet Nord"}, ["Ready Süd", "Soon Nord"]),
		({"wished_area": "Gebiet Süd", "area": "Gebiet Nord"}, ["Ready Nord"]),
		({"readiness": "Now"}, ["Ready Süd", "Ready Nord"]),
		({"no_talk_for_days": 40}, ["Never Spoken", "Ready Süd", "Soon Nord"]),
		({"no_talk_for_days": 41}, ["Never Spoken", "Ready Süd"]),
		({"cohort": "FOKUS Nachbarn"}, []),
	],
)
def test_the_filters_narrow_it(pool, filters, expected):
	assert shown("clerk", **filters) == expected


def test_a_row_says_what_was_wished_and_how_long_ago_somebody_spoke(pool):
	with cast.acting_as("clerk"):
		rows = {row.candidate_name: row for row in talent_pool.members(talent_pool.Search(), getdate())}
	assert rows["Ready Süd"].wished_areas == "Gebiet Nord, Gebiet Süd"
	assert rows["Ready Süd"].days_since_talk == 100
	assert rows["Never Spoken"].days_since_talk is None


def test_the_card_counts_who_is_ready_and_leads_to_the_report(pool):
	with cast.acting_as("manager2"):
		card = waiting.card_ready()
	assert (card["value"], card["route"]) == (2, ["query-report", REPORT])


def test_a_last_talk_does_not_lie_ahead(pool):
	with cast.acting_as("clerk"):
		doc = frappe.get_doc(CANDIDATE, pool["Ready Nord"])
		doc.last_talk_on = add_days(today(), 1)
		with pytest.raises(field_values.WrongValue, match="lies in the future"):
			doc.save()
		doc.reload()
		doc.update({"last_talk_on": today(), "next_talk_on": add_days(today(), 90)})
		doc.save()


# What the candidate says on their own page


def wish_of(name: str) -> tuple[list[str], str]:
	doc = frappe.get_doc(CANDIDATE, name)
	return [row.area for row in doc.wished_areas], doc.wish_note


def test_the_candidate_states_a_wish_and_sees_it(names):
	stages.place(names, CANDIDATE, "Preparation")
	with cast.acting_as("candidate"):
		talent_pool.state_wish(names[CANDIDATE], json.dumps(["Gebiet Süd", "Gebiet Süd"]), "Nah am Bahnhof")
		(path,) = own_page.page()["paths"]
	assert wish_of(names[CANDIDATE]) == (["Gebiet Süd"], "Nah am Bahnhof")
	assert path["wish"] == {
		"number": names[CANDIDATE],
		"note": "Nah am Bahnhof",
		"areas": [{"name": "Gebiet Nord", "wished": False}, {"name": "Gebiet Süd", "wished": True}],
	}


def test_a_wish_can_be_taken_back(names):
	stages.place(names, CANDIDATE, "Ready")
	with cast.acting_as("candidate"):
		talent_pool.state_wish(names[CANDIDATE], ["Gebiet Süd"], "Nah")
		talent_pool.state_wish(names[CANDIDATE], [], "")
	assert wish_of(names[CANDIDATE]) == ([], "")


@pytest.mark.parametrize("person", ["participant2", "mentor", "manager", "clerk", "outsider", "Guest"])
def test_nobody_else_states_it(names, person):
	stages.place(names, CANDIDATE, "Ready")
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		talent_pool.state_wish(names[CANDIDATE], ["Gebiet Süd"], "")


@pytest.mark.parametrize(
	("state", "values"),
	[("Ended", {}), ("Ready", {"informed_on": None}), ("Potential", {"informed_on": None})],
)
def test_no_wish_once_it_is_over_or_before_they_know(names, state, values):
	stages.place(names, CANDIDATE, state, **values)
	with cast.acting_as("candidate"):
		assert all(not path["wish"] for path in own_page.page()["paths"])
		with pytest.raises(frappe.PermissionError):
			talent_pool.state_wish(names[CANDIDATE], [], "")


@pytest.mark.parametrize("areas", ["[1]", '{"a": 1}', ["Gebiet Mond"], '["Gebiet Mond"]'])
def test_a_wish_names_areas_that_exist(names, areas):
	stages.place(names, CANDIDATE, "Ready")
	with cast.acting_as("candidate"), pytest.raises(frappe.ValidationError):
		talent_pool.state_wish(names[CANDIDATE], areas, "")


def test_a_record_that_is_not_there_answers_like_somebody_elses(names):
	with cast.acting_as("candidate"), pytest.raises(frappe.PermissionError):
		talent_pool.state_wish("FK-0000-00000", [], "")


def test_rows_of_wishes_are_seen_where_the_record_is(pool):
	with cast.acting_as("manager2"):
		seen = frappe.get_list("Wished Area", parent_doctype=CANDIDATE, pluck="parent")
	assert set(seen) == {pool["Ready Süd"]}


# Deferred cases


@pytest.mark.parametrize(("days", "due"), [(-1, True), (0, True), (1, False)])
def test_a_deferred_case_is_to_be_looked_at_again_from_its_date_on(names, days, due):
	stages.place(names, CANDIDATE, "Deferred", deferred_until=add_days(today(), days))
	assert (names[CANDIDATE] in candidacy.deferred_due(today())) is due
	with cast.acting_as("lead"):
		listed = frappe.get_list(
			CANDIDATE, filters=waiting.filters_for(CANDIDATE, "look_again"), pluck="name"
		)
	assert (names[CANDIDATE] in listed) is due


def test_whoever_is_not_deferred_any_more_is_not_due(names):
	stages.place(names, CANDIDATE, "Endorsed", deferred_until=add_days(today(), -1))
	assert candidacy.deferred_due(today()) == []
