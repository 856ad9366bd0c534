"""Arguments that no screen of ours sends: each is refused with a sentence, and nothing is saved. Over HTTP."""

import inspect
import json
import types
import typing
from pathlib import Path

import frappe
import pytest

import fokus_app
from tests import programme as cast
from tests.test_bad_input import _is_a_clear_refusal
from tests.whitelisted import OURS
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

BULK, REMIND = "fokus_app.workflows.bulk", "fokus_app.reminders.sending.remind_now"
FILTERS, NEXT = "fokus_app.waiting.filters_for", "fokus_app.workflows.next_steps"
INVITE, COUNT = "fokus_app.accounts.invite_candidates", "frappe.client.get_count"
USERS = {"doctype": "User", "txt": "", "searchfield": "name", "start": 0, "page_len": 10}

#: a method, and arguments of which one cannot be meant
CALLS = [
	(FILTERS, {"doctype": CANDIDATE, "which": "x"}),
	(FILTERS, {"doctype": "User", "which": "mine"}),
	(FILTERS, {"doctype": "Daycare Centre", "which": "mine"}),
	(FILTERS, {"doctype": MEETING, "which": "without_person"}),
	(FILTERS, {"doctype": "Candidate Activity", "which": "look_again"}),
	(f"{NEXT}.next_steps", {"doctype": "User", "name": "clerk@example.org"}),
	(f"{NEXT}.next_steps", {"doctype": "Daycare Area", "name": "Gebiet Nord"}),
	(f"{NEXT}.next_steps", {"doctype": "Gibt es nicht", "name": "x"}),
	(f"{NEXT}.editable_when_new", {"doctype": "User"}),
	(f"{NEXT}.editable_when_new", {"doctype": "Daycare Area"}),
	("fokus_app.link_queries.users_for", {**USERS, "filters": {"part": "x"}}),
	("fokus_app.link_queries.users_for", {**USERS, "filters": {"part": "Invited"}}),
	("fokus_app.link_queries.users_for", {**USERS, "filters": {"part": ["x"]}}),
	(REMIND, {"doctype": "Daycare Area", "names": ["Gebiet Nord"]}),
	(REMIND, {"doctype": CANDIDATE, "names": "abc"}),
	(REMIND, {"doctype": CANDIDATE, "names": [["x"]]}),
	(INVITE, {"names": "abc"}),
	(INVITE, {"names": "x"}),
	(INVITE, {"names": [{"a": 1}]}),
	(INVITE, {"names": '{"a": 1}'}),
	(f"{BULK}.prepare", {"doctype": CANDIDATE, "names": "kein JSON", "action": "Nominate"}),
	(f"{BULK}.prepare", {"doctype": CANDIDATE, "names": [1, {}], "action": "Nominate"}),
	(f"{BULK}.prepare", {"doctype": "User", "names": ["clerk@example.org"], "action": "Nominate"}),
	(f"{BULK}.start", {"doctype": CANDIDATE, "action": "Nominate", "cases": "kein JSON"}),
	(f"{BULK}.start", {"doctype": CANDIDATE, "action": "Nominate", "cases": "5"}),
	(f"{BULK}.start", {"doctype": CANDIDATE, "action": "Nominate", "cases": '["xx"]'}),
	(COUNT, {"doctype": CANDIDATE, "filters": "xx"}),
	(COUNT, {"doctype": CANDIDATE, "filters": "5"}),
	(COUNT, {"doctype": CANDIDATE, "filters": [["gibt_es_nicht", "=", 1, 2, 3, 4]]}),
]


@pytest.fixture(scope="module")
def everybody(programme, _server):
	"""Somebody with all of our roles, signed in: every method gets as far as it can."""
	user = frappe.get_doc("User", cast.address("clerkmanager"))
	user.add_roles(
		"FOKUS HR Clerk", "FOKUS Programme Lead", "FOKUS Manager", "FOKUS Mentor", "FOKUS Participant"
	)
	frappe.db.commit()
	return _server.login(user.name, cast.PASSWORD)


@pytest.mark.parametrize(("method", "arguments"), CALLS, ids=lambda value: str(value)[-60:])
def test_a_method_refuses_what_cannot_be_meant(names, everybody, method, arguments):
	before = _everything()
	_is_a_clear_refusal(everybody.call(method, **arguments))
	assert _everything() == before


@pytest.mark.parametrize("areas", ["kein json", "5", '{"a": 1}', "[1, 2]"])
def test_a_wish_takes_a_list_of_areas(names, _server, areas):
	stages.place(names, CANDIDATE, "Preparation", informed_on="2026-01-01")
	frappe.db.commit()
	candidate = _server.login(cast.address("candidate"), cast.PASSWORD)
	before = _everything()
	_is_a_clear_refusal(
		candidate.call("fokus_app.talent_pool.state_wish", name=names[CANDIDATE], areas=areas, note="x")
	)
	assert _everything() == before


#: what is put into a field of a candidate
FIELDS = [
	{"workflow_state": ["Nominated"]},
	{"workflow_state": {"a": 1}},
	{"workflow_state": None},
	{"workflow_state": ""},
	{"centre": ["N-001"]},
	{"manager": {"a": 1}},
	{"wished_areas": "abc"},
	{"wished_areas": ["abc"]},
	{"wished_areas": {"area": "Gebiet Nord"}},
	{"assessment_panel": [1, 2]},
	{"assessment_panel": [["x"]]},
	{"assessment_panel": [{"user": ["x"]}]},
	{"stage_changes": "abc"},
	{"stage_changes": [5]},
]


@pytest.mark.parametrize("values", FIELDS, ids=str)
@pytest.mark.parametrize("way", ["PUT", "POST", "set_value", "save"])
def test_a_field_refuses_what_it_cannot_hold(names, everybody, way, values):
	stages.place(names, CANDIDATE, "Endorsed")
	frappe.db.commit()
	before = _everything()
	name = names[CANDIDATE]
	if way == "POST":
		if "workflow_state" in values and not values["workflow_state"]:
			return  # a new record begins in the first state by itself
		answer = everybody.post(
			f"/api/resource/{CANDIDATE}", json={"candidate_name": "Neu", "centre": "N-001", **values}
		)
	elif way == "PUT":
		answer = everybody.put(f"/api/resource/{CANDIDATE}/{name}", json=values)
	elif way == "set_value":
		answer = everybody.call("frappe.client.set_value", doctype=CANDIDATE, name=name, fieldname=values)
	else:
		stored = everybody.get(f"/api/resource/{CANDIDATE}/{name}").json()["data"]
		answer = everybody.call("frappe.client.save", doc={**stored, **values})
	_is_a_clear_refusal(answer)
	assert "None" not in _said(answer)
	assert _everything() == before


def _written_by_people() -> list[str]:
	"""All doctypes of the app, but rows within others and what people only read."""
	writable = []
	for file in sorted((Path(fokus_app.__path__[0]) / "doctype").glob("*/*.json")):
		described = json.loads(file.read_text("utf-8"))
		rights = described.get("permissions", [])
		if not described.get("istable") and any(each.get("write") for each in rights):
			writable.append(described["name"])
	return writable


@pytest.mark.parametrize("doctype", _written_by_people())
def test_no_record_breaks_on_what_its_fields_cannot_hold(names, everybody, doctype):
	meta = frappe.get_meta(doctype)
	fields = [df for df in meta.fields if df.fieldtype not in frappe.model.no_value_fields]
	wrong = [(df.fieldname, value) for df in fields for value in ({"a": 1}, [["x"]])]
	wrong += [(df.fieldname, value) for df in meta.get_table_fields() for value in ("abc", [5], {"a": 1})]
	name = doctype if meta.issingle else frappe.db.get_value(doctype, {}, "name") or "gibt-es-nicht"
	broken = []
	for field, value in wrong:
		for answer in (
			everybody.post(f"/api/resource/{doctype}", json={field: value}),
			everybody.put(f"/api/resource/{doctype}/{name}", json={field: value}),
		):
			if not 400 <= answer.status_code < 500 or not _is_clear(answer):
				broken.append((field, value, answer.status_code, answer.text[-300:]))
	assert broken == []


def test_all_fields_of_a_cohort_can_be_listed(names, everybody):
	answer = everybody.get("/api/resource/Programme Cohort", params={"fields": '["*"]'})
	assert answer.status_code == 200, answer.text
	assert {row["title"] for row in answer.json()["data"]} >= {"FOKUS Probe"}


#: what is sent for each parameter in turn: other types, a doctype that is none of ours, none at all, endless text
WRONG = [None, 5, -1, "kein JSON", "[1, {}]", '{"a": 1}', [1, {}], ["x"], {"a": ["x"]}, "User", "x" * 3000]


@pytest.mark.parametrize("method", sorted(each.path for each in OURS))
def test_no_method_breaks_on_an_argument_of_the_wrong_kind(names, everybody, method):
	right = {
		name: _plausible(names, name, parameter)
		for name, parameter in inspect.signature(frappe.get_attr(method)).parameters.items()
		if parameter.kind is not inspect.Parameter.VAR_KEYWORD
	}
	get = "POST" not in frappe.allowed_http_methods_for_whitelisted_func[frappe.get_attr(method)]
	broken = []
	for name in right:
		without = {other: value for other, value in right.items() if other != name}
		# in an address nothing is no argument at all
		for wrong, sent in [("left out", without), *((each, {**right, name: each}) for each in WRONG[get:])]:
			address = f"/api/method/{method}"
			answer = everybody.get(address, params=sent) if get else everybody.post(address, json=sent)
			if answer.status_code >= 500 or (answer.status_code >= 400 and not _is_clear(answer)):
				broken.append((name, str(wrong)[:40], answer.status_code, answer.text[-300:]))
	assert broken == []


def _is_clear(answer) -> bool:
	"""True where the refusal says something, or there is nothing there for the user."""
	if answer.status_code in (403, 404):
		return True
	said = answer.json()
	# Frappe itself refuses arguments of a wrong type, with the message in "exception" alone
	return bool(said.get("_server_messages")) or "FrappeTypeError" in said.get("exception", "")


def _plausible(names: dict, name: str, parameter: inspect.Parameter) -> object:
	"""A value with which a method gets far."""
	known = {
		"doctype": CANDIDATE,
		"docname": names[CANDIDATE],
		"name": names[CANDIDATE],
		"names": [names[CANDIDATE]],
		"candidate": names[CANDIDATE],
		"relationship": names[MENTORING],
		"meeting": names[MEETING],
		"source_doctype": MEETING,
		"source": names[MEETING],
		"centre": "N-001",
		"language": "de",
		"event": "reminder_digest",
		"leaver": cast.address("manager"),
		"which": "mine",
		"dt": CANDIDATE,
		"dn": names[CANDIDATE],
		"docs": [names[CANDIDATE]],
		"tags": ["Anrufen"],
		"candidates": [names[CANDIDATE]],
		"participation": frappe.db.get_value("Meeting Participation", {"meeting": names[MEETING]}),
		"current_filters": "[]",
		"field": "workflow_state",
		"items": ["Candidate Activity"],
		"users": [cast.address("clerk")],
		"observations": "[]",
		"start": "2026-12-01",
		"end": "2026-12-31",
		"cases": [{"name": names[CANDIDATE], "title": "x", "modified": "2026-01-01 00:00:00"}],
	}
	if name in known and parameter.annotation is not int:
		return known[name]
	if parameter.default is not inspect.Parameter.empty:
		return parameter.default
	kinds = typing.get_args(parameter.annotation) or (parameter.annotation,)
	kind = next((each for each in kinds if each is not types.NoneType), str)
	return {int: 1, bool: True}.get(kind, "x")


def _said(answer) -> str:
	body = answer.json()
	return " ".join(json.loads(each)["message"] for each in json.loads(body.get("_server_messages") or "[]"))


def _everything() -> tuple:
	frappe.db.rollback()
	counted = (
		"Stage Change",
		"FOKUS Mail",
		"FOKUS Reminder",
		"User",
		"Wished Area",
		"Assessment Panel Member",
	)
	rows = frappe.get_all(CANDIDATE, fields=["*"], order_by="name")
	return rows, [frappe.db.count(doctype) for doctype in counted]
