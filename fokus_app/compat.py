"""Where Frappe 15.0, later 15 and 16 differ for us on the server; for the desk see `public/js/fokus/compat.js`."""

import frappe

from fokus_app.documents import NotYet


def print_body(**given: object) -> str:
	"""Frappe's rendering of a print format's body, with a refusal of ours as it is; for the hook pdf_body_html.

	15.0 lets it through. Later versions tell whatever is raised as "Error in print format on line …", which sounds
	like a fault and not like a condition of the programme. Raises NotYet, and else what Frappe raises.
	"""
	# Frappe asks the last one only: ours goes on to whose turn it would be without it
	others = [each for each in frappe.get_hooks("pdf_body_html") if each != "fokus_app.compat.print_body"]
	try:
		return frappe.get_attr(others[-1])(**given)
	except frappe.ValidationError as error:
		if not isinstance(error.__context__, NotYet):
			raise
		frappe.clear_last_message()  # Frappe's; the refusal's own is the one before it
		raise error.__context__ from None
