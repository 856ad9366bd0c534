import frappe
from frappe import _

from fokus_app.meetings import attendance
from fokus_app.notifications import links

no_cache = 1


def get_context(context):
	"""The list to tick on a tablet, for who records the attendance of a meeting."""
	meeting = frappe.form_dict.get("meeting") or ""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to=/fokus/attendance?meeting={meeting}"
		raise frappe.Redirect
	if not frappe.db.exists("Network Meeting", meeting):
		raise frappe.PermissionError
	context.update(attendance.sheet(meeting))
	context.in_desk = links.works_in_desk(frappe.session.user)
	context.back = f"/app/network-meeting/{meeting}" if context.in_desk else "/fokus#organised"
	context.title = _("Attendance")
	context.no_breadcrumbs = True
	context.show_sidebar = False
