import frappe
from frappe import _

from fokus_app import nomination


def get_context(context):
	"""Speak the manager's language, and begin with the centre that they lead."""
	if frappe.session.user == "Guest":
		frappe.local.flags.redirect_location = f"/login?redirect-to=/{context.route}/new"
		raise frappe.Redirect
	if not nomination.may_nominate():
		frappe.throw(_("This form is for managers. Please ask your manager or HR."), frappe.PermissionError)
	form = context.web_form_doc
	for key in ("introduction_text", "button_label"):
		# Frappe 15.0 shows these as they are
		context[key] = form[key] = _(context.get(key) or form[key])
	centre = frappe.db.get_value("Daycare Centre", {"leader": frappe.session.user})
	for field in form.web_form_fields:
		for key in ("label", "description"):
			if field.get(key):
				field[key] = _(field[key])
		if field.fieldname == "centre" and centre:
			field.default = centre
	# a German reader's browser would ask for the date in English
	context.no_breadcrumbs = True
	context.no_header = True
