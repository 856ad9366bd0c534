"""Two people who make proposals at the same moment, over HTTP, against a server of several processes."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import frappe
import pytest

from tests import programme as cast
from tests.matching.conftest import START, UNTIL, mentee, mentor
from tests.workflows.stages import MENTORING

CREATE = "fokus_app.matching.screen.create"
ACT = "fokus_app.workflows.action.act"
TIME = {"kind": "Mentoring", "start": START, "until": UNTIL}
ROUNDS = 6


@pytest.fixture(scope="module")
def clients(programme, _server):
	return [
		_server.login(cast.address(part), cast.PASSWORD) for part in ("clerk", "clerk2", "lead", "deputylead")
	]


def _together(calls):
	barrier = Barrier(len(calls))

	def press(call):
		client, method, arguments = call
		client.close()  # the server closes what has been idle, perhaps at this very moment
		barrier.wait()
		return client.call(method, **arguments)

	frappe.db.commit()
	with ThreadPoolExecutor(len(calls)) as pool:
		answers = list(pool.map(press, calls))
	frappe.db.rollback()
	for answer in answers:
		assert answer.status_code in (200, 409, 417), answer.text[:400]
	return answers


def _open(**filters):
	states = ("Proposed", "Awaiting Mentor", "Awaiting Mentee", "Active", "Paused")
	return frappe.get_all(MENTORING, filters={"workflow_state": ("in", states), **filters}, pluck="name")


def test_the_last_place_of_a_mentor_is_promised_once(programme, clients):
	for turn in range(ROUNDS):
		one = mentor(f"Last{turn}", capacity=1)
		people = [mentee(programme, f"Place{turn}x{number}") for number in range(len(clients))]
		answers = _together(
			[
				(client, CREATE, {**TIME, "pairs": {candidate: one}})
				for client, candidate in zip(clients, people, strict=True)
			]
		)
		assert sorted(answer.status_code for answer in answers) == [200, 417, 417, 417]
		assert len(_open(mentor=one)) == 1


def test_a_candidate_is_given_one_mentor(programme, clients):
	for turn in range(ROUNDS):
		candidate = mentee(programme, f"One{turn}")
		mentors = [mentor(f"Many{turn}x{number}", capacity=2) for number in range(len(clients))]
		answers = _together(
			[
				(client, CREATE, {**TIME, "pairs": {candidate: each}})
				for client, each in zip(clients, mentors, strict=True)
			]
		)
		assert sorted(answer.status_code for answer in answers) == [200, 417, 417, 417]
		assert len(_open(candidate=candidate)) == 1


def test_of_two_proposals_that_overlap_one_is_made_as_a_whole(programme, clients):
	for turn in range(ROUNDS):
		people = [mentee(programme, f"Whole{turn}x{number}") for number in range(4)]
		mentors = [mentor(f"Whole{turn}y{number}", capacity=1) for number in range(4)]
		straight = dict(zip(people, mentors, strict=True))
		crossed = dict(zip(people, reversed(mentors), strict=True))
		answers = _together(
			[
				(client, CREATE, {**TIME, "pairs": pairs})
				for client, pairs in zip(clients, (straight, crossed), strict=False)
			]
		)
		assert sorted(answer.status_code for answer in answers) == [200, 417]
		made = {
			row.candidate: row.mentor
			for row in frappe.get_all(
				MENTORING, filters={"candidate": ("in", people)}, fields=["candidate", "mentor"]
			)
		}
		assert made in (straight, crossed)


def test_asking_a_mentor_and_proposing_to_them_share_the_places(programme, clients):
	for turn in range(ROUNDS):
		one = mentor(f"Shared{turn}", capacity=1)
		asked, proposed = (mentee(programme, f"Shared{turn}x{number}") for number in range(2))
		with cast.acting_as("clerk"):
			doc = frappe.get_doc({"doctype": MENTORING, "candidate": asked, "mentor": one}).insert()
		seen = {"doctype": MENTORING, "name": doc.name, "action": "Ask Mentor", "modified": str(doc.modified)}
		answers = _together(
			[(clients[0], ACT, seen), (clients[1], CREATE, {**TIME, "pairs": {proposed: one}})]
		)
		# the place was promised already; whether it is taken meanwhile changes nothing
		assert [answer.status_code for answer in answers] == [200, 417]
		assert frappe.db.count("Taken Place", {"resource": one}) == 1


def test_the_last_place_is_accepted_once_by_mentors_and_mentees(programme, clients, _server):
	"""More are asked than have a place: only so many reach the mentor, and so many mentees confirm."""
	one = mentor("Accepts", capacity=2)
	names = []
	for number in range(4):
		with cast.acting_as("clerk"):
			pair = {"doctype": MENTORING, "candidate": mentee(programme, f"Accepts{number}"), "mentor": one}
			names.append(frappe.get_doc(pair).insert().name)
	_together([(client, ACT, _act(name, "Ask Mentor")) for client, name in zip(clients, names, strict=True)])
	asked = frappe.get_all(MENTORING, {"mentor": one, "workflow_state": "Awaiting Mentor"}, pluck="name")
	assert len(asked) == 2
	login = _server.login("accepts@example.org", cast.PASSWORD)
	today = {"mentor_acknowledged_on": frappe.utils.today()}
	twice = [(login, ACT, _act(name, "Accept Mentoring", today)) for name in asked for _press in range(2)]
	answers = _together(twice)
	assert sorted(answer.status_code for answer in answers) == [200, 200, 417, 417]
	assert frappe.db.count("Taken Place", {"resource": one}) == 2


def _act(name, action, values=None):
	seen = str(frappe.db.get_value(MENTORING, name, "modified"))
	return {"doctype": MENTORING, "name": name, "action": action, "modified": seen, "values": values or {}}
