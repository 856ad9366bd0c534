"""The assessment interview: when, where and with whom, and its entry in everybody's calendar."""

from datetime import timedelta

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, get_datetime, now_datetime

from fokus_app import people
from fokus_app.notifications import calendar_file, links, notifier, variables
from fokus_app.notifications.notices import INTERVIEW_CALLED_OFF
from fokus_app.workflows.definition import Who, judges

#: what "Move Interview" can change
FIELDS = ("assessment_on", "assessment_place", "assessment_minutes", "assessment_panel")
_USUAL_MINUTES = 60


@judges("assessment_on")
def lies_ahead(doc: Document) -> str | None:
	if doc.assessment_on and get_datetime(doc.assessment_on) <= now_datetime():
		return _("The interview must lie in the future.")
	return None


@judges("assessment_panel")
def panel_can_interview(doc: Document) -> str | None:
	"""Managers, leads and HR clerks interview, each named once, nobody their own candidacy."""
	panel = [row.user for row in doc.assessment_panel]
	if not all(panel):
		return _("The panel has an empty row. Please choose a person or remove the row.")
	if len(panel) != len(set(panel)):
		return _("Somebody is on the panel twice.")
	for user in panel:
		if people.is_about(doc, user):
			return _("Nobody sits on the panel of their own interview.")
		if not people.roles_of(user).intersection(people.ROLES_OF[Who.PANEL]):
			return _("{0} cannot sit on the panel: the account has no role for it.").format(
				people.full_name(user)
			)
		if not frappe.db.get_value("User", user, "enabled"):
			return _("{0} cannot sit on the panel: the account is disabled.").format(people.full_name(user))
	return None


@judges(*FIELDS)
def something_moves(doc: Document) -> str | None:
	if doc.interview_called_off:
		return None  # the same date may be invited to again
	before = doc.get_doc_before_save()
	if _plan(doc) == _plan(before):
		return _("Please enter what changes: date, place, duration or panel are still the same.")
	return None


def note_version(doc: Document) -> None:
	"""Each invitation and each move is a new version of the calendar's entry."""
	before = doc.get_doc_before_save()
	now = {row.user for row in doc.assessment_panel}
	# in "Invite to Assessment" nobody was asked before
	asked = before.assessment_panel if before.workflow_state == doc.workflow_state else []
	doc.flags.former_panel = [row.user for row in asked if row.user not in now]
	doc.assessment_sequence = cint(doc.assessment_sequence) + 1
	doc.interview_called_off = 0


def needs_new_invitation(doc: Document) -> str | None:
	"""What a form says of a case that came back to this stage after its interview was called off."""
	if doc.workflow_state != "Assessment" or not doc.interview_called_off:
		return None
	return _(
		"The interview was called off: nobody has it in the calendar any more. Please invite again with “{0}”; the date may stay the same."
	).format(_("Move Interview"))


def calendar(doc: Document, who: Who, person: people.Person) -> list[dict]:
	"""The calendar file for who takes part, none for others; called off for who has left the panel."""
	if who not in (Who.CANDIDATE, Who.PANEL, Who.FORMER_PANEL):
		return []
	return [calendar_file.attachment(_appointment(doc, who, person), person, who == Who.FORMER_PANEL)]


def call_off(doc: Document) -> None:
	"""Tell everybody who was invited that an interview that lies ahead does not take place.

	For transitions that lead out of the stage Assessment before it was held.
	"""
	if doc.stage_changes[-1].from_state != "Assessment" or not doc.assessment_sequence:
		return
	if doc.interview_called_off:
		return  # nobody was invited again since
	if not doc.assessment_on or lies_ahead(doc):
		return
	called_off = {"assessment_sequence": doc.assessment_sequence + 1, "interview_called_off": 1}
	doc.db_set(called_off, update_modified=False)
	occasion = doc.stage_changes[-1].name
	for who in (Who.CANDIDATE, Who.PANEL):
		for person in people.addressees(doc, who):
			notifier.notify(
				INTERVIEW_CALLED_OFF,
				doc,
				person,
				occasion,
				variables.values_for(INTERVIEW_CALLED_OFF.event, doc, person, who),
				[calendar_file.attachment(_appointment(doc, who, person), person, called_off=True)],
			)


def ends_on(doc: Document):
	"""When the interview ends, on the site's clock."""
	return get_datetime(doc.assessment_on) + timedelta(minutes=cint(doc.assessment_minutes) or _USUAL_MINUTES)


def _appointment(doc: Document, who: Who, person: people.Person) -> calendar_file.Appointment:
	language = person.language
	title = _("FOKUS: interview", language)
	if who != Who.CANDIDATE:
		title = _("FOKUS: interview with {0}", language).format(doc.candidate_name)
	leads = people.addressees(doc, Who.LEAD)
	return calendar_file.Appointment(
		uid=f"{doc.name}-interview@{frappe.local.site}",
		sequence=cint(doc.assessment_sequence),
		title=title,
		starts_on=doc.assessment_on,
		ends_on=ends_on(doc),
		place=doc.assessment_place or "",
		description=links.link_for(doc, person, who),
		organiser=leads[0] if leads else None,
	)


def _plan(doc: Document) -> tuple:
	return (
		cstr(get_datetime(doc.assessment_on)) if doc.assessment_on else "",
		cstr(doc.assessment_place),
		cint(doc.assessment_minutes),
		{row.user for row in doc.assessment_panel},
	)
