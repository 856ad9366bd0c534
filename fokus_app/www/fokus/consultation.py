import frappe
from frappe import _

from fokus_app.consultations import view

no_cache = 1


def get_context(context):
	"""A consultation for the members of its group: who does what, the phases, what was said."""
	name = frappe.form_dict.get("name") or ""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to=/fokus/consultation?name={name}"
		raise frappe.Redirect
	context.consultation = view.page(name)
	context.today = frappe.utils.today()
	context.title = _("Peer Consultation")
	context.no_breadcrumbs = True
	context.show_sidebar = False
