"""Dates of a group, and who does what in it: planned, moved and called off by the members themselves."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, now_datetime

from fokus_app import field_values, own_dates
from fokus_app.consultations import appointments, groups, phases, record
from fokus_app.consultations.groups import CONSULTATION
from fokus_app.notifications.notices import CONSULTATION_CALLED_OFF
from fokus_app.own_dates import NotNow


@frappe.whitelist(methods=["POST"])
def plan(
	group: str,
	consultation_date: str,
	start_time: str,
	form: str = "In Person",
	place: str | None = None,
	moderator: str | None = None,
	case_giver: str | None = None,
) -> dict:
	"""Plan a consultation, as a member; all members get it for their calendars.

	start_time: HH:MM on the site's clock. moderator: whose turn it is unless told otherwise. Returns name.
	Raises frappe.PermissionError, NotNow, field_values.WrongValue.
	"""
	doc = record.of_the_group(group)
	consultation = frappe.new_doc(CONSULTATION)
	consultation.update(
		{"consultation_group": doc.name, "status": "Planned", "planned_by": frappe.session.user}
	)
	for row in phases.of_group(doc):
		consultation.append("phases", row)
	_set_date(consultation, consultation_date, start_time, form, place)
	_cast(consultation, doc, moderator or next_moderator(doc), case_giver, None)
	record.save(consultation)
	appointments.tell(consultation, doc)
	return {"name": consultation.name}


@frappe.whitelist(methods=["POST"])
def move(
	name: str,
	modified: str,
	consultation_date: str,
	start_time: str,
	form: str = "In Person",
	place: str | None = None,
) -> None:
	"""Move a planned consultation, as a member; all calendars follow. modified: as it was shown. Raises as `plan`."""
	consultation, group = _planned(name, modified)
	before = _date_of(consultation)
	_set_date(consultation, consultation_date, start_time, form, place)
	if before == _date_of(consultation):
		return
	consultation.calendar_version = cint(consultation.calendar_version) + 1
	# on another date it begins anew
	consultation.update({"phase": 0, "phase_since": None})
	record.save(consultation)
	appointments.tell(consultation, group)


@frappe.whitelist(methods=["POST"])
def assign(
	name: str,
	modified: str,
	moderator: str,
	case_giver: str | None = None,
	advisers: list | str | None = None,
) -> None:
	"""Say who moderates, who brings a case and who advises, as a member, until it was held.

	advisers: accounts; None: all the others. Raises as `plan`.
	"""
	consultation, group = _planned(name, modified)
	_cast(consultation, group, moderator, case_giver, _accounts(advisers))
	record.save(consultation)


@frappe.whitelist(methods=["POST"])
def call_off(name: str) -> None:
	"""A planned consultation does not take place; calendars are told where it lies ahead. Raises as `plan`."""
	consultation, group = record.consultation_of_the_group(name)
	_refuse_unless_planned(consultation)
	cancel(consultation, group)


def cancel(consultation: Document, group: Document) -> None:
	"""As `call_off`, on what the caller has locked and checked."""
	consultation.status = "Cancelled"
	consultation.calendar_version = cint(consultation.calendar_version) + 1
	record.save(consultation)
	if record.starts_on(consultation) > now_datetime():
		appointments.tell(consultation, group, CONSULTATION_CALLED_OFF)


def next_moderator(group: Document) -> str:
	"""Whose turn it is to moderate: who did it least often, then whose last time is longest ago, then the list."""
	rows = frappe.get_all(
		CONSULTATION,
		filters={"consultation_group": group.name, "status": ("!=", "Cancelled")},
		fields=["moderator", "consultation_date"],
	)
	times: dict[str, list] = {user: [] for user in groups.members(group)}
	for row in rows:
		if row.moderator in times:
			times[row.moderator].append(cstr(row.consultation_date))
	return min(times, key=lambda user: (len(times[user]), max(times[user], default="")))


def _planned(name: str, modified: str) -> tuple[Document, Document]:
	consultation, group = record.consultation_of_the_group(name)
	_refuse_unless_planned(consultation)
	if cstr(consultation.modified) != modified:
		frappe.throw(
			_("Somebody of the group changed this meanwhile. Please look at it again."),
			frappe.TimestampMismatchError,
		)
	return consultation, group


def _refuse_unless_planned(consultation: Document) -> None:
	if consultation.status != "Planned":
		frappe.throw(_("This consultation was held or called off; it is not changed any more."), NotNow)


def _set_date(
	consultation: Document, consultation_date: str, start_time: str, form: str, place: str | None
) -> None:
	consultation.update(
		{
			"consultation_date": consultation_date,
			"start_time": own_dates.clock(start_time),
			"form": form,
			"place": place,
		}
	)
	field_values.check(consultation)
	own_dates.check_form_and_place(consultation)
	if record.starts_on(consultation) <= now_datetime():
		frappe.throw(_("A consultation is planned for the future."), NotNow)


def _date_of(consultation: Document) -> tuple:
	return record.starts_on(consultation), consultation.form, consultation.place or None


def _cast(
	consultation: Document,
	group: Document,
	moderator: str | None,
	case_giver: str | None,
	advisers: list[str] | None,
) -> None:
	users = groups.members(group)
	case_giver = case_giver or None
	if moderator not in users or (case_giver and case_giver not in users):
		frappe.throw(_("Only members take part. Please choose among them."), NotNow)
	if moderator == case_giver:
		frappe.throw(_("Whoever brings the case does not moderate. Please choose two people."), NotNow)
	consultation.update({"moderator": moderator, "case_giver": case_giver})
	others = [user for user in users if user not in (moderator, case_giver)]
	chosen = others if advisers is None else [user for user in others if user in advisers]
	consultation.set("advisers", [{"user": user} for user in chosen])


def _accounts(given: list | str | None) -> list[str] | None:
	try:
		found = frappe.parse_json(given) if isinstance(given, str) else given
	except ValueError:
		found = ""
	if found is not None and not (isinstance(found, list) and all(isinstance(each, str) for each in found)):
		frappe.throw(_("Please choose who advises."), NotNow)
	return found
