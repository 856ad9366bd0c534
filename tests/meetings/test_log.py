"""The stage log of a meeting: reasons and other people's names are for HR, the lead and who organises it."""

import frappe
import pytest

from fokus_app import versions
from tests import programme as cast
from tests.meetings.conftest import MEETING, act, make_meeting

REASON = "Frau Beispiel ist schwer erkrankt"
SEES = {"clerk": True, "lead": True, "mentor": True, "mentor2": False, "candidate": False}


@pytest.fixture(scope="module")
def meeting(programme, fresh_site):
	"""A meeting of the mentor to which a mentor and a candidate are invited, moved with a reason; committed."""
	made = make_meeting([cast.address("mentor2"), cast.address("candidate")], "Invited", invited=True)
	act("clerk", made.name, "Change Seats", values={"seats": 31}, reason=REASON)
	frappe.db.commit()
	return made.name


def _ways(client, meeting: str) -> dict:
	row = frappe.db.get_value("Stage Change", {"parent": meeting}, "name")
	rows = {"doctype": "Stage Change", "parent": MEETING, "fields": '["reason"]', "limit": 0}
	return {
		"record": client.get(f"/api/resource/{MEETING}/{meeting}"),
		"client": client.call("frappe.client.get", doctype=MEETING, name=meeting),
		"desk": client.get(
			"/api/method/frappe.desk.form.load.getdoc", params={"doctype": MEETING, "name": meeting}
		),
		"steps": client.call("fokus_app.workflows.next_steps.next_steps", doctype=MEETING, name=meeting),
		"print": client.get("/printview", params={"doctype": MEETING, "name": meeting, "format": "Standard"}),
		"row": client.get(f"/api/resource/Stage Change/{row}"),
		"row by client": client.call("frappe.client.get", doctype="Stage Change", name=row, parent=MEETING),
		"rows": client.call("frappe.client.get_list", **rows),
		"value": client.call(
			"frappe.client.get_value", doctype="Stage Change", fieldname="reason", filters=row, parent=MEETING
		),
		"joined": client.call(
			"frappe.client.get_list", doctype=MEETING, fields='["name", "stage_changes.reason"]'
		),
	}


@pytest.mark.parametrize(("person", "sees"), SEES.items())
def test_the_log_is_for_who_organises(server, meeting, person, sees):
	client = server.login(cast.address(person), cast.PASSWORD)
	answers = _ways(client, meeting)
	shown = {way for way, answer in answers.items() if REASON in answer.text}
	if sees:
		assert {"record", "client", "steps"} <= shown, {
			way: answer.status_code for way, answer in answers.items()
		}
	else:
		assert shown == set()
		assert answers["record"].status_code == 200 and "Netzwerktreffen" in answers["record"].text
		assert answers["steps"].json()["message"]["history"] is None


def test_a_save_by_who_does_not_see_it_loses_nothing(meeting):
	before = frappe.db.count("Stage Change", {"parent": meeting})
	with cast.acting_as("mentor"):
		doc = frappe.get_doc(MEETING, meeting)
		doc.focus_topic = "Abschied"
		doc.save()
	assert frappe.db.count("Stage Change", {"parent": meeting}) == before


def test_old_versions_lose_the_log_and_nothing_else(meeting):
	diff = {
		"added": [["stage_changes", {"reason": REASON}], ["agenda", {"title": "Mobile"}]],
		"changed": [["seats", 1, 2]],
	}
	version = frappe.new_doc("Version")
	version.update({"ref_doctype": MEETING, "docname": meeting, "data": "{}"})
	version.insert(ignore_permissions=True)
	version.db_set("data", frappe.as_json(diff))
	for _ in range(2):
		versions.leave_out_of_old_ones()
		data = frappe.parse_json(frappe.db.get_value("Version", version.name, "data"))
		assert (data["added"], data["changed"]) == ([["agenda", {"title": "Mobile"}]], [["seats", 1, 2]])
