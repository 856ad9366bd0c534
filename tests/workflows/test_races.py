"""People who press at the same moment: over HTTP, against a server of several processes and threads."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import frappe
import pytest
from frappe.utils import today

from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MENTORING

METHOD = "fokus_app.workflows.action.act"
ROUNDS = 10


@pytest.fixture(scope="module")
def clients(programme, _server):
	people = ("clerk", "clerk2", "manager", "deputy", "lead", "deputylead", "candidate")
	return {person: _server.login(cast.address(person), cast.PASSWORD) for person in people}


def test_one_decision_is_taken_once_and_written_about_once(programme, clients):
	for _ in range(ROUNDS):
		name = _candidate(programme, "Nominated")
		answers = _at_once(
			(clients[person], "Endorse", name, {"values": {"manager_statement": "Ja"}})
			for person in ("manager", "deputy", "manager", "deputy")
		)
		_only_one_succeeded(answers)
		assert frappe.db.get_value(CANDIDATE, name, "workflow_state") == "Endorsed"
		assert frappe.get_all("Stage Change", filters={"parent": name}, pluck="action") == ["Endorse"]
		assert _mails(name) == ["lead"]


def test_of_two_opposite_decisions_one_holds(programme, clients):
	for _ in range(ROUNDS):
		name = _candidate(programme, "Nominated")
		answers = _at_once(
			[
				(clients["manager"], "Endorse", name, {"values": {"manager_statement": "Ja"}}),
				(clients["deputy"], "Decline Nomination", name, {"reason": "Nein"}),
				(clients["clerk"], "Withdraw Candidacy", name, {"reason_category": "Not Stated"}),
			]
		)
		_only_one_succeeded(answers)
		log = frappe.get_all("Stage Change", filters={"parent": name}, fields=["to_state"])
		assert [row.to_state for row in log] == [frappe.db.get_value(CANDIDATE, name, "workflow_state")]
		expected = {
			"Endorsed": ["lead"],
			"Rejected": ["clerk", "nominator"],
			"Withdrawn": ["lead", "manager"],
		}
		assert _mails(name) == expected[log[0].to_state]


def test_the_last_place_in_a_cohort_is_given_once(programme, clients):
	for _ in range(ROUNDS):
		taken = frappe.db.count("Taken Place", {"resource": programme.cohort})
		frappe.db.set_value("Programme Cohort", programme.cohort, "places", taken + 1)
		names = [_candidate(programme, "Assessment", cohort=programme.cohort) for _ in range(4)]
		given = {"values": {"recommendation": "Recommended"}}
		answers = _at_once(
			(clients["lead" if turn % 2 else "deputylead"], "Accept into Programme", name, given)
			for turn, name in enumerate(names)
		)
		_only_one_succeeded(answers)
		states = sorted(frappe.db.get_value(CANDIDATE, name, "workflow_state") for name in names)
		assert states == ["Assessment", "Assessment", "Assessment", "Preparation"]
		assert frappe.db.count("Taken Place", {"resource": programme.cohort}) == taken + 1
		# who did not get the place left nothing behind: no log, no steps, no mail
		for name in names:
			accepted = frappe.db.get_value(CANDIDATE, name, "workflow_state") == "Preparation"
			assert bool(frappe.db.count("Stage Change", {"parent": name})) == accepted
			assert bool(frappe.db.count("Candidate Activity", {"candidate": name})) == accepted
			assert bool(_mails(name)) == accepted


def test_the_last_place_of_a_mentor_is_given_once(programme, clients):
	for _ in range(ROUNDS):
		taken = frappe.db.count("Taken Place", {"resource": programme.mentor2})
		frappe.db.set_value("Mentor", programme.mentor2, "capacity", taken + 1)
		names = []
		for _ in range(4):
			pair = {
				"doctype": MENTORING,
				"candidate": _candidate(programme, "Preparation"),
				"mentor": programme.mentor2,
			}
			with cast.acting_as("clerk"):
				names.append(frappe.get_doc(pair).insert().name)
		answers = _at_once(
			(clients["clerk" if turn % 2 else "clerk2"], "Ask Mentor", name, {})
			for turn, name in enumerate(names)
		)
		_only_one_succeeded(answers)
		states = sorted(frappe.db.get_value(MENTORING, name, "workflow_state") for name in names)
		assert states == ["Awaiting Mentor", "Proposed", "Proposed", "Proposed"]


def test_moving_between_two_cohorts_both_ways_ends_well(programme, clients):
	frappe.db.set_value("Programme Cohort", programme.cohort, "places", 500)
	frappe.db.set_value(
		"Programme Cohort",
		programme.cohort2,
		{"places": 500, "programme_lead": cast.address("lead"), "deputy_lead": cast.address("deputylead")},
	)
	for _ in range(ROUNDS // 2):
		here = [_candidate(programme, "Preparation", cohort=programme.cohort) for _ in range(2)]
		there = [_candidate(programme, "Preparation", cohort=programme.cohort2) for _ in range(2)]
		frappe.db.commit()
		moves = [(name, programme.cohort2) for name in here] + [(name, programme.cohort) for name in there]

		def move(job):
			name, cohort = job
			return clients["lead"].put(f"/api/resource/{CANDIDATE}/{name}", json={"cohort": cohort})

		answers = _together(move, moves)
		assert all(answer.status_code != 500 for answer in answers), [a.text[:300] for a in answers]
		frappe.db.rollback()
		for name in (*here, *there):
			held = frappe.db.get_value("Taken Place", {"holder": name}, "resource")
			assert held == frappe.db.get_value(CANDIDATE, name, "cohort")


def _candidate(programme, state, **values):
	name = cast.candidate(programme).name
	stages.place({CANDIDATE: name}, CANDIDATE, state, informed_on=today(), recommendation=None, **values)
	return name


def _at_once(presses):
	frappe.db.commit()
	jobs = []
	for client, action, name, given in presses:
		doctype = MENTORING if action == "Ask Mentor" else CANDIDATE
		seen = str(frappe.db.get_value(doctype, name, "modified"))
		jobs.append((client, {"doctype": doctype, "name": name, "action": action, "modified": seen, **given}))
	frappe.db.rollback()
	answers = _together(lambda job: job[0].call(METHOD, **job[1]), jobs)
	frappe.db.rollback()
	return answers


def _together(press, jobs):
	barrier = Barrier(len(jobs))

	def when_all_are_ready(job):
		barrier.wait()
		return press(job)

	with ThreadPoolExecutor(len(jobs)) as pool:
		return list(pool.map(when_all_are_ready, jobs))


def _only_one_succeeded(answers):
	codes = sorted(answer.status_code for answer in answers)
	assert codes[0] == 200 and all(code in (403, 409, 417) for code in codes[1:]), [
		(answer.status_code, answer.text[:250], answer.text[-250:]) for answer in answers
	]
	for answer in answers:
		if answer.status_code != 200:
			assert answer.json().get("_server_messages"), answer.text[:400]


def _mails(name):
	rows = frappe.get_all(
		"FOKUS Mail", filters={"reference_name": name}, fields=["recipient_email", "email_queue"]
	)
	queued = frappe.get_all("Email Queue", filters={"reference_name": name}, pluck="name")
	assert sorted(map(str, queued)) == sorted(row.email_queue for row in rows)
	return sorted(row.recipient_email.split("@")[0] for row in rows)
