"""Who saw and who exported what: Frappe's View Log and Access Log, kept for some months and then cleared through its Log Settings.

For tracing misuse alone. Nothing in this app shows or counts them by person, and nothing is made of when somebody signs in.
"""

import frappe

#: days; whoever changes them in Log Settings is not overruled
KEPT = {"View Log": 180, "Access Log": 180}


def register() -> None:
	"""Enter the logs in Frappe's Log Settings where they are not entered yet. May run twice."""
	settings = frappe.get_doc("Log Settings")
	entered = {row.ref_doctype for row in settings.logs_to_clear}
	missing = {doctype: days for doctype, days in KEPT.items() if doctype not in entered}
	for doctype, days in missing.items():
		settings.register_doctype(doctype, days)
	if missing:
		settings.save(ignore_permissions=True)  # at installation and migration nobody is signed in
