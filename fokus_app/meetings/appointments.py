"""A meeting in people's calendars: the entry comes with the invitation, moves with the meeting and goes with it."""

import frappe
from frappe.model.document import Document
from frappe.utils import cint, get_datetime

from fokus_app import people
from fokus_app.meetings.place import place_of
from fokus_app.notifications import calendar_file, links
from fokus_app.workflows.definition import Who

_USUAL_HOURS = 2


def note_version(doc: Document) -> None:
	"""What calendars show changes: the entry gets a new version."""
	doc.calendar_sequence = cint(doc.calendar_sequence) + 1


def calendar(doc: Document, who: Who, person: people.Person) -> list[dict]:
	"""The calendar file of this meeting for one person, as an attachment; called off for a cancelled one."""
	if not doc.starts_on:
		return []
	appointment = calendar_file.Appointment(
		uid=f"{doc.name}-meeting@{frappe.local.site}",
		sequence=cint(doc.calendar_sequence),
		title=doc.title,
		starts_on=doc.starts_on,
		ends_on=doc.ends_on or frappe.utils.add_to_date(get_datetime(doc.starts_on), hours=_USUAL_HOURS),
		place=place_of(doc) or doc.link or "",
		online_link=doc.link or "",
		description="\n".join(filter(None, (doc.focus_topic, doc.link, links.link_for(doc, person, who)))),
		organiser=next(iter(people.addressees(doc, Who.ORGANISER)), None),
	)
	return [calendar_file.attachment(appointment, person, called_off=doc.workflow_state == "Cancelled")]
