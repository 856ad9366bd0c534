"""Who is asked for an assessment of a candidate, and what becomes of the request when people change."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import now_datetime, today

from fokus_app import people
from fokus_app.notifications import notifier, variables
from fokus_app.notifications.notices import ASSESSMENT_REQUESTED
from fokus_app.workflows.definition import Who

DOCTYPE = "Competency Assessment"
#: in these stages an assessment can be asked for and written
STAGES = ("Endorsed", "Assessment", "Preparation", "Ready", "Onboarding")


def make_for_interview(candidate: Document) -> None:
	"""Ask the candidate, the manager and each member of the panel, everybody once in a candidacy.

	Who has left the panel is no longer asked. A manager who sits on the panel writes as the manager.
	"""
	wanted = [("Self", candidate.user or None), ("Manager", _manager(candidate))]
	wanted += [
		("Panel", row.user) for row in candidate.assessment_panel if ("Manager", row.user) not in wanted
	]
	there = _rows(candidate.name, status=("!=", "Cancelled"))
	for kind, assessor in wanted:
		if not any(row.kind == kind and (kind != "Panel" or row.assessor == assessor) for row in there):
			_make(candidate, kind, assessor)
	for row in there:
		if row.kind == "Panel" and row.status == "Open" and ("Panel", row.assessor) not in wanted:
			_change(row.name, status="Cancelled")


def cancel_open(candidate: Document) -> None:
	"""Nobody writes about a closed case any more."""
	for row in _rows(candidate.name, status="Open"):
		_change(row.name, status="Cancelled")


def reopen(candidate: Document) -> None:
	"""Ask again those whose request ended with the case."""
	panel = {row.user for row in candidate.assessment_panel}
	for row in _rows(candidate.name, status="Cancelled"):
		if row.kind != "Panel" or row.assessor in panel:
			_change(row.name, status="Open")


def hand_over(candidate: Document) -> None:
	"""The open requests to the candidate and the manager go to who that is now.

	What a former manager has begun to write stays theirs: the new one begins anew.
	"""
	manager = _manager(candidate)
	for row in _rows(candidate.name, status="Open"):
		if row.kind == "Self":
			_change(row.name, assessor=candidate.user)
		elif row.kind == "Manager" and row.assessor != manager:
			_change(row.name, status="Cancelled")
			_make(candidate, "Manager", manager)


def open_assessments(stages: Sequence[str] = STAGES) -> list[dict]:
	"""What is still to be written about candidates in these stages: name, candidate, candidate_name, kind, assessor (a user, or None while
	the candidate has no account), requested_on; the oldest first."""
	candidates = frappe.get_all(
		"Leadership Candidate", filters={"workflow_state": ("in", stages)}, pluck="name"
	)
	return frappe.get_all(
		DOCTYPE,
		filters={"status": "Open", "candidate": ("in", candidates or [""])},
		fields=["name", "candidate", "candidate_name", "kind", "assessor", "requested_on"],
		order_by="requested_on, creation",
	)


@frappe.whitelist(methods=["POST"])
def ask(candidate: str, kind: str) -> str:
	"""Ask the candidate ("Self") or the manager ("Manager") for a further assessment, as the lead.

	Returns the name of the request. Raises frappe.PermissionError for others, frappe.ValidationError where
	one is open already or nobody is there to ask.
	"""
	doc = frappe.get_doc("Leadership Candidate", candidate, for_update=True)
	doc.check_permission("read")
	if not people.may_act_as(doc, Who.LEAD, frappe.session.user):
		frappe.throw(_("The programme lead asks for assessments."), frappe.PermissionError)
	if kind not in ("Self", "Manager") or doc.workflow_state not in STAGES:
		frappe.throw(_("Nobody can be asked for this assessment now."))
	if kind == "Self" and not people.knows_of_it(doc):
		frappe.throw(_("The candidate has not been informed yet."))
	if _rows(candidate, kind=kind, status="Open"):
		frappe.throw(_("This assessment has been asked for already."))
	who = Who.CANDIDATE if kind == "Self" else Who.MANAGER
	name = _make(doc, kind, doc.user if kind == "Self" else _manager(doc))
	for person in people.addressees(doc, who):
		event = ASSESSMENT_REQUESTED.event
		values = variables.values_for(event, doc, person, who)
		notifier.notify(ASSESSMENT_REQUESTED, doc, person, f"{name}:{now_datetime()}", values)
	return name


def _manager(candidate: Document) -> str | None:
	found = (user for user in people.persons(candidate, Who.MANAGER) if not people.is_about(candidate, user))
	return next(found, None)


def _rows(candidate: str, **filters) -> list[dict]:
	return frappe.get_all(
		DOCTYPE,
		filters={"candidate": candidate, **filters},
		fields=["name", "kind", "assessor", "status"],
		order_by="creation",
	)


def _make(candidate: Document, kind: str, assessor: str | None) -> str:
	request = frappe.new_doc(DOCTYPE)
	request.update(
		{
			"candidate": candidate.name,
			"kind": kind,
			"assessor": assessor,
			"status": "Open",
			"requested_on": today(),
			"observations": [
				{"competency": competency}
				for competency in frappe.get_all(
					"Leadership Competency", order_by="sort_order, name", pluck="name"
				)
			],
		}
	)
	request.flags.by_the_app = True
	# follows from a transition or the lead's request; nobody makes one by hand
	return request.insert(ignore_permissions=True).name


def _change(name: str, **values) -> None:
	# written by what happens to the case, not by who has the assessment open
	frappe.db.set_value(DOCTYPE, name, values)
