"""The meetings in the desk's calendar."""

import frappe
from frappe.utils import getdate

from fokus_app import arguments


@frappe.whitelist(methods=["GET", "POST"])
def between(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""The meetings that touch the days from `start` to `end` and that the user may see: name, title, starts_on, ends_on, all_day and
	workflow_state."""
	first_day = str(getdate(arguments.moment(start)))
	rows = frappe.get_list(
		"Network Meeting",
		filters=[
			["Network Meeting", "starts_on", "<=", f"{getdate(arguments.moment(end))} 23:59:59"],
			*(arguments.filters("Network Meeting", filters) or []),
		],
		# one that began before and goes on within them too
		or_filters=[["starts_on", ">=", first_day], ["ends_on", ">=", first_day]],
		fields=["name", "title", "starts_on", "ends_on", "workflow_state"],
		limit=0,
	)
	return [{**row, "ends_on": row.ends_on or row.starts_on, "all_day": 0} for row in rows]
