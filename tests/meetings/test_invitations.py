"""Inviting: whole audiences and single people, nobody twice, hundreds by a worker that may be killed."""

import json
import os
import signal
import subprocess
import time
from email import message_from_string

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from bench.lib.paths import python
from fokus_app.meetings import answers, audience
from fokus_app.notifications import mass
from fokus_app.notifications.variables import moment
from tests import programme as cast
from tests.meetings.conftest import MEETING, PARTICIPATION, act, make_meeting

pytestmark = pytest.mark.usefixtures("in_english")
#: carries out one order, as a worker does; says when each piece is kept, so that it can be killed in between
_WORKER = """
import sys, time
import frappe
from fokus_app.notifications import mass
from fokus_app.notifications.variables import moment
site, name = sys.argv[1:]
frappe.init(site=site)
frappe.connect()
write = mass.write_piece
def slowly(name):
	more = write(name)
	frappe.db.commit()
	print("piece", flush=True)
	time.sleep(0.3)
	return more
mass.write_piece = slowly
mass.carry_out(name)
"""

#: carries out one order and is killed right after its tenth mail, whatever it was doing
_MORTAL_WORKER = """
import os, signal, sys
import frappe
from fokus_app.notifications import delivery, mass
site, name = sys.argv[1:]
frappe.init(site=site)
frappe.connect()
queue, mails = delivery.queue, []
def tenth(*given):
	queue(*given)
	mails.append(1)
	if len(mails) == 10:
		os.kill(os.getpid(), signal.SIGKILL)
delivery.queue = tenth
mass.carry_out(name)
"""


@pytest.fixture
def candidates(programme):
	"""People in the programme and on other stages of their way."""

	def case(number: int, state: str, **values):
		account = f"weg{number}@example.org"
		cast.make_user(account, f"Weg Nummer{number}", ("FOKUS Participant",), "de")
		doc = cast.candidate(programme, candidate_name=f"Weg Nummer{number}", user=account, email=account)
		frappe.db.set_value(doc.doctype, doc.name, {"workflow_state": state, **values})
		return account

	return {
		"preparing": case(1, "Preparation"),
		"ready elsewhere": case(2, "Ready", area=programme.area2),
		"new leader": case(3, "Onboarding", entry_path="New Leader"),
		"other cohort": case(4, "Preparation", cohort=programme.cohort2),
		"nominated": case(5, "Nominated"),
		"rejected": case(6, "Rejected"),
	}


#: what is chosen, and who of the candidates and the cast that is
AUDIENCES = [
	({"audiences": ["Participants"]}, {"preparing", "ready elsewhere", "other cohort"}),
	({"audiences": ["Participants"], "cohort": "FOKUS Probe"}, {"preparing", "ready elsewhere"}),
	({"audiences": ["Participants"], "area": "Gebiet Süd"}, {"ready elsewhere"}),
	({"audiences": ["New Leaders"]}, {"new leader"}),
	({"audiences": ["Mentors"]}, {"mentor", "mentor2"}),
	({"audiences": ["Mentors"], "area": "Gebiet Nord"}, set()),
	({"audiences": ["Senior Advisers"]}, set()),
	({"audiences": ["Centre Leaders"], "area": "Gebiet Nord"}, {"nominator"}),
	(
		{"audiences": ["New Leaders", "Mentors"], "users": ["mentor", "manager2"]},
		{"new leader", "mentor", "mentor2", "manager2"},
	),
	({}, set()),
]


@pytest.mark.parametrize(("chosen", "expected"), AUDIENCES, ids=str)
def test_an_audience_is_who_is_meant(candidates, chosen, expected):
	meeting = make_meeting([])
	chosen = {**chosen, "users": [cast.address(part) for part in chosen.get("users", [])]}
	with cast.acting_as("lead"):
		seen = audience.preview(meeting.name, **chosen)
		added = audience.add_people(meeting.name, **chosen)
		again = audience.add_people(meeting.name, **chosen)
	accounts = {candidates.get(name) or cast.address(name) for name in expected}
	assert {row["user"] for row in seen["people"]} == accounts
	assert set(frappe.get_all(PARTICIPATION, {"meeting": meeting.name}, pluck="user")) == accounts
	assert (seen["new"], added["added"], again["added"]) == (len(accounts), len(accounts), 0)
	assert again["there_already"] == len(accounts)


def test_the_preview_names_who_cannot_come_and_who_gets_no_mail(programme, candidates):
	cast.candidate(programme, candidate_name="Ohne Konto", user=None, email="ohne@example.org").db_set(
		"workflow_state", "Preparation"
	)
	frappe.db.set_value("User", candidates["preparing"], "enabled", 0)
	frappe.get_doc(
		{"doctype": "Email Unsubscribe", "email": candidates["other cohort"], "global_unsubscribe": 1}
	).insert()
	meeting = make_meeting([])
	with cast.acting_as("clerk"):
		seen = audience.preview(meeting.name, ["Participants"])
		added = audience.add_people(meeting.name, audiences=["Participants"])
		invited = audience.to_be_invited(meeting.name)
	obstacles = {row["name"]: (row["comes"], row["obstacle"]) for row in seen["people"]}
	assert obstacles["Ohne Konto"] == (False, "Has no account yet: please invite them to FOKUS first.")
	assert obstacles["Weg Nummer1"] == (False, "The account is disabled.")
	assert obstacles["Weg Nummer4"] == (True, "The person has unsubscribed from all mails.")
	assert obstacles["Weg Nummer2"] == (True, "")
	assert seen["new"] == added["added"] == 2
	assert [(row["name"], bool(row["obstacle"])) for row in invited] == [
		("Weg Nummer2", False),
		("Weg Nummer4", True),
	]


@pytest.mark.parametrize("method", ["preview", "add_people", "to_be_invited"])
@pytest.mark.parametrize("person", ["candidate", "othermanager", "mentor2", "outsider"])
def test_others_neither_see_nor_choose_people(programme, person, method):
	meeting = make_meeting([cast.address("candidate")], "Invited", invited=True)
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		getattr(audience, method)(meeting.name)


#: who organises a meeting, and whom they are shown of an audience; None: they are refused
CHOOSERS = [
	("clerk", "Participants", {"preparing", "ready elsewhere", "other cohort"}),
	("otherlead", "Mentors", {"mentor", "mentor2"}),
	# named as the manager of the one in another area
	("manager", "Participants", {"preparing", "ready elsewhere", "other cohort"}),
	("manager2", "Participants", {"ready elsewhere"}),
	("othermanager", "Participants", set()),
	("manager", "New Leaders", {"new leader"}),
	("manager2", "New Leaders", set()),
	("deputy", "Centre Leaders", {"nominator"}),
	("manager2", "Centre Leaders", set()),
	("manager", "Mentors", None),
	("manager", "Senior Advisers", None),
	("mentor", "Participants", None),
	("mentor", "Centre Leaders", None),
	("mentor", None, None),
]


def test_who_organises_is_shown_whom_they_may_know_of_alone(server, candidates):
	"""Over HTTP, where a client asks for what it likes."""
	meetings = {person: make_meeting([], organiser=cast.address(person)).name for person, *_ in CHOOSERS}
	frappe.db.commit()
	clients = {person: server.login(cast.address(person), cast.PASSWORD) for person in meetings}
	for person, chosen, expected in CHOOSERS:
		given = {"meeting": meetings[person], "audiences": [chosen] if chosen else []}
		given |= {} if chosen else {"users": [candidates["preparing"]]}
		seen, added = (
			clients[person].call(f"fokus_app.meetings.audience.{method}", **given)
			for method in ("preview", "add_people")
		)
		if expected is None:
			assert (seen.status_code, added.status_code) == (403, 403), (person, chosen, seen.text)
			assert "weg1" not in seen.text + added.text
			continue
		accounts = {candidates.get(name) or cast.address(name) for name in expected}
		assert {row["user"] for row in seen.json()["message"]["people"]} == accounts, (person, chosen)
		assert added.json()["message"]["added"] == len(accounts)


@pytest.mark.parametrize(
	"wrong", [{"audiences": ["User"]}, {"users": ["x"], "programme_role": "System Manager"}]
)
def test_only_known_audiences_and_roles(programme, wrong):
	meeting = make_meeting([])
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError):
		audience.add_people(meeting.name, **wrong)


def test_the_database_lets_nobody_be_on_a_list_twice(programme):
	meeting = make_meeting([cast.address("candidate")])
	again = frappe.new_doc(PARTICIPATION)
	again.update({"meeting": meeting.name, "user": cast.address("candidate"), "programme_role": "Guest"})
	again.name = "zweimal"
	with pytest.raises(frappe.UniqueValidationError):
		again.db_insert()


def test_twenty_are_written_to_at_once_and_more_by_a_worker(programme, crowd):
	few, many = make_meeting(crowd(20)), make_meeting(crowd(21))
	act("clerk", few.name, "Send Invitations")
	act("clerk", many.name, "Send Invitations")
	assert _written(few.name) == 20 and not frappe.db.count(mass.ORDER, {"reference_name": few.name})
	assert _written(many.name) == 0
	with cast.acting_as("mentor"):
		assert mass.progress(MEETING, many.name) == [
			{"label": "Send Invitations", "total": 21, "written": 0, "silent": False}
		]
	with cast.acting_as("othermanager"), pytest.raises(frappe.PermissionError):
		mass.progress(MEETING, many.name)


def test_an_order_that_is_undone_leaves_nothing(programme, crowd):
	meeting = make_meeting(crowd(25))
	frappe.db.commit()
	act("clerk", meeting.name, "Send Invitations")
	frappe.db.rollback()
	assert not frappe.db.count(mass.ORDER, {"reference_name": meeting.name})
	assert frappe.db.get_value(MEETING, meeting.name, "workflow_state") == "Approved"


def test_many_are_invited_by_a_worker_each_once(programme, crowd, worker):
	"""Sixty stand for a thousand, which take minutes: `bench/benchmark invitations` does that."""
	meeting = make_meeting(crowd(60))
	frappe.db.commit()
	start = time.monotonic()
	act("clerk", meeting.name, "Send Invitations")
	frappe.db.commit()
	asked = time.monotonic() - start
	assert asked < 5, f"the clerk waited {asked:.1f} s"
	worker.wait_until_idle(240)
	frappe.db.rollback()
	_each_once(meeting.name, crowd(60))
	assert mass.progress(MEETING, meeting.name) == []


def test_killed_after_any_piece_and_started_again_each_gets_one(world, programme, crowd):
	users = crowd(60)
	meeting = make_meeting(users)
	act("clerk", meeting.name, "Send Invitations")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	_drop_jobs()
	frappe.db.commit()
	kills = 0
	while not frappe.db.get_value(mass.ORDER, order, "finished"):
		job = _worker(world, order)
		job.stdout.readline()
		# at another moment each time: within a piece, after it, at once
		time.sleep((0, 0.45, 0.2, 0.6)[kills % 4])
		os.kill(job.pid, signal.SIGKILL)
		job.wait()
		kills += 1
		frappe.db.rollback()
		count = _written(meeting.name)
		assert count == frappe.db.get_value(mass.ORDER, order, "written"), "the note and the mails agree"
		assert kills < 30
	assert kills >= 4
	_each_once(meeting.name, users)


def test_killed_after_each_tenth_mail_and_started_again_each_gets_one(world, programme, crowd):
	users = crowd(32)
	meeting, order = _ordered(users)
	kills = 0
	while not frappe.db.get_value(mass.ORDER, order, "finished"):
		job = _worker(world, order, _MORTAL_WORKER)
		killed = job.wait(60) == -signal.SIGKILL
		frappe.db.rollback()
		kills += killed
		assert _written(meeting.name) == frappe.db.get_value(mass.ORDER, order, "written")
		assert kills < 15, "it gets on"
	assert kills >= 3
	_each_once(meeting.name, users)


def _ordered(users: list[str]):
	"""A meeting whose invitations are ordered and, since no worker knows of it, not written; committed."""
	meeting = make_meeting(users)
	act("clerk", meeting.name, "Send Invitations")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	_drop_jobs()
	frappe.db.commit()
	return meeting, order


def _mails_of(meeting: str) -> dict[str, list[str]]:
	"""Who got which mails about a meeting, in their order."""
	found: dict[str, list[str]] = {}
	for row in frappe.get_all(
		"FOKUS Mail", {"reference_name": meeting}, ["recipient", "event"], order_by="creation", limit=0
	):
		found.setdefault(row.recipient, []).append(row.event.removeprefix("meeting_"))
	return found


def _write_the_rest(meeting: str) -> None:
	for order in frappe.get_all(mass.ORDER, {"reference_name": meeting}, pluck="name", order_by="creation"):
		while mass.write_piece(order):
			pass


def _send_off(meeting: str, status: str = "Sent") -> None:
	"""What is written about the meeting has left the queue (or is about to, with another status)."""
	frappe.db.set_value("Email Queue", {"reference_name": meeting}, "status", status)


INVITATION, CANCELLATION = "send_invitations_newly_invited", "cancel_meeting_invited"
POSTPONED = "postpone_invited"
LATER = {"starts_on": "2027-05-12 10:00:00", "ends_on": "2027-05-12 12:00:00", "rsvp_deadline": "2027-05-02"}


def test_who_has_got_no_invitation_hears_of_no_cancellation(programme, crowd):
	users = crowd(40)
	meeting, order = _ordered(users)
	mass.write_piece(order)
	mass.write_piece(order)
	_send_off(meeting.name)
	knows = json.loads(frappe.db.get_value(mass.ORDER, order, "recipients"))[-1]
	with cast.acting_as(knows):
		answers.mine(meeting.name, "Yes")
	act("clerk", meeting.name, "Cancel Meeting", reason="Die Referentin ist erkrankt.")
	_write_the_rest(meeting.name)
	mails = _mails_of(meeting.name)
	invited = {user for user, events in mails.items() if events == [INVITATION, CANCELLATION]}
	assert len(invited) == 2 * mass.PIECE
	assert mails.pop(knows) == [CANCELLATION], "who answered on the own page knows of it"
	assert set(mails) == invited
	rows = frappe.get_all(PARTICIPATION, {"meeting": meeting.name, "invited_on": ("is", "set")}, pluck="user")
	assert set(rows) == invited | {knows}, "the list says who was invited"


def test_who_waits_for_the_invitation_reads_the_new_date_there_alone(programme, crowd):
	users = crowd(40)
	meeting, order = _ordered(users)
	mass.write_piece(order)
	_send_off(meeting.name)
	act("clerk", meeting.name, "Postpone", values=LATER, reason="Raum fehlt")
	_write_the_rest(meeting.name)
	mails = _mails_of(meeting.name)
	assert sorted(mails) == sorted(users)
	twice = [user for user, events in mails.items() if events == [INVITATION, POSTPONED]]
	once = [user for user, events in mails.items() if events == [INVITATION]]
	assert (len(twice), len(once)) == (mass.PIECE, 40 - mass.PIECE)
	queued = frappe.db.get_value(
		"FOKUS Mail", {"recipient": once[0], "reference_name": meeting.name}, "email_queue"
	)
	assert "12. Mai 2027" in _text_of(queued)


def test_a_new_date_nobody_reads_any_more_is_not_written_after_a_cancellation(programme, crowd):
	users = crowd(30)
	meeting = make_meeting(users, "Invited", invited=True)
	act("clerk", meeting.name, "Postpone", values=LATER, reason="Raum fehlt")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	mass.write_piece(order)
	_send_off(meeting.name)
	act("clerk", meeting.name, "Cancel Meeting", reason="Zu wenige")
	_write_the_rest(meeting.name)
	told = sorted(map(tuple, _mails_of(meeting.name).values()))
	assert told == [(CANCELLATION,)] * (30 - mass.PIECE) + [(POSTPONED, CANCELLATION)] * mass.PIECE


MOVED = "change_venue_invited"
ELSEWHERE = {"venue": "Haus Ruhr, Bochum"}
#: two changes, the second while the first is being written; what those read who have got the first one, and the others
TWO_CHANGES = [
	(("Change Venue", ELSEWHERE), ("Postpone", LATER), [MOVED, POSTPONED], [POSTPONED]),
	(("Postpone", LATER), ("Change Venue", ELSEWHERE), [POSTPONED, MOVED], [POSTPONED]),
	(
		("Postpone", LATER),
		("Postpone", {**LATER, "starts_on": "2027-05-12 09:00:00"}),
		[POSTPONED, POSTPONED],
		[POSTPONED],
	),
]


@pytest.mark.parametrize("sent", [True, False])
@pytest.mark.parametrize(("first", "second", "told", "untold"), TWO_CHANGES)
def test_two_changes_reach_everybody_once(programme, crowd, first, second, told, untold, sent):
	"""Whether what is written of the first one has gone out, or still lies in the queue."""
	users = crowd(30)
	meeting = make_meeting(users, "Invited", invited=True)
	act("clerk", meeting.name, first[0], values=first[1], reason="Raum fehlt")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	mass.write_piece(order)
	if sent:
		_send_off(meeting.name)
	act("clerk", meeting.name, second[0], values=second[1], reason="Raum fehlt")
	_write_the_rest(meeting.name)
	mails = _mails_of(meeting.name)
	assert sorted(mails) == sorted(users)
	reached = [told] * mass.PIECE if sent else [untold] * mass.PIECE
	assert sorted(mails.values()) == sorted(reached + [untold] * (30 - mass.PIECE))
	for queued in frappe.get_all(
		"Email Queue", {"reference_name": meeting.name, "status": "Not Sent"}, pluck="name"
	):
		now = frappe.get_doc(MEETING, meeting.name)
		assert moment(now.starts_on, "de") in _text_of(queued) and now.venue in _text_of(queued)


@pytest.mark.parametrize("many", [True, False])
@pytest.mark.parametrize(("action", "values"), [("Postpone", LATER), ("Change Venue", ELSEWHERE)])
def test_an_invitation_in_the_queue_is_replaced_by_one_with_what_is_new(
	programme, crowd, action, values, many
):
	users = crowd(30 if many else 8)
	meeting = make_meeting(users)
	act("clerk", meeting.name, "Send Invitations")
	_write_the_rest(meeting.name)
	act("clerk", meeting.name, action, values=values, reason="Raum fehlt")
	_write_the_rest(meeting.name)
	assert _mails_of(meeting.name) == {user: [INVITATION] for user in users}
	queued = frappe.get_all("Email Queue", {"reference_name": meeting.name}, pluck="name")
	assert len(queued) == len(users)
	now = frappe.get_doc(MEETING, meeting.name)
	assert all(
		moment(now.starts_on, "de") in _text_of(each) and now.venue in _text_of(each) for each in queued
	)


#: where the mail with the invitation is when the meeting is cancelled, and whether the person then hears of that
ON_THEIR_WAY = [("Not Sent", False), ("Sending", True), ("Sent", True), ("Error", True)]


@pytest.mark.parametrize(("status", "hears"), ON_THEIR_WAY)
def test_no_invitation_leaves_the_queue_after_a_cancellation(programme, crowd, status, hears):
	users = crowd(8)
	meeting = make_meeting(users)
	act("clerk", meeting.name, "Send Invitations")
	_send_off(meeting.name, status)
	act("clerk", meeting.name, "Cancel Meeting", reason="Zu wenige")
	assert _mails_of(meeting.name) == ({user: [INVITATION, CANCELLATION] for user in users} if hears else {})
	assert frappe.db.count("Email Queue", {"reference_name": meeting.name}) == (16 if hears else 0)
	invited = frappe.db.count(PARTICIPATION, {"meeting": meeting.name, "invited_on": ("is", "set")})
	assert invited == (8 if hears else 0), "the list says who was invited"


def test_a_change_in_the_queue_gives_way_to_the_cancellation(programme, crowd):
	users = crowd(8)
	meeting = make_meeting(users, "Invited", invited=True)
	act("clerk", meeting.name, "Postpone", values=LATER, reason="Raum fehlt")
	act("clerk", meeting.name, "Cancel Meeting", reason="Zu wenige")
	assert _mails_of(meeting.name) == {user: [CANCELLATION] for user in users}


def test_a_worker_that_has_read_a_mail_which_is_taken_back_does_not_send_it(mailbox, programme):
	meeting = make_meeting([cast.address("manager"), cast.address("deputy")])
	act("clerk", meeting.name, "Send Invitations")
	frappe.db.commit()
	read = [
		frappe.get_doc("Email Queue", name)
		for name in frappe.get_all("Email Queue", {"reference_name": meeting.name}, pluck="name")
	]
	read[0].send()
	act("clerk", meeting.name, "Cancel Meeting", reason="Zu wenige")
	frappe.db.commit()
	read[1].send()
	reached, spared = (len(mailbox.to(each.recipients[0].recipient)) for each in read)
	assert (reached, spared) == (1, 0)


def test_cancelled_while_a_worker_writes_nobody_gets_half_of_it(world, programme, crowd):
	users = crowd(60)
	meeting, order = _ordered(users)
	job = _worker(world, order)
	job.stdout.readline()
	_send_off(meeting.name)
	frappe.db.commit()
	act("clerk", meeting.name, "Cancel Meeting", reason="Zu wenige")
	frappe.db.commit()
	assert job.wait(60) == 0, job.stderr.read()
	frappe.db.rollback()
	_write_the_rest(meeting.name)
	told = _mails_of(meeting.name)
	assert 0 < len(told) < 60
	assert {tuple(events) for events in told.values()} == {(INVITATION, CANCELLATION)}


def _text_of(queued: str) -> str:
	message = message_from_string(frappe.db.get_value("Email Queue", queued, "message"))
	parts = (part for part in message.walk() if part.get_content_type() == "text/html")
	return next(parts).get_payload(decode=True).decode("utf-8")


def test_two_workers_on_the_same_order_write_each_once(world, programme, crowd):
	users = crowd(35)
	meeting = make_meeting(users)
	act("clerk", meeting.name, "Send Invitations")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	_drop_jobs()
	frappe.db.commit()
	jobs = [_worker(world, order) for _ in range(3)]
	assert [job.wait(120) for job in jobs] == [0, 0, 0], [job.stderr.read() for job in jobs]
	frappe.db.rollback()
	_each_once(meeting.name, users)


def test_an_order_without_a_worker_is_taken_up(programme, crowd):
	users = crowd(45)
	meeting = make_meeting(users)
	act("clerk", meeting.name, "Send Invitations")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	_drop_jobs()
	frappe.db.commit()
	mass.take_up()
	assert _written(meeting.name) == 0, "somebody may be at work on it"
	frappe.db.set_value(
		mass.ORDER, order, "modified", add_to_date(now_datetime(), minutes=-5), update_modified=False
	)
	with cast.acting_as("clerk"):
		assert mass.progress(MEETING, meeting.name)[0]["silent"] is True
	mass.take_up()
	mass.take_up()
	_each_once(meeting.name, users)


def test_somebody_without_an_address_stops_nobody(programme, crowd):
	users = crowd(30)
	meeting = make_meeting(users)
	frappe.db.set_value("User", users[7], "email", "")
	frappe.db.set_value("User", users[9], "enabled", 0)
	act("clerk", meeting.name, "Send Invitations")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	while mass.write_piece(order):
		pass
	states = dict(
		frappe.get_all("FOKUS Mail", {"reference_name": meeting.name}, ["recipient", "status"], as_list=True)
	)
	assert len(states) == 30
	assert {user for user, state in states.items() if state == "Not Sent"} == {users[7], users[9]}


def test_inviting_more_reaches_only_the_new_ones(programme, crowd):
	meeting = make_meeting(crowd(3))
	act("clerk", meeting.name, "Send Invitations")
	with cast.acting_as("clerk"):
		audience.add_people(meeting.name, crowd(5), "Guest")
	act("clerk", meeting.name, "Invite More")
	recipients = frappe.get_all("FOKUS Mail", {"reference_name": meeting.name}, pluck="recipient")
	assert sorted(recipients) == crowd(5)


def test_everybody_hears_of_a_cancelled_meeting_once(programme, crowd):
	meeting = make_meeting(crowd(30), "Invited", invited=True)
	act("clerk", meeting.name, "Cancel Meeting", reason="Die Referentin ist erkrankt.")
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	while mass.write_piece(order):
		pass
	mails = frappe.get_all(
		"FOKUS Mail", {"reference_name": meeting.name}, ["recipient", "event"], as_list=True
	)
	assert sorted(mails) == [(user, "meeting_cancel_meeting_invited") for user in crowd(30)]
	assert not [mail for mail in mails if "erkrankt" in json.dumps(mail)]


def _worker(world, order: str, script: str = _WORKER) -> subprocess.Popen:
	return subprocess.Popen(
		[str(python()), "-c", script, world.site, order],
		cwd=world.sites,
		stdout=subprocess.PIPE,
		stderr=subprocess.PIPE,
		text=True,
	)


def _drop_jobs() -> None:
	"""What was enqueued for after the commit is lost, as when Redis is emptied."""
	frappe.db.after_commit.reset()


def _written(meeting: str) -> int:
	return frappe.db.count("FOKUS Mail", {"reference_name": meeting})


def _each_once(meeting: str, users: list[str]) -> None:
	"""One mail in the books and one in the queue for each, with a link of their own."""
	mails = frappe.get_all(
		"FOKUS Mail", {"reference_name": meeting}, ["recipient", "status", "email_queue"], limit=0
	)
	assert sorted(mail.recipient for mail in mails) == sorted(users)
	assert {mail.status for mail in mails} == {"Queued"}
	queued = frappe.get_all(
		"Email Queue Recipient",
		{"parent": ("in", [mail.email_queue for mail in mails])},
		pluck="recipient",
		limit=0,
	)
	assert sorted(queued) == sorted(users)
	assert frappe.db.count("Email Queue", {"reference_name": meeting}) == len(users)
	assert frappe.db.count("Answer Link", {"meeting": meeting}) == len(users)
