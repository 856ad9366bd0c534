"""Every method of this app that a browser may call, by people who have no part in what they name.

The methods come from the code, and so do their parameters: a new method is attacked at once, and a parameter for which
no value of a victim is known fails the test until somebody names one.
"""

import pytest

from fokus_app import permissions
from tests import programme as cast
from tests.records import CANDIDATE, MEETING, MENTORING, SEEN_BY
from tests.security.attacks import ledger
from tests.security.attacks.people import INSIDERS, STRANGERS
from tests.whitelisted import OURS, Method

GROUP, CONSULTATION = "Peer Consultation Group", "Peer Consultation"
#: what a parameter called `name` names, by the module of the method; elsewhere every kind of record is tried
NAMES = {
	"assessments": ["Competency Assessment"],
	"activities": ["Candidate Activity"],
	"confidential": [MENTORING],
	"consultations": [GROUP, CONSULTATION],
	"mentoring": [MENTORING],
	"mentoring_sessions": ["Mentoring Session", MENTORING],
	"mentors": ["Mentor"],
	"mentor_wishes": [CANDIDATE],
	"notifications": ["FOKUS Mail", CANDIDATE],
	"talent_pool": [CANDIDATE],
	"take_back": ["Candidate Take-over"],
	"decisions": [CANDIDATE],
	"own_page": [CANDIDATE],
	"template_changes": [CANDIDATE],
}
EVERY_KIND = [CANDIDATE, MENTORING, MEETING, "Candidate Activity", "Mentoring Session"]

#: a value that the attacker means by each parameter; `{…}` is filled with the victim's record
VALUES = {
	**dict.fromkeys(("doctype", "dt", "source_doctype"), "{doctype}"),
	**dict.fromkeys(("name", "dn", "docname"), "{name}"),
	"names": ["{name}"],
	"docs": ["{name}"],
	**dict.fromkeys(("filters", "current_filters"), "[]"),
	**dict.fromkeys(("start", "session_date", "consultation_date"), "2026-11-01"),
	**dict.fromkeys(("end", "until"), "2027-12-31"),
	**dict.fromkeys(
		("body", "subject", "reason", "comment", "frequency", "goals", "note", "statement"), "Anders"
	),
	**dict.fromkeys(("candidate",), "{Leadership Candidate}"),
	**dict.fromkeys(("meeting", "source"), "{Network Meeting}"),
	**dict.fromkeys(("email", "leaver", "user"), "{person}"),
	**dict.fromkeys(("attendance",), "Attended"),
	**dict.fromkeys(("observations", "rows"), "[]"),
	**dict.fromkeys(("old_index", "new_index", "phase", "seen"), 1),
	**dict.fromkeys(("every_weeks", "count", "minutes", "page_len", "version"), 5),
	"action": "Withdraw Candidacy",
	"answer": "Yes",
	"board_name": "FOKUS",
	"candidates": ["{Leadership Candidate}"],
	"cases": [{"name": "{Leadership Candidate}", "title": "x", "modified": "2026-01-01 00:00:00"}],
	"case": "{Leadership Candidate}",
	"centre": "N-001",
	"colname": "Endorsed",
	"confirmed": "Karla Kandidat",
	"content": "bmFtZQo=",
	"dates": ["2027-01-01"],
	"document": "FOKUS Assessment Profile",
	"event": "reminder_digest",
	"exercise": "x",
	"field": "owner",
	"file": "{file}",
	"from_colname": "Nominated",
	"full_name": "Anders Anders",
	"group": "{Peer Consultation Group}",
	"job": "x",
	"key": "x" * 40,
	"kind": "Manager",
	"language": "de",
	"modified": "2026-01-01 00:00:00",
	"moderator": "{person}",
	"on": 1,
	"order": "{}",
	"pairs": {"{Leadership Candidate}": "{Mentor}"},
	"participation": "{Meeting Participation}",
	"relationship": "{Mentoring Relationship}",
	"said": {"wishes": "Anders"},
	"searchfield": "name",
	"start_time": "10:00",
	"status": "Active",
	"successor": "{person}",
	"tag": "Anders",
	"tags": ["Anders"],
	"text": "Karla",
	"to_colname": "Endorsed",
	"txt": "",
	"web_form_name": "fokus-nomination",
	"which": "mine",
}
#: these act about who calls them alone, and mean it
ABOUT_ONESELF = {"fokus_app.nomination.nominate_myself", "fokus_app.mentors.state_availability"}
#: for everybody who has a link; see `test_guests`
FOR_GUESTS = {"fokus_app.meetings.answers.by_link", "fokus_app.meetings.feedback.by_link"}


def test_for_every_parameter_a_victim_is_known():
	unknown = {name for method in OURS for name in method.needed} - VALUES.keys()
	assert unknown == set(), "say in VALUES what an attacker would send"
	assert len(OURS) > 120


def _kinds(method: Method) -> list[str]:
	"""The records that the method is tried with."""
	if "doctype" in method.parameters or "dt" in method.parameters:
		return EVERY_KIND
	if {"name", "names"} & {*method.parameters}:
		return NAMES.get(method.path.split(".")[1], EVERY_KIND)
	return [CANDIDATE]


def _filled(value: object, victims, doctype: str, person: str, **more: str) -> object:
	if isinstance(value, str):
		names = {**victims.names, "doctype": doctype, "name": victims.names[doctype], "file": "x", **more}
		for key, filling in {**names, "person": cast.address(person)}.items():
			value = value.replace(f"{{{key}}}", filling)
		return value
	if isinstance(value, list):
		return [_filled(each, victims, doctype, person, **more) for each in value]
	if isinstance(value, dict):
		return {
			_filled(key, victims, doctype, person, **more): _filled(each, victims, doctype, person, **more)
			for key, each in value.items()
		}
	return value


def _send(client, method: Method, arguments: dict):
	address = f"/api/method/{method.path}"
	if method.verb == "GET":
		return client.get(address, params=arguments)
	return client.post(address, json=arguments)


@pytest.mark.parametrize("method", OURS, ids=lambda method: method.path.removeprefix("fokus_app."))
def test_no_stranger_gets_anything_by_a_method(attack, nothing_changes, method):
	if method.path in ABOUT_ONESELF:
		assert not {"name", "user", "candidate"} & {*method.parameters}
		return

	def attempt(person, client):
		foreign = [doctype for doctype in _kinds(method) if person not in SEEN_BY[doctype]]
		for doctype in foreign:
			sent = {
				name: _filled(VALUES[name], attack.victims, doctype, person)
				for name in method.parameters
				if name in VALUES
			}
			answer = _send(client, method, sent)
			assert answer.status_code != 500, (method.path, person, doctype, answer.text[-800:])
			assert not attack.victims.leaked(person, answer.text), (person, doctype, answer.text[:500])
			if person == "Guest" and method.path not in FOR_GUESTS:
				assert answer.status_code != 200 or "download" in method.path or "web_forms" in method.path
		return len(foreign)

	attack.by_everybody("our methods", attempt, STRANGERS)


@pytest.mark.parametrize("role", INSIDERS)
def test_nobody_gets_at_their_own_case_by_a_method_as_clerk_lead_or_manager(attack, nothing_changes, role):
	person = INSIDERS[role]
	client, own = attack.clients[person], attack.victims.own_cases[person]
	about_a_case = [
		method
		for method in OURS
		if {"candidate", "candidates", "name", "names"} & {*method.parameters}
		and not {"meeting", "participation", "job", "email"} & {*method.parameters}
		and method.path not in ABOUT_ONESELF
	]
	assert len(about_a_case) > 30
	for method in about_a_case:
		sent = {
			name: _filled(
				VALUES[name], attack.victims, CANDIDATE, person, name=own, **{CANDIDATE: own, MENTORING: own}
			)
			for name in method.parameters
			if name in VALUES
		}
		answer = _send(client, method, sent)
		assert answer.status_code != 500, (method.path, answer.text[-800:])
		assert not attack.victims.leaked(person, answer.text), (method.path, answer.text[:500])
		ledger.count("own case: our methods", role)


def test_every_record_with_a_rule_is_somebodys_victim(attack):
	assert {*permissions.RULES, *permissions.ROWS} <= {*attack.victims.names}
	assert all(attack.victims.names.values())
