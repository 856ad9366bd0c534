"""The report "FOKUS Talent Pool": columns and filters around `fokus_app.talent_pool`."""

from frappe import _
from frappe.utils import cint, getdate

from fokus_app import people, talent_pool
from fokus_app.report_parts import column


def execute(filters: dict | None = None) -> tuple[list[dict], list[dict]]:
	"""Columns and rows; filters: those of Search, by the same names. Shows what the acting user may see."""
	given = filters or {}
	days = given.get("no_talk_for_days")
	search = talent_pool.Search(
		stage=given.get("stage") if given.get("stage") in (talent_pool.READY, talent_pool.SOON) else None,
		readiness=given.get("readiness") or None,
		area=given.get("area") or None,
		wished_area=given.get("wished_area") or None,
		cohort=given.get("cohort") or None,
		no_talk_for_days=cint(days) if days not in (None, "", 0, "0") else None,
	)
	rows = talent_pool.members(search, getdate())
	for row in rows:
		row["stage"], row["readiness"] = _(row.workflow_state), _(row.readiness or "")
		row["clerk"] = people.full_name(row.hr_clerk)
	return _columns(), rows


def _columns() -> list[dict]:
	return [
		column("name", _("Candidate"), "Link", 150, options="Leadership Candidate"),
		column("candidate_name", _("Name"), width=170, hidden=1),
		column("stage", _("Stage"), width=110),
		column("readiness", _("Readiness"), width=190),
		column("wished_areas", _("Wished Areas"), width=170),
		column("wish_note", _("What Matters for the Place"), width=210),
		column("days_since_talk", _("Days Since Last Talk"), "Int", 240),
		column("last_talk_on", _("Last Talk On"), "Date", 160),
		column("next_talk_on", _("Next Talk On"), "Date", 170),
		column("centre", _("Daycare Centre"), "Link", 110, options="Daycare Centre"),
		column("area", _("Area"), "Link", 120, options="Daycare Area"),
		column("stage_since", _("In This Stage Since"), "Date", 160),
		column("cohort", _("Cohort"), "Link", 140, options="Programme Cohort"),
		column("clerk", _("HR Clerk in Charge"), width=160),
	]
