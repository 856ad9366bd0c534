import frappe
from frappe import _

from fokus_app.meetings import answer_links, answers

no_cache = 1


def get_context(context):
	"""The page behind the link in an invitation. It only shows: a mail scanner that opens it changes nothing."""
	key = frappe.form_dict.get("key")
	participation = answer_links.participation_of(key)
	context.meeting = answers.shown(participation) if participation else None
	context.key = key if participation else None
	context.not_valid = answers.not_valid()
	context.title = _("Your Answer")
	context.no_breadcrumbs = True
	context.show_sidebar = False
