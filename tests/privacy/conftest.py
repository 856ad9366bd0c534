"""A candidate about whom much is stored: closed, with a mentoring, sessions, steps, mails, answers, comments, files and versions."""

from collections.abc import Callable

import frappe
import pytest
from frappe.utils import add_days, add_months, now_datetime, today

from fokus_app.mentoring_sessions import log
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

#: as no text of the program is; with signs that JSON, HTML and mails write otherwise
NAME, ADDRESS = "Käthe Zwiebel-Größel", "kaethe.zwiebel@example.org"
LAST_NAME = "Zwiebel-Größel"


@pytest.fixture
def person(programme) -> str:
	"""The account of somebody new."""
	if not frappe.db.exists("User", ADDRESS):
		cast.make_user(ADDRESS, NAME, ("FOKUS Participant",), "de")
	frappe.cache.hdel("roles", ADDRESS)
	return ADDRESS


def case_of(programme, user: str | None = ADDRESS, state: str = "Rejected", months: int = 7, **values) -> str:
	"""A candidacy of this person that went through some stages and ended so many months ago; its number."""
	doc = cast.candidate(
		programme,
		candidate_name=NAME,
		email=ADDRESS,
		user=user,
		personnel_number="P-4711",
		position="Gruppenleitung",
		evidence=f"{NAME} hat das Team geführt.",
		**values,
	)
	ended = add_months(today(), -months)
	doc.add_comment("Comment", f"Mit {NAME} gesprochen")
	_log(doc, [("Nominate", "Potential", "Nominated", 3), ("Endorse", "Nominated", "Endorsed", 10)])
	frappe.db.set_value(
		CANDIDATE,
		doc.name,
		{
			"workflow_state": state,
			"closed_on": ended,
			"stage_since": ended,
			"open_account": None,
			"open_address": None,
			"wish_note": "Gern in Essen.",
			"recommendation_note": f"Frau {LAST_NAME} überzeugt.",
		},
	)
	frappe.get_doc(
		{
			"doctype": "Version",
			"ref_doctype": CANDIDATE,
			"docname": doc.name,
			"data": frappe.as_json({"changed": [["candidate_name", "", NAME]]}),
		}
	).insert()
	return doc.name


def _log(doc, steps) -> None:
	for action, source, target, days in steps:
		doc.append(
			"stage_changes",
			{
				"action": action,
				"from_state": source,
				"to_state": target,
				"days": days,
				"changed_by": cast.address("manager"),
				"changed_on": now_datetime(),
				"reason": f"Weil {NAME} es kann.",
			},
		).db_insert()


def pair_of(programme, case: str) -> str:
	"""A mentoring of this case that was completed, with one session."""
	with stages.can_have_a_mentor(case), cast.acting_as("clerk"):
		doc = frappe.get_doc({"doctype": MENTORING, "candidate": case, "mentor": programme.mentor})
		doc.insert()
	stages.place(
		{MENTORING: doc.name},
		MENTORING,
		"Active",
		goals=f"{NAME} lernt delegieren",
		until_date=add_days(today(), 90),
		from_date=add_days(today(), -60),
	)
	with cast.acting_as("mentor"):
		log.log(
			doc.name,
			session_date=add_days(today(), -3),
			minutes=60,
			topics="Zwetschgenkuchen",
			next_steps="",
			private_note="Pusteblume",
		)
	frappe.db.set_value(MENTORING, doc.name, {"workflow_state": "Completed", "stage_since": today()})
	return doc.name


def came_to_meeting(programme, user: str = ADDRESS) -> str:
	"""A meeting of last month at which the person was; the name of the participation."""
	with cast.acting_as("clerk"):
		meeting = frappe.get_doc(
			{
				"doctype": MEETING,
				"title": "Netzwerktreffen",
				"cohort": programme.cohort,
				"organiser": cast.address("mentor"),
			}
		).insert()
	row = frappe.get_doc(
		{
			"doctype": "Meeting Participation",
			"meeting": meeting.name,
			"user": user,
			"programme_role": "Participant",
		}
	).insert()
	frappe.db.set_value(
		MEETING,
		meeting.name,
		{
			"workflow_state": "Held",
			"starts_on": add_days(now_datetime(), -30),
			"ends_on": add_days(now_datetime(), -30),
		},
	)
	row.db_set({"answer": "Yes", "answer_comment": f"{NAME} kommt etwas später", "attendance": "Attended"})
	return row.name


def rows_read(act: Callable[[], object]) -> int:
	"""How many rows the database goes through for this."""

	def counted() -> int:
		rows = frappe.db.sql("show session status like 'Handler_read%%next'")
		return sum(int(value) for _name, value in rows)

	before = counted()
	act()
	return counted() - before
