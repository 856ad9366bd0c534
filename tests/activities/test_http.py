"""The methods behind the buttons over HTTP, and a template applied to many by a real worker."""

import json

import frappe
import pytest

from fokus_app import activities
from tests import programme as cast

CANDIDATE, STEP, TEMPLATE = "Leadership Candidate", "Candidate Activity", "Activity Template"
METHOD = "/api/method/fokus_app.template_changes."


@pytest.fixture
def clients(programme, server):
	return {
		part: server.login(cast.address(part), cast.PASSWORD)
		for part in ("clerk", "manager", "candidate", "outsider")
	}


@pytest.fixture
def many(programme) -> list[str]:
	"""Thirty people in preparation, each with the steps of the template."""
	names = []
	for number in range(30):
		doc = cast.candidate(
			programme, candidate_name=f"Person {number:02}", email=f"p{number}@example.org", user=None
		)
		doc.db_set("workflow_state", "Preparation")
		activities.make_for_stage(doc)
		names.append(doc.name)
	template = frappe.get_doc(TEMPLATE, programme.template)
	template.steps[0].description = "Zwei Tage in einer anderen KiTa"
	template.save()
	frappe.db.commit()
	return names


def test_many_candidates_are_changed_in_the_background(many, programme, clients, worker):
	source = {"doctype": TEMPLATE, "name": programme.template}
	found = clients["clerk"].get(METHOD + "preview", params=source).json()["message"]
	assert [plan["candidate"] for plan in found["plans"]] == many
	for person in ("manager", "candidate", "outsider"):
		assert clients[person].get(METHOD + "preview", params=source).status_code == 403
		refused = clients[person].post(METHOD + "apply", json={**source, "seen": found["seen"]})
		assert refused.status_code == 403
	assert clients["clerk"].get(METHOD + "apply", params={**source, "seen": found["seen"]}).status_code in (
		403,
		405,
	)
	answer = clients["clerk"].post(METHOD + "apply", json={**source, "seen": found["seen"]})
	assert answer.json()["message"] == {"queued": 30}
	worker.wait_until_idle(120)
	frappe.db.rollback()
	assert not frappe.get_all("Error Log", pluck="error")
	done = frappe.get_all(STEP, {"candidate": ("in", many), "title": "Hospitation"}, pluck="description")
	assert done == ["Zwei Tage in einer anderen KiTa"] * 30
	again = clients["clerk"].get(METHOD + "preview", params=source).json()["message"]
	assert (again["plans"], again["unchanged"]) == ([], 30)
	stale = clients["clerk"].post(METHOD + "apply", json={**source, "seen": found["seen"]})
	assert stale.status_code in (409, 417)


def test_the_start_in_the_role_moves_dates_over_rest(many, clients):
	step = frappe.get_doc(
		{
			"doctype": STEP,
			"candidate": many[0],
			"phase": "Onboarding",
			"title": "100-Tage-Gespräch",
			"responsible_kind": "Manager",
			"due_days": 100,
		}
	).insert()
	frappe.db.commit()
	answer = clients["clerk"].put(
		f"/api/resource/{CANDIDATE}/{many[0]}", data=json.dumps({"start_date": "2027-02-16"})
	)
	assert answer.status_code == 200, answer.text[:300]
	frappe.db.rollback()
	# 27 May 2027 is Corpus Christi
	assert str(frappe.db.get_value(STEP, step.name, "due_date")) == "2027-05-28"


@pytest.mark.parametrize(("person", "status"), [("outsider", 403), ("candidate", 403)])
def test_nobody_ticks_another_persons_step_over_http(many, clients, person, status):
	step = frappe.db.get_value(STEP, {"candidate": many[1], "title": "Hospitation"})
	answer = clients[person].post("/api/method/fokus_app.activities.tick", json={"name": step})
	assert answer.status_code == status
	frappe.db.rollback()
	assert frappe.db.get_value(STEP, step, "status") == "Open"
