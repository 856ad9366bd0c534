"""Consultations in the calendars of the members: each gets a mail with a file, and its entry moves with the date."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, get_url

from fokus_app import own_dates, people
from fokus_app.consultations import groups, phases, record
from fokus_app.notifications import calendar_file, notifier
from fokus_app.notifications.notices import CONSULTATION_CALLED_OFF, CONSULTATION_PLANNED
from fokus_app.notifications.variables import moment


def tell(
	consultation: Document, group: Document, called_off: bool = False, to: list[str] | None = None
) -> None:
	"""Tell the members (to: these alone) that it is planned, moved or called off. No mail holds a word of what is said."""
	notice = CONSULTATION_CALLED_OFF if called_off else CONSULTATION_PLANNED
	organiser = next(iter(people.people([consultation.planned_by or consultation.moderator])), None)
	for person in people.people(groups.members(group) if to is None else to):
		begins = record.starts_on(consultation)
		place = own_dates.where(consultation, person.language)
		values = {
			"recipient_name": person.full_name,
			"group_title": group.title,
			"consultation_on": moment(begins, person.language),
			"place": place,
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
