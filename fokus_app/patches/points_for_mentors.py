"""A site from before the proposals of mentors has no points for them; those that the app suggests are set once."""

import frappe
from frappe.utils import cint

_FIELDS = (
	"points_competencies",
	"points_wishes",
	"points_nearness",
	"points_fairness",
	"least_points",
	"mentoring_months",
)


def execute() -> None:
	"""Set each once; what somebody has set meanwhile stays as it is."""
	meta = frappe.get_meta("FOKUS Settings")
	for field in _FIELDS:
		if not frappe.db.exists("Singles", {"doctype": "FOKUS Settings", "field": field}):
			frappe.db.set_single_value("FOKUS Settings", field, cint(meta.get_field(field).default))
