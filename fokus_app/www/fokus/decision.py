import frappe
from frappe import _

from fokus_app import decisions
from fokus_app.notifications import links

no_cache = 1


def get_context(context):
	"""One decision of a manager; ?case: the candidate's number."""
	case = frappe.form_dict.get("case")
	if frappe.session.user == "Guest":
		after = links.decision_page(case) if case else "/fokus"
		frappe.local.flags.redirect_location = f"/login?{frappe.utils.urlencode({'redirect-to': after})}"
		raise frappe.Redirect
	context.update(decisions.page(case if isinstance(case, str) else None))
	context.title = _("Your Decision")
	context.no_breadcrumbs = True
	context.show_sidebar = False
	context.today = frappe.utils.today()
