"""A site from before the proposals of mentors has no points for them; those that the app suggests are set once."""

import frappe
from frappe.utils import cint

from fokus_app.missing_settings import set_missing

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
	set_missing(**{field: cint(meta.get_field(field).default) for field in _FIELDS})
