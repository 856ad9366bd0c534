"""What somebody saves counts with what is stored by then, not with what was when their request began, over HTTP."""

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import frappe
import pytest

from fokus_app.confidential import texts
from fokus_app.consultations import words
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.mentoring_sessions import log, reflection
from fokus_app.mentoring_sessions.record import DOCTYPE
from tests import programme as cast
from tests.consultations import conftest as consultations
from tests.mentoring.conftest import ago, held
from tests.mentoring.test_pairs import propose
from tests.workflows import stages
from tests.workflows.stages import MENTORING


@pytest.fixture
def mentor(programme, server):
	"""A browser in which the mentor has signed in, in a committed world that is put right afterwards."""
	yield server.login(cast.address("mentor"), cast.PASSWORD)
	frappe.db.rollback()
	for doctype in (
		DOCTYPE,
		reflection.DOCTYPE,
		CONSULTATION,
		GROUP,
		"Peer Consultation Member",
		texts.DOCTYPE,
	):
		frappe.db.delete(doctype)
	frappe.db.commit()


def _while_waiting(client, locked: tuple[str, str], method: str, arguments: dict, meanwhile) -> int:
	"""The status of a request that began before `meanwhile` (what others do) and is carried out after it."""
	frappe.db.commit()
	with ThreadPoolExecutor(1) as pool:
		frappe.get_doc(*locked, for_update=True)
		waits = pool.submit(client.call, method, **arguments)
		time.sleep(0.7)
		assert not waits.done(), "it waits for the lock"
		meanwhile()
		frappe.db.commit()
		answer = waits.result()
	frappe.db.rollback()
	assert answer.status_code < 500, answer.text[:600]
	return answer.status_code


def test_a_day_that_the_other_one_logs_meanwhile_is_not_counted_twice(mentor, pair):
	status = _while_waiting(
		mentor,
		(MENTORING, pair),
		"fokus_app.mentoring_sessions.log.log",
		{"relationship": pair, "session_date": ago(3), "minutes": 60},
		lambda: held(pair, by="candidate"),
	)
	assert status == 417 and frappe.db.count(DOCTYPE, {"relationship": pair}) == 1


def test_a_look_back_from_two_windows_is_one(mentor, pair):
	def other_window():
		with cast.acting_as("mentor"):
			reflection.reflect(pair, "Mid-Term", helped="zuerst")

	given = {"relationship": pair, "kind": "Mid-Term", "helped": "zuletzt"}
	method = "fokus_app.mentoring_sessions.reflection.reflect"
	assert _while_waiting(mentor, (MENTORING, pair), method, given, other_window) == 200
	assert frappe.db.count(reflection.DOCTYPE, {"relationship": pair}) == 1
	with cast.acting_as("mentor"):
		assert reflection.own(pair, "Mid-Term")["helped"] == "zuletzt"


@pytest.mark.parametrize(("before", "other"), [("", "zuerst"), ("von früher", "")])
def test_of_two_notes_the_last_one_is_kept(mentor, pair, before, other):
	session = held(pair, private_note=before)

	def note(text: str) -> None:
		with cast.acting_as("mentor"):
			log.note(session, text)

	given = {"name": session, "private_note": "zuletzt"}
	method = "fokus_app.mentoring_sessions.log.note"
	assert _while_waiting(mentor, (MENTORING, pair), method, given, lambda: note(other)) == 200
	with cast.acting_as("mentor"):
		found = texts.read(DOCTYPE, session)
	assert [each.text for each in found if each.slot.field == "private_note"] == ["zuletzt"]


def test_words_of_a_consultation_from_another_window_are_not_overwritten(mentor, programme):
	group = consultations.make_group(*consultations.MEMBERS)
	name = consultations.due(group)
	version = consultations.read(name, "mentor")["version"]

	def other_window():
		with cast.acting_as("mentor"):
			words.write(name, version, notes="zuerst")

	given = {"name": name, "version": version, "notes": "zuletzt"}
	method = "fokus_app.consultations.words.write"
	assert _while_waiting(mentor, (GROUP, group), method, given, other_window) in (409, 417)
	assert consultations.read(name, "mentor")["mine"]["notes"] == "zuerst"


def test_strangers_keep_their_first_words_in_the_same_instant(mentor, pair, programme, server):
	"""Where nothing is kept yet, each waits for the other one, until the database undoes one of them: begun again, unnoticed."""
	strange = cast.candidate(
		programme,
		candidate_name="Paul Paar",
		email=cast.address("participant2"),
		user=cast.address("participant2"),
	)
	pairs = {"candidate": pair, "participant2": propose(programme, strange.name).name}
	stages.place(
		{MENTORING: pairs["participant2"]}, MENTORING, "Active", from_date=ago(60), until_date=ago(-200)
	)
	frappe.db.commit()
	clients = {who: server.login(cast.address(who), cast.PASSWORD) for who in pairs}
	barrier = Barrier(len(pairs))

	def write(who: str):
		barrier.wait()
		return clients[who].call(
			"fokus_app.mentoring_sessions.reflection.reflect",
			relationship=pairs[who],
			kind="Mid-Term",
			helped="Zuhören",
			difficult="Zeit",
		)

	for _round in range(8):
		frappe.db.rollback()
		for doctype in (texts.DOCTYPE, reflection.DOCTYPE):
			frappe.db.delete(doctype)
		frappe.db.commit()
		with ThreadPoolExecutor(len(pairs)) as pool:
			answers = list(pool.map(write, pairs))
		frappe.db.rollback()
		assert [answer.status_code for answer in answers] == [200, 200], [
			answer.text[:300] for answer in answers
		]
		assert frappe.db.count(texts.DOCTYPE) == 4
