"""The report "FOKUS Mentoring in Numbers": columns around `fokus_app.mentoring_sessions.numbers`."""

from frappe import _
from frappe.utils import getdate

from fokus_app.mentoring_sessions import numbers
from fokus_app.report_parts import column, number


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str]:
	"""Columns, rows and a remark; filters: cohort."""
	rows = numbers.by_cohort(getdate(), (filters or {}).get("cohort") or None)
	for row in rows:
		row["kind"] = _(row["kind"])
	return _columns(), rows, _remark()


def _remark() -> str:
	return _(
		"Numbers only: what the pairs talk about is theirs. Reflections are counted from {0} pairs on, so that no number points to a person."
	).format(numbers.FEWEST)


def _columns() -> list[dict]:
	return [
		column("cohort", _("Cohort"), "Link", 160, options="Programme Cohort"),
		column("kind", _("Kind"), "Data", 130),
		number("pairs", _("Pairs")),
		number("running", _("Running")),
		number("completed", _("Completed")),
		number("ended_early", _("Ended Early")),
		number("not_begun", _("Not Begun")),
		number("sessions", _("Sessions Held")),
		column("sessions_per_pair", _("Sessions per Pair"), "Float", 140, precision=1),
		number("without_session", _("Pairs Without a Session")),
		number("silent", _("Silent for Long")),
		number("mid_term", _("Mid-Term Reflections")),
		number("closing", _("Closing Reflections")),
	]
