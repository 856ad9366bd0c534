"""What the mail of thanks brings along for each person: where they give feedback and where their certificate is."""

import frappe
from frappe.model.document import Document

from fokus_app import people
from fokus_app.meetings import answer_links, certificates
from fokus_app.workflows.definition import Who


def personal_links(doc: Document, who: Who, person: people.Person) -> dict[str, str]:
	"""The variables with the links of this person alone."""
	there = {"meeting": doc.name, "user": person.user, "attendance": "Attended"}
	participation = frappe.db.get_value("Meeting Participation", there)
	if not participation:
		return {}
	return {
		"feedback_link": answer_links.new(participation, doc.name, answer_links.FEEDBACK),
		"certificate_link": certificates.address(doc.name),
	}
