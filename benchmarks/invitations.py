"""A thousand invitations: how long the clerk waits, how long a worker takes, what a list and a series of that size cost.

The order is cut off once on the way, as when a worker dies, and taken up again. Nothing is sent.
"""

from collections.abc import Callable

import frappe
from frappe.utils import add_days

from benchmarks import crowd, jobs, setting
from benchmarks.counting import counted, table
from fokus_app import people
from fokus_app.meetings import audience, series
from fokus_app.notifications import mass
from fokus_app.workflows import action
from tests import programme as cast

TITLE = "A thousand invitations"
PEOPLE, DATES = 1000, 24


def measure() -> list[str]:
	"""Seconds and queries of each step."""
	rows: list[list[object]] = []

	def timed(step: str, do: Callable[[], object]) -> object:
		with counted(keep=False) as count:
			answer = do()
		rows.append([step, f"{count.seconds:.1f}", f"{count.queries:,}"])
		return answer

	with setting.fresh():
		users = crowd.users(PEOPLE, people.PARTICIPANT)
		frappe.db.commit()
		meeting = jobs.approved_meeting(PEOPLE)
		timed("people put on the list", lambda: audience.add_people(meeting.name, users, "Participant"))
		days = [str(add_days(meeting.starts_on, 7 * number)) for number in range(1, DATES + 1)]
		timed(
			f"{DATES} dates of a series, with all of them",
			lambda: series.make(meeting.name, days, with_people=True),
		)
		with cast.acting_as("clerk"):
			timed("the clerk presses “Send Invitations”", lambda: _press(meeting.name, "Send Invitations"))
		frappe.db.after_commit.reset()
		frappe.db.commit()
		(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting.name}, pluck="name")
		timed("one piece, then the worker dies", lambda: mass.write_piece(order))
		frappe.db.commit()
		(row,) = mass.progress(jobs.MEETING, meeting.name)
		rows.append([f"progress as the clerk sees it: {row['written']} of {row['total']}", "", ""])
		timed("taken up again, to the last one", lambda: mass.carry_out(order))
		written = frappe.get_all("FOKUS Mail", {"reference_name": meeting.name}, pluck="recipient", limit=0)
		assert sorted(written) == users, "each person once"
		with cast.acting_as("clerk"):
			timed(
				"cancelled, all mails still in the queue",
				lambda: _press(meeting.name, "Cancel Meeting", reason="Messung"),
			)
		assert not frappe.db.count("Email Queue", {"reference_name": meeting.name})
	return [
		f"{PEOPLE:,} people on the list of one meeting; one worker.",
		"",
		*table(["step", "seconds", "queries"], rows),
	]


def _press(meeting: str, name: str, **given: str) -> None:
	seen = str(frappe.db.get_value(jobs.MEETING, meeting, "modified"))
	action.act(jobs.MEETING, meeting, name, seen, **given)
