"""Opening a candidate's form: everything the desk asks for, for a young case and for one with a long history."""

from collections.abc import Callable

import frappe
from frappe.desk.form.load import getdoc
from frappe.utils import add_days, now_datetime, today

from benchmarks import setting
from benchmarks.counting import Count, as_in_a_request, median_of, table
from fokus_app import activities
from fokus_app.assessments import view
from fokus_app.notifications import delivery
from fokus_app.workflows import next_steps
from tests import programme as cast

TITLE = "Opening a candidate"
DOCTYPE = "Leadership Candidate"
ACTIVITIES, CHANGES, PAIRS, MEETINGS = 40, 12, 4, 6
PARTS = ("clerk", "manager")
KINDS = ("Manager", "Programme Lead", "Candidate", "HR Clerk", "Mentor")
ACTING = ("clerk", "lead", "manager", "deputylead", "clerk2", "candidate")


def measure() -> list[str]:
	"""Queries and time as HR and as the manager, before and after the history grows."""
	rows = []
	with setting.fresh() as programme:
		case = cast.candidate(programme).name
		begin(case)
		frappe.db.commit()
		young = {(part, what): _measured(part, ask) for part in PARTS for what, ask in asked(case).items()}
		grow(case, programme)
		frappe.db.commit()
		for (part, what), before in young.items():
			after = _measured(part, asked(case)[what])
			rows.append(
				[
					part,
					what,
					f"{before.queries} / {after.queries}",
					f"{before.seconds * 1000:,.0f} ms / {after.seconds * 1000:,.0f} ms",
				]
			)
	return [
		"Each request that the desk sends when a candidate's form is opened; a young case / one with"
		f" {ACTIVITIES} steps, {CHANGES} stage changes, {PAIRS} mentorings, {MEETINGS} meetings and as many people who have looked at it more.",
		"",
		*table(["who", "request", "queries", "time"], rows),
	]


def asked(case: str) -> dict[str, Callable[[], object]]:
	"""What the desk asks for when the form of this case is opened, by what it is called in the table."""

	def record() -> None:
		frappe.local.response = frappe._dict(docs=[])
		getdoc(DOCTYPE, case)

	return {
		"the record and what Frappe shows beside it": record,
		"where it stands, next steps": lambda: next_steps.next_steps(DOCTYPE, case),
		"steps of the plan": lambda: activities.steps_of(case),
		"assessments": lambda: view.overview(case),
		"mails not sent": lambda: delivery.unsent(DOCTYPE, case),
	}


def _measured(part: str, ask: Callable[[], object]) -> Count:
	with cast.acting_as(part):
		ask()  # the first fills the caches, as any day does
		return median_of(5, as_in_a_request, ask)


def begin(case: str) -> None:
	"""Put a case into preparation with one step of each kind, written straight into the tables."""
	frappe.db.set_value(DOCTYPE, case, "workflow_state", "Preparation", update_modified=False)
	for number in range(len(KINDS)):
		_write_step(case, number)


def grow(case: str, programme: cast.Programme) -> None:
	"""Steps, stage changes, mentorings, meetings and views, by many people, written straight into their tables: only their number counts
	here."""
	for number in range(len(KINDS), len(KINDS) + ACTIVITIES):
		_write_step(case, number)
	for number in range(CHANGES):
		_write_change(DOCTYPE, case, number, _by(number), "Nominate", "Potential", "Nominated")
	for number in range(PAIRS):
		pair = f"probe-pair-{number}"
		_write(
			"Mentoring Relationship",
			pair,
			candidate=case,
			mentor=programme.mentor,
			mentor_name="Mona Mentorin",
			kind="Mentoring",
			workflow_state="Cancelled",
		)
		_write_change(
			"Mentoring Relationship", pair, number, _by(number), "Withdraw Proposal", "Proposed", "Cancelled"
		)
	for number in range(MEETINGS):
		meeting = f"probe-meeting-{number}"
		_write(
			"Network Meeting",
			meeting,
			title=f"Treffen {number}",
			starts_on=now_datetime(),
			workflow_state="Closed",
		)
		_write(
			"Meeting Participation",
			f"probe-participation-{number}",
			meeting=meeting,
			user=cast.address("candidate"),
			attendance="Attended",
		)
		with cast.acting_as(_by(number)):
			_write("View Log", None, viewed_by=_by(number), reference_doctype=DOCTYPE, reference_name=case)


def _write(doctype: str, name: str | None, **values: object) -> None:
	doc = frappe.new_doc(doctype)
	doc.update(values)
	doc.name = name
	doc.db_insert()


def _write_change(
	doctype: str, name: str, number: int, user: str, action: str, before: str, after: str
) -> None:
	doc = frappe.get_doc(doctype, name)
	row = doc.append(
		"stage_changes",
		{
			"action": action,
			"from_state": before,
			"to_state": after,
			"changed_by": user,
			"changed_on": now_datetime(),
		},
	)
	row.idx = 100 + number
	row.db_insert()


def _by(number: int) -> str:
	return cast.address(ACTING[number % len(ACTING)])


def _write_step(case: str, number: int) -> None:
	done = number >= len(KINDS) and number % 2
	_write(
		"Candidate Activity",
		f"probe-step-{number}",
		candidate=case,
		phase="Preparation",
		title=f"Schritt {number}",
		responsible_kind=KINDS[number % len(KINDS)],
		due_date=add_days(today(), number),
		status="Done" if done else "Open",
		responsible=_by(number + 3),
		done_by=_by(number) if done else None,
		done_on=today() if done else None,
	)
