"""The association as a tree: areas, their centres, and how many people of the programme there are in each."""

from collections import Counter

import frappe

from fokus_app.numbers import pipeline

AREA, CENTRE = "Daycare Area", "Daycare Centre"


@frappe.whitelist(methods=["GET", "POST"])
def children(
	doctype: str, parent: str | None = None, is_root: bool | str = False, **more: object
) -> list[dict]:
	"""What stands below a node, for Frappe's tree: value, title, expandable, doctype, candidates (open cases that the
	user sees).

	parent: an area; anything else: the whole association. Raises frappe.PermissionError.
	"""
	if not frappe.has_permission(AREA, "read"):
		raise frappe.PermissionError
	if parent and not is_root and frappe.db.exists(AREA, parent):
		return _centres(parent)
	return _areas()


def _areas() -> list[dict]:
	found = _counted("area")
	centres = Counter(frappe.get_list(CENTRE, pluck="area", limit=0))
	return [
		{
			"value": name,
			"title": name,
			"doctype": AREA,
			"expandable": int(bool(centres[name])),
			"centres": centres[name],
			"candidates": found[name],
		}
		for name in frappe.get_list(AREA, pluck="name", order_by="name", limit=0)
	]


def _centres(area: str) -> list[dict]:
	found = _counted("centre", area=area)
	rows = frappe.get_list(
		CENTRE,
		filters={"area": area},
		fields=["name", "centre_name", "city"],
		order_by="centre_name",
		limit=0,
	)
	return [
		{
			"value": row.name,
			"title": f"{row.centre_name}, {row.city}" if row.city else row.centre_name,
			"doctype": CENTRE,
			"expandable": 0,
			"candidates": found[row.name],
		}
		for row in rows
	]


def _counted(field: str, **filters: str) -> Counter:
	"""The open cases that the acting user sees, by area or centre."""
	if not frappe.has_permission(pipeline.DOCTYPE, "read"):
		return Counter()
	wanted = {"workflow_state": ("in", pipeline.stages()), **filters}
	return Counter(frappe.get_list(pipeline.DOCTYPE, filters=wanted, pluck=field, limit=0))
