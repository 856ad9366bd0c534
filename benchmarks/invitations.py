"""A thousand invitations: how long the clerk waits, how long a worker takes, what a list and a series of that size cost.

usage: python -m benchmarks.invitations [site]   (in the checkout, with the bench's Python: .bench/env/bin/python; the site of
bench/demo unless another one is named)

Invented people and meetings are made on the site and deleted afterwards; nothing is sent, the mails stay in the queue
and are deleted with them. The order is cut off once on the way, as when a worker dies, and taken up again.
"""

import os
import sys
import time
from contextlib import contextmanager

import frappe
from frappe.utils import add_days, add_to_date, now_datetime, today

from bench.lib.paths import demo_world
from fokus_app import people
from fokus_app.meetings import audience, series
from fokus_app.notifications import mass
from fokus_app.workflows import action

MEETING, PARTICIPATION = "Network Meeting", "Meeting Participation"
PEOPLE = 1000
DATES = 24


def main(site: str | None = None) -> None:
	"""Print the table."""
	world = demo_world()
	os.chdir(world.sites)
	frappe.init(site=site or world.site)
	frappe.connect()
	frappe.set_user("Administrator")
	users = [f"bench{number:04}@example.org" for number in range(PEOPLE)]
	try:
		_make_users(users)
		print(f"{PEOPLE:,} people on the list of one meeting; one worker.\n")
		print("| step | seconds | queries |\n|---|---|---|")
		_run(users)
	finally:
		frappe.db.rollback()
		_delete(users)
		frappe.destroy()


def _run(users: list[str]) -> None:
	meeting = _meeting()
	with _timed("people put on the list"):
		audience.add_people(meeting.name, users, "Participant")
	with _timed(f"{DATES} dates of a series, with all of them"):
		days = [str(add_days(meeting.starts_on, 7 * number)) for number in range(1, DATES + 1)]
		series.make(meeting.name, days, with_people=True)
	with _timed("the clerk presses “Send Invitations”"):
		modified = str(frappe.db.get_value(MEETING, meeting.name, "modified"))
		action.act(MEETING, meeting.name, "Send Invitations", modified)
	# the site's own worker would help
	frappe.db.after_commit.reset()
	frappe.db.commit()
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
	with _timed("one piece, then the worker dies"):
		mass.write_piece(order)
		frappe.db.commit()
	print(f"| progress as the clerk sees it: {_progress(meeting.name)} | | |", flush=True)
	with _timed("taken up again, to the last one"):
		mass.carry_out(order)
	recipients = frappe.get_all("FOKUS Mail", {"reference_name": meeting.name}, pluck="recipient", limit=0)
	assert sorted(recipients) == users, "each person once"
	with _timed("cancelled, all mails still in the queue"):
		modified = str(frappe.db.get_value(MEETING, meeting.name, "modified"))
		action.act(MEETING, meeting.name, "Cancel Meeting", modified, reason="Messung")
	assert not frappe.db.count("Email Queue", {"reference_name": meeting.name})


def _progress(meeting: str) -> str:
	(row,) = mass.progress(MEETING, meeting)
	return f"{row['written']} of {row['total']}"


@contextmanager
def _timed(step: str):
	counted, stock = [0], frappe.db.sql

	def counting(*args: object, **options: object) -> object:
		counted[0] += 1
		return stock(*args, **options)

	frappe.db.sql = counting
	start = time.perf_counter()
	try:
		yield
	finally:
		frappe.db.sql = stock
	print(f"| {step} | {time.perf_counter() - start:.1f} | {counted[0]:,} |", flush=True)


def _meeting():
	meeting = frappe.new_doc(MEETING)
	meeting.update({"title": "Messung"})
	meeting.insert()
	begins = add_to_date(now_datetime(), days=20).replace(hour=14, minute=0, second=0, microsecond=0)
	meeting.db_set(
		{
			"workflow_state": "Approved",
			"starts_on": begins,
			"ends_on": add_to_date(begins, hours=3),
			"rsvp_deadline": add_days(today(), 10),
			"seats": PEOPLE,
			"venue": "Messhaus",
		}
	)
	return frappe.get_doc(MEETING, meeting.name)


def _make_users(users: list[str]) -> None:
	fields = ["name", "email", "first_name", "full_name", "language", "user_type", "enabled", "username"]
	rows = [(each, each, each[:9], each[:9].title(), "de", "Website User", 1, each[:9]) for each in users]
	frappe.db.bulk_insert("User", fields, rows)
	roles = [(f"{each}-role", each, "User", "roles", people.PARTICIPANT) for each in users]
	frappe.db.bulk_insert("Has Role", ["name", "parent", "parenttype", "parentfield", "role"], roles)
	frappe.db.commit()


def _delete(users: list[str]) -> None:
	meetings = frappe.get_all(MEETING, {"title": "Messung"}, pluck="name") or [""]
	queued = frappe.get_all("Email Queue", {"reference_name": ("in", meetings)}, pluck="name") or [""]
	rows: list[tuple[str, dict]] = [
		("Email Queue Recipient", {"parent": ("in", list(map(str, queued)))}),
		("Email Queue", {"reference_name": ("in", meetings)}),
		("FOKUS Mail", {"reference_name": ("in", meetings)}),
		(mass.ORDER, {"reference_name": ("in", meetings)}),
		("Answer Link", {"meeting": ("in", meetings)}),
		(PARTICIPATION, {"meeting": ("in", meetings)}),
		("Stage Change", {"parent": ("in", meetings)}),
		("Version", {"docname": ("in", meetings)}),
		(MEETING, {"name": ("in", meetings)}),
		("Has Role", {"parent": ("in", users)}),
		("User", {"name": ("in", users)}),
	]
	for doctype, filters in rows:
		frappe.db.delete(doctype, filters)
	frappe.db.commit()


if __name__ == "__main__":
	main(*sys.argv[1:2])
