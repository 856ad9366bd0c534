"""Who is on the list of a meeting."""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import arguments, people


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
	wanted = arguments.names(users)
	there = set(frappe.get_all("Meeting Participation", filters={"meeting": meeting}, pluck="user"))
	new = [each for each in wanted if each not in there]
	for each in new:
		row = frappe.new_doc("Meeting Participation")
		row.update({"meeting": meeting, "user": each, "programme_role": programme_role})
		# the organiser may be somebody who makes no such rows elsewhere; checked above
		row.insert(ignore_permissions=True)
	return {"added": len(new), "there_already": len(wanted) - len(new)}
