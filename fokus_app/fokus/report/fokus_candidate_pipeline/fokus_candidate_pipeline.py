"""The report "FOKUS Candidate Pipeline": columns, chart and filters around `fokus_app.numbers.pipeline`."""

from frappe import _
from frappe.utils import cint

from fokus_app.numbers import pipeline
from fokus_app.report_parts import BLUE, bars, column, number

_GROUPS = {
	"area": ("Area", "Link", "Daycare Area"),
	"cohort": ("Cohort", "Link", "Programme Cohort"),
	"entry_path": ("Entry Path", "Data", None),
}


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], None, dict]:
	"""Columns, rows, no remark, chart; filters: group (of pipeline.GROUPS), with_closed, area, cohort, entry_path."""
	given = filters or {}
	group = given.get("group") if given.get("group") in pipeline.GROUPS else "area"
	with_closed = bool(cint(given.get("with_closed")))
	chosen = {field: given.get(field) for field in pipeline.GROUPS}
	rows = pipeline.by_group(group, with_closed, **chosen)
	if group == "entry_path":
		for row in rows:
			row["group"] = _(row["group"]) if row["group"] else _("No Entry Path")
	stages = pipeline.stages(with_closed)
	return _columns(group, stages), rows, None, _chart(rows, stages)


def _columns(group: str, stages: list[str]) -> list[dict]:
	label, fieldtype, options = _GROUPS[group]
	return [
		column("group", _(label), fieldtype, 180, options=options),
		number("total", _("Total")),
		*(number(stage, _(stage)) for stage in stages),
	]


def _chart(rows: list[dict], stages: list[str]) -> dict:
	sums = [sum(row[stage] for row in rows) for stage in stages]
	return bars([_(stage) for stage in stages], (_("Candidates"), sums, BLUE))
