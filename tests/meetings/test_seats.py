"""Seats: never more than there are, the waiting list in order and without gaps, whoever answers when."""

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fokus_app import field_values
from fokus_app.meetings import answers, seats
from fokus_app.workflows import guard
from tests import programme as cast
from tests.meetings.conftest import MEETING, PARTICIPATION, act, make_meeting, queue, row_of, seated
from tests.workflows.stages import undone_afterwards

pytestmark = pytest.mark.usefixtures("in_english")


@pytest.fixture
def meeting(crowd):
	"""A meeting with two seats and five people invited."""
	return make_meeting(crowd(5), "Invited", invited=True, seats=2)


def _say(meeting, user: str, answer: str, comment: str = "") -> dict:
	with cast.acting_as(user):
		return answers.mine(meeting.name, answer, comment)


def _told(meeting) -> list[str]:
	return frappe.get_all(
		"FOKUS Mail",
		filters={"reference_name": meeting.name, "event": "meeting_seat_given"},
		pluck="recipient",
		order_by="creation",
	)


def test_the_third_yes_for_two_seats_waits_and_learns_why(meeting, crowd):
	first, second, third, fourth, _fifth = crowd(5)
	for user in (first, second, third):
		outcome = _say(meeting, user, "Yes")
	assert outcome["seat"] == "Waiting List"
	last = _say(meeting, fourth, "Yes")
	assert last["standing"].startswith("All seats (2) are taken. You are number 2 ")
	assert seated(meeting.name) == {first, second}
	assert queue(meeting.name) == [(1, third), (2, fourth)]


def test_a_no_moves_the_first_one_up_and_tells_them_once(meeting, crowd):
	first, second, third, fourth, _fifth = crowd(5)
	for user in (first, second, third, fourth):
		_say(meeting, user, "Yes")
	_say(meeting, first, "No")
	assert seated(meeting.name) == {second, third}
	assert queue(meeting.name) == [(1, fourth)]
	assert _told(meeting) == [third]
	_say(meeting, first, "No", "Wirklich nicht")
	assert _told(meeting) == [third], "saying the same again changes nothing"


@pytest.mark.parametrize("answer", ["No", "Maybe"])
def test_who_leaves_the_waiting_list_closes_the_gap(meeting, crowd, answer):
	for user in crowd(5):
		_say(meeting, user, "Yes")
	_say(meeting, crowd(5)[3], answer)
	assert queue(meeting.name) == [(1, crowd(5)[2]), (2, crowd(5)[4])]
	assert _told(meeting) == []


def test_a_maybe_takes_no_seat(meeting, crowd):
	_say(meeting, crowd(1)[0], "Maybe")
	assert seated(meeting.name) == set()


def test_saying_yes_again_keeps_the_seat_and_the_place(meeting, crowd):
	for user in (*crowd(4), *reversed(crowd(4))):
		_say(meeting, user, "Yes")
	assert seated(meeting.name) == set(crowd(2))
	assert queue(meeting.name) == [(1, crowd(4)[2]), (2, crowd(4)[3])]


def test_who_comes_back_queues_at_the_end(meeting, crowd):
	for user in crowd(5):
		_say(meeting, user, "Yes")
	_say(meeting, crowd(5)[2], "No")
	_say(meeting, crowd(5)[2], "Yes")
	assert [user for _place, user in queue(meeting.name)] == [crowd(5)[3], crowd(5)[4], crowd(5)[2]]


def test_more_seats_let_the_first_ones_in(meeting, crowd):
	for user in crowd(5):
		_say(meeting, user, "Yes")
	act("clerk", meeting.name, "Change Seats", values={"seats": 4}, reason="Größerer Saal")
	assert seated(meeting.name) == set(crowd(4))
	assert queue(meeting.name) == [(1, crowd(5)[4])]
	assert _told(meeting) == crowd(4)[2:]
	entry = frappe.get_doc(MEETING, meeting.name).stage_changes[-1]
	assert (entry.action, entry.reason, entry.changed_by) == (
		"Change Seats",
		"Größerer Saal",
		cast.address("clerk"),
	)


def test_there_are_never_fewer_seats_than_are_taken(meeting, crowd):
	for user in crowd(2):
		_say(meeting, user, "Yes")
	with pytest.raises(guard.ConditionMissing, match="2 people have a seat"):
		act("clerk", meeting.name, "Change Seats", values={"seats": 1}, reason="Kleiner Saal")


def test_hr_sets_somebody_in_with_a_reason(meeting, crowd):
	for user in crowd(5):
		_say(meeting, user, "Yes")
	chosen = crowd(5)[4]
	with cast.acting_as("clerk"):
		assert seats.set_in(row_of(meeting.name, chosen), "Bringt den Fall ein") == {"seats": 3}
	assert seated(meeting.name) == {*crowd(2), chosen}
	assert queue(meeting.name) == [(1, crowd(5)[2]), (2, crowd(5)[3])]
	assert _told(meeting) == [chosen]
	entry = frappe.get_doc(MEETING, meeting.name).stage_changes[-1]
	assert entry.action == "Set In" and "Bringt den Fall ein" in entry.reason and "Gast 0004" in entry.reason


@pytest.mark.parametrize(
	("person", "number", "reason", "why"),
	[
		("mentor", 4, "Darum", frappe.PermissionError),
		("candidate", 4, "Darum", frappe.PermissionError),
		("clerk", 4, "  ", guard.ConditionMissing),
		("clerk", 0, "Darum", guard.ConditionMissing),
	],
)
def test_others_or_without_reason_or_nobody_waiting_is_refused(meeting, crowd, person, number, reason, why):
	for user in crowd(5):
		_say(meeting, user, "Yes")
	with cast.acting_as(person), pytest.raises(why):
		seats.set_in(row_of(meeting.name, crowd(5)[number]), reason)
	assert frappe.db.get_value(MEETING, meeting.name, "seats") == 2


@pytest.mark.parametrize(
	("field", "value"),
	[("answer", "Yes"), ("seat", "Seat"), ("waiting_place", 1), ("invited_on", "2026-01-01 10:00:00")],
)
@pytest.mark.parametrize("person", ["clerk", "lead", "Administrator"])
def test_nobody_writes_a_seat_by_hand(meeting, crowd, person, field, value):
	meeting.reload()
	row = frappe.get_doc(PARTICIPATION, row_of(meeting.name, crowd(1)[0]))
	row.set(field, value)
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		row.save()
	new = {"doctype": PARTICIPATION, "meeting": meeting.name, "user": cast.address("clerk2"), field: value}
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		frappe.get_doc(new).insert()


def test_seats_by_hand_are_refused_once_people_may_be_invited(meeting):
	meeting.reload()
	meeting.seats = 99
	with cast.acting_as("clerk"), pytest.raises(guard.NotYourDecision):
		meeting.save()


def test_who_leaves_the_programme_makes_room(programme, crowd):
	users = [cast.address("candidate"), *crowd(2)]
	meeting = make_meeting(users, "Invited", invited=True, seats=1)
	for user in users:
		_say(meeting, user, "Yes")
	case = cast.candidate(programme)
	with cast.acting_as("clerk"):
		from fokus_app.workflows import action

		action.act(
			case.doctype,
			case.name,
			"Withdraw Candidacy",
			str(case.modified),
			reason_category="Personal Reasons",
		)
	assert seated(meeting.name) == {crowd(1)[0]}
	assert queue(meeting.name) == [(1, crowd(2)[1])]
	assert row_of(meeting.name, cast.address("candidate"), "answer").answer == "No"


def test_who_has_left_is_not_invited_afterwards(programme, crowd):
	karla = cast.address("candidate")
	meeting = make_meeting([karla, *crowd(1)])
	undated = make_meeting([karla], "Draft", starts_on=None)
	answers.take_back(karla)
	assert not row_of(meeting.name, karla) and not row_of(undated.name, karla)
	assert not frappe.db.exists("Deleted Document", {"deleted_doctype": PARTICIPATION})
	act("clerk", meeting.name, "Send Invitations")
	assert frappe.get_all("FOKUS Mail", {"reference_name": meeting.name}, pluck="recipient") == crowd(1)


def test_once_the_meeting_has_begun_nobody_moves_up(meeting, crowd):
	for user in crowd(4):
		_say(meeting, user, "Yes")
	meeting.db_set("starts_on", add_to_date(now_datetime(), minutes=-1))
	with cast.acting_as("clerk"):
		answers.record(row_of(meeting.name, crowd(1)[0]), "No")
		with pytest.raises(guard.ConditionMissing, match="has begun"):
			seats.set_in(row_of(meeting.name, crowd(4)[3]), "Steht schon da")
	assert seated(meeting.name) == {crowd(2)[1]}
	assert [user for _place, user in queue(meeting.name)] == crowd(4)[2:]
	assert _told(meeting) == []


@pytest.mark.parametrize("reason", ["<img src=x onerror=alert(1)>", "x" * 20_000])
def test_a_reason_is_plain_text_and_has_an_end(meeting, crowd, reason):
	for user in crowd(5):
		_say(meeting, user, "Yes")
	with cast.acting_as("clerk"), pytest.raises(field_values.WrongValue):
		seats.set_in(row_of(meeting.name, crowd(5)[4]), reason)
	assert seated(meeting.name) == set(crowd(2))


STEPS = st.lists(
	st.one_of(
		st.tuples(st.integers(0, 7), st.sampled_from(answers.ANSWERS)),
		st.tuples(st.just("seats"), st.integers(1, 6)),
		st.tuples(st.just("set in"), st.integers(0, 7)),
	),
	max_size=30,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, first=st.integers(1, 4))
def test_never_more_than_there_are_and_the_queue_in_order(crowd, steps, first):
	"""Whatever people answer and HR changes, a plain model of a queue says the same."""
	users = crowd(8)
	with undone_afterwards():
		for user in users:
			frappe.get_doc({"doctype": "Email Unsubscribe", "email": user, "global_unsubscribe": 1}).insert(
				ignore_if_duplicate=True
			)
		meeting = make_meeting(users, "Invited", invited=True, seats=first)
		limit, inside, waiting = first, [], []
		for who, what in steps:
			if who == "seats":
				if what != limit:
					try:
						act(
							"clerk",
							meeting.name,
							"Change Seats",
							values={"seats": what},
							reason="Anderer Saal",
						)
						assert what >= len(inside)
						limit = what
					except guard.ConditionMissing:
						assert what < len(inside)
			elif who == "set in":
				user = users[what]
				try:
					with cast.acting_as("clerk"):
						seats.set_in(row_of(meeting.name, user), "Muss dabei sein")
					limit += 1
					waiting.remove(user)
					inside.append(user)
				except guard.ConditionMissing:
					assert user not in waiting
			else:
				user = users[who]
				_say(meeting, user, what)
				if what != "Yes":
					inside = [each for each in inside if each != user]
					waiting = [each for each in waiting if each != user]
				elif user not in inside and user not in waiting:
					waiting.append(user)
			while waiting and len(inside) < limit:
				inside.append(waiting.pop(0))
			assert seated(meeting.name) == set(inside)
			assert queue(meeting.name) == [(place, user) for place, user in enumerate(waiting, 1)]
			assert len(inside) <= limit == frappe.db.get_value(MEETING, meeting.name, "seats")
