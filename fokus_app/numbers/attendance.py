"""Who was invited to network meetings, what they answered and how many came; numbers, no names."""

from datetime import date

import frappe

MEETING, PARTICIPATION = "Network Meeting", "Meeting Participation"
#: meetings to which people have been invited, and that were not called off
_STATES = ("Invited", "Held", "Closed")


def of_each(
	cohort: str | None = None,
	kind: str | None = None,
	from_date: date | str | None = None,
	until_date: date | str | None = None,
) -> list[dict]:
	"""One row per meeting that the acting user sees, oldest first: name, title, starts_on, kind, cohort, seats,
	invited, yes, no, maybe, silent (have not answered), waiting, attended, absent, share (of those invited who came, in per
	cent; None until attendance was recorded).
	"""
	filters = [[MEETING, "workflow_state", "in", _STATES]]
	filters += [
		[MEETING, field, "=", value] for field, value in (("cohort", cohort), ("kind", kind)) if value
	]
	if from_date:
		filters.append([MEETING, "starts_on", ">=", str(from_date)])
	if until_date:
		filters.append([MEETING, "starts_on", "<=", f"{until_date} 23:59:59"])
	meetings = frappe.get_list(
		MEETING,
		filters=filters,
		fields=["name", "title", "starts_on", "kind", "cohort", "seats"],
		order_by="starts_on, name",
		limit=0,
	)
	rows = {meeting.name: {**meeting, **dict.fromkeys(_COUNTED, 0)} for meeting in meetings}
	for each in frappe.get_list(
		PARTICIPATION,
		filters={"meeting": ("in", list(rows) or [""])},
		fields=["meeting", "invited_on", "answer", "seat", "attendance"],
		limit=0,
	):
		_count(rows[each.meeting], each)
	for row in rows.values():
		told = row["attended"] + row["absent"]
		row["share"] = round(100 * row["attended"] / told) if told else None
	return list(rows.values())


_COUNTED = ("invited", "yes", "no", "maybe", "silent", "waiting", "attended", "absent")


def _count(row: dict, each: dict) -> None:
	row["invited"] += bool(each.invited_on)
	row["yes"] += each.answer == "Yes"
	row["no"] += each.answer == "No"
	row["maybe"] += each.answer == "Maybe"
	row["silent"] += bool(each.invited_on and not each.answer)
	row["waiting"] += each.seat == "Waiting List"
	row["attended"] += each.attendance == "Attended"
	row["absent"] += each.attendance == "Absent"
