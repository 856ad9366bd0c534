"""Mails that people write themselves through the site, which carry the association's address and reach anybody.

Frappe lets everybody who has signed in send them, participants too, and in whoever's name they say.
"""

import inspect
from email.utils import parseaddr

import frappe
from frappe import _
from frappe.core.doctype.communication import email as frappe_mail


@frappe.whitelist(methods=["POST"])
def make(sender: str | None = None, **mail: object) -> dict:
	"""Frappe's method, for those who work in the desk and in their own name: with their address, or that of a mailbox
	of theirs. Raises frappe.PermissionError. mail: as in Frappe's."""
	user = frappe.session.user
	if frappe.get_cached_value("User", user, "user_type") != "System User":
		frappe.throw(_("Please write to HR with your own mail program."), frappe.PermissionError)
	if sender and not _is_own(sender, user):
		frappe.throw(_("A mail can be sent in your own name alone."), frappe.PermissionError)
	known = inspect.signature(frappe_mail.make).parameters
	return frappe_mail.make(sender=sender, **{name: value for name, value in mail.items() if name in known})


def _is_own(sender: str, user: str) -> bool:
	address = parseaddr(sender)[1].lower()
	boxes = frappe.get_all("User Email", {"parent": user}, pluck="email_id")
	own = {user, frappe.get_cached_value("User", user, "email"), *boxes}
	return address in {each.lower() for each in own if each}
