"""The report "FOKUS Meeting Attendance": columns and chart around `fokus_app.numbers.attendance`."""

from frappe import _
from frappe.utils import format_date

from fokus_app.numbers import attendance
from fokus_app.report_parts import GREEN, GREY, bars, column, number

#: the chart shows the latest meetings only, so that their names can be read
_SHOWN = 10


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	"""Columns, rows, no remark, chart; filters: cohort, kind, from_date, until_date."""
	given = filters or {}
	rows = attendance.of_each(
		*(given.get(field) or None for field in ("cohort", "kind", "from_date", "until_date"))
	)
	chart = _chart([row for row in rows if row["share"] is not None][-_SHOWN:])
	for row in rows:
		row["kind"] = _(row["kind"])
	return _columns(), rows, None, chart


def _columns() -> list[dict]:
	return [
		column("name", _("Network Meeting"), "Link", 240, options="Network Meeting"),
		column("starts_on", _("Starts On"), "Datetime", 140),
		column("kind", _("Kind"), width=140),
		column("cohort", _("Cohort"), "Link", 150, options="Programme Cohort"),
		number("seats", _("Seats")),
		number("invited", _("Invited")),
		number("yes", _("Yes")),
		number("maybe", _("Maybe")),
		number("no", _("No")),
		number("silent", _("No Answer")),
		number("waiting", _("Waiting List")),
		number("attended", _("Attended")),
		number("absent", _("Absent")),
		column("share", _("Came"), "Percent", 90, precision=0),
	]


def _chart(rows: list[dict]) -> dict:
	return bars(
		[format_date(row["starts_on"]) for row in rows],
		(_("Attended"), [row["attended"] for row in rows], GREEN),
		(_("Absent"), [row["absent"] for row in rows], GREY),
	)
