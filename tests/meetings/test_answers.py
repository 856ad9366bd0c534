"""Answering: from the mail without signing in, from the own page, told to HR; and who tries to get past it."""

import random
import re
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from urllib.parse import parse_qs, urlsplit

import frappe
import pytest
from frappe.utils import add_days, add_to_date, now_datetime, today

from fokus_app import own_page
from fokus_app.meetings import answer_links, answers, seats
from tests import programme as cast
from tests.meetings.conftest import MEETING, PARTICIPATION, act, make_meeting, queue, row_of, seated
from tests.versions import without_chance

METHOD = "fokus_app.meetings.answers.by_link"
KARLA = cast.address("candidate")


def _key(address: str) -> str:
	return parse_qs(urlsplit(address).query)["key"][0]


@pytest.fixture
def meeting(programme):
	"""A meeting to which the candidate and others of the cast are invited, committed."""
	made = make_meeting(
		[KARLA, cast.address("participant2"), cast.address("nominator")], "Invited", invited=True
	)
	frappe.db.commit()
	return made


@pytest.fixture
def key(meeting) -> str:
	"""The key of the candidate's link, committed."""
	made = _key(answer_links.new(row_of(meeting.name, KARLA), meeting.name))
	frappe.db.commit()
	return made


def _answer(server, key, answer="Yes", **more):
	given = server.guest().call(METHOD, key=key, answer=answer, **more)
	frappe.db.rollback()
	return given


def test_a_key_is_kept_as_a_hash_alone(meeting, key):
	assert len(key) >= 43  # 32 bytes
	assert frappe.db.exists("Answer Link", answer_links.hash_of(key))
	for table in ("tabAnswer Link", "tabMeeting Participation", "tabNetwork Meeting"):
		assert key not in str(frappe.db.sql(f"select * from `{table}`"))


def test_the_page_shows_the_meeting_and_asks(server, meeting, key):
	page = server.guest().get(f"/fokus/answer?key={key}")
	assert page.status_code == 200
	for words in (
		"Netzwerktreffen",
		"Karla Kandidat",
		"Haus der Kirche, Essen",
		"Ja, ich bin dabei",
		"Vielleicht",
	):
		assert words in page.text
	assert 'name="referrer" content="no-referrer"' in page.text
	assert page.text.count("<button disabled") == 3, "nothing can be pressed before the page listens"


def test_a_mail_scanner_that_follows_every_link_changes_nothing(server, meeting, key):
	before = frappe.get_doc(PARTICIPATION, row_of(meeting.name, KARLA)).as_dict()
	scanner = server.guest()
	for _ in range(3):
		scanner.get(f"/fokus/answer?key={key}&answer=Yes")
		scanner.head(f"/fokus/answer?key={key}&answer=Yes")
		refused = scanner.get(f"/api/method/{METHOD}", params={"key": key, "answer": "Yes"})
		assert refused.status_code in (403, 405)
	scanner.post(f"/fokus/answer?key={key}", data={"answer": "Yes"})
	frappe.db.rollback()
	assert frappe.get_doc(PARTICIPATION, row_of(meeting.name, KARLA)).as_dict() == before
	assert seated(meeting.name) == set()


def test_an_answer_by_link_counts_for_that_person_alone(server, meeting, key):
	given = _answer(server, key, "Yes", comment="  Ich komme etwas später. ")
	assert given.status_code == 200, given.text
	assert given.json()["message"]["standing"] == "Sie haben zugesagt. Ihr Platz ist reserviert."
	row = row_of(meeting.name, KARLA, "answer", "answer_comment", "seat", "answered_on", "answered_by")
	assert (row.answer, row.answer_comment, row.seat) == ("Yes", "Ich komme etwas später.", "Seat")
	assert row.answered_on and not row.answered_by
	assert not row_of(meeting.name, cast.address("participant2"), "answer").answer
	again = server.guest().get(f"/fokus/answer?key={key}")
	assert "Ihr Platz ist reserviert" in again.text and "Ich komme etwas später." in again.text


def test_who_is_signed_in_as_somebody_else_answers_for_whom_the_link_is(server, meeting, key):
	client = server.login(cast.address("participant2"), cast.PASSWORD)
	page = client.get(f"/fokus/answer?key={key}")
	token = re.search(r'csrf_token = "([^"]+)"', page.text).group(1)
	given = client.post(
		f"/api/method/{METHOD}", json={"key": key, "answer": "Yes"}, headers={"X-Frappe-CSRF-Token": token}
	)
	assert given.status_code == 200, given.text
	frappe.db.rollback()
	assert row_of(meeting.name, KARLA, "answer").answer == "Yes"
	assert not row_of(meeting.name, cast.address("participant2"), "answer").answer


#: what makes a link worthless, besides being guessed
SPOILED = {
	"guessed": lambda meeting: secrets.token_urlsafe(32),
	"empty": lambda meeting: "",
	"one letter off": lambda meeting: "A" * 43,
	"the hash itself": lambda meeting: frappe.get_all("Answer Link", {"meeting": meeting.name}, pluck="name")[
		0
	],
	"SQL": lambda meeting: "' or '1'='1",
	"very long": lambda meeting: "x" * 100_000,
	"name of the participation": lambda meeting: row_of(meeting.name, KARLA),
	"deadline over": lambda meeting: meeting.db_set("rsvp_deadline", add_days(today(), -1)),
	"meeting begun": lambda meeting: meeting.db_set(
		{"rsvp_deadline": None, "starts_on": add_to_date(now_datetime(), minutes=-1)}
	),
	"meeting cancelled": lambda meeting: meeting.db_set("workflow_state", "Cancelled"),
	"meeting held": lambda meeting: meeting.db_set("workflow_state", "Held"),
	"account disabled": lambda meeting: frappe.db.set_value("User", KARLA, "enabled", 0),
	"no longer on the list": lambda meeting: frappe.db.delete(
		PARTICIPATION, {"meeting": meeting.name, "user": KARLA}
	),
	"links of old meetings forgotten": lambda meeting: (
		meeting.db_set("workflow_state", "Closed"),
		answer_links.forget_old(),
	),
}


def test_wrong_old_and_guessed_keys_tell_nothing(server, programme):
	"""Same page, same status, same answer to all of them."""
	pages, refusals = {}, {}
	for name, spoil in SPOILED.items():
		meeting = make_meeting([KARLA], "Invited", invited=True)
		key = _key(answer_links.new(row_of(meeting.name, KARLA), meeting.name))
		other = spoil(meeting)
		frappe.db.commit()
		key = other if isinstance(other, str) else key
		if name != "very long":  # more than an address holds
			page = server.guest().get("/fokus/answer", params={"key": key})
			pages[name] = (page.status_code, without_chance(page.text))
		given = _answer(server, key)
		said = without_chance(given.json()["_server_messages"])
		refusals[name] = (given.status_code, said, given.json()["exc_type"])
		assert seated(meeting.name) == set()
		frappe.db.set_value("User", KARLA, "enabled", 1)
		frappe.db.commit()
	assert len(set(pages.values())) == 1, {name: (page[0], len(page[1])) for name, page in pages.items()}
	(page,) = set(pages.values())
	assert page[0] == 200 and "Netzwerktreffen" not in page[1] and "Karla" not in page[1]
	assert len(set(refusals.values())) == 1, refusals
	assert next(iter(refusals.values()))[0] == 404


def test_a_valid_key_of_another_meeting_opens_only_that_one(server, meeting, key):
	other = make_meeting([KARLA], "Invited", invited=True)
	frappe.db.commit()
	assert _answer(server, key).status_code == 200
	assert not row_of(other.name, KARLA, "answer").answer


@pytest.mark.parametrize("answer", ["", "yes", "Ja", "Attended", "Yes' or '1", None, ["Yes"]])
def test_only_yes_no_and_maybe_are_answers(server, meeting, key, answer):
	given = _answer(server, key, answer)
	assert given.status_code in (400, 417), given.text[:300]
	assert not row_of(meeting.name, KARLA, "answer").answer


def test_a_comment_has_an_end_and_runs_nowhere(server, meeting, key):
	assert _answer(server, key, comment="x" * 501).status_code == 417
	_answer(server, key, comment="<script>alert('x')</script>")
	page = server.guest().get(f"/fokus/answer?key={key}")
	assert "<script>alert" not in page.text and "‹script›alert" in page.text
	_answer(server, key, comment="Ab 9 & bis < 12 Uhr")
	assert "Ab 9 &amp; bis ‹ 12 Uhr" in server.guest().get(f"/fokus/answer?key={key}").text


def test_too_many_answers_through_one_link_are_stopped_and_no_others(server, meeting, key):
	"""Counted by link: colleagues behind the same address are not held up."""
	codes = [_answer(server, key, "Maybe").status_code for _ in range(32)]
	assert codes[:30] == [200] * 30
	assert set(codes[30:]) <= {417, 429}
	other = _key(answer_links.new(row_of(meeting.name, cast.address("participant2")), meeting.name))
	frappe.db.commit()
	assert _answer(server, other).status_code == 200
	assert not [name for name in frappe.cache.keys() if key.encode() in name], (
		"the key itself is kept nowhere"
	)


def test_an_own_answer_needs_an_invitation(meeting):
	with cast.acting_as("manager2"), pytest.raises(frappe.PermissionError):
		answers.mine(meeting.name, "Yes")
	frappe.db.set_value(PARTICIPATION, row_of(meeting.name, KARLA), "invited_on", None)
	with cast.acting_as("candidate"), pytest.raises(frappe.PermissionError):
		answers.mine(meeting.name, "Yes")


def test_after_the_deadline_one_can_still_call_off(meeting):
	with cast.acting_as("candidate"):
		answers.mine(meeting.name, "Yes")
	meeting.db_set("rsvp_deadline", add_days(today(), -1))
	with cast.acting_as("candidate"):
		assert own_page.my_meetings()[-1]["choices"] == ["No"]
		with pytest.raises(answers.NotOpen):
			answers.mine(meeting.name, "Maybe")
		answers.mine(meeting.name, "No")
		shown = next(row for row in own_page.my_meetings() if row["name"] == meeting.name)
	assert shown["choices"] == [] and seated(meeting.name) == set()


def test_nobody_answers_once_the_meeting_runs(meeting):
	meeting.db_set("starts_on", add_to_date(now_datetime(), minutes=-5))
	with cast.acting_as("candidate"), pytest.raises(answers.NotOpen):
		answers.mine(meeting.name, "No")


@pytest.mark.parametrize(
	("person", "may"),
	[
		("clerk", True),
		("lead", True),
		("mentor", True),
		("candidate", False),
		("mentor2", False),
		("sysadmin", False),
	],
)
def test_an_answer_by_phone_is_recorded_by_hr_and_the_organiser(meeting, person, may):
	meeting.db_set("rsvp_deadline", add_days(today(), -3))
	row = row_of(meeting.name, KARLA)
	with cast.acting_as(person):
		if not may:
			with pytest.raises(frappe.PermissionError):
				answers.record(row, "Yes")
			return
		assert answers.record(row, "Yes", "am Telefon")["seat"] == "Seat"
	kept = row_of(meeting.name, KARLA, "answer", "answered_by")
	assert (kept.answer, kept.answered_by) == ("Yes", cast.address(person))


def test_who_is_invited_is_not_taken_from_the_list(meeting):
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError):
		frappe.delete_doc(PARTICIPATION, row_of(meeting.name, KARLA))
	frappe.db.set_value(PARTICIPATION, row_of(meeting.name, KARLA), "invited_on", None)
	answer_links.new(row_of(meeting.name, KARLA), meeting.name)
	with cast.acting_as("clerk"):
		frappe.delete_doc(PARTICIPATION, row_of(meeting.name, KARLA))
	assert not row_of(meeting.name, KARLA)


def test_the_mail_brings_a_link_that_answers(server, mailbox, programme):
	meeting = make_meeting([KARLA, cast.address("mentor2")])
	act("clerk", meeting.name, "Send Invitations")
	mailbox.deliver()
	(mail,) = mailbox.to(KARLA)
	html = mail.get_body(("html",)).get_content()
	(address,) = set(re.findall(r'href="([^"]*/fokus/answer\?key=[^"]+)"', html))
	assert _answer(server, _key(address)).status_code == 200
	assert seated(meeting.name) == {KARLA}
	(other,) = mailbox.to(cast.address("mentor2"))
	assert _key(address) not in other.as_string()
	assert "Answer now" in other.get_body(("html",)).get_content()


def test_two_hundred_answers_at_once_for_thirty_seats(server, programme, crowd):
	"""Through links, against a server of several processes: thirty seats, the others one after the other."""
	users = crowd(200)
	meeting = make_meeting(users, "Invited", invited=True, seats=30)
	keys = [_key(answer_links.new(row_of(meeting.name, user), meeting.name)) for user in users]
	frappe.db.commit()
	with ThreadPoolExecutor(24) as pool:
		codes = list(
			pool.map(lambda key: server.guest().call(METHOD, key=key, answer="Yes").status_code, keys)
		)
	frappe.db.rollback()
	assert set(codes) == {200}
	assert len(seated(meeting.name)) == 30
	places = queue(meeting.name)
	assert [place for place, _user in places] == list(range(1, 171))
	assert len({user for _place, user in places}) == 170


def test_the_last_seat_is_given_once(server, programme, crowd):
	for _ in range(6):
		users = crowd(4)
		meeting = make_meeting(users, "Invited", invited=True, seats=1)
		keys = [_key(answer_links.new(row_of(meeting.name, user), meeting.name)) for user in users]
		frappe.db.commit()
		together = Barrier(len(keys))

		def press(key, together=together):
			together.wait()
			return server.guest().call(METHOD, key=key, answer="Yes").json()["message"]["seat"]

		with ThreadPoolExecutor(len(keys)) as pool:
			given = list(pool.map(press, keys))
		frappe.db.rollback()
		assert sorted(given) == ["Seat", "Waiting List", "Waiting List", "Waiting List"]
		assert len(seated(meeting.name)) == 1
		assert [place for place, _user in queue(meeting.name)] == [1, 2, 3]


#: what happens while the second person's answer waits for the meeting, that answer, and who has the seat in the end
MEANWHILE = [
	# the second one has moved up, which their own no did not see when it began
	("No", "No", 2),
	# the second one has moved up and says yes once more
	("No", "Yes", 1),
]


@pytest.mark.parametrize(("meanwhile", "answer", "seat"), MEANWHILE)
def test_an_answer_counts_with_what_is_now_not_with_what_was_when_it_began(
	server, programme, crowd, meanwhile, answer, seat
):
	users = crowd(3)
	meeting = make_meeting(users, "Invited", invited=True, seats=1)
	for user in users:
		with cast.acting_as(user):
			answers.mine(meeting.name, "Yes")
	key = _key(answer_links.new(row_of(meeting.name, users[1]), meeting.name))
	frappe.db.commit()
	with ThreadPoolExecutor(1) as pool:
		seats.lock(meeting.name)
		waits = pool.submit(_post, server, key, answer)
		time.sleep(1)
		assert not waits.done(), "it waits for the meeting"
		with cast.acting_as(users[0]):
			answers.mine(meeting.name, meanwhile)
		frappe.db.commit()
		assert waits.result() == 200
	frappe.db.rollback()
	assert seated(meeting.name) == {users[seat]}


def test_a_yes_after_a_no_that_others_recorded_meanwhile_takes_no_second_seat(server, programme, crowd):
	first, second = users = crowd(2)
	meeting = make_meeting(users, "Invited", invited=True, seats=1)
	for user in users:
		with cast.acting_as(user):
			answers.mine(meeting.name, "Yes")
	key = _key(answer_links.new(row_of(meeting.name, first), meeting.name))
	frappe.db.commit()
	with ThreadPoolExecutor(1) as pool:
		seats.lock(meeting.name)
		waits = pool.submit(_post, server, key, "Yes")
		time.sleep(1)
		with cast.acting_as("clerk"):
			answers.record(row_of(meeting.name, first), "No")
		frappe.db.commit()
		assert waits.result() == 200
	frappe.db.rollback()
	assert seated(meeting.name) == {second}
	assert queue(meeting.name) == [(1, first)]


def test_yes_and_no_at_once_lose_no_seat_and_give_none_twice(server, programme, crowd):
	users, chance = crowd(12), random.Random(5)
	meeting = make_meeting(users, "Invited", invited=True, seats=4)
	for user in users[:8]:
		with cast.acting_as(user):
			answers.mine(meeting.name, "Yes")
	keys = {user: _key(answer_links.new(row_of(meeting.name, user), meeting.name)) for user in users}
	frappe.db.commit()
	said = [(user, chance.choice(("Yes", "No", "Maybe"))) for _ in range(6) for user in users]
	with ThreadPoolExecutor(12) as pool:
		codes = list(pool.map(lambda each: _post(server, keys[each[0]], each[1]), said))
	frappe.db.rollback()
	assert set(codes) == {200}
	coming = frappe.get_all(PARTICIPATION, {"meeting": meeting.name, "answer": "Yes"}, pluck="user")
	places = queue(meeting.name)
	assert len(seated(meeting.name)) == min(4, len(coming))
	assert [place for place, _user in places] == list(range(1, max(len(coming) - 4, 0) + 1))
	assert seated(meeting.name) | {user for _place, user in places} == set(coming)


def test_places_set_in_and_added_beside_answers_are_given_once(server, programme, crowd):
	"""HR sets two people in and makes more seats while others answer: nobody has a seat twice, nobody is forgotten."""
	users = crowd(16)
	meeting = make_meeting(users, "Invited", invited=True, seats=3)
	for user in users[:9]:
		with cast.acting_as(user):
			answers.mine(meeting.name, "Yes")
	keys = {user: _key(answer_links.new(row_of(meeting.name, user), meeting.name)) for user in users}
	rows = {user: row_of(meeting.name, user) for user in users}
	frappe.db.commit()
	clerk, second = (server.login(cast.address(part), cast.PASSWORD) for part in ("clerk", "clerk2"))

	def set_in(user: str) -> int:
		given = {"participation": rows[user], "reason": "Bringt den Fall ein"}
		return clerk.call("fokus_app.meetings.seats.set_in", **given).status_code

	def more_seats(number: int) -> int:
		for _again in range(20):
			seen = second.get(f"/api/resource/Network Meeting/{meeting.name}").json()["data"]
			asked = {
				"doctype": MEETING,
				"name": meeting.name,
				"action": "Change Seats",
				"reason": "Größerer Saal",
			}
			asked |= {"modified": seen["modified"], "values": {"seats": seen["seats"] + number}}
			code = second.call("fokus_app.workflows.action.act", **asked).status_code
			if code == 200:
				break
		return code

	jobs = [
		*((_post, server, keys[user], "No") for user in (users[0], users[4])),
		*((set_in, user) for user in users[7:9]),
		*((_post, server, keys[user], "Yes") for user in users[9:13]),
		(more_seats, 2),
		*((_post, server, keys[user], "Yes") for user in users[13:]),
		(_post, server, keys[users[1]], "Maybe"),
	]
	with ThreadPoolExecutor(len(jobs)) as pool:
		codes = list(pool.map(lambda job: job[0](*job[1:]), jobs))
	frappe.db.rollback()
	# who has moved up meanwhile does not wait any more
	assert set(codes[2:4]) <= {200, 417} and set(codes[:2] + codes[4:]) == {200}
	coming = set(frappe.get_all(PARTICIPATION, {"meeting": meeting.name, "answer": "Yes"}, pluck="user"))
	places = queue(meeting.name)
	assert seated(meeting.name) | {user for _place, user in places} == coming and len(coming) == 13
	assert [place for place, _user in places] == list(range(1, len(places) + 1))
	seats_now = frappe.db.get_value(MEETING, meeting.name, "seats")
	assert len(seated(meeting.name)) == min(seats_now, len(coming))
	assert 5 <= seats_now <= 7


def _post(server, key: str, answer: str) -> int:
	return server.guest().call(METHOD, key=key, answer=answer).status_code


def test_seats_are_not_lowered_below_what_somebody_takes_at_that_moment(server, programme, crowd):
	users = crowd(2)
	meeting = make_meeting(users, "Invited", invited=True, seats=2)
	with cast.acting_as(users[0]):
		answers.mine(meeting.name, "Yes")
	frappe.db.commit()
	clerk = server.login(cast.address("clerk"), cast.PASSWORD)
	asked = {"doctype": meeting.doctype, "name": meeting.name, "action": "Change Seats"}
	asked |= {"modified": str(meeting.modified), "values": {"seats": 1}, "reason": "Kleiner Saal"}
	with ThreadPoolExecutor(1) as pool:
		seats.lock(meeting.name)
		waits = pool.submit(clerk.call, "fokus_app.workflows.action.act", **asked)
		time.sleep(1)
		with cast.acting_as(users[1]):
			answers.mine(meeting.name, "Yes")
		frappe.db.commit()
		refused = waits.result()
	assert refused.status_code == 417 and "2" in refused.text, refused.text
	frappe.db.rollback()
	assert frappe.db.get_value(meeting.doctype, meeting.name, "seats") == 2 == len(seated(meeting.name))
