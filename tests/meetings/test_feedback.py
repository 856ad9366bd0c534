"""Feedback: by those who were there, once; shown once, from five answers on; never traceable, whoever looks where."""

import json
import re
import secrets
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import frappe
import pytest
from frappe.utils import add_days, getdate, now_datetime, today
from hypothesis import given, settings
from hypothesis import strategies as st

from fokus_app.confidential import anonymous, change_key, key_file
from fokus_app.meetings import answer_links, experience, feedback, feedback_marks, feedback_totals
from fokus_app.patches import feedback_marks as patch
from fokus_app.workflows import guard
from tests import programme as cast
from tests.meetings.conftest import EXERCISE, MEETING, PARTICIPATION, act, make_held, row_of
from tests.versions import forget_columns, without_chance
from tests.workflows.stages import undone_afterwards

pytestmark = pytest.mark.usefixtures("in_english")
METHOD = "fokus_app.meetings.feedback.by_link"
KARLA, KUNO = cast.address("candidate"), cast.address("participant2")
FEEDBACK, SUMMARY = "Meeting Feedback", "Meeting Feedback Summary"
#: words that are looked for wherever they must not be
SECRET = "ganzgeheimeworte"


def _said(meeting, rating: int = 4, words: str = "", **ratings: int) -> dict:
	"""An answer to everything that is asked."""
	return {
		"ratings": {**dict.fromkeys(feedback.questions(), rating), **ratings},
		"remarks": dict.fromkeys(feedback.remarks(), words),
		"items": {row.name: {"rating": rating, "remark": words} for row in meeting.agenda},
	}


def _give(meeting, user: str, said: dict | None = None) -> None:
	feedback.give(row_of(meeting.name, user), said or _said(meeting))


def _key(meeting, user: str) -> str:
	address = answer_links.new(row_of(meeting.name, user), meeting.name, answer_links.FEEDBACK)
	frappe.db.commit()
	return parse_qs(urlsplit(address).query)["key"][0]


def _by_link(server, key: str, said: dict):
	given = server.guest().call(METHOD, key=key, said=said)
	frappe.db.rollback()
	return given


def _close(meeting) -> dict:
	with cast.acting_as("clerk"):
		return feedback_totals.close(meeting.name)


# ── giving ────────────────────────────────────────────────────────────────────


def test_by_link_once_and_without_signing_in(server, crowd):
	meeting = make_held(crowd(2))
	key = _key(meeting, crowd(2)[0])
	page = server.guest().get(f"/fokus/feedback?key={key}")
	assert page.status_code == 200
	for words in ("Netzwerktreffen", "Mobile", "Austausch", "trifft eher zu", "Das nehme ich mit"):
		assert words in page.text
	assert "Pause" not in page.text, "nobody is asked about a break"
	assert 'name="referrer" content="no-referrer"' in page.text
	assert "<button disabled" in page.text, "what was typed never comes into an address"
	given = _by_link(server, key, _said(meeting))
	assert given.status_code == 200, given.text
	assert "ohne Ihren Namen" in given.json()["message"]["thanks"]
	assert feedback_marks.given(row_of(meeting.name, each) for each in crowd(2)) == {
		row_of(meeting.name, crowd(2)[0])
	}
	assert frappe.db.count(FEEDBACK, {"meeting": meeting.name}) == 1
	assert not frappe.db.exists("Answer Link", answer_links.hash_of(key)), "used up"
	again = _by_link(server, key, _said(meeting))
	assert again.status_code == 404
	assert frappe.db.count(FEEDBACK, {"meeting": meeting.name}) == 1


def test_a_scanner_that_follows_the_link_gives_nothing(server, crowd):
	meeting = make_held(crowd(1))
	key = _key(meeting, crowd(1)[0])
	scanner = server.guest()
	for _ in range(3):
		scanner.get(f"/fokus/feedback?key={key}")
		scanner.head(f"/fokus/feedback?key={key}")
		assert scanner.get(f"/api/method/{METHOD}", params={"key": key, "said": "{}"}).status_code in (
			403,
			405,
		)
	frappe.db.rollback()
	assert not frappe.db.count(FEEDBACK, {"meeting": meeting.name})
	assert _by_link(server, key, _said(meeting)).status_code == 200


#: what makes a link worthless
SPOILED = {
	"guessed": lambda meeting, user: secrets.token_urlsafe(32),
	"empty": lambda meeting, user: "",
	"the hash itself": lambda meeting, user: frappe.get_all(
		"Answer Link", {"meeting": meeting.name, "purpose": "Feedback"}, pluck="name"
	)[0],
	"SQL": lambda meeting, user: "' or '1'='1",
	"a link for an answer": lambda meeting, user: parse_qs(
		urlsplit(answer_links.new(row_of(meeting.name, user), meeting.name)).query
	)["key"][0],
	"used": lambda meeting, user: _give(meeting, user),
	"was not there": lambda meeting, user: frappe.db.set_value(
		PARTICIPATION, row_of(meeting.name, user), "attendance", "Absent"
	),
	"meeting not closed": lambda meeting, user: meeting.db_set("workflow_state", "Held"),
	"feedback closed": lambda meeting, user: _close(meeting),
	"account disabled": lambda meeting, user: frappe.db.set_value("User", user, "enabled", 0),
	"off the list": lambda meeting, user: frappe.db.delete(
		PARTICIPATION, {"meeting": meeting.name, "user": user}
	),
}


def test_wrong_old_used_and_guessed_keys_tell_nothing(server, crowd):
	user = crowd(1)[0]
	pages, refusals = {}, {}
	for name, spoil in SPOILED.items():
		meeting = make_held([user])
		key = _key(meeting, user)
		other = spoil(meeting, user)
		frappe.db.commit()
		key = other if isinstance(other, str) else key
		page = server.guest().get("/fokus/feedback", params={"key": key})
		pages[name] = (page.status_code, without_chance(page.text))
		given = _by_link(server, key, _said(meeting))
		said = without_chance(given.json()["_server_messages"])
		refusals[name] = (given.status_code, said, given.json()["exc_type"])
		assert frappe.db.count(FEEDBACK, {"meeting": meeting.name}) == (name == "used")
		frappe.db.set_value("User", user, "enabled", 1)
		frappe.db.commit()
	assert len(set(pages.values())) == 1, {name: (page[0], len(page[1])) for name, page in pages.items()}
	(page,) = set(pages.values())
	assert page[0] == 200 and "Netzwerktreffen" not in page[1]
	assert len(set(refusals.values())) == 1, refusals
	assert next(iter(refusals.values()))[0] == 404


def test_signed_in_those_who_were_there_give_it_and_no_others(crowd):
	meeting = make_held([KARLA, KUNO], there=[KARLA])
	with cast.acting_as("candidate"):
		feedback.mine(meeting.name, _said(meeting))
		with pytest.raises(feedback.NotOpen) as twice:
			feedback.mine(meeting.name, _said(meeting))
	for person in ("participant2", "manager2", "clerk"):
		with cast.acting_as(person), pytest.raises(feedback.NotOpen) as refused:
			feedback.mine(meeting.name, _said(meeting))
		assert str(refused.value) == str(twice.value)
	assert frappe.db.count(FEEDBACK, {"meeting": meeting.name}) == 1


def test_the_days_for_feedback_end(crowd):
	meeting = make_held([KARLA], stage_since=add_days(today(), -14))
	assert feedback.is_open(meeting)
	meeting.db_set("stage_since", add_days(today(), -15))
	assert not feedback.is_open(meeting)
	with cast.acting_as("candidate"), pytest.raises(feedback.NotOpen):
		feedback.mine(meeting.name, _said(meeting))


@pytest.mark.parametrize(
	"said",
	[
		{},
		"",
		"[]",
		None,
		{"ratings": {"useful": 0}},
		{"ratings": {"useful": 5}},
		{"ratings": {"useful": "4; drop"}},
		{"ratings": {"useful": [4]}},
		{"remarks": {"wishes": "x" * 1001}},
		{"remarks": {"wishes": "   "}},
		{"ratings": {"unknown": 4}, "items": {"unknown": {"rating": 4}}},
		{"ratings": ["useful"], "remarks": "x", "items": 4},
	],
)
def test_nonsense_is_no_feedback_and_uses_nothing_up(server, crowd, said):
	user = crowd(1)[0]
	meeting = make_held([user])
	key = _key(meeting, user)
	given = _by_link(server, key, said)
	assert 400 <= given.status_code < 500, given.text[:300]
	assert not frappe.db.count(FEEDBACK, {"meeting": meeting.name})
	assert not feedback_marks.count(meeting.name)
	assert _by_link(server, key, {"ratings": {"useful": "3"}}).status_code == 200


def test_the_same_link_pressed_many_times_at_once_counts_once(server, crowd):
	user = crowd(1)[0]
	meeting = make_held([user])
	key = _key(meeting, user)
	with ThreadPoolExecutor(6) as pool:
		codes = sorted(
			pool.map(
				lambda _: server.guest().call(METHOD, key=key, said=_said(meeting)).status_code, range(6)
			)
		)
	frappe.db.rollback()
	assert codes[0] == 200 and set(codes[1:]) <= {404, 417}
	assert frappe.db.count(FEEDBACK, {"meeting": meeting.name}) == 1


def test_giving_while_it_is_closed_leaves_nothing_behind(server, crowd):
	users = crowd(12)
	meeting = make_held(users)
	keys = [_key(meeting, user) for user in users]
	clerk = server.login(cast.address("clerk"), cast.PASSWORD)

	def press(number: int) -> int:
		if number == 6:
			return clerk.call("fokus_app.meetings.feedback_totals.close", meeting=meeting.name).status_code
		return server.guest().call(METHOD, key=keys[number], said=_said(meeting)).status_code

	with ThreadPoolExecutor(4) as pool:
		codes = list(pool.map(press, range(12)))
	frappe.db.rollback()
	assert codes.pop(6) == 200
	assert not frappe.db.count(FEEDBACK, {"meeting": meeting.name}), (
		"an answer after the totals would stay for ever"
	)
	counted = frappe.db.get_value(SUMMARY, {"meeting": meeting.name}, "given")
	assert counted == codes.count(200)
	assert not feedback_marks.count(meeting.name)


# ── what it leaves behind ─────────────────────────────────────────────────────


def test_a_row_has_no_person_no_time_no_order_and_one_length(crowd):
	users = crowd(40)
	meeting = make_held(users)
	before = {user: row_of(meeting.name, user, "modified", "modified_by", "creation") for user in users}
	counted = {table: frappe.db.count(table) for table in ("Version", "Comment", "Activity Log", "Error Log")}
	for number, user in enumerate(users):
		_give(meeting, user, _said(meeting, rating=1 + number % 4, words="x" * (number * 5)))
	rows = frappe.db.sql(f"select * from `tab{FEEDBACK}` where meeting = %s", (meeting.name,), as_dict=True)
	assert len(rows) == 40
	for row in rows:
		empty = {"owner", "creation", "modified", "modified_by", "idx", "docstatus"}
		assert {name for name, value in row.items() if value} == {"name", "meeting", "key_name", "sealed"}, (
			empty
		)
		assert re.fullmatch("[0-9a-f]{32}", row.name)
	assert len({len(row.sealed) for row in rows}) == 1
	names = [row.name for row in rows]
	assert names == sorted(names), "the database keeps them by their chance names"
	for user in users:
		assert row_of(meeting.name, user, "modified", "modified_by", "creation") == before[user]
	assert {table: frappe.db.count(table) for table in counted} == counted


def test_the_words_are_in_no_table_no_log_and_no_cache(server, crowd):
	user = crowd(1)[0]
	meeting = make_held([user])
	assert _by_link(server, _key(meeting, user), _said(meeting, words=SECRET)).status_code == 200
	failing = _by_link(server, "wrong", _said(meeting, words=SECRET))
	assert SECRET not in failing.text
	for table in (each for each in frappe.db.get_tables(cached=False) if each.startswith(("tab", "__"))):
		found = frappe.db.sql(f"select * from `{table}`")
		assert SECRET not in str(found), table
	for key in frappe.cache.keys():
		assert SECRET.encode() not in key
	logs = [
		*Path(frappe.get_site_path()).rglob("*.log*"),
		*Path(frappe.utils.get_bench_path()).rglob("logs/*.log"),
	]
	assert logs
	for log in logs:
		assert SECRET.encode() not in log.read_bytes(), log


def test_an_unexpected_error_keeps_no_words(server, crowd):
	"""The key file cannot be read: nothing is kept, nothing is told, and the person can try again."""
	user = crowd(1)[0]
	meeting = make_held([user])
	key = _key(meeting, user)
	_give(make_held(crowd(2)), crowd(2)[1], {"ratings": {"useful": 2}})
	frappe.db.commit()
	file = key_file.path()
	content = file.read_bytes()
	file.write_text("zerstört")
	try:
		given = _by_link(server, key, _said(meeting, words=SECRET))
	finally:
		file.write_bytes(content)
	assert given.status_code in (417, 500) and SECRET not in given.text
	assert SECRET not in str(frappe.db.sql("select * from `tabError Log`"))
	assert _by_link(server, key, _said(meeting)).status_code == 200


#: ways to single answers, each as somebody who is signed in over HTTP
CHANNELS = {
	"list": lambda client, name: client.get(f"/api/resource/{FEEDBACK}"),
	"record": lambda client, name: client.get(f"/api/resource/{FEEDBACK}/{name}"),
	"form": lambda client, name: client.call("frappe.desk.form.load.getdoc", doctype=FEEDBACK, name=name),
	"value": lambda client, name: client.call(
		"frappe.client.get_value", doctype=FEEDBACK, fieldname="sealed", filters={"name": name}
	),
	"get": lambda client, name: client.call("frappe.client.get", doctype=FEEDBACK, name=name),
	"get_list": lambda client, name: client.call(
		"frappe.client.get_list", doctype=FEEDBACK, fields=["name", "sealed"]
	),
	"count": lambda client, name: client.call("frappe.client.get_count", doctype=FEEDBACK),
	"report view": lambda client, name: client.call(
		"frappe.desk.reportview.get", doctype=FEEDBACK, fields=json.dumps(["`tabMeeting Feedback`.`sealed`"])
	),
	"export": lambda client, name: client.call(
		"frappe.desk.reportview.export_query",
		doctype=FEEDBACK,
		file_format_type="CSV",
		title="x",
		fields=json.dumps(["`tabMeeting Feedback`.`sealed`"]),
	),
	"search": lambda client, name: client.call("frappe.desk.search.search_link", doctype=FEEDBACK, txt=""),
	"joined": lambda client, name: client.call(
		"frappe.client.get_list", doctype=MEETING, fields=["name", "`tabMeeting Feedback`.sealed"]
	),
	"delete": lambda client, name: client.delete(f"/api/resource/{FEEDBACK}/{name}"),
	"write": lambda client, name: client.call(
		"frappe.client.set_value", doctype=FEEDBACK, name=name, fieldname="meeting", value="x"
	),
}


@pytest.mark.parametrize("person", ["clerk", "lead", "mentor", "candidate", "sysadmin"])
def test_nobody_reads_single_answers_through_any_channel(server, crowd, person):
	meeting = make_held([*crowd(4), KARLA])
	for user in crowd(4):
		_give(meeting, user, _said(meeting, words=SECRET))
	frappe.db.commit()
	rows = frappe.get_all(FEEDBACK, {"meeting": meeting.name}, ["name", "sealed"])
	client = server.login(cast.address(person), cast.PASSWORD)
	for channel, look in CHANNELS.items():
		answer = look(client, rows[0].name)
		text = answer.text
		assert rows[0].sealed not in text and rows[1].sealed not in text and SECRET not in text, channel
		assert answer.status_code >= 400 or not _holds_something(answer), channel
	frappe.db.rollback()
	assert frappe.db.count(FEEDBACK, {"meeting": meeting.name}) == 4


def _holds_something(answer) -> bool:
	if not answer.headers["Content-Type"].startswith("application/json"):
		return True
	said = answer.json()
	return bool(said.get("message") or said.get("data") or said.get("results") or said.get("docs"))


# ── what comes out ────────────────────────────────────────────────────────────


def test_feedback_is_never_traceable_with_four_answers(server, crowd):
	"""Neither before nor after closing does anything but the number of answers come out, and then they are gone."""
	users = crowd(9)
	meeting = make_held(users)
	for user in users[:4]:
		_give(meeting, user, _said(meeting, rating=1, words=SECRET))
	frappe.db.commit()

	def looks() -> list[str]:
		seen = []
		for person in ("clerk", "lead"):
			client = server.login(cast.address(person), cast.PASSWORD)
			seen.append(client.call("fokus_app.meetings.feedback_totals.shown", meeting=meeting.name).text)
			seen.append(client.call("fokus_app.meetings.experience.of", exercise=EXERCISE).text)
			seen.append(client.get(f"/api/resource/{SUMMARY}?fields=[%22*%22]").text)
			seen.append(client.get(f"/api/resource/{MEETING}/{meeting.name}").text)
			seen.append(client.get(f"/api/resource/{PARTICIPATION}?fields=[%22*%22]&limit=100").text)
		return seen

	before = looks()
	_close(meeting)
	frappe.db.commit()
	after = looks()
	for text in (*before, *after):
		assert SECRET not in text and "rather disagree" not in text
	assert not frappe.db.count(FEEDBACK, {"meeting": meeting.name}), "the answers are gone"
	(summary,) = frappe.get_all(SUMMARY, {"meeting": meeting.name}, ["given", "attended", "totals"])
	assert (summary.given, summary.attended, json.loads(summary.totals)) == (4, 9, {})
	with cast.acting_as("clerk"):
		shown = feedback_totals.shown(meeting.name)
	assert (shown["questions"], shown["remarks"], shown["items"]) == ([], [], [])
	with pytest.raises(feedback.NotOpen):
		_give(meeting, users[4])


def test_nothing_is_shown_before_it_is_closed_and_nothing_changes_afterwards(crowd):
	"""So nobody learns an answer from the difference: after the fifth and after the sixth it is the same nothing."""
	users = crowd(8)
	meeting = make_held(users)
	seen = []
	for number, user in enumerate(users[:6], start=1):
		_give(meeting, user, _said(meeting, rating=1 + number % 4, words=f"Wort {number}"))
		with cast.acting_as("clerk"):
			shown = feedback_totals.shown(meeting.name)
		assert shown.pop("given") == number
		seen.append(shown)
	assert all(each == seen[0] for each in seen) and seen[0]["state"] == "open"
	assert "questions" not in seen[0] and "remarks" not in seen[0]
	closed = _close(meeting)
	assert [step["count"] for step in closed["questions"][0]["steps"]] == [1, 2, 2, 1]
	assert sorted(closed["remarks"][0]["texts"]) == [f"Wort {number}" for number in range(1, 7)]
	with pytest.raises(feedback.NotOpen):
		_give(meeting, users[6])
	assert _close(meeting) == closed
	with cast.acting_as("lead"):
		assert feedback_totals.shown(meeting.name) == closed


ANSWERS = st.lists(
	st.tuples(st.integers(0, 4), st.integers(0, 4), st.sampled_from(["", "gut", "mehr Zeit"])), max_size=9
)


def test_totals_count_what_was_said_and_hide_what_too_few_said(crowd):
	users = crowd(9)
	meeting = make_held(users)

	@settings(max_examples=40, deadline=None)
	@given(answers=ANSWERS)
	def tried(answers):
		with undone_afterwards():
			_check_totals(meeting, dict(zip(users, answers, strict=False)))

	tried()


def _check_totals(meeting, answers: dict[str, tuple[int, int, str]]) -> None:
	expected = {"useful": Counter(), "exchange": Counter()}
	words: Counter = Counter()
	for user, (useful, exchange, text) in answers.items():
		said = {"ratings": {"useful": useful, "exchange": exchange}, "remarks": {"wishes": text}}
		if not (useful or exchange or text):
			with pytest.raises(guard.ConditionMissing):
				_give(meeting, user, said)
			continue
		_give(meeting, user, said)
		expected["useful"].update([useful] if useful else [])
		expected["exchange"].update([exchange] if exchange else [])
		words.update([text] if text else [])
	shown = _close(meeting)
	assert shown["given"] == sum(any(answer) for answer in answers.values())
	if shown["given"] < 5:
		assert (shown["questions"], shown["remarks"], shown["items"]) == ([], [], [])
		return
	for name, question in zip(("useful", "exchange"), shown["questions"][:2], strict=True):
		total = sum(expected[name].values())
		steps = [expected[name][step] for step in (4, 3, 2, 1)]
		assert question["count"] == total
		assert [step["count"] for step in question["steps"]] == (steps if total >= 5 else [])
	assert Counter(shown["remarks"][1]["texts"]) == words


def test_remarks_of_one_person_do_not_stand_at_the_same_place(crowd):
	"""Each question is shuffled by itself, and neither order is the one in which they came."""
	users = crowd(30)
	meeting = make_held(users)
	for number, user in enumerate(users):
		_give(meeting, user, _said(meeting, words=f"{number:02}"))
	shown = _close(meeting)
	orders = [each["texts"] for each in (*shown["remarks"], *shown["items"])]
	assert all(sorted(order) == [f"{number:02}" for number in range(30)] for order in orders)
	assert len({tuple(order) for order in orders}) == len(orders)
	assert all(order != sorted(order) for order in orders)


@pytest.mark.parametrize(
	("person", "may"),
	[
		("clerk", True),
		("lead", True),
		("mentor", False),
		("manager", False),
		("candidate", False),
		("sysadmin", False),
	],
)
def test_hr_and_leads_alone_see_and_close(crowd, person, may):
	meeting = make_held([KARLA])
	with cast.acting_as(person):
		for attempt in (feedback_totals.shown, feedback_totals.close):
			if may:
				attempt(meeting.name)
			else:
				with pytest.raises(frappe.PermissionError):
					attempt(meeting.name)


@pytest.mark.parametrize("state", ["Draft", "Invited", "Held", "Cancelled"])
def test_before_the_meeting_is_closed_there_is_nothing_to_close(crowd, state):
	meeting = make_held([KARLA], state=state)
	with pytest.raises(guard.ConditionMissing):
		_close(meeting)


def test_it_closes_by_itself_each_meeting_once(crowd):
	users = crowd(6)
	over, running = make_held(users, stage_since=add_days(today(), -14)), make_held(users)
	for user in users[:5]:
		_give(over, user)
		_give(running, user)
	frappe.db.commit()
	over.db_set("stage_since", add_days(today(), -15))
	feedback_totals.close_due()
	feedback_totals.close_due()
	assert frappe.db.count(SUMMARY, {"meeting": over.name}) == 1
	assert not frappe.db.count(SUMMARY, {"meeting": running.name})
	assert frappe.db.count(FEEDBACK, {"meeting": running.name}) == 5
	assert getdate(frappe.db.get_value(SUMMARY, {"meeting": over.name}, "closed_on")) == getdate(
		now_datetime()
	)


def test_a_lost_key_loses_no_answers_and_holds_up_no_other_meeting(crowd):
	users = crowd(5)
	meeting = make_held(users)
	for user in users:
		_give(meeting, user)
	frappe.db.set_value(FEEDBACK, {"meeting": meeting.name}, "key_name", "weg", update_modified=False)
	other = make_held(users, stage_since=add_days(today(), -30))
	meeting.db_set("stage_since", add_days(today(), -30))
	frappe.db.commit()
	with pytest.raises(key_file.KeyNotThere):
		_close(meeting)
	frappe.db.rollback()
	feedback_totals.close_due()
	assert frappe.db.count(FEEDBACK, {"meeting": meeting.name}) == 5
	assert frappe.db.count(SUMMARY, {"meeting": other.name}) == 1
	frappe.db.delete(FEEDBACK, {"meeting": meeting.name})
	frappe.db.commit()


def test_what_was_changed_outside_is_left_out(crowd):
	users = crowd(6)
	meeting = make_held(users)
	for user in users:
		_give(meeting, user)
	one, two = frappe.get_all(FEEDBACK, {"meeting": meeting.name}, pluck="name", order_by="name")[:2]
	# an answer taken from another row is not counted for it
	frappe.db.set_value(
		FEEDBACK, one, "sealed", frappe.db.get_value(FEEDBACK, two, "sealed"), update_modified=False
	)
	assert _close(meeting)["given"] == 5


def test_a_changed_key_opens_what_was_given_before(crowd):
	users = crowd(5)
	meeting = make_held(users)
	for user in users[:3]:
		_give(meeting, user)
	frappe.db.commit()
	file = key_file.path()
	content = file.read_bytes()
	try:
		change_key.change()
		current = key_file.keys()[0][0]
		assert set(frappe.get_all(FEEDBACK, {"meeting": meeting.name}, pluck="key_name")) == {current}
		assert change_key.status()["sealed"][current] >= 3
		row = frappe.db.sql(
			f"select creation, modified, owner from `tab{FEEDBACK}` where meeting = %s", meeting.name
		)[0]
		assert row == (None, None, None), "still without time and person"
		for user in users[3:]:
			_give(meeting, user)
		assert _close(meeting)["given"] == 5
	finally:
		frappe.db.commit()
		if not frappe.db.count(FEEDBACK) and not frappe.db.count("Sealed Text"):
			file.write_bytes(content)


# ── the exercise library, and the mail of thanks ─────────────────────────────


def test_what_was_said_about_an_exercise_is_its_experience(crowd):
	users = crowd(6)
	used = "Zwei Stühle"
	frappe.get_doc({"doctype": "Facilitation Exercise", "title": used, "purpose": "Perspektiven"}).insert()
	first, second, few = (make_held(users, exercise=used) for _ in range(3))
	for meeting, number, rating in ((first, 6, 4), (second, 5, 2), (few, 4, 1)):
		for user in users[:number]:
			_give(meeting, user, _said(meeting, rating=rating, words=f"{meeting.name} {user}"))
	with cast.acting_as("clerk"):
		before = experience.of(used)
		assert before["texts"] == [] and before["steps"] == []
	for meeting in (first, second, few):
		_close(meeting)
	with cast.acting_as("clerk"):
		seen = experience.of(used)
	assert seen["times"] == before["times"] == 3
	assert (seen["count"], [step["count"] for step in seen["steps"]]) == (11, [6, 0, 5, 0])
	assert len(seen["texts"]) == 11 and not any(text.startswith(few.name) for text in seen["texts"])
	with cast.acting_as("manager"):
		assert experience.of(used) == {"times": 3, "last": seen["last"]}
	with cast.acting_as("candidate"), pytest.raises(frappe.PermissionError):
		experience.of(used)


def test_the_mail_of_thanks_brings_both_links_to_those_who_were_there(server, mailbox, crowd):
	meeting = make_held([KARLA, KUNO], state="Held", there=[KARLA])
	frappe.db.commit()
	act("mentor", meeting.name, "Close Meeting")
	mailbox.deliver()
	(mail,) = mailbox.to(KARLA)
	assert not [each for each in mailbox.to(KUNO) if "Danke" in each["Subject"]]
	html = mail.get_body(("html",)).get_content()
	(address,) = set(re.findall(r'href="([^"]*/fokus/feedback\?key=[^"]+)"', html))
	key = parse_qs(urlsplit(address).query)["key"][0]
	assert frappe.db.exists("Answer Link", {"name": answer_links.hash_of(key), "purpose": "Feedback"})
	assert f"/fokus/certificate?meeting={meeting.name}" in html
	assert _by_link(server, key, _said(meeting)).status_code == 200
	answer_links.forget_old()
	assert not [mail for mail in mailbox.to(KUNO) if key in mail.as_string()]


def test_links_for_feedback_outlive_those_for_answers_until_it_closes(server, crowd):
	"""From the day on which the meeting was closed to the last day for feedback; the links nobody used go with it."""
	meeting = make_held(crowd(3))
	answer_links.new(row_of(meeting.name, crowd(1)[0]), meeting.name)
	first, second, third = (_key(meeting, user) for user in crowd(3))
	answer_links.forget_old()
	frappe.db.commit()
	assert set(frappe.get_all("Answer Link", {"meeting": meeting.name}, pluck="purpose")) == {"Feedback"}
	assert _by_link(server, first, _said(meeting)).status_code == 200
	meeting.db_set("stage_since", add_days(today(), -14))
	frappe.db.commit()
	assert _by_link(server, second, _said(meeting)).status_code == 200, "the last day"
	meeting.db_set("stage_since", add_days(today(), -15))
	frappe.db.commit()
	page = server.guest().get(f"/fokus/feedback?key={third}").text
	assert "Das nehme ich mit" not in page, "nobody types what is refused then"
	assert _by_link(server, third, _said(meeting)).status_code == 404
	feedback_totals.close_due()
	assert not frappe.get_all("Answer Link", {"meeting": meeting.name})


def test_hr_learns_from_nowhere_who_gave_feedback(server, crowd):
	meeting = make_held(crowd(2))
	_give(meeting, crowd(2)[0])
	rows = frappe.db.sql(
		"select * from `tabMeeting Participation` where meeting = %s", (meeting.name,), as_dict=True
	)
	one, other = ({key: row[key] for key in row if key not in ("name", "user")} for row in rows)
	assert one == other, "nothing in the two rows tells them apart"
	assert not frappe.get_all("Version", {"docname": ("in", [row.name for row in rows])})
	frappe.db.commit()
	clerk = server.login(cast.address("clerk"), cast.PASSWORD)
	for method in ("frappe.client.get_list", "frappe.client.get_count", "frappe.desk.reportview.get"):
		asked = clerk.call(method, doctype="Meeting Feedback Mark", filters={"meeting": meeting.name})
		assert asked.status_code == 403 or not asked.json().get("message"), asked.text
	assert clerk.get("/api/resource/Meeting Feedback Mark").status_code == 403


@pytest.fixture
def old_column(programme):
	"""The column that stays when a field is gone."""
	frappe.db.sql_ddl("alter table `tabMeeting Participation` add column feedback_given int default 0")
	forget_columns("tabMeeting Participation")
	yield "feedback_given"
	frappe.db.rollback()
	frappe.db.sql_ddl("alter table `tabMeeting Participation` drop column feedback_given")
	forget_columns("tabMeeting Participation")


def test_marks_of_a_site_from_before_are_moved_once(crowd, old_column):
	running, over = make_held(crowd(2)), make_held(crowd(2))
	_close(over)
	_key(over, crowd(1)[0])
	gave = [row_of(meeting.name, crowd(1)[0]) for meeting in (running, over)]
	frappe.db.set_value(PARTICIPATION, {"name": ("in", gave)}, old_column, 1, update_modified=False)
	for _again in range(2):
		patch.execute()
		assert feedback_marks.given(gave) == {gave[0]}
	assert not frappe.db.sql("select name from `tabMeeting Participation` where feedback_given = 1")
	assert not frappe.get_all("Answer Link", {"meeting": over.name}), "nobody uses it any more"


def test_words_are_taken_out_once(crowd):
	meeting = make_held(crowd(2))
	_give(meeting, crowd(2)[0])
	assert len(anonymous.take_out(meeting.name)) == 1
	assert anonymous.take_out(meeting.name) == []
