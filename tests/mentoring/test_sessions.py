"""Logging a session: who may, what is refused, what the other one reads, how many are counted."""

import frappe
import pytest
from frappe.utils import add_days, getdate, today

from fokus_app.mentoring_sessions import log, record, view
from fokus_app.mentoring_sessions.record import DOCTYPE, NotNow
from tests import programme as cast
from tests.mentoring.conftest import NOTE, SHARED, ago, held, planned
from tests.workflows import stages
from tests.workflows.stages import MENTORING

PAIR = ("mentor", "candidate")
OTHERS = (
	*("clerk", "clerk2", "lead", "deputylead", "manager", "nominator", "clerkmanager"),
	*("mentor2", "participant2", "outsider", "sysadmin", "Administrator", "Guest"),
)


def content(session: str, person: str) -> dict:
	with cast.acting_as(person):
		return view.content(session)


def counted(pair: str) -> tuple[int, str | None]:
	held, last = frappe.db.get_value(MENTORING, pair, ["sessions_held", "last_session"])
	return held, last and str(last)


@pytest.mark.parametrize("person", PAIR)
def test_either_of_the_two_logs_and_both_read(pair, person):
	session = held(pair, person)
	for reader in PAIR:
		seen = content(session, reader)
		assert seen["topics"] == f"{SHARED} und Dienstplan"
		assert seen["next_steps"] == f"{SHARED}: mit dem Team reden"
		assert seen["private_note"] == (f"{NOTE} von {person}" if reader == person else "")
		assert seen["may_change"] is (reader == person) and not seen["problem"]


@pytest.mark.parametrize("person", OTHERS)
def test_nobody_else_logs_reads_or_plans(pair, person):
	session = held(pair)
	planned(pair)
	attempts = (
		lambda: held(pair, person, days=5),
		lambda: content(session, person),
		lambda: planned(pair, person),
	)
	for attempt in attempts:
		with pytest.raises(frappe.PermissionError):
			attempt()
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		log.note(session, "x")
	with cast.acting_as(person), pytest.raises(frappe.PermissionError):
		log.remove(session)


@pytest.mark.parametrize("state", ["Proposed", "Awaiting Mentor", "Awaiting Mentee", "Declined", "Cancelled"])
def test_before_it_begins_there_is_nothing_to_log(names, pair, state):
	stages.place(names, MENTORING, state)
	with pytest.raises(frappe.PermissionError):
		held(pair)


@pytest.mark.parametrize("state", ["Completed", "Ended Early"])
def test_after_the_end_one_reads_and_notes_but_logs_no_more(names, pair, state):
	session = held(pair)
	stages.place(names, MENTORING, state)
	with pytest.raises(NotNow):
		held(pair, days=1)
	assert content(session, "candidate")["topics"]
	with cast.acting_as("candidate"):
		log.note(session, NOTE)
	assert content(session, "candidate")["private_note"] == NOTE


REFUSED = {
	"tomorrow": {"days": -1},
	"no minutes": {"minutes": 0},
	"too many minutes": {"minutes": 601},
	"no such form": {"form": "Brieftaube"},
	"no date": {"session_date": "neulich"},
	"a slip of the keyboard": {"session_date": "0206-01-01"},
	"a next date in the past": {"next_date": 1, "next_time": "10:00"},
	"a next date without an hour": {"next_date": -9},
	"an endless text": {"topics": "x" * 20_000},
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_is_refused_with_a_reason(pair, what):
	given = dict(REFUSED[what])
	if "next_date" in given:
		given["next_date"] = ago(given["next_date"])
	with stages.undone_afterwards(), pytest.raises(frappe.ValidationError) as refused:
		held(pair, **given)
	assert str(refused.value).strip() and SHARED not in str(refused.value)
	assert counted(pair) == (0, None)
	assert not frappe.db.exists(DOCTYPE, {"relationship": pair})


def test_a_day_is_not_counted_twice_when_both_log_it(pair):
	held(pair, "mentor")
	with pytest.raises(NotNow, match="logged already"):
		held(pair, "candidate")
	assert counted(pair) == (1, ago(3))


def test_number_and_last_date_follow_whatever_happens_to_sessions(pair):
	first, second = held(pair, days=20), held(pair, days=3)
	assert counted(pair) == (2, ago(3))
	with cast.acting_as("mentor"):
		modified = str(frappe.db.get_value(DOCTYPE, second, "modified"))
		log.change(second, modified, ago(30), 45)
	assert counted(pair) == (2, ago(20))
	with cast.acting_as("mentor"):
		log.remove(first)
	assert counted(pair) == (1, ago(30))
	planned(pair)
	assert counted(pair) == (1, ago(30))


def test_nobody_sets_the_numbers_by_hand(pair):
	held(pair)
	doc = frappe.get_doc(MENTORING, pair)
	with cast.acting_as("clerk"):
		doc.update({"sessions_held": 99, "last_session": today()})
		doc.save()
	assert counted(pair) == (1, ago(3))


def test_who_logged_it_changes_it_and_nobody_else(pair):
	session = held(pair, "candidate")
	modified = content(session, "candidate")["modified"]
	with cast.acting_as("mentor"), pytest.raises(frappe.PermissionError):
		log.change(session, modified, ago(3), 60, topics="anders")
	with cast.acting_as("candidate"):
		log.change(session, modified, ago(3), 90, topics="anders", next_steps="")
	seen = content(session, "mentor")
	assert (seen["topics"], seen["next_steps"]) == ("anders", "")
	with cast.acting_as("candidate"), pytest.raises(frappe.TimestampMismatchError):
		log.change(session, modified, ago(3), 90, topics="noch anders")


def test_each_has_a_note_of_their_own_on_the_same_session(pair):
	session = held(pair, "mentor")
	with cast.acting_as("candidate"):
		log.note(session, "nur für mich")
	assert content(session, "mentor")["private_note"] == f"{NOTE} von mentor"
	assert content(session, "candidate")["private_note"] == "nur für mich"
	with cast.acting_as("candidate"):
		log.note(session, " ")
	assert content(session, "candidate")["private_note"] == ""
	assert frappe.db.count("Sealed Text", {"reference_name": session, "slot": "private_note"}) == 1


def test_a_removed_session_leaves_nothing(pair):
	session = held(pair)
	with cast.acting_as("mentor"):
		log.remove(session)
	assert not frappe.db.exists("Sealed Text", {"reference_name": session})
	assert not frappe.db.exists("Deleted Document", {"deleted_name": session})


def test_a_planned_session_becomes_the_one_that_was_held(pair):
	name = planned(pair)
	frappe.db.set_value(DOCTYPE, name, "session_date", ago(2))
	assert held(pair, days=1) == name
	assert frappe.db.get_value(DOCTYPE, name, ["status", "session_date"]) == ("Held", getdate(ago(1)))


def test_a_session_that_lies_ahead_stays_planned_when_another_one_is_logged(pair):
	name = planned(pair)
	assert held(pair) != name
	assert frappe.db.get_value(DOCTYPE, name, "status") == "Planned"


@pytest.mark.parametrize(("begins", "becomes_it"), [("00:00", True), ("23:59", False)])
def test_of_today_only_what_has_begun_becomes_the_one_that_was_held(pair, begins, becomes_it):
	name = planned(pair)
	frappe.db.set_value(DOCTYPE, name, {"session_date": today(), "start_time": begins})
	assert (held(pair, days=1) == name) is becomes_it
	assert frappe.db.get_value(DOCTYPE, name, "status") == ("Held" if becomes_it else "Planned")


def test_nobody_writes_a_session_past_the_methods(pair):
	session = frappe.get_doc(DOCTYPE, held(pair))
	for person in ("Administrator", "mentor", "clerk"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			session.save()
		forged = {"doctype": DOCTYPE, "relationship": pair, "session_date": today(), "minutes": 5}
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			frappe.get_doc(forged).insert()


def test_hr_sees_number_and_dates_and_no_more(pair):
	held(pair, days=9)
	held(pair, days=2, place="Café am Markt")
	planned(pair)
	for person in ("clerk", "lead"):
		with cast.acting_as(person):
			seen = view.overview(pair)
		assert not seen["of_the_pair"] and not seen["may_log"]
		assert [set(row) for row in seen["held"]] == [{"date"}, {"date"}]
		assert set(seen["next"]) == {"when"}
		assert SHARED not in str(seen) and "Café" not in str(seen)
	for person in ("mentor2", "participant2", "outsider", "sysadmin"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			view.overview(pair)


@pytest.mark.parametrize("person", PAIR)
def test_the_pair_sees_its_sessions(pair, person):
	session = held(pair)
	with cast.acting_as(person):
		seen = view.overview(pair)
	assert seen["of_the_pair"] and seen["may_log"]
	assert [row["name"] for row in seen["held"]] == [session]


def test_an_account_that_hr_enters_later_reads_nothing_from_before(pair, names):
	"""Who may enter accounts would otherwise choose who reads."""
	session = held(pair)
	frappe.db.set_value(MENTORING, pair, "mentee_user", cast.address("participant2"))
	seen = content(session, "participant2")
	assert (seen["topics"], seen["next_steps"], seen["private_note"]) == ("", "", "")
	assert "other accounts" in seen["problem"]
	with pytest.raises(frappe.PermissionError):
		content(session, "candidate")
	newer = held(pair, days=1)
	assert content(newer, "participant2")["topics"]


def test_who_loses_the_role_reads_no_more(pair):
	session = held(pair)
	frappe.db.delete("Has Role", {"parent": cast.address("candidate")})
	frappe.clear_cache(user=cast.address("candidate"))
	with pytest.raises(frappe.PermissionError):
		content(session, "candidate")


def test_readers_are_who_the_pair_is(pair):
	assert record.pair(frappe.get_doc(MENTORING, pair)) == [cast.address(each) for each in PAIR]


def test_next_and_last_day_are_shown_in_order(pair):
	for days in (30, 5, 17):
		held(pair, days=days)
	with cast.acting_as("mentor"):
		rows = view.own_list(frappe.get_doc(MENTORING, pair))["held"]
	assert [row["iso"] for row in rows] == [add_days(today(), -days) for days in (5, 17, 30)]


def test_when_a_session_began_is_not_made_up(pair):
	assert not frappe.db.get_value(DOCTYPE, held(pair), "start_time")
