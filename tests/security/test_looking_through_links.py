"""A list may ask for fields of the records it links to: nobody sees or finds more of those than by opening them.

The table of links is derived from the app's doctypes. The area manager of before has an assessment, somebody of another
area a step, the pair their relationship: records that they see, with links to records that they do not see.
"""

import json

import frappe
import pytest

from fokus_app import permissions
from fokus_app.assessments import requests, writing
from fokus_app.mentoring_sessions import log
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

PEOPLE = (
	"clerk",
	"lead",
	"manager",
	"othermanager",
	"panelist",
	"candidate",
	"mentor",
	"mentor2",
	"outsider",
)
SECRET = "Sehr vertrauliche Begründung"


@pytest.fixture(scope="module")
def case(names, programme) -> str:
	"""A case that moved to another area; the manager of before keeps an assessment, a panelist a step."""
	stages.place(names, CANDIDATE, "Assessment", reason=SECRET, recommendation_note=SECRET)
	requests.make_for_interview(frappe.get_doc(CANDIDATE, names[CANDIDATE]))
	assessment = frappe.db.get_value(
		"Competency Assessment", {"candidate": names[CANDIDATE], "kind": "Manager"}
	)
	with cast.acting_as("manager"):
		modified = str(frappe.db.get_value("Competency Assessment", assessment, "modified"))
		writing.write(assessment, modified, [], "Führt ruhig und klar.", hand_in=True)
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	frappe.db.set_value(
		"Candidate Activity", {"candidate": names[CANDIDATE]}, "responsible", cast.address("panelist")
	)
	with cast.acting_as("mentor"):
		log.log(names[MENTORING], frappe.utils.today(), 60, topics="Dienstplan")
	stages.place(names, MEETING, "Invited")
	frappe.db.set_value(
		CANDIDATE,
		names[CANDIDATE],
		{
			"manager": cast.address("othermanager"),
			"nominator": cast.address("othermanager"),
			"area": programme.area2,
		},
	)
	frappe.db.commit()
	return names[CANDIDATE]


@pytest.fixture(scope="module")
def clients(case, _server):
	return {person: _server.login(cast.address(person), cast.PASSWORD) for person in PEOPLE}


def _links() -> list[tuple[str, str, str]]:
	"""Doctype, field and linked doctype of every link of the app to records that have a rule."""
	return [
		(doctype, field.fieldname, field.options)
		for doctype in sorted({*permissions.RULES, *permissions.ROWS})
		for field in frappe.get_meta(doctype).get_link_fields()
		if field.options in permissions.RULES
	]


def _seen_by(person: str, doctype: str) -> set[str]:
	with cast.acting_as(person):
		try:
			return set(frappe.get_list(doctype, pluck="name", limit=0))
		except frappe.PermissionError:
			return set()


def test_no_field_of_a_linked_record_is_listed_for_who_may_not_see_that_record(case, clients):
	looked_through = set()
	for doctype, link, linked in _links():
		fields = ["name", *frappe.get_meta(linked).get_valid_columns()]
		asked = [link, *(f"{link}.{field} as x{number}" for number, field in enumerate(fields))]
		for person, client in clients.items():
			seen = _seen_by(person, linked)
			answer = client.get(
				f"/api/resource/{doctype}",
				params={"fields": json.dumps(asked), "limit_page_length": 0, "parent": MENTORING},
			)
			assert answer.status_code in (200, 403), (doctype, link, person, answer.text[-400:])
			for row in answer.json().get("data") or []:
				if link not in row:  # of a level that this person does not read: nor do they read through it
					assert not any(row.values()), (doctype, link, person, row)
					continue
				name = row.pop(link)
				if name and name not in seen:
					assert not [value for value in row.values() if value], (doctype, link, person, row)
					looked_through.add((doctype, link))
				elif name:
					assert row["x0"] == name, (doctype, link, person)
	assert {
		("Competency Assessment", "candidate"),
		("Candidate Activity", "candidate"),
	} <= looked_through


def _with(doctype, fields, **more):
	return {"doctype": doctype, "fields": json.dumps(fields), "limit_page_length": 0, **more}


READING = ["name", "candidate.reason as a", "candidate.recommendation_note as b"]
#: doors through which a list of one doctype is asked for fields of another
DOORS = {
	"list": ("frappe.client.get_list", READING, {}),
	"value": ("frappe.client.get_value", READING, {"fieldname": json.dumps(READING), "filters": "[]"}),
	"report builder": ("frappe.desk.reportview.get", READING, {}),
	"list view": ("frappe.desk.reportview.get_list", READING, {}),
	"export": ("frappe.desk.reportview.export_query", READING, {"file_format_type": "CSV", "title": "x"}),
	"in order": ("frappe.client.get_list", READING, {"order_by": f"`tab{CANDIDATE}_1`.`reason` desc"}),
	"grouped": (
		"frappe.desk.reportview.get",
		["candidate.reason as a", "count(`tab{doctype}`.`name`) as n"],
		{"group_by": f"`tab{CANDIDATE}_1`.`reason`"},
	),
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
	("doctype", "person"), [("Competency Assessment", "manager"), ("Candidate Activity", "panelist")]
)
def test_through_no_door_is_a_case_read_by_what_links_to_it(case, clients, door, doctype, person):
	method, fields, more = DOORS[door]
	fields = [field.replace("{doctype}", doctype) for field in fields]
	answer = clients[person].post(f"/api/method/{method}", json=_with(doctype, fields, **more))
	assert SECRET not in json.dumps(answer.text) + answer.text and "Sehr vertrauliche" not in answer.text
	# the same door, for somebody who may read both
	if doctype == "Candidate Activity" and door in ("list", "value", "report builder", "list view"):
		answer = clients["lead"].post(f"/api/method/{method}", json=_with(doctype, fields, **more))
		assert "Sehr vertrauliche" in answer.text, answer.text[-600:]


FILTERS = {
	"by the doctype": [[CANDIDATE, "reason", "like", "%vertraulich%"]],
	"by the link": [["candidate.reason", "like", "%vertraulich%"]],
	"by the alias": [[f"{CANDIDATE}_1", "reason", "like", "%vertraulich%"]],
}
PROBES = {
	"list": ("frappe.client.get_list", {}),
	"report builder": ("frappe.desk.reportview.get", {}),
	"count of the view": ("frappe.desk.reportview.get_count", {}),
	"count": ("frappe.client.get_count", {}),
	"number card": ("frappe.desk.doctype.number_card.number_card.get_result", {}),
	"link search": ("frappe.desk.search.search_link", {"txt": ""}),
	"assigned": ("frappe.desk.listview.get_group_by_count", {"field": "assigned_to"}),
	"by owner": ("frappe.desk.listview.get_group_by_count", {"field": "owner"}),
}


@pytest.mark.parametrize("how", FILTERS)
@pytest.mark.parametrize("probe", PROBES)
@pytest.mark.parametrize(
	("doctype", "person"), [("Competency Assessment", "manager"), ("Candidate Activity", "panelist")]
)
def test_no_filter_finds_out_what_stands_in_a_case(case, clients, doctype, person, probe, how):
	method, more = PROBES[probe]
	filters = json.dumps(FILTERS[how])
	arguments = {
		**_with(doctype, ["name", "candidate.name as a"]),
		"filters": filters,
		"current_filters": filters,
		"doc": {"document_type": doctype, "function": "Count", "filters_json": filters},
		**more,
	}
	answer = clients[person].post(f"/api/method/{method}", json=arguments)
	if answer.status_code == 200:
		found = answer.json().get("message") or answer.json().get("results")
		assert not found or not found.get("values") if isinstance(found, dict) else not found, answer.text
