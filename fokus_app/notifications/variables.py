"""The variables that a mail text may use: plain strings in the recipient's language."""

import frappe
from babel.dates import format_date, format_time
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_datetime, get_url, getdate, today

from fokus_app import people
from fokus_app.meetings.place import place_of
from fokus_app.notifications import links
from fokus_app.notifications.notices import NOTICES
from fokus_app.workflows.definition import Who

COMMON = ("recipient_name", "state", "date", "link")

#: by the beginning of the event's name
VARIABLES: dict[str, tuple[str, ...]] = {
	"candidate": (
		*COMMON,
		"candidate_name",
		"centre",
		"cohort",
		"manager_name",
		"contact_name",
		"interview_on",
		"interview_place",
		"look_again_on",
		"target_centre",
		"start_date",
		"expected_return",
	),
	"mentoring": (*COMMON, "mentor_name", "mentee_name", "kind", "from_date", "until_date"),
	"meeting": (
		*COMMON,
		"meeting_title",
		"kind",
		"starts_on",
		"ends_on",
		"place",
		"online_link",
		"answer_by",
		"organiser_name",
		"answer_link",
		"feedback_link",
		"certificate_link",
	),
}


def names_for(event: str) -> tuple[str, ...]:
	"""The variables that the text of `event` may use."""
	notice = NOTICES.get(event)
	return notice.variables if notice else VARIABLES[event.split("_", 1)[0]]


def values_for(event: str, doc: Document, person: people.Person, who: Who) -> dict[str, str]:
	"""The value of each variable for this record and recipient (`who` they are in it), in their language."""
	language = person.language
	values = {
		"recipient_name": person.full_name,
		"state": _(doc.workflow_state, language),
		"date": day(today(), language),
		"link": links.link_for(doc, person, who),
	}
	values.update(_OF_DOCTYPE[doc.doctype](doc, language))
	return {name: values[name] or "" for name in names_for(event)}


def example_values(event: str, language: str) -> dict[str, str]:
	"""Invented values for preview and test mail."""
	values = {name: f"[{name}]" for name in names_for(event)}
	values |= {"recipient_name": "Kim Muster", "date": day(today(), language), "link": get_url("/fokus")}
	for name in ("candidate_name", "mentee_name"):
		if name in values:
			values[name] = "Alex Beispiel"
	return values


def centre_name(centre: str | None) -> str:
	"""What people call a daycare centre; empty for none."""
	return (centre and frappe.get_cached_value("Daycare Centre", centre, "centre_name")) or ""


def day(value, language: str) -> str:
	"""A date as people of this language write it in a letter; empty for none."""
	return format_date(getdate(value), "long", locale=_locale(language)) if value else ""


def short_day(value, language: str) -> str:
	"""A date for a table; Germans write 24.12.2026. Empty for none."""
	if not value:
		return ""
	return format_date(getdate(value), "dd.MM.yyyy" if language.startswith("de") else "d MMM yyyy")


def moment(value, language: str) -> str:
	"""A date with its time of day, on the site's clock; empty for none."""
	if not value:
		return ""
	time = format_time(get_datetime(value).time(), "short", locale=_locale(language))
	return _("{0}, {1}", language, "date, time of day").format(day(value, language), time)


def _locale(language: str) -> str:
	return "de" if language.startswith("de") else "en"


def _candidate(doc: Document, language: str) -> dict[str, str]:
	return {
		"candidate_name": doc.candidate_name,
		"centre": centre_name(doc.centre),
		"cohort": doc.cohort,
		"manager_name": people.full_name(doc.manager),
		"contact_name": people.full_name(doc.hr_clerk or people.hr_contact()),
		"interview_on": moment(doc.assessment_on, language),
		"interview_place": doc.assessment_place,
		"look_again_on": day(doc.deferred_until, language),
		"target_centre": centre_name(doc.target_centre),
		"start_date": day(doc.start_date, language),
		"expected_return": day(doc.expected_return, language),
	}


def _relationship(doc: Document, language: str) -> dict[str, str]:
	return {
		"mentor_name": doc.mentor_name,
		"mentee_name": doc.mentee_name,
		"kind": _(doc.kind, language),
		"from_date": day(doc.from_date, language),
		"until_date": day(doc.until_date, language),
	}


def _meeting(doc: Document, language: str) -> dict[str, str]:
	return {
		"meeting_title": doc.title,
		"kind": _(doc.kind, language),
		"starts_on": moment(doc.starts_on, language),
		"ends_on": moment(doc.ends_on, language),
		"place": place_of(doc),
		"online_link": doc.link,
		"answer_by": day(doc.rsvp_deadline, language),
		"organiser_name": people.full_name(doc.organiser),
		# their own page asks for the login; mails that ask for an answer have a link of the person's own
		"answer_link": get_url("/fokus"),
		"feedback_link": get_url("/fokus"),
		"certificate_link": get_url("/fokus"),
	}


_OF_DOCTYPE = {
	"Leadership Candidate": _candidate,
	"Mentoring Relationship": _relationship,
	"Network Meeting": _meeting,
}
