"""A cohort on one page for the board: numbers, no names of those who take part. For its print format."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from fokus_app import people
from fokus_app.mentoring_sessions import numbers as mentorings
from fokus_app.notifications.variables import day, short_day
from fokus_app.numbers import FEWEST, attendance, pipeline, progress, stage_times


def fokus_cohort_report(cohort: Document) -> dict:
	"""What the page says: facts, stages, ways, areas, times, progress, mentorings, meetings, fewest, printed_on.

	Raises frappe.PermissionError for who is neither HR nor a lead: a cohort is read by managers too, its numbers
	are not.
	"""
	if not people.roles_of(frappe.session.user) & {people.HR_CLERK, people.LEAD}:
		frappe.throw(_("The cohort's numbers are for HR and the programme leads."), frappe.PermissionError)
	areas = pipeline.by_group("area", with_closed=True, cohort=cohort.name)
	every_stage = pipeline.stages(with_closed=True)
	return {
		"people": sum(row["total"] for row in areas),
		"year": _period(cohort),
		"lead": people.full_name(cohort.programme_lead),
		"stages": _bars([(_(stage), sum(row[stage] for row in areas)) for stage in every_stage]),
		"ways": _bars(
			[
				(_(row["group"]) if row["group"] else _("No Entry Path"), row["total"])
				for row in pipeline.by_group("entry_path", with_closed=True, cohort=cohort.name)
			]
		),
		"areas": _bars([(row["group"] or _("No Area"), row["total"]) for row in areas]),
		"times": _times(cohort.name),
		"progress": [_progress(cohort.name, phase) for phase in progress.PHASES],
		"mentorings": [
			{**row, "kind": _(row["kind"])}
			for row in mentorings.by_cohort(getdate(), cohort.name)
			if row["pairs"]
		],
		"meetings": [
			{**row, "on": short_day(row["starts_on"], frappe.local.lang)}
			for row in attendance.of_each(cohort.name)
			if row["invited"]
		],
		"fewest": FEWEST,
		"printed_on": day(today(), frappe.local.lang),
	}


def _period(cohort: Document) -> str:
	return (
		f"{short_day(cohort.starts_on, frappe.local.lang)} – {short_day(cohort.ends_on, frappe.local.lang)}"
	)


def _bars(counts: list[tuple[str, int]]) -> list[dict]:
	"""label, number and width (per cent of the longest bar) of what there is at all."""
	longest = max((number for _label, number in counts), default=0)
	return [
		{"label": label, "number": number, "width": round(100 * number / longest)}
		for label, number in counts
		if number
	]


def _times(cohort: str) -> list[dict]:
	every = stage_times.by_area(cohort)[-1]
	return [
		{"stage": _(stage), "days": every[stage]} for stage in pipeline.stages() if every[stage] is not None
	]


def _progress(cohort: str, phase: str) -> dict:
	rows = progress.by_area(getdate(), phase, cohort)
	done, still_open, overdue = (sum(row[field] for row in rows) for field in ("done", "open", "overdue"))
	steps = done + still_open
	return {
		"phase": _(phase),
		"people": sum(row["people"] for row in rows),
		"done": done,
		"open": still_open,
		"overdue": overdue,
		"share": round(100 * done / steps) if steps else None,
	}
