"""The certificate of attendance: for those who were there, once the meeting is over."""

from datetime import date
from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, get_url, getdate

from fokus_app import documents, full_disk, people
from fokus_app.meetings import prints
from fokus_app.meetings.place import place_of
from fokus_app.notifications.variables import day

CERTIFICATE = "FOKUS Certificate of Attendance"
ALL_CERTIFICATES = "FOKUS Certificates of Attendance"
PARTICIPATION = "Meeting Participation"
_OVER = ("Held", "Closed")
_PAGE = "/fokus/certificate"


def address(meeting: str) -> str:
	"""Where a person who was there finds their certificate; who is not signed in is asked to first."""
	return get_url(f"{_PAGE}?{urlencode({'meeting': meeting})}")


def download_address(meeting: str) -> str:
	"""What the button on that page loads."""
	return f"/api/method/fokus_app.meetings.certificates.mine?{urlencode({'meeting': meeting})}"


@frappe.whitelist(methods=["GET"])
def mine(meeting: str) -> None:
	"""Send the acting user's own certificate as PDF.

	Raises frappe.PermissionError for everything else, whether or not it exists.
	"""
	name = own(meeting)
	if not name:
		frappe.throw(_("This document is not there for you."), frappe.PermissionError)
	with full_disk.said():
		frappe.response.filecontent = documents.pdf_of(frappe.get_doc(PARTICIPATION, name), CERTIFICATE)
		frappe.response.filename = f"{_(CERTIFICATE)} {meeting}.pdf"
		frappe.response.type = "pdf"


def own(meeting: str) -> str | None:
	"""The participation for which the acting user gets a certificate."""
	row = frappe.db.get_value(
		PARTICIPATION, {"meeting": meeting, "user": frappe.session.user}, ["name", "attendance"], as_dict=True
	)
	if not row or frappe.session.user == "Guest":
		return None
	return None if _why_none(row, frappe.get_doc("Network Meeting", meeting)) else row.name


def fokus_certificate_of_attendance(participation: Document) -> dict:
	"""What the certificate says; for its print format. Raises documents.NotYet where none is given."""
	meeting = frappe.get_doc("Network Meeting", participation.meeting)
	reason = _why_none(participation, meeting)
	if reason:
		frappe.throw(reason, documents.NotYet, title=_("No Certificate Yet"))
	return _sheet(meeting, participation.user)


def fokus_certificates_of_attendance(meeting: Document) -> list[dict]:
	"""What the certificates of all who were there say, by name, as far as the acting user may see these people; for
	the print format of the meeting. Raises documents.NotYet where none is given."""
	users = []
	if meeting.workflow_state in _OVER:
		there = {"meeting": meeting.name, "attendance": "Attended"}
		users = frappe.get_list(PARTICIPATION, filters=there, pluck="user", limit=0)
	if not users:
		frappe.throw(
			_("There are certificates once the meeting was held and it is noted who was there."),
			documents.NotYet,
			title=_("No Certificate Yet"),
		)
	sheets = [_sheet(meeting, user) for user in users]
	return sorted(sheets, key=lambda sheet: sheet["name"].split()[-1].casefold())


def _why_none(participation, meeting: Document) -> str | None:
	if participation.attendance == "Attended" and meeting.workflow_state in _OVER:
		return None
	return _("There is a certificate for those who were there, once the meeting was held.")


def _sheet(meeting: Document, user: str) -> dict:
	lead, _deputy = people.lead_of(meeting.cohort)
	return {
		"name": people.full_name(user),
		"title": meeting.title,
		"kind": _(meeting.kind),
		"when": prints.when(meeting, frappe.local.lang),
		"place": place_of(meeting) or (_("online") if meeting.link else ""),
		"topic": meeting.focus_topic or "",
		"hours": _hours(meeting),
		"contents": [row.title for row in meeting.agenda if row.kind != "Break"],
		"organiser": people.full_name(meeting.organiser),
		"lead": people.full_name(lead),
		"given_on": day(_given_on(meeting), frappe.local.lang),
	}


def _given_on(meeting: Document) -> date:
	"""The day on which the meeting was closed, before that the one on which it ended: the same at every download."""
	closed = frappe.get_all(
		"Stage Change",
		filters={"parenttype": meeting.doctype, "parent": meeting.name, "to_state": "Closed"},
		pluck="changed_on",
		order_by="changed_on",
		limit=1,
	)
	return getdate(closed[0] if closed else meeting.ends_on or meeting.starts_on)


def _hours(meeting: Document) -> str:
	"""How long it took, breaks left out where the agenda names them: “5 hours 15 minutes”; nothing for a meeting of
	several days, whose nights nobody has counted."""
	if not meeting.starts_on or not meeting.ends_on or getdate(meeting.starts_on) != getdate(meeting.ends_on):
		return ""
	minutes = int((get_datetime(meeting.ends_on) - get_datetime(meeting.starts_on)).total_seconds()) // 60
	minutes -= sum(row.minutes or 0 for row in meeting.agenda if row.kind == "Break")
	if minutes <= 0:
		return ""
	hours, rest = divmod(minutes, 60)
	if hours < 2:
		return _("{0} minutes").format(minutes)
	return _("{0} hours {1} minutes").format(hours, rest) if rest else _("{0} hours").format(hours)
