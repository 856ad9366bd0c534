import frappe
from frappe import _

from fokus_app import decisions, own_page
from fokus_app.privacy import consent

no_cache = 1


def get_context(context):
	"""The page of people without desk access; others may look at theirs too."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/fokus"
		raise frappe.Redirect
	context.update(own_page.page())
	context.decisions = decisions.waiting()
	context.consent = consent.own()
	context.title = _("My FOKUS")
	context.no_breadcrumbs = True
	context.show_sidebar = False
	context.full_name = frappe.utils.get_fullname()
