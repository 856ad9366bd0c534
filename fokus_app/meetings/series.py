"""Several meetings made from one: the same plan on other days."""

from datetime import timedelta

import frappe
from babel.dates import format_date
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cint, get_datetime, getdate

from fokus_app import arguments, people, working_days
from fokus_app.meetings import agenda, audience

#: more dates at once are a slip of the keyboard
MOST = 24
_COPIED = ("title", "kind", "cohort", "focus_topic", "venue", "room", "link", "seats", "organiser")


@frappe.whitelist(methods=["GET", "POST"])
def proposed_dates(meeting: str, every_weeks: int, count: int) -> list[dict]:
	"""The days on which a series goes on after `meeting`: date, label, and free (why nobody works there, or
	empty)."""
	doc = _planned(meeting)
	every_weeks, count = max(cint(every_weeks), 1), min(max(cint(count), 1), MOST)
	state = working_days.chosen_state()
	days = [add_days(getdate(doc.starts_on), 7 * every_weeks * number) for number in range(1, count + 1)]
	return [
		{
			"date": str(day),
			"label": format_date(day, "full", locale=frappe.local.lang),
			"free": _("weekend or public holiday") if working_days.is_free(state, day) else "",
		}
		for day in days
	]


@frappe.whitelist(methods=["POST"])
def make(meeting: str, dates: str | list[str], with_people: bool | int | str = False) -> list[str]:
	"""Make a draft with the plan of `meeting` on each of these days; returns their names.

	with_people: the people on the list come along, invited to none. Hours, length and the days between
	deadline and begin stay as they are. A day on which the series has a meeting already is left out. Raises
	frappe.PermissionError for those who may not plan this meeting.
	"""
	doc = _planned(meeting)
	days = sorted({arguments.moment(day).date() for day in arguments.names(dates)})
	if len(days) > MOST:
		frappe.throw(_("Please choose at most {0} dates at once.").format(MOST))
	series = doc.series or doc.name
	there = set(map(getdate, _dates_of(series)))
	made = [_copy(doc, day, series) for day in days if day not in there]
	if made and not doc.series:
		doc.db_set("series", series, update_modified=False)
	if cint(with_people):
		_take_people_along(doc, made)
	return made


def _planned(meeting: str) -> Document:
	doc = frappe.get_doc("Network Meeting", meeting)
	doc.check_permission("read")
	user = frappe.session.user
	if user != doc.organiser and not people.roles_of(user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("HR and the organiser plan the meetings of a series."), frappe.PermissionError)
	if not doc.starts_on:
		frappe.throw(_("Please enter first when this meeting starts."))
	return doc


def _dates_of(series: str) -> list:
	return frappe.get_all(
		"Network Meeting",
		filters={"workflow_state": ("!=", "Cancelled")},
		or_filters={"series": series, "name": series},
		pluck="starts_on",
	)


def _copy(doc: Document, day, series: str) -> str:
	starts_on = get_datetime(doc.starts_on)
	later = timedelta(days=(getdate(day) - starts_on.date()).days)
	copy = frappe.new_doc("Network Meeting")
	copy.update({field: doc.get(field) for field in _COPIED})
	copy.update(
		{
			"starts_on": starts_on + later,
			"ends_on": get_datetime(doc.ends_on) + later if doc.ends_on else None,
			"rsvp_deadline": getdate(doc.rsvp_deadline) + later if doc.rsvp_deadline else None,
			"agenda": [
				{**row, "facilitator": before.facilitator}
				for row, before in zip(agenda.moved(doc, starts_on), doc.agenda, strict=True)
			],
		}
	)
	# an organiser may be a mentor, who makes no meetings otherwise; checked in _planned
	copy.insert(ignore_permissions=True)
	copy.db_set("series", series, update_modified=False)
	return copy.name


def _take_people_along(doc: Document, meetings: list[str]) -> None:
	rows = frappe.get_all(
		"Meeting Participation",
		filters={"meeting": doc.name},
		fields=["user", "programme_role"],
		order_by="creation",
	)
	for meeting in meetings:
		# as in _copy; in one go, for a list of hundreds
		audience.put_all_on_list(meeting, [(row.user, row.programme_role) for row in rows])
