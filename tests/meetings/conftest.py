"""Meetings with people on their list, for tests of invitations, answers and seats."""

from collections.abc import Callable

import frappe
import pytest
from frappe.utils import add_days, add_to_date, now_datetime, today

from fokus_app import people
from fokus_app.workflows import action
from tests import programme as cast

MEETING, PARTICIPATION = "Network Meeting", "Meeting Participation"
#: one of the two of the kick-off
EXERCISE = "Was hat ein Mobile mit dem systemischen Ansatz zu tun?"


@pytest.fixture
def in_english(site):
	"""Compare sentences in the language of the source."""
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before


@pytest.fixture(scope="module")
def crowd(programme) -> Callable[[int], list[str]]:
	"""`crowd(n)`: the accounts of n invented people, always the same ones first."""
	made: list[str] = []

	def accounts(count: int) -> list[str]:
		new = [f"gast{number:04}@example.org" for number in range(len(made), count)]
		_make_users(new)
		made.extend(new)
		return made[:count]

	return accounts


def _make_users(accounts: list[str]) -> None:
	"""Accounts without a password, in one go; committed, since a module keeps them."""
	rows = [
		(each, each, each[:8].title(), f"{each[:4].title()} {each[4:8]}", "de", "Website User", 1, each[:8])
		for each in accounts
	]
	fields = ["name", "email", "first_name", "full_name", "language", "user_type", "enabled", "username"]
	frappe.db.bulk_insert("User", fields, rows)
	roles = [(f"{each}-role", each, "User", "roles", people.PARTICIPANT) for each in accounts]
	frappe.db.bulk_insert("Has Role", ["name", "parent", "parenttype", "parentfield", "role"], roles)
	frappe.db.commit()


def make_meeting(users: list[str], state: str = "Approved", invited: bool = False, **values):
	"""A meeting organised by the mentor of the cast with these people on its list, in this state past all rules."""
	meeting = frappe.new_doc(MEETING)
	meeting.update({"title": "Netzwerktreffen", "organiser": cast.address("mentor")})
	with cast.acting_as("clerk"):
		meeting.insert()
	begins = add_to_date(now_datetime(), days=20).replace(hour=14, minute=0, second=0, microsecond=0)
	meeting.db_set(
		{
			"workflow_state": state,
			"starts_on": begins,
			"ends_on": add_to_date(begins, hours=3),
			"rsvp_deadline": add_days(today(), 10),
			"seats": 30,
			"venue": "Haus der Kirche, Essen",
			**values,
		}
	)
	with cast.acting_as("clerk"):
		from fokus_app.meetings import audience

		audience.add_people(meeting.name, users, "Participant")
	if invited:
		frappe.db.set_value(PARTICIPATION, {"meeting": meeting.name}, "invited_on", "2026-11-01 10:00:00")
	return frappe.get_doc(MEETING, meeting.name)


def act(person: str, meeting: str, name_of_action: str, **given) -> dict:
	"""Act on the meeting as this person."""
	modified = str(frappe.db.get_value(MEETING, meeting, "modified"))
	with cast.acting_as(person):
		return action.act(MEETING, meeting, name_of_action, modified, **given)


def row_of(meeting: str, user: str, *fields: str):
	"""What stands in somebody's row."""
	found = frappe.db.get_value(
		PARTICIPATION, {"meeting": meeting, "user": user}, fields or "name", as_dict=bool(fields)
	)
	return found


def queue(meeting: str) -> list[tuple[int, str]]:
	"""The waiting list: (place, user) in its order."""
	rows = frappe.get_all(
		PARTICIPATION,
		filters={"meeting": meeting, "seat": "Waiting List"},
		fields=["waiting_place", "user"],
		order_by="waiting_place",
	)
	return [(row.waiting_place, row.user) for row in rows]


def seated(meeting: str) -> set[str]:
	"""Who has a seat, as their rows and the taken places say alike."""
	rows = set(frappe.get_all(PARTICIPATION, {"meeting": meeting, "seat": "Seat"}, pluck="user"))
	holders = frappe.get_all(
		"Taken Place", {"resource_doctype": MEETING, "resource": meeting}, pluck="holder"
	)
	assert {frappe.db.get_value(PARTICIPATION, holder, "user") for holder in holders} == rows
	assert len(holders) == len(rows)
	return rows


def make_held(
	users: list[str],
	state: str = "Closed",
	there: list[str] | None = None,
	exercise: str = EXERCISE,
	**values,
):
	"""A meeting that is over, at which these people (all where none are named) were. Its agenda has an exercise, a
	break and an exchange."""
	meeting = make_meeting(users, "Invited", invited=True, starts_on=f"{add_days(today(), -2)} 14:00:00")
	for number, (kind, title, used, minutes) in enumerate(
		(
			("Exercise", "Mobile", exercise, 45),
			("Break", "Pause", None, 30),
			("Exchange", "Austausch", None, 60),
		),
		start=1,
	):
		row = meeting.append("agenda", {"kind": kind, "title": title, "exercise": used, "minutes": minutes})
		# without one Frappe gives it the present time
		row.update({"idx": number, "starts_at": None})
		row.db_insert()
	meeting.db_set(
		{"ends_on": f"{add_days(today(), -2)} 17:00:00", "workflow_state": state, "stage_since": today()}
	)
	meeting.db_set(values) if values else None
	frappe.db.set_value(PARTICIPATION, {"meeting": meeting.name}, "attendance", "Absent")
	frappe.db.set_value(
		PARTICIPATION, {"meeting": meeting.name, "user": ("in", there or users)}, "attendance", "Attended"
	)
	return frappe.get_doc(MEETING, meeting.name)
