"""The next session in both calendars: made, moved, called off, with the same entry and a higher version."""

import frappe
import pytest
import vobject

from fokus_app.mentoring_sessions import plan
from fokus_app.mentoring_sessions.record import DOCTYPE, NotNow
from tests import programme as cast
from tests.mentoring.conftest import SHARED, ago, held, planned
from tests.workflows import stages
from tests.workflows.stages import MENTORING

BOTH = {"mentor@example.org", "candidate@example.org"}


@pytest.fixture
def post(mailbox, pair):
	"""`post()`: what arrived since it was last asked, as (recipient, calendar, mail's text)."""
	mailbox.deliver()
	mailbox.clear()

	def since() -> list[tuple[str, object, str]]:
		arrived = [_read(mail) for mail in mailbox.deliver() if _calendar_of(mail)]
		mailbox.clear()
		return arrived

	yield since
	frappe.db.delete(DOCTYPE)
	frappe.db.delete("Sealed Text")
	frappe.db.commit()


def _calendar_of(mail) -> str | None:
	parts = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
	return parts[0].get_payload(decode=True).decode("utf-8") if parts else None


def _read(mail):
	return mail["To"], vobject.readOne(_calendar_of(mail)), mail.get_body(("html",)).get_content()


def _entry(calendar) -> tuple[str, int, str]:
	return calendar.vevent.uid.value, int(calendar.vevent.sequence.value), calendar.method.value


def test_the_entry_is_made_moved_and_taken_away_for_both(pair, post):
	planned(pair, at="14:30", minutes=90, place="Café am Markt")
	first = post()
	assert {to for to, *_ in first} == BOTH
	assert len({_entry(calendar) for _, calendar, _ in first}) == 1
	(uid, version, method) = _entry(first[0][1])
	assert (version, method) == (0, "REQUEST")
	assert "Café am Markt" in first[0][1].vevent.location.value

	planned(pair, by="candidate", days=9, at="8:05")
	moved = post()
	assert {to for to, *_ in moved} == BOTH
	assert {_entry(calendar) for _, calendar, _ in moved} == {(uid, 1, "REQUEST")}

	planned(pair, by="candidate", days=9, at="08:05")
	assert post() == [], "the same date again moves nothing"

	with cast.acting_as("mentor"):
		plan.call_off(pair)
	gone = post()
	assert {_entry(calendar) for _, calendar, _ in gone} == {(uid, 2, "CANCEL")}
	assert not frappe.db.exists(DOCTYPE, {"relationship": pair})


def test_the_date_of_the_next_one_goes_out_with_the_log_and_no_word_of_it(pair, post):
	held(pair, next_date=ago(-14), next_time="10:00")
	arrived = post()
	assert {to for to, *_ in arrived} == BOTH
	assert all(SHARED not in text and SHARED not in calendar.serialize() for _, calendar, text in arrived)
	assert frappe.db.get_value(DOCTYPE, {"relationship": pair, "status": "Planned"}, "minutes") == 60


def _as_planned(pair: str) -> tuple:
	fields = ["session_date", "start_time", "minutes", "form", "place", "written_by", "calendar_version"]
	*when, minutes, form, place, by, version = frappe.db.get_value(
		DOCTYPE, {"relationship": pair, "status": "Planned"}, fields
	)
	return (*map(str, when), minutes, form, place, by, version)


def test_logging_leaves_a_session_alone_that_is_planned_for_this_date(pair, post):
	planned(pair, by="candidate", minutes=90, form="Video", place="Kanal 7")
	post()
	before = _as_planned(pair)
	held(pair, by="mentor", minutes=45, place="Café am Markt", next_date=ago(-7), next_time="14:30")
	assert _as_planned(pair) == before
	assert post() == []


def test_logging_moves_a_planned_session_and_leaves_how_long_and_where_it_is(pair, post):
	planned(pair, by="candidate", minutes=90, form="Video", place="Kanal 7")
	post()
	held(pair, by="mentor", minutes=45, place="Café am Markt", next_date=ago(-9), next_time="10:00")
	assert _as_planned(pair) == (
		*(ago(-9), "10:00", 90, "Video", "Kanal 7"),
		*(cast.address("mentor"), 1),
	)
	assert {to for to, *_ in post()} == BOTH


def test_after_a_session_was_held_the_next_one_is_an_entry_of_its_own(pair, post):
	name = planned(pair)
	(uid, *_), *_ = [_entry(calendar) for _, calendar, _ in post()]
	frappe.db.set_value(DOCTYPE, name, "session_date", ago(1))
	held(pair, days=1, next_date=ago(-20), next_time="09:00")
	(other, version, _method), *_ = [_entry(calendar) for _, calendar, _ in post()]
	assert other != uid and version == 0


@pytest.mark.parametrize(
	("action", "by"),
	[("Pause Mentoring", "mentor"), ("End Mentoring Early", "clerk"), ("Complete Mentoring", "mentor")],
)
def test_what_lies_ahead_is_called_off_with_the_mentoring(pair, names, post, action, by):
	planned(pair)
	post()
	category = {"End Mentoring Early": "Cooperation", "Pause Mentoring": "Workload"}.get(action)
	with cast.acting_as(by):
		stages.act(names, MENTORING, action, **({"reason_category": category} if category else {}))
	assert {(to, _entry(calendar)[2]) for to, calendar, _ in post()} == {(each, "CANCEL") for each in BOTH}
	assert not frappe.db.exists(DOCTYPE, {"relationship": pair})


def test_what_was_planned_for_yesterday_is_taken_away_without_a_mail(pair, post):
	name = planned(pair)
	post()
	frappe.db.set_value(DOCTYPE, name, "session_date", ago(1))
	with cast.acting_as("candidate"):
		plan.call_off(pair)
	assert post() == [] and not frappe.db.exists(DOCTYPE, name)


@pytest.mark.parametrize("at", ["", None, "25:00", "halb drei", "14:61"])
def test_a_session_begins_at_an_hour(pair, at):
	with pytest.raises(NotNow):
		planned(pair, at=at)


def test_while_they_pause_nothing_is_planned(names, pair):
	stages.place(names, MENTORING, "Paused")
	with pytest.raises(NotNow):
		planned(pair)
	assert held(pair)


def _delete_account(pair: str, side: str) -> None:
	frappe.delete_doc("User", frappe.db.get_value(MENTORING, pair, f"{side}_user"), force=True)
	frappe.db.value_cache.clear()  # what follows is another request


def _empty_account(pair: str, side: str) -> None:
	frappe.db.set_value(MENTORING, pair, f"{side}_user", None)


#: what the one who is left, or HR, still does
STILL_POSSIBLE = ("plan", "call off", "Pause Mentoring", "Complete Mentoring", "End Mentoring Early")


@pytest.mark.parametrize("what", STILL_POSSIBLE)
@pytest.mark.parametrize("gone", ["mentor", "mentee"])
@pytest.mark.parametrize("how", [_empty_account, _delete_account])
def test_when_one_account_is_gone_the_other_one_goes_on(pair, names, how, gone, what):
	left = "candidate" if gone == "mentor" else "mentor"
	name = planned(pair)
	frappe.db.delete("FOKUS Mail")
	how(pair, gone)
	with cast.acting_as(left if what in ("plan", "call off") else "clerk"):
		if what == "plan":
			plan.plan(pair, ago(-12), "09:00")
		elif what == "call off":
			plan.call_off(pair)
		else:
			category = {"End Mentoring Early": "Cooperation", "Pause Mentoring": "Workload"}.get(what)
			stages.act(names, MENTORING, what, **({"reason_category": category} if category else {}))
	assert bool(frappe.db.exists(DOCTYPE, name)) == (what == "plan")
	event = "session_planned" if what == "plan" else "session_called_off"
	mails = frappe.get_all("FOKUS Mail", {"event": ("like", f"%{event}%")}, pluck="recipient")
	assert mails == [cast.address(left)]
