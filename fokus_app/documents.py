"""Documents on paper: what stands in them, who gets which, and when a certificate is given.

The print formats below `fokus/print_format/` lay out what the functions here give; Frappe makes the PDF.
"""

from datetime import date
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from fokus_app import full_disk, people
from fokus_app.assessments import profile, view
from fokus_app.confidential import weeks
from fokus_app.notifications.variables import centre_name, day, short_day
from fokus_app.workflows.definition import Who, judges

NOMINATION_SHEET = "FOKUS Nomination Sheet"
PREPARATION_PLAN = "FOKUS Preparation Plan"
ASSESSMENT_PROFILE = "FOKUS Assessment Profile"
CERTIFICATE = "FOKUS Certificate of Participation"
MENTORING_AGREEMENT = "FOKUS Mentoring Agreement"
#: print formats whose pages are numbered: all of ours but name badges and certificates of many people in one file
NUMBERED = frozenset(
	(
		*(NOMINATION_SHEET, PREPARATION_PLAN, ASSESSMENT_PROFILE, CERTIFICATE, MENTORING_AGREEMENT),
		*("FOKUS Attendance List", "FOKUS Programme Sheet", "FOKUS Cohort Report"),
		"FOKUS Certificate of Attendance",
	)
)
_WHO = ("responsible", "responsible_kind")
_DOWNLOAD = "/api/method/fokus_app.documents.download"


class NotYet(frappe.ValidationError):
	"""The document is not given at this stage of the case."""


@judges("completed_on")
def completed_by_now(candidate: Document) -> str | None:
	if candidate.completed_on and getdate(candidate.completed_on) > getdate():
		return _("The programme must have been completed: its date lies in the future.")
	return None


@frappe.whitelist(methods=["GET"])
def download(candidate: str, document: str) -> None:
	"""Send one of the acting user's own documents (see for_the_candidate) as PDF.

	Raises frappe.PermissionError for everything else, whether or not it exists.
	"""
	name = frappe.db.get_value("Leadership Candidate", {"name": candidate, "user": frappe.session.user})
	case = frappe.get_doc("Leadership Candidate", name) if name else None
	if not case or not people.knows_of_it(case) or document not in for_the_candidate(case):
		frappe.throw(_("This document is not there for you."), frappe.PermissionError)
	with full_disk.said():
		frappe.response.filecontent = pdf_of(case, document)
		frappe.response.filename = f"{_(document)}.pdf"
		frappe.response.type = "pdf"


def refuse_not_given(doctype: str, name: str, document: str | None) -> None:
	"""Refuse to print a certificate where none is given; raises NotYet, or frappe.PermissionError for who may not print."""
	if doctype != "Leadership Candidate" or document != CERTIFICATE:
		return
	candidate = frappe.get_doc(doctype, name)
	candidate.check_permission("print")
	reason = _why_no_certificate(candidate)
	if reason:
		frappe.throw(reason, NotYet, title=_("No Certificate Yet"))


def for_the_candidate(candidate: Document) -> list[str]:
	"""The documents that the person gets on their own page, by the names of their print formats."""
	found = []
	steps = {"candidate": candidate.name, "phase": "Preparation", "status": ("!=", "Cancelled")}
	if frappe.db.exists("Candidate Activity", steps):
		found.append(PREPARATION_PLAN)
	if not _why_no_certificate(candidate):
		found.append(CERTIFICATE)
	return found


def own_address(candidate: Document, document: str) -> str:
	"""Where the person downloads this document of theirs."""
	return f"{_DOWNLOAD}?{urlencode({'candidate': candidate.name, 'document': document})}"


def agreement_address(relationship: str) -> str:
	"""Where the two of a mentoring download their agreement; Frappe checks that the record is theirs."""
	asked = {"doctype": "Mentoring Relationship", "name": relationship, "format": MENTORING_AGREEMENT}
	return f"/api/method/frappe.utils.print_format.download_pdf?{urlencode({**asked, 'no_letterhead': 0})}"


def fokus_nomination_sheet(candidate: Document) -> dict:
	"""What the nomination sheet says besides the record itself; for its print format.

	It speaks of the nomination: after an appointment of the place where the person came from, and of who pressed
	"Endorse", whoever the manager is now.
	"""
	centre, area = candidate.centre, candidate.area
	if candidate.previous_centre:
		centre = candidate.previous_centre
		area = frappe.db.get_value("Daycare Centre", centre, "area")
	endorsed = next((row for row in reversed(candidate.stage_changes) if row.action == "Endorse"), None)
	waits = candidate.workflow_state in ("Potential", "Nominated")
	# somebody who was taken over from a list was endorsed outside: nobody is named then
	manager = candidate.manager if waits else endorsed and endorsed.changed_by
	return {
		"centre": centre_name(centre),
		"area": area,
		"nominator": people.full_name(candidate.nominator),
		"nominated_on": _long_day(_reached(candidate, "Nominated")),
		"manager": people.full_name(manager),
		"endorsed_on": _long_day(None if waits or not endorsed else endorsed.changed_on),
		"informed_on": _long_day(candidate.informed_on),
		"printed_on": _long_day(today()),
	}


def fokus_preparation_plan(candidate: Document) -> dict:
	"""The steps of the preparation that the acting user may see, in order; for its print format."""
	rows = frappe.get_list(
		"Candidate Activity",
		filters={"candidate": candidate.name, "phase": "Preparation", "status": ("!=", "Cancelled")},
		fields=["title", "description", "competency", "mandatory", "due_date", "done_on", *_WHO],
		order_by="due_date, creation",
		limit=0,
	)
	mentors = [people.full_name(user) for user in people.persons(candidate, Who.MENTOR)]
	return {
		"steps": [
			{
				**row,
				"who": people.full_name(row.responsible) or _(row.responsible_kind),
				"due": short_day(row.due_date, frappe.local.lang),
				"done": short_day(row.done_on, frappe.local.lang),
			}
			for row in rows
		],
		"centre": centre_name(candidate.centre),
		"manager": people.full_name(candidate.manager),
		"mentors": ", ".join(mentors),
		"printed_on": _long_day(today()),
	}


def fokus_assessment_profile(candidate: Document) -> dict:
	"""The profile of what the acting user may read, as HTML; for its print format."""
	return {
		"profile": profile.html(view.handed_in(candidate.name)),
		"centre": centre_name(candidate.centre),
		"interview_on": _long_day(candidate.assessment_on),
		"printed_on": _long_day(today()),
	}


def fokus_certificate(candidate: Document) -> dict:
	"""What the certificate says; for its print format. Raises NotYet where none is given."""
	reason = _why_no_certificate(candidate)
	if reason:
		frappe.throw(reason, NotYet, title=_("No Certificate Yet"))
	done = frappe.get_all(
		"Candidate Activity",
		filters={"candidate": candidate.name, "status": "Done", "mandatory": 1},
		pluck="title",
		order_by="due_date, creation",
	)
	lead, _deputy = people.lead_of(candidate.cohort)
	return {
		"begun_on": _long_day(_reached(candidate, "Preparation", "Onboarding")),
		"ended_on": _long_day(candidate.completed_on or candidate.closed_on),
		"steps": list(dict.fromkeys(done)),
		"meetings": _meetings(candidate),
		"lead": people.full_name(lead),
		"given_on": _long_day(today()),
	}


def fokus_mentoring_agreement(relationship: Document) -> dict:
	"""What the agreement of a pair says besides the record itself; for its print format."""
	kept = weeks.weeks("session_weeks")
	sides = (
		(relationship.mentee_name, relationship.mentee_acknowledged_on),
		(relationship.mentor_name, relationship.mentor_acknowledged_on),
	)
	return {
		"mentee_centre": centre_name(
			frappe.db.get_value("Leadership Candidate", relationship.candidate, "centre")
		),
		"mentor_centre": centre_name(frappe.db.get_value("Mentor", relationship.mentor, "centre")),
		"period": _period(relationship.from_date, relationship.until_date),
		"confidentiality": _(
			"What is said in our sessions stays between us. Neither of us passes it on, not to managers and not to HR either; HR sees how often we meet and when. What we note in FOKUS is stored encrypted and deleted {0} weeks after the end."
		).format(kept),
		"acknowledged": [
			_("Acknowledged by {0} on {1}").format(name, _long_day(on))
			if on
			else _("Not acknowledged yet by {0}").format(name)
			for name, on in sides
		],
		"printed_on": _long_day(today()),
	}


def _period(begins: date | str | None, ends: date | str | None) -> str:
	if begins and ends:
		return _("{0} to {1}").format(_long_day(begins), _long_day(ends))
	return _("from {0}").format(_long_day(begins)) if begins else ""


def _why_no_certificate(candidate: Document) -> str | None:
	if candidate.workflow_state == "Established":
		return None
	if candidate.workflow_state == "Ended" and candidate.completed_on:
		return None
	return _(
		"There is a certificate once somebody is established in the role, or has ended after completing the programme."
	)


def pdf_of(doc: Document, document: str) -> bytes:
	"""A print format of a record as PDF, for a person who may not print the record itself; whoever calls this has
	checked that the document is theirs."""
	frappe.flags.ignore_print_permissions = True
	try:
		content = frappe.get_print(doc.doctype, doc.name, document, doc=doc, as_pdf=True)
	finally:
		frappe.flags.ignore_print_permissions = False
	return numbered(content)


def numbered(content: bytes) -> bytes:
	"""A PDF of ours with page numbers."""
	# named here: the library behind it is loaded by who prints alone
	return frappe.get_attr("fokus_app.page_numbers.with_page_numbers")(content)


def _reached(candidate: Document, *states: str):
	"""The day on which the case first came to one of these stages."""
	days = [row.changed_on for row in candidate.stage_changes if row.to_state in states]
	return min(days) if days else None


def _meetings(candidate: Document) -> list[dict]:
	if not candidate.user:
		return []
	attended = frappe.get_all(
		"Meeting Participation", filters={"user": candidate.user, "attendance": "Attended"}, pluck="meeting"
	)
	rows = frappe.get_all(
		"Network Meeting",
		filters={"name": ("in", attended or [""]), "workflow_state": "Closed"},
		fields=["title", "starts_on"],
		order_by="starts_on",
	)
	return [{"title": row.title, "on": short_day(row.starts_on, frappe.local.lang)} for row in rows]


def _long_day(value: date | str | None) -> str:
	return day(value, frappe.local.lang)
