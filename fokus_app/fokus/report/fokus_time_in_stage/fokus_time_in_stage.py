"""The report "FOKUS Time in Stage": columns and chart around `fokus_app.numbers.stage_times`."""

from frappe import _

from fokus_app.numbers import FEWEST, pipeline, stage_times
from fokus_app.report_parts import BLUE, bars, column, number


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict], str, dict]:
	"""Columns, rows, a remark and the chart of all areas; filters: cohort."""
	rows = stage_times.by_area((filters or {}).get("cohort") or None)
	stages = pipeline.stages()
	chart = _chart(rows[-1], stages)
	for row in rows:
		row["area"] = row["area"] or _("All Areas")
	return _columns(stages), rows, _remark(), chart


def _remark() -> str:
	return _(
		"Days in a stage: the middle value of all who have left it. A time is shown for {0} people or more, so that it points to nobody."
	).format(FEWEST)


def _columns(stages: list[str]) -> list[dict]:
	return [column("area", _("Area"), width=180), *(number(stage, _(stage)) for stage in stages)]


def _chart(every: dict, stages: list[str]) -> dict:
	known = [stage for stage in stages if every[stage] is not None]
	return bars(
		[_(stage) for stage in known], (_("Days, all areas"), [every[stage] for stage in known], BLUE)
	)
