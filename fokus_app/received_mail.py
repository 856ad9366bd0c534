"""Answers to mails: whoever answers writes to HR, not to everybody who may read the case.

Frappe puts what comes back for a mail beside the record that the mail was about, where nominator, manager and deputies
read it too; and with automatic linking anybody who knows a number sends a text there (“fokus+Doctype+number@…”). What
arrives stays in the mailbox that it was sent to.
"""

from frappe.model.document import Document

from fokus_app import permissions


def keep_off_records(communication: Document, method: str | None = None) -> None:
	"""Take a mail that arrived off the record of ours that Frappe has put it beside; for before_insert and validate."""
	if communication.sent_or_received != "Received" or communication.communication_medium != "Email":
		return
	if _is_ours(communication.reference_doctype):
		communication.update({"reference_doctype": None, "reference_name": None, "reference_owner": None})
	links = [link for link in communication.timeline_links if not _is_ours(link.link_doctype)]
	if len(links) != len(communication.timeline_links):
		communication.set("timeline_links", links)


def _is_ours(doctype: str | None) -> bool:
	return doctype in permissions.RULES
