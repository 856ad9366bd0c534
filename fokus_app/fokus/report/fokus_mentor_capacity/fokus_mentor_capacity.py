"""The report "FOKUS Mentor Capacity": columns and chart around `fokus_app.numbers.mentor_load`."""

from frappe import _

from fokus_app.numbers import mentor_load
from fokus_app.report_parts import BLUE, GREY, bars, column, number


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	"""Columns, rows, no remark, chart; filters: kind, area."""
	given = filters or {}
	rows = mentor_load.of_each(given.get("kind") or None, given.get("area") or None)
	chart = _chart(mentor_load.by_area(rows))
	for row in rows:
		row["kind"] = _(row["kind"])
		row["area"] = row["area"] or ""
		row["there"] = row["absent"] or _(row["status"])
	return _columns(), rows, None, chart


def _columns() -> list[dict]:
	return [
		column("name", _("Mentor"), "Link", 190, options="Mentor"),
		column("kind", _("Kind"), width=130),
		column("area", _("Area"), "Link", 220, options="Daycare Area"),
		number("capacity", _("Places")),
		number("taken", _("Taken")),
		number("free", _("Free")),
		column("there", _("Availability"), width=260),
	]


def _chart(areas: list[dict]) -> dict:
	return bars(
		[each["area"] or _("No Area") for each in areas],
		(_("Taken"), [each["taken"] for each in areas], BLUE),
		(_("Free"), [each["free"] for each in areas], GREY),
	)
