"""The report "FOKUS Progress": columns and chart around `fokus_app.numbers.progress`."""

from frappe import _
from frappe.utils import getdate

from fokus_app.numbers import progress
from fokus_app.report_parts import BLUE, GREEN, ORANGE, bars, column, number


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	"""Columns, rows, no remark, chart; filters: phase (of progress.PHASES), cohort."""
	given = filters or {}
	phase = given.get("phase") if given.get("phase") in progress.PHASES else "Onboarding"
	rows = progress.by_area(getdate(), phase, given.get("cohort") or None)
	return _columns(), rows, None, _chart(rows)


def _columns() -> list[dict]:
	return [
		column("area", _("Area"), "Link", 180, options="Daycare Area"),
		number("people", _("People")),
		number("done", _("Steps Done")),
		number("open", _("Steps Open")),
		number("overdue", _("Overdue")),
		number("mandatory_open", _("Mandatory and Open")),
		column("share", _("Done"), "Percent", 110, precision=0),
	]


def _chart(rows: list[dict]) -> dict:
	return bars(
		[row["area"] or _("No Area") for row in rows],
		(_("Done"), [row["done"] for row in rows], GREEN),
		(_("Open"), [row["open"] - row["overdue"] for row in rows], BLUE),
		(_("Overdue"), [row["overdue"] for row in rows], ORANGE),
	)
