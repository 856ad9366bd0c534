import frappe
from frappe import _

from fokus_app.meetings import feedback

no_cache = 1


def get_context(context):
	"""The page on which somebody gives feedback: by the link in the mail of thanks, or signed in. It only shows."""
	key, meeting = frappe.form_dict.get("key"), frappe.form_dict.get("meeting")
	if meeting and not key and frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to={feedback.address(meeting)}"
		raise frappe.Redirect
	participation = feedback.by_key(key) if key else feedback.own(meeting) if meeting else None
	context.asked = feedback.shown(participation) if participation else None
	context.key = key if participation else None
	context.meeting = meeting if participation and not key else None
	context.not_valid = feedback.not_valid()
	context.title = _("Your Feedback")
	context.no_breadcrumbs = True
	context.show_sidebar = False
