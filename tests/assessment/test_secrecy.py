"""Who reads which words: role × kind × channel, over HTTP. HR reads dates, a manager what they wrote, the lead all."""

import json

import frappe
import pytest

from fokus_app.assessments import view, writing
from tests import programme as cast
from tests.assessment.conftest import DOCTYPE, SECRET, WRITERS, write_all
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

LEADS = ("lead", "deputylead", "otherlead")
#: whose words somebody reads in the desk
READS = {
	**dict.fromkeys(LEADS, ("Self", "Manager", "Panel")),
	"manager": ("Manager",),
	"panelist": ("Panel",),
	**dict.fromkeys(("clerk", "clerkmanager", "deputy", "nominator", "manager2", "othermanager"), ()),
	**dict.fromkeys(("candidate", "mentor", "participant2", "outsider", "sysadmin"), ()),
}


@pytest.fixture(scope="module")
def handed_in(names):
	"""All three are handed in, nothing is released; committed."""
	stages.place(names, CANDIDATE, "Endorsed")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Invite to Assessment")
	made = write_all(names)
	frappe.db.commit()
	return made


@pytest.fixture(scope="module")
def clients(handed_in, _server):
	return {person: _server.login(cast.address(person), cast.PASSWORD) for person in READS}


def _get(doctype):
	return {"doctype": doctype, "name": "{name}"}


FIELDS = json.dumps(["name", "overall_remark", "scale"])
#: doors of Frappe through which somebody might read an assessment: method and arguments
DOORS = {
	"client.get": ("frappe.client.get", _get(DOCTYPE)),
	"client.get_value": (
		"frappe.client.get_value",
		{"doctype": DOCTYPE, "fieldname": "overall_remark", "filters": {"name": "{name}"}},
	),
	"client.get_list": ("frappe.client.get_list", {"doctype": DOCTYPE, "fields": FIELDS}),
	"rows in a list": (
		"frappe.client.get_list",
		{"doctype": DOCTYPE, "fields": json.dumps(["name", "`tabCompetency Observation`.observation"])},
	),
	"list of rows": (
		"frappe.client.get_list",
		{"doctype": "Competency Observation", "parent": DOCTYPE, "fields": '["observation", "parent"]'},
	),
	"one row": ("frappe.client.get", {"doctype": "Competency Observation", "name": "{row}"}),
	"value of a row": (
		"frappe.client.get_value",
		{
			"doctype": "Competency Observation",
			"fieldname": "observation",
			"filters": {"parent": "{name}"},
			"parent": DOCTYPE,
		},
	),
	"report view": (
		"frappe.desk.reportview.get",
		{"doctype": DOCTYPE, "fields": FIELDS, "filters": "[]"},
	),
	"rows in the report view": (
		"frappe.desk.reportview.get",
		{
			"doctype": DOCTYPE,
			"fields": json.dumps(["`tabCompetency Observation`.`observation`"]),
			"filters": "[]",
		},
	),
	"export": (
		"frappe.desk.reportview.export_query",
		{"doctype": DOCTYPE, "file_format_type": "CSV", "title": "x", "fields": FIELDS, "filters": "{}"},
	),
	"form": ("frappe.desk.form.load.getdoc", _get(DOCTYPE)),
	"timeline": ("frappe.desk.form.load.get_docinfo", _get(DOCTYPE)),
	"print": ("frappe.www.printview.get_html_and_style", {"doc": DOCTYPE, "name": "{name}"}),
	"search": ("frappe.desk.search.search_link", {"doctype": DOCTYPE, "txt": ""}),
	"link check": (
		"frappe.client.validate_link",
		{"doctype": DOCTYPE, "docname": "{name}", "fields": '["overall_remark"]'},
	),
	"title": ("frappe.desk.search.get_link_title", {"doctype": DOCTYPE, "docname": "{name}"}),
	"versions": ("frappe.client.get_list", {"doctype": "Version", "fields": '["data"]', "limit": 0}),
	"global search": ("frappe.utils.global_search.search", {"text": SECRET, "doctype": DOCTYPE}),
	"group by": (
		"frappe.desk.listview.get_group_by_count",
		{"doctype": DOCTYPE, "current_filters": "[]", "field": "overall_remark"},
	),
	"links of the candidate": (
		"frappe.desk.form.linked_with.get",
		{"doctype": CANDIDATE, "docname": "{candidate}"},
	),
	"our sheet": ("fokus_app.assessments.view.sheet", {"name": "{name}"}),
	"our overview": ("fokus_app.assessments.view.overview", {"candidate": "{candidate}"}),
	"print of the profile": (
		"frappe.www.printview.get_html_and_style",
		{"doc": CANDIDATE, "name": "{candidate}", "print_format": "FOKUS Assessment Profile"},
	),
	"standard print of the candidate": (
		"frappe.www.printview.get_html_and_style",
		{"doc": CANDIDATE, "name": "{candidate}"},
	),
	"form of the candidate": ("frappe.desk.form.load.getdoc", {"doctype": CANDIDATE, "name": "{candidate}"}),
}


@pytest.mark.parametrize("door", DOORS)
def test_nobody_reads_words_that_are_not_theirs_to_read(names, handed_in, clients, door):
	method, arguments = DOORS[door]
	of_one = any(place in json.dumps(arguments) for place in ("{name}", "{row}"))
	read_by_somebody = False
	for person, session in clients.items():
		for name in [*handed_in.values()] if of_one else [handed_in["Self"]]:
			row = frappe.db.get_value("Competency Observation", {"parent": name})
			filled = json.loads(
				json.dumps(arguments)
				.replace("{name}", name)
				.replace("{row}", row)
				.replace("{candidate}", names[CANDIDATE])
			)
			answer = session.call(method, **filled)
			assert answer.status_code != 500, (person, answer.text[:600])
			for written in WRITERS:
				read = f"{SECRET}{written}" in answer.text
				assert not read or written in READS[person], f"{person} reads {written}"
				read_by_somebody |= read
	if door in ("client.get", "list of rows", "form", "our overview", "print of the profile", "report view"):
		assert read_by_somebody, "nobody reads through a door that is open"


@pytest.mark.parametrize("person", READS)
def test_what_is_theirs_to_read_they_do_read(names, handed_in, clients, person):
	for kind, name in handed_in.items():
		answer = clients[person].get(f"/api/resource/{DOCTYPE}/{name}")
		assert (f"{SECRET}{kind}" in answer.text) == (kind in READS[person]), answer.text[:200]


@pytest.mark.parametrize("person", ["clerk", "clerk2", "lead"])
def test_hr_and_the_lead_see_who_has_handed_in_and_when(names, handed_in, person):
	with cast.acting_as(person):
		seen = view.overview(names[CANDIDATE])
	assert {row["kind"]: bool(row["handed_in_on"]) for row in seen["rows"]} == dict.fromkeys(WRITERS, True)
	assert all(row["may_release"] == (row["kind"] != "Self") for row in seen["rows"])


@pytest.mark.parametrize("person", ["manager", "panelist"])
def test_others_see_the_dates_of_their_own(names, handed_in, person):
	with cast.acting_as(person):
		seen = view.overview(names[CANDIDATE])
	assert [row["kind"] for row in seen["rows"]] == list(READS[person])
	assert not any(row["may_release"] for row in seen["rows"]) and seen["may_ask"] == []


def test_nothing_of_it_is_kept_elsewhere(names, handed_in):
	for doctype, field in (
		("Version", "data"),
		("Comment", "content"),
		("Communication", "content"),
		("Email Queue", "message"),
		("Deleted Document", "data"),
		("Error Log", "error"),
		("Activity Log", "subject"),
	):
		assert not frappe.get_all(doctype, filters={field: ("like", f"%{SECRET}%")}), doctype


@pytest.mark.parametrize(
	("released", "seen"),
	[
		((), ("Self",)),
		(("Manager",), ("Self", "Manager")),
		(("Manager", "Panel"), ("Self", "Manager", "Panel")),
	],
)
def test_on_the_own_page_are_the_own_words_and_what_was_released(names, handed_in, clients, released, seen):
	for kind in ("Manager", "Panel"):
		with cast.acting_as("lead"):
			writing.release(handed_in[kind], kind in released)
	frappe.db.commit()
	for person in ("candidate", "participant2", "manager"):
		page = clients[person].get("/fokus")
		assert page.status_code == 200
		for kind in WRITERS:
			expected = person == "candidate" and kind in seen
			assert (f"{SECRET}{kind}" in page.text) is expected, (person, kind)
