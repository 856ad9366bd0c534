"""Who may mentor whom, and the places a mentor has."""

import frappe
from frappe.model.document import Document
from frappe.utils import getdate

from fokus_app import activities, places
from fokus_app.matching import facts, rules
from fokus_app.matching.facts import Period

#: states in which a relationship takes one of the mentor's places
TAKES_A_PLACE = frozenset({"Awaiting Mentor", "Awaiting Mentee", "Active", "Paused"})


def mentor_may_mentor(doc: Document) -> str | None:
	"""Not oneself, not the mentee's manager, not somebody of the same centre."""
	mentor = facts.mentor_of(frappe.get_cached_doc("Mentor", doc.mentor))
	mentee = facts.mentee_of(frappe.get_doc("Leadership Candidate", doc.candidate))
	refusal = rules.personal(mentee, mentor)
	return rules.sentence(refusal, mentor) if refusal else None


def mentor_is_available(doc: Document) -> str | None:
	"""Active, with an account that works, and there today."""
	mentor = facts.mentor_of(frappe.get_cached_doc("Mentor", doc.mentor))
	refusal = rules.in_time(mentor, Period(getdate(), getdate()))
	return rules.sentence(refusal, mentor) if refusal else None


def keep_place(doc: Document) -> None:
	"""Take or free the mentor's place as the state says."""
	takes = doc.workflow_state in TAKES_A_PLACE
	places.keep(doc.doctype, doc.name, "Mentor", doc.mentor if takes else None, "capacity")


def free_place(doc: Document) -> None:
	places.keep(doc.doctype, doc.name, "Mentor", None, "capacity")


def note_accounts(doc: Document) -> None:
	"""Note the accounts of both sides, on which access rests; a candidate's later account is passed on by
	`candidacy`, a mentor's never changes."""
	if not doc.is_new():
		return
	doc.mentee_user = frappe.db.get_value("Leadership Candidate", doc.candidate, "user")
	doc.mentor_user = frappe.db.get_value("Mentor", doc.mentor, "user")


def hand_over_steps(doc: Document) -> None:
	"""The mentee's open steps with a mentor go to who mentors them now; to nobody where nobody does."""
	candidate = frappe.get_doc("Leadership Candidate", doc.candidate)
	activities.hand_over_all(candidate, ("Mentor",))
