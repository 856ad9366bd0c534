"""What the programme sheet, the name badges and the attendance list say; for their print formats."""

import frappe
from babel.dates import format_date
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, getdate, today

from fokus_app import people
from fokus_app.meetings import agenda
from fokus_app.meetings.place import place_of
from fokus_app.notifications.variables import day


def fokus_programme_sheet(meeting: Document) -> dict:
	"""when (a sentence), place, organiser, items (from, to, title, kind, facilitator, material, instructions)."""
	slots = agenda.plan(meeting.agenda, meeting.starts_on, meeting.ends_on)
	return {
		"when": when(meeting, frappe.local.lang),
		"place": place_of(meeting),
		"organiser": people.full_name(meeting.organiser),
		"items": [
			{
				"from": agenda.clock(slot.begins),
				"to": agenda.clock(slot.ends) if slot.minutes else "",
				"title": row.title,
				"kind": _(row.kind),
				"is_break": row.kind == "Break",
				"facilitator": row.facilitator,
			}
			for row, slot in zip(meeting.agenda, slots, strict=True)
		],
		"printed_on": day(today(), frappe.local.lang),
	}


def fokus_name_badges(meeting: Document) -> dict:
	"""The people who come, in rows of two as they are cut out: name, role, centre; as far as the acting user
	may see them."""
	badges = [
		{"name": row["name"], "role": row["role"], "centre": row["centre"]} for row in expected(meeting)
	]
	return {"rows": [badges[start : start + 2] for start in range(0, len(badges), 2)]}


def fokus_attendance_list(meeting: Document) -> dict:
	"""The people who come, as on the badges, and room for those who come without having answered."""
	return {
		"when": when(meeting, frappe.local.lang),
		"place": place_of(meeting),
		"people": expected(meeting),
		"printed_on": day(today(), frappe.local.lang),
	}


def expected(meeting: Document) -> list[dict]:
	"""Who is expected, by name: before anybody was invited all on the list, later those who did not say no and do
	not wait for a seat: name, role, centre. As far as the acting user may see them."""
	rows = frappe.get_list(
		"Meeting Participation",
		filters={"meeting": meeting.name},
		fields=["user", "programme_role", "answer", "seat"],
		limit=0,
	)
	rows = [row for row in rows if row.answer != "No" and row.seat != "Waiting List"]
	names = {person.user: person.full_name for person in people.people([row.user for row in rows])}
	centres = centres_of(list(names))
	found = [
		{
			"name": names.get(row.user) or row.user,
			"role": _(row.programme_role),
			"centre": centres.get(row.user, ""),
		}
		for row in rows
	]
	return sorted(found, key=lambda row: row["name"].split()[-1].casefold())


def centres_of(users: list[str]) -> dict[str, str]:
	"""Where these people work, as far as the programme knows: the name of the centre by user."""
	found: dict[str, str] = {}
	for doctype, field in (
		("Daycare Centre", "leader"),
		("Leadership Candidate", "user"),
		("Mentor", "user"),
	):
		own = "name" if doctype == "Daycare Centre" else "centre"
		for row in frappe.get_all(
			doctype,
			filters={field: ("in", users or [""])},
			fields=[f"{field} as user", f"{own} as centre"],
			order_by="creation",
		):
			if row.centre:
				found[row.user] = row.centre
	names = dict(
		frappe.get_all(
			"Daycare Centre",
			filters={"name": ("in", list(found.values()) or [""])},
			fields=["name", "centre_name"],
			as_list=True,
		)
	)
	return {user: names.get(centre, "") for user, centre in found.items()}


def when(meeting: Document, language: str) -> str:
	"""Day and hours of a meeting in one sentence, as people write it; empty without a begin."""
	if not meeting.starts_on:
		return ""
	begin, end = get_datetime(meeting.starts_on), meeting.ends_on and get_datetime(meeting.ends_on)
	first = format_date(getdate(begin), "full", locale="de" if language.startswith("de") else "en")
	if not end:
		return _("{0}, {1}", language).format(first, f"{begin:%H:%M}")
	if end.date() == begin.date():
		return _("{0}, {1} to {2}", language).format(first, f"{begin:%H:%M}", f"{end:%H:%M}")
	last = format_date(getdate(end), "full", locale="de" if language.startswith("de") else "en")
	return _("{0}, {1} to {2}, {3}", language).format(first, f"{begin:%H:%M}", last, f"{end:%H:%M}")
