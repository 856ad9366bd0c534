"""Who may mentor whom, and the places a mentor has."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from fokus_app import activities, people, places

#: states in which a relationship takes one of the mentor's places
TAKES_A_PLACE = frozenset({"Awaiting Mentor", "Awaiting Mentee", "Active", "Paused"})


def mentor_may_mentor(doc: Document) -> str | None:
	"""Not oneself, not the mentee's manager, not somebody of the same centre."""
	mentor = frappe.get_cached_doc("Mentor", doc.mentor)
	candidate = frappe.get_doc("Leadership Candidate", doc.candidate)
	if people.is_about(candidate, mentor.user):
		return _("Nobody can be their own mentor.")
	if mentor.user == candidate.manager:
		return _("The mentee's manager cannot be the mentor.")
	if mentor.centre and mentor.centre == candidate.centre:
		return _("Mentor and mentee must not work in the same daycare centre.")
	return None


def mentor_is_available(doc: Document) -> str | None:
	mentor = frappe.get_cached_doc("Mentor", doc.mentor)
	today = getdate()
	if mentor.status != "Active":
		return _("The mentor is not active at present.")
	if mentor.available_from and getdate(mentor.available_from) > today:
		return _("The mentor is available only from {0}.").format(
			frappe.format(mentor.available_from, "Date")
		)
	if mentor.available_until and getdate(mentor.available_until) < today:
		return _("The mentor is no longer available.")
	return None


def keep_place(doc: Document) -> None:
	"""Take or free the mentor's place as the state says."""
	takes = doc.workflow_state in TAKES_A_PLACE
	places.keep(doc.doctype, doc.name, "Mentor", doc.mentor if takes else None, "capacity")


def free_place(doc: Document) -> None:
	places.keep(doc.doctype, doc.name, "Mentor", None, "capacity")


@frappe.whitelist(methods=["GET", "POST"])
def places_of(mentor: str) -> dict:
	"""How many places a mentor has (capacity) and how many are taken."""
	doc = frappe.get_doc("Mentor", mentor)
	doc.check_permission("read")
	return {"capacity": doc.capacity, "taken": places.taken("Mentor", mentor)}


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
