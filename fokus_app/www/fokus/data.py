import frappe
from frappe import _

from fokus_app.confidential.shield import shielded
from fokus_app.privacy import access

no_cache = 1


def get_context(context):
	"""What is stored about whoever is signed in."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = "/login?redirect-to=/fokus/data"
		raise frappe.Redirect
	with shielded():
		context.update(access.own())
	context.title = _("What Is Stored About Me")
	context.folded = True
	context.no_breadcrumbs = True
	context.show_sidebar = False
