import frappe
from frappe import _

from fokus_app import nomination

#: what the page itself says to who fills in the form; Frappe sends it along for the desk alone
WORDS = (
	"Missing Values Required",
	"Following fields have missing values:",
	"Following fields have invalid values:",
	"Mandatory fields required:",
	"Invalid values for fields:",
	"Couldn't save, please check the data you have entered",
	"Validation Error",
	"Error",
	"Message",
	"Not permitted",
	"Not Permitted",
	"Discard?",
	"Discard",
	"Are you sure you want to discard the changes?",
	"Yes",
	"No",
)


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
	context.calendar = frappe.as_json(_("Calendar"))
	context.words = frappe.as_json({word: _(word) for word in WORDS})
	# a German reader's browser would ask for the date in English
	context.no_breadcrumbs = True
	context.no_header = True
