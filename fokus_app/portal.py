"""The frame around our pages for people without the desk: their language, the way to the content, the account."""

import re

import frappe
import frappe.sessions

_FRAME = "fokus_app/templates/portal.html"
_OURS = re.compile(r"fokus(/|$|-nomination)")


def frame(context: dict) -> dict | None:
	"""Give pages of ours their frame, and what it shows; Frappe's hook for the context of every page."""
	# a web form's context does not know its path yet; without a request (a job that renders) the page's own has to do
	request = getattr(frappe.local, "request", None)
	path = request.path.strip("/") if request else context.get("path") or ""
	if not _OURS.match(path):
		return None
	user = frappe.session.user
	if user != "Guest":
		# Frappe 15.0 makes one in the desk alone, and lets another site act for somebody whose session has none
		frappe.sessions.get_csrf_token()
	return {
		"base_template_path": _FRAME,
		"portal": {
			"lang": frappe.local.lang,
			"signed_in": user != "Guest",
			"at_home": path == "fokus",
			"desk": frappe.db.get_value("User", user, "user_type") == "System User",
		},
	}
