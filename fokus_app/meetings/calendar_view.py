"""The meetings in the desk's calendar."""

import frappe
from frappe.utils import getdate

from fokus_app import arguments


@frappe.whitelist(methods=["GET", "POST"])
def between(start: str, end: str, filters: str | list | None = None) -> list[dict]:
	"""The meetings between two days that the user may see: name, title, starts_on, ends_on, all_day and
	workflow_state."""
	rows = frappe.get_list(
		"Network Meeting",
		filters=[
			["Network Meeting", "starts_on", "<=", f"{getdate(arguments.moment(end))} 23:59:59"],
			["Network Meeting", "starts_on", ">=", str(getdate(arguments.moment(start)))],
			*(arguments.filters("Network Meeting", filters) or []),
		],
		fields=["name", "title", "starts_on", "ends_on", "workflow_state"],
		limit=0,
	)
	return [{**row, "ends_on": row.ends_on or row.starts_on, "all_day": 0} for row in rows]
