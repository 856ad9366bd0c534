from urllib.parse import quote, urlencode

import frappe
from frappe import _

from fokus_app.meetings import certificates

no_cache = 1


def get_context(context):
	"""Where the mail of thanks leads to: by way of the login to the person's own certificate."""
	meeting = frappe.form_dict.get("meeting") or ""
	if frappe.session.user == "Guest":
		back = f"/fokus/certificate?{urlencode({'meeting': meeting})}"
		frappe.local.flags.redirect_location = f"/login?redirect-to={quote(back)}"
		raise frappe.Redirect
	context.address = certificates.download_address(meeting) if certificates.own(meeting) else None
	context.title = _("Certificate of Attendance")
	context.no_breadcrumbs = True
	context.show_sidebar = False
