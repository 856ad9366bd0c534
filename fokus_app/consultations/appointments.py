"""Consultations in the calendars of the members: each gets a mail with a file, and its entry moves with the date."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_url

from fokus_app import own_dates, people
from fokus_app.consultations import groups, phases, record
from fokus_app.notifications import calendar_file, notifier
from fokus_app.notifications.notices import (
	CONSULTATION_CALLED_OFF,
	CONSULTATION_LEFT,
	CONSULTATION_PLANNED,
	Notice,
)
from fokus_app.notifications.variables import moment


def tell(
	consultation: Document,
	group: Document,
	notice: Notice = CONSULTATION_PLANNED,
	to: list[str] | None = None,
) -> None:
	"""Tell the members (to: these alone) that it is planned or moved, called off, or goes on without them.

	notice: which of the three. No mail holds a word of what is said.
	"""
	called_off = notice in (CONSULTATION_CALLED_OFF, CONSULTATION_LEFT)
	organiser = next(iter(people.people([consultation.planned_by or consultation.moderator])), None)
	for person in people.people(groups.members(group) if to is None else to):
		begins = record.starts_on(consultation)
		place = own_dates.where(consultation, person.language)
		values = {
			"recipient_name": person.full_name,
			"group_title": group.title,
			"consultation_on": moment(begins, person.language),
			"place": place,
			# nobody calls off what ends with its group
			"called_off_by": people.full_name(frappe.session.user) if group.status == "Active" else "",
			# who is no member any more would only read there that they are not
			"link": get_url("/fokus" if called_off else f"/fokus/consultation?name={consultation.name}"),
		}
		appointment = calendar_file.Appointment(
			uid=f"{consultation.name}-consultation@{frappe.local.site}",
			sequence=cint(consultation.calendar_version),
			title=_("FOKUS: peer consultation", person.language),
			starts_on=begins,
			ends_on=begins + timedelta(minutes=phases.minutes(consultation)),
			place=place,
			description=values["link"],
			organiser=organiser,
		)
		notifier.notify(
			notice,
			group,
			person,
			# who leaves and comes back hears of the same date again
			f"{consultation.name}:{consultation.calendar_version}:{called_off}:{frappe.generate_hash(length=8) if to else ''}",
			{name: values[name] or "" for name in notice.variables},
			[calendar_file.attachment(appointment, person, called_off)],
		)
