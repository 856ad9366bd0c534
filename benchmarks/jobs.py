"""The long jobs, each made ready for a number of items and carried out in this process: what `benchmarks.mass` measures and
`tests/test_mass_work.py` takes a sample of."""

from collections.abc import Callable
from functools import partial

import frappe
from frappe.model.document import Document
from frappe.utils import add_days, add_to_date, now_datetime, today

from benchmarks import crowd
from fokus_app import people
from fokus_app.import_list import running
from fokus_app.meetings import audience
from fokus_app.notifications import mass
from fokus_app.reminders import sending
from fokus_app.workflows import action
from tests import programme as cast
from tests.import_list import lists

MEETING = "Network Meeting"
#: steps that are due for each person who is reminded
STEPS_EACH = 10


def invitations(programme: cast.Programme, number: int, tag: str = "crowd") -> Callable[[], object]:
	"""A meeting to which so many people are invited; the worker's part: one mail each, with its calendar file and link."""
	meeting = invited_meeting(number, tag)
	(order,) = frappe.get_all(mass.ORDER, {"reference_name": meeting}, pluck="name")
	return partial(mass.carry_out, order)


def invited_meeting(number: int, tag: str) -> str:
	"""A meeting whose invitations to so many people are ordered and not written; its name."""
	return meeting_with(crowd.users(number, people.PARTICIPANT, tag))


def meeting_with(guests: list[str]) -> str:
	"""As invited_meeting, with these people."""
	meeting = approved_meeting(len(guests)).name
	audience.add_people(meeting, guests, "Participant")
	with cast.acting_as("clerk"):
		seen = str(frappe.db.get_value(MEETING, meeting, "modified"))
		action.act(MEETING, meeting, "Send Invitations", seen)
	return meeting


def approved_meeting(seats: int) -> Document:
	"""A meeting in three weeks to which nobody is invited yet."""
	doc = frappe.new_doc(MEETING)
	doc.update({"title": "Messung"})
	doc.insert()
	begins = add_to_date(now_datetime(), days=20).replace(hour=14, minute=0, second=0, microsecond=0)
	doc.db_set(
		{
			"workflow_state": "Approved",
			"starts_on": begins,
			"ends_on": add_to_date(begins, hours=3),
			"rsvp_deadline": add_days(today(), 10),
			"seats": seats,
			"venue": "Messhaus",
		}
	)
	return frappe.get_doc(MEETING, doc.name)


def reminders(programme: cast.Programme, number: int, tag: str = "crowd") -> Callable[[], object]:
	"""So many steps whose day has come, ten for each person, some of them late: the daily job writes one mail to each."""
	due_steps(programme, number, tag)
	return sending.send_due


def reminders_again(programme: cast.Programme, number: int, tag: str = "crowd") -> Callable[[], object]:
	"""The same a day later: everything is looked at and was said already."""
	due_steps(programme, number, tag)
	sending.send_due()
	return sending.send_due


def due_steps(programme: cast.Programme, number: int, tag: str) -> None:
	"""See `reminders`."""
	who = crowd.users(-(-number // STEPS_EACH), people.PARTICIPANT, tag)
	cases = crowd.cases(
		programme,
		len(who),
		lambda each: {"user": who[each], "email": who[each], "workflow_state": "Preparation"},
		tag,
	)
	late_after = (frappe.get_cached_doc("FOKUS Settings").reminder_days or 0) + 5
	rows = [
		{
			"name": f"{tag}-step-{each:06}",
			"candidate": cases[each // STEPS_EACH],
			"candidate_name": "Kim Muster",
			"phase": "Preparation",
			"title": f"Schritt {each}",
			"responsible_kind": "Candidate",
			"responsible": who[each // STEPS_EACH],
			"status": "Open",
			"mandatory": int(each % STEPS_EACH == 0),
			"due_date": add_days(today(), -1 if each % STEPS_EACH else -late_after),
			"creation": now_datetime(),
			"modified": now_datetime(),
			"owner": "Administrator",
		}
		for each in range(number)
	]
	frappe.db.bulk_insert("Candidate Activity", list(rows[0]), [list(row.values()) for row in rows])
	frappe.db.commit()


def imports(programme: cast.Programme, number: int, tag: str = "crowd") -> Callable[[], object]:
	"""A list of so many new people; the worker's part: each is checked and becomes a candidate."""
	content = people_list(number, tag)

	def read_in() -> None:
		with cast.acting_as("clerk"):
			outcome = running._carry_out(content, patience=10)
		assert len(outcome["created"]) == number, outcome["wrong"][:3]

	return read_in


def people_list(number: int, tag: str) -> bytes:
	"""A list of so many new people, as HR has it."""
	return lists.people(
		*(
			{
				"Name": f"Kim Neu{tag} {each:05}",
				"E-Mail": f"neu.{tag}{each}@example.org",
				"KiTa": "N-001",
				"Nominiert durch": cast.CAST["nominator"][0],
				"Begründung": "Leitet das Team in Vertretung.",
			}
			for each in range(number)
		)
	)


JOBS = {
	"invitations": invitations,
	"reminders": reminders,
	"reminders_again": reminders_again,
	"imports": imports,
}
