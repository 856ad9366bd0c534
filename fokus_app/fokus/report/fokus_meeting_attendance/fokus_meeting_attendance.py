"""The report "FOKUS Meeting Attendance": columns and chart around `fokus_app.numbers.attendance`."""

from frappe import _
from frappe.utils import format_date

from fokus_app.numbers import attendance
from fokus_app.report_columns import column, number

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
		number("seats", _("Seats"), 90),
		number("invited", _("Invited"), 100),
		number("yes", _("Yes"), 80),
		number("maybe", _("Maybe"), 90),
		number("no", _("No"), 80),
		number("silent", _("No Answer"), 120),
		number("waiting", _("Waiting List"), 100),
		number("attended", _("Attended"), 110),
		number("absent", _("Absent"), 100),
		column("share", _("Came"), "Percent", 90, precision=0),
	]


def _chart(rows: list[dict]) -> dict:
	return {
		"type": "bar",
		"data": {
			"labels": [format_date(row["starts_on"]) for row in rows],
			"datasets": [
				{"name": _("Attended"), "values": [row["attended"] for row in rows]},
				{"name": _("Absent"), "values": [row["absent"] for row in rows]},
			],
		},
		"barOptions": {"stacked": 1},
	}
