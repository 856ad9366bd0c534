"""Records in any state at once, with everything filled that their next actions need.

The state is written into the database past all rules: the tests that use this ask what the rules say
from there on. Records that walk their whole way are in `test_walks`.
"""

from contextlib import contextmanager

import frappe
from frappe.utils import add_days, add_to_date, now_datetime, today

from fokus_app.workflows import action as action_method
from tests import programme as cast
from tests.workflows import design

CANDIDATE, MENTORING, MEETING = design.TABLES


def make(programme: cast.Programme) -> dict[str, str]:
	"""One record of each kind; returns the names by doctype. The pair's relationship runs from the beginning."""
	candidate = cast.candidate(programme)
	relationship = frappe.new_doc(MENTORING)
	relationship.update({"candidate": candidate.name, "mentor": programme.mentor})
	meeting = frappe.new_doc(MEETING)
	meeting.update(
		{"title": "Netzwerktreffen", "cohort": programme.cohort, "organiser": cast.address("mentor")}
	)
	with can_have_a_mentor(candidate.name), cast.acting_as("clerk"):
		relationship.insert()
		meeting.insert()
	for person, answer in (("candidate", "Yes"), ("participant2", "Yes"), ("nominator", "")):
		participation = {
			"doctype": "Meeting Participation",
			"meeting": meeting.name,
			"user": cast.address(person),
		}
		# as if it had been given: answers go through `fokus_app.meetings.answers`
		frappe.get_doc(participation).insert().db_set("answer", answer)
	names = {CANDIDATE: candidate.name, MENTORING: relationship.name, MEETING: meeting.name}
	place(names, MENTORING, "Active")
	return names


def place(names: dict[str, str], doctype: str, state: str, action: str = "", **values) -> None:
	"""Put the record into `state`, filled in such a way that `action` is possible, except for `values`."""
	filled = {**_FILL[doctype](state, action), **values}
	frappe.db.set_value(
		doctype, names[doctype], {"workflow_state": state, "stage_since": add_days(today(), -3), **filled}
	)
	if doctype == MENTORING and state == "Proposed":
		_let_have_a_mentor(frappe.db.get_value(MENTORING, names[MENTORING], "candidate"))
	if doctype == MEETING:
		_fill_meeting(names[MEETING], state)
	if doctype == CANDIDATE:
		_fill_panel(names[CANDIDATE])
	if doctype == CANDIDATE and state in ("Preparation", "Ready", "Onboarding", "Interrupted", "Established"):
		_take_place(names[CANDIDATE], values.get("cohort", "FOKUS Probe"))


@contextmanager
def can_have_a_mentor(candidate: str):
	"""The case is in a stage in which a pair is proposed, and afterwards where it was."""
	before = frappe.db.get_value(CANDIDATE, candidate, "workflow_state")
	_let_have_a_mentor(candidate)
	yield
	frappe.db.set_value(CANDIDATE, candidate, "workflow_state", before, update_modified=False)


def _let_have_a_mentor(candidate: str) -> None:
	if frappe.db.get_value(CANDIDATE, candidate, "workflow_state") not in (
		"Preparation",
		"Ready",
		"Onboarding",
	):
		frappe.db.set_value(CANDIDATE, candidate, "workflow_state", "Preparation", update_modified=False)


def act(names: dict[str, str], doctype: str, action: str, **given) -> dict:
	"""Carry out the action as whoever is logged in, with what it asks for unless told otherwise."""
	row = next((row for row in design.TABLES[doctype] if row.action == action), None)
	arguments = {**asked_for(row), **given}
	arguments.setdefault("modified", str(frappe.db.get_value(doctype, names[doctype], "modified")))
	return action_method.act(doctype=doctype, name=names[doctype], action=action, **arguments)


def asked_for(row: design.Row | None) -> dict:
	"""What somebody enters in the action's dialog where the record cannot hold it beforehand."""
	if not row:
		return {}
	arguments = {}
	if row.asks == "reason":
		arguments["reason"] = "Weil es so besser ist."
	if row.asks == "category":
		arguments["reason_category"] = "Personal Reasons"
	if row.action == "Postpone":
		arguments["values"] = {"starts_on": _hours(240), "ends_on": _hours(243)}
	if row.action == "Change Venue":
		arguments["values"] = {"venue": "Stadtteilzentrum, Bochum"}
	if row.action == "Change Seats":
		arguments["values"] = {"seats": 25}
	if row.action == "Move Interview":
		arguments["values"] = {"assessment_on": _hours(200)}
	if row.action == "Change Manager":
		arguments["values"] = {"manager": cast.address("othermanager")}
	return arguments


def mailed(names: dict[str, str], doctype: str) -> list[str]:
	"""To whom a mail about this record is in the queue, as parts of the cast, sorted."""
	rows = frappe.get_all(
		"FOKUS Mail",
		filters={"reference_doctype": doctype, "reference_name": names[doctype]},
		fields=["recipient_email", "email_queue", "status"],
	)
	assert all(row.status == "Queued" and row.email_queue for row in rows), rows
	queued = frappe.get_all(
		"Email Queue Recipient",
		filters={"parent": ("in", [row.email_queue for row in rows])},
		pluck="recipient",
	)
	assert sorted(queued) == sorted(row.recipient_email for row in rows)
	return sorted(address.split("@")[0] for address in queued)


@contextmanager
def acting_or_undone(person: str):
	"""Act as this person; what fails leaves nothing behind, as at the end of a request."""
	frappe.db.savepoint("before_act")
	try:
		with cast.acting_as(person):
			yield
	except Exception:
		frappe.db.rollback(save_point="before_act")
		raise


@contextmanager
def undone_afterwards():
	"""What happens inside is undone afterwards."""
	frappe.db.savepoint("before_try")
	try:
		yield
	finally:
		frappe.db.rollback(save_point="before_try")
		frappe.clear_messages()


def _hours(hours: int) -> str:
	return str(add_to_date(now_datetime(), hours=hours).replace(microsecond=0))


def _candidate(state: str, action: str) -> dict:
	return {
		"entry_path": "New Leader" if action == "Admit New Leader" else "Nominated",
		"reason": "Leitet das Team in Vertretung.",
		"manager": cast.address("manager"),
		"centre": "N-001",
		"area": "Gebiet Nord",
		"manager_statement": "Ich befürworte das.",
		"assessment_on": _hours(100),
		"assessment_place": "Haus der Kirche, Raum 2",
		"informed_on": today(),
		"deferred_until": add_days(today(), 60),
		"recommendation": "Recommended",
		"cohort": "FOKUS Probe",
		"target_centre": "S-001",
		"start_date": add_days(today(), 30),
		"review_held_on": today(),
		"expected_return": add_days(today(), 90),
		"interrupted_from": "Ready" if state == "Interrupted" else None,
		"closed_from": design.STOOD_BEFORE.get(state) if state in design.CLOSED_CASES else None,
		"closed_on": add_days(today(), -3) if state in design.CLOSED_CASES else None,
	}


def _relationship(state: str, action: str) -> dict:
	return {
		"goals": "Klarheit in der Rolle",
		"frequency": "alle vier Wochen",
		"mentor_acknowledged_on": today(),
		"mentee_acknowledged_on": today(),
		"closing_reflection_on": today(),
	}


def _meeting(state: str, action: str) -> dict:
	begun = state in ("Held", "Closed") or action == "Record as Held"
	return {
		"starts_on": _hours(-3 if begun else 48),
		"ends_on": _hours(-1 if begun else 51),
		"seats": 20,
		"venue": "Haus der Kirche, Essen",
		"requested_by": cast.address("mentor") if state == "Pending Approval" else None,
	}


_FILL = {CANDIDATE: _candidate, MENTORING: _relationship, MEETING: _meeting}


def _fill_meeting(name: str, state: str) -> None:
	if not frappe.db.exists("Network Meeting Agenda Item", {"parent": name}):
		item = frappe.new_doc("Network Meeting Agenda Item")
		item.update(
			{
				"parent": name,
				"parenttype": MEETING,
				"parentfield": "agenda",
				"idx": 1,
				"kind": "Impulse",
				"title": "Systemische Gesprächsführung",
			}
		)
		item.db_insert()
	for person, attendance in (("candidate", "Attended"), ("participant2", "Absent")):
		values = {
			"invited_on": "2026-01-02 10:00:00",
			"attendance": attendance if state in ("Held", "Closed") else "",
		}
		frappe.db.set_value("Meeting Participation", {"meeting": name, "user": cast.address(person)}, values)
	nominator = {"invited_on": None, "answer": "No" if state in ("Held", "Closed") else ""}
	frappe.db.set_value(
		"Meeting Participation", {"meeting": name, "user": cast.address("nominator")}, nominator
	)


def _fill_panel(name: str) -> None:
	if not frappe.db.exists("Assessment Panel Member", {"parent": name}):
		member = frappe.new_doc("Assessment Panel Member")
		member.update(
			{
				"parent": name,
				"parenttype": CANDIDATE,
				"parentfield": "assessment_panel",
				"idx": 1,
				"user": cast.address("panelist"),
			}
		)
		member.db_insert()


def _take_place(candidate: str, cohort: str) -> None:
	place = frappe.new_doc("Taken Place")
	place.update(
		{
			"resource_doctype": "Programme Cohort",
			"resource": cohort,
			"holder_doctype": CANDIDATE,
			"holder": candidate,
		}
	)
	place.name = f"{CANDIDATE}:{candidate}"
	if not frappe.db.exists("Taken Place", place.name):
		place.db_insert()
