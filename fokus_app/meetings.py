"""What a network meeting requires on its way from the first plan to the closing."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, now_datetime

from fokus_app import people
from fokus_app.workflows.definition import judges


@judges("starts_on")
def lies_in_the_future(doc: Document) -> str | None:
	if doc.starts_on and get_datetime(doc.starts_on) <= now_datetime():
		return _("The meeting must start in the future.")
	return None


@judges("starts_on", "ends_on")
def ends_after_it_starts(doc: Document) -> str | None:
	if doc.starts_on and doc.ends_on and get_datetime(doc.ends_on) <= get_datetime(doc.starts_on):
		return _("The meeting must end after it starts.")
	return None


def has_a_place(doc: Document) -> str | None:
	if not doc.venue and not doc.link:
		return _("Please enter a venue or an online link.")
	return None


@judges("starts_on")
def has_a_new_date(doc: Document) -> str | None:
	"""Postponing means that the meeting begins at another time than before."""
	before = doc.get_doc_before_save() or frappe.get_doc(doc.doctype, doc.name)
	if doc.starts_on and before.starts_on and get_datetime(doc.starts_on) == get_datetime(before.starts_on):
		return _("Please enter the new date: the meeting still starts at the old one.")
	return None


def has_begun(doc: Document) -> str | None:
	if not doc.starts_on or get_datetime(doc.starts_on) > now_datetime():
		return _("The meeting has not begun yet.")
	return None


def somebody_to_invite(doc: Document) -> str | None:
	if not _not_yet_invited(doc):
		return _("There is nobody to invite: please add people first.")
	return None


def attendance_is_recorded(doc: Document) -> str | None:
	"""Each person who was invited and did not say no has been marked as there or absent."""
	missing = [
		row
		for row in frappe.get_all(
			"Meeting Participation", filters={"meeting": doc.name}, fields=["answer", "attendance"]
		)
		if not row.attendance and row.answer != "No"
	]
	if missing:
		return _("Attendance is not recorded for {0} people.").format(len(missing))
	return None


def fill_in(doc: Document) -> None:
	"""Who plans a meeting organises it, unless somebody else is named."""
	if not doc.organiser:
		doc.organiser = frappe.session.user


def note_who_asked(doc: Document) -> None:
	"""Who asks for approval does not approve."""
	doc.requested_by = frappe.session.user


def check_participation(doc: Document) -> None:
	"""Nobody is on the list of a meeting twice."""
	twice = frappe.db.exists(
		"Meeting Participation", {"meeting": doc.meeting, "user": doc.user, "name": ("!=", doc.name)}
	)
	if twice:
		frappe.throw(
			_("{0} is on the list of this meeting already.").format(frappe.utils.get_fullname(doc.user)),
			frappe.DuplicateEntryError,
		)


@frappe.whitelist(methods=["POST"])
def add_people(meeting: str, users: str | list[str], programme_role: str) -> dict:
	"""Put several people on the list of a meeting, as HR, the lead or its organiser.

	Returns how many were added and how many were on the list already. Invites nobody yet. Raises
	frappe.PermissionError for others and frappe.ValidationError where the meeting is over.
	"""
	doc = frappe.get_doc("Network Meeting", meeting)
	doc.check_permission("read")
	user = frappe.session.user
	if user != doc.organiser and not people.roles_of(user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("HR and the organiser decide who is on the list."), frappe.PermissionError)
	if doc.workflow_state in ("Held", "Closed", "Cancelled"):
		frappe.throw(_("This meeting no longer takes people."))
	wanted = dict.fromkeys(frappe.parse_json(users) if isinstance(users, str) else users)
	there = set(frappe.get_all("Meeting Participation", filters={"meeting": meeting}, pluck="user"))
	new = [each for each in wanted if each not in there]
	for each in new:
		row = frappe.new_doc("Meeting Participation")
		row.update({"meeting": meeting, "user": each, "programme_role": programme_role})
		# the organiser may be somebody who makes no such rows elsewhere; checked above
		row.insert(ignore_permissions=True)
	return {"added": len(new), "there_already": len(wanted) - len(new)}


@frappe.whitelist(methods=["GET", "POST"])
def calendar(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""The meetings between two days that the user may see, for the calendar: name, title, starts_on,
	ends_on, all_day and workflow_state."""
	rows = frappe.get_list(
		"Network Meeting",
		filters=[
			["Network Meeting", "starts_on", "<=", f"{getdate(end)} 23:59:59"],
			["Network Meeting", "starts_on", ">=", str(getdate(start))],
			*(frappe.parse_json(filters) or []),
		],
		fields=["name", "title", "starts_on", "ends_on", "workflow_state"],
	)
	return [{**row, "ends_on": row.ends_on or row.starts_on, "all_day": 0} for row in rows]


def mark_invited(doc: Document) -> None:
	"""Note when each new person was invited; the notifier writes to exactly these."""
	new = _not_yet_invited(doc)
	doc.flags.newly_invited = [row.user for row in new]
	participation = frappe.qb.DocType("Meeting Participation")
	(
		frappe.qb.update(participation)
		.set(participation.invited_on, now_datetime())
		.where(participation.name.isin([row.name for row in new]))
	).run()


def _not_yet_invited(doc: Document) -> list[dict]:
	return frappe.get_all(
		"Meeting Participation",
		filters={"meeting": doc.name, "invited_on": ("is", "not set")},
		fields=["name", "user"],
		order_by="creation",
	)
