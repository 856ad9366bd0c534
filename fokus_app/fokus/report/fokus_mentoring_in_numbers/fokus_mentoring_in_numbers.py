"""The report "FOKUS Mentoring in Numbers": columns around `fokus_app.mentoring_sessions.numbers`."""

from frappe import _
from frappe.utils import getdate

from fokus_app.mentoring_sessions import numbers


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str]:
	"""Columns, rows and a remark; filters: cohort."""
	rows = numbers.by_cohort(getdate(), (filters or {}).get("cohort") or None)
	for row in rows:
		row["kind"] = _(row["kind"])
	return _columns(), rows, _remark()


def _remark() -> str:
	return _(
		"Numbers only: what the pairs talk about is theirs. Reflections are counted from {0} pairs on, so that no number points to a person."
	).format(numbers.FEWEST_PAIRS)


def _columns() -> list[dict]:
	return [
		_column("cohort", _("Cohort"), "Link", 160, options="Programme Cohort"),
		_column("kind", _("Kind"), "Data", 130),
		_column("pairs", _("Pairs"), width=80),
		_column("running", _("Running"), width=90),
		_column("completed", _("Completed"), width=120),
		_column("ended_early", _("Ended Early"), width=130),
		_column("not_begun", _("Not Begun"), width=130),
		_column("sessions", _("Sessions Held"), width=110),
		_column("sessions_per_pair", _("Sessions per Pair"), "Float", 140, precision=1),
		_column("without_session", _("Pairs Without a Session"), width=170),
		_column("silent", _("Silent for Long"), width=160),
		_column("mid_term", _("Mid-Term Reflections"), width=160),
		_column("closing", _("Closing Reflections"), width=160),
	]


def _column(fieldname: str, label: str, fieldtype: str = "Int", width: int = 100, **more) -> dict:
	return {"fieldname": fieldname, "label": label, "fieldtype": fieldtype, "width": width, **more}
