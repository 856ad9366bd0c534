"""Each method of frappe.client, and the reports: none is left out of the attacks."""

import json
from pathlib import Path

import frappe
import pytest
from frappe import client

import fokus_app
from tests.records import CANDIDATE
from tests.security.attacks import test_lists, test_others_records, test_writing
from tests.security.attacks.doors import Door, nobody_reads
from tests.security.attacks.people import ATTACKERS, STRANGERS
from tests.whitelisted import methods_below

#: what tells nothing of a record, or asks about it without showing it
MORE = {
	"has_permission": Door(
		"frappe.client.has_permission", {"doctype": "{doctype}", "docname": "{name}", "perm_type": "read"}
	),
	"get_doc_permissions": Door(
		"frappe.client.get_doc_permissions", {"doctype": "{doctype}", "docname": "{name}"}
	),
	"get_password": Door(
		"frappe.client.get_password", {"doctype": "{doctype}", "name": "{name}", "fieldname": "password"}
	),
	"get_single_value": Door(
		"frappe.client.get_single_value", {"doctype": "FOKUS Settings", "field": "programme_lead"}
	),
	"is_document_amended": Door(
		"frappe.client.is_document_amended", {"doctype": "{doctype}", "docname": "{name}"}
	),
	"get_count": Door("frappe.client.get_count", {"doctype": "{doctype}"}),
}
#: of Frappe itself and not of records
LEFT_OUT = {"get_js", "get_time_zone"}


def test_every_method_of_frappes_client_is_attacked():
	doors = (test_others_records.BY_NAME, test_lists.LISTS, test_writing.WRITING, MORE)
	attacked = {
		door.method.rsplit(".", 1)[1]
		for each in doors
		for door in each.values()
		if "frappe.client." in door.method
	}
	frappes = (each.path.rsplit(".", 1) for each in methods_below(Path(frappe.__file__).parent))
	there = {name for module, name in frappes if module == client.__name__}
	assert there - attacked - LEFT_OUT == set(), "a way in that no attack tries"


@pytest.mark.parametrize("door", MORE)
def test_what_asks_about_a_record_shows_nothing_of_it(attack, nothing_changes, door):
	nobody_reads(attack, f"client: {door}", MORE[door], [CANDIDATE, "Mentoring Session"], STRANGERS)


# --- reports


def _reports() -> list[str]:
	folder = Path(fokus_app.__file__).parent / "fokus" / "report"
	return sorted(json.loads(file.read_text("utf-8"))["name"] for file in folder.glob("*/*.json"))


#: filters of somebody else's area, cohort and person, and such that no screen sends
FILTERS = (
	{},
	{"area": "Gebiet Nord", "cohort": "FOKUS Probe", "centre": "N-001", "phase": "Preparation"},
	{"manager": "manager@example.org", "user": "candidate@example.org", "candidate": "{case}"},
	{"name": "{case}", "ignore_permissions": 1, "owner": "clerk@example.org"},
	{"area": ["like", "%"], "cohort": "' or 1=1 -- "},
)


@pytest.mark.parametrize("report", _reports())
def test_no_report_shows_a_case_that_is_not_for_its_reader(attack, nothing_changes, report):
	case = attack.victims.names[CANDIDATE]

	def attempt(person, client):
		for filters in FILTERS:
			sent = {"report_name": report, "filters": json.dumps(filters).replace("{case}", case)}
			for method, more in (
				("run", {"ignore_prepared_report": 1}),
				("export_query", {"file_format_type": "CSV", "visible_idx": "[]"}),
			):
				answer = client.post(f"/api/method/frappe.desk.query_report.{method}", data={**sent, **more})
				assert not attack.victims.leaked(person, answer.text), (person, filters, answer.text[:300])
				if person in STRANGERS.values() and person != "sysadmin":
					assert case not in answer.text.replace(json.dumps(filters), ""), (person, filters)
		return 2 * len(FILTERS)

	attack.by_everybody(f"report: {report}", attempt, ATTACKERS)
