"""The same person twice: by what somebody is known again, who is refused, and what is only pointed out.

For certain it is the same person by the account or the address: an open second case is refused, whichever
way it comes. By name and centre it may be the same person: that is shown, and HR decides.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import get_link_to_form, today

from fokus_app import people
from fokus_app.workflows import definitions

DOCTYPE = "Leadership Candidate"
#: a new candidacy after one that ended so is linked to it
ENDED_BEFORE = ("Rejected", "Withdrawn", "Ended")
#: kept by the database alone: no two rows may hold the same (see `note_marks`)
UNIQUE_MARKS = ("open_account", "open_address")

_FIELDS = ("user", "email", "candidate_name", "centre")


class AlreadyThere(frappe.ValidationError):
	"""An open case of this person exists."""


def folded(text: str | None) -> str:
	"""A name or address without what people write differently by chance."""
	return " ".join((text or "").casefold().split())


def certain_marks(person: Document | dict) -> set[str]:
	"""Account and addresses by which it is certainly this person."""
	user = person.get("user")
	own = user and frappe.db.get_value("User", user, "email", cache=True)
	return {folded(text) for text in (user, own, person.get("email")) if text}


def similar(person: Document | dict, other: Document | dict) -> bool:
	"""True when both have the same name and work at the same centre."""
	name = folded(person.get("candidate_name"))
	return bool(name) and (name, folded(person.get("centre"))) == (
		folded(other.get("candidate_name")),
		folded(other.get("centre")),
	)


def cases_of(person: Document | dict, states: Iterable[str], but: str | None = None) -> list[dict]:
	"""Cases in these states that are or may be about this person, the newest first; `certain` tells which.

	Asks for no permission: nobody is entered twice, whoever may see what.
	"""
	marks = certain_marks(person)
	accounts = frappe.get_all("User", filters={"email": ("in", sorted(marks))}, pluck="name") if marks else []
	either = {}
	if marks:
		either = {"email": ("in", sorted(marks)), "user": ("in", sorted({*marks, *accounts}))}
	if person.get("candidate_name"):
		either["candidate_name"] = person.get("candidate_name").strip()
	if not either:
		return []
	rows = frappe.get_all(
		DOCTYPE,
		filters={"workflow_state": ("in", tuple(states)), "name": ("!=", but or "")},
		or_filters=either,
		fields=["name", "workflow_state", *_FIELDS],
		order_by="creation desc, name desc",
	)
	for row in rows:
		row.certain = bool(marks & certain_marks(row))
	return [row for row in rows if row.certain or similar(person, row)]


def check(doc: Document) -> None:
	"""Refuse an open second case of one person, link a new candidacy to the one before, keep the marks.

	Call it in validate, when the guard has said who may enter what. Raises AlreadyThere.
	"""
	before = doc.get_doc_before_save()
	is_open = doc.workflow_state in definitions()[DOCTYPE].open_states
	entered = not before or any(before.get(field) != doc.get(field) for field in ("user", "email"))
	was_open = bool(before) and before.workflow_state in definitions()[DOCTYPE].open_states
	reopened = before and is_open and not was_open
	if is_open and (entered or reopened):
		second = next((case for case in cases_of(doc, _open_states(), doc.name) if case.certain), None)
		if second:
			refuse(second.name)
	if entered and not doc.previous_candidacy:
		doc.previous_candidacy = _earlier_case(doc)
	if entered or was_open != is_open or (is_open and not any(doc.get(field) for field in UNIQUE_MARKS)):
		note_marks(doc, is_open)


def without_hidden(doc: Document, values: dict) -> dict:
	"""The record's values without the fields of a level that the acting user may not read (the earlier case)."""
	levels = doc.get_permlevel_access("read")
	hidden = [df.fieldname for df in doc.meta.get_high_permlevel_fields() if df.permlevel not in levels]
	for field in hidden:
		values.pop(field, None)
	return values


def note_marks(doc: Document, is_open: bool) -> None:
	"""Keep account and address where the database lets nobody enter them twice, while the case is open.

	Two people who enter the same person at the same moment do not see each other's case; the unique index does.
	"""
	address = doc.email or (doc.user and frappe.db.get_value("User", doc.user, "email"))
	values = {"open_account": doc.user, "open_address": address} if is_open else {}
	for field in UNIQUE_MARKS:
		mark = folded(values.get(field)) or None
		# two cases from before this rule: the older one holds the mark
		taken = mark and frappe.db.exists(DOCTYPE, {field: mark, "name": ("!=", doc.name or "")})
		doc.set(field, None if taken else mark)


@contextmanager
def refused_by_the_index(*also: type[Exception]) -> Iterator[None]:
	"""Say in our words what the database refuses because somebody else was faster.

	also: what else means that here. Several who insert the same mark at once may end in a deadlock; where a
	record is updated that may have other causes, and an action that meets one begins again.
	"""
	try:
		yield
	except (frappe.UniqueValidationError, *also):
		frappe.clear_last_message()
		frappe.throw(
			_("This person was entered by somebody else at this very moment. Please look at the list again."),
			AlreadyThere,
		)


def refuse(case: str) -> None:
	"""Raise AlreadyThere: with a link for who may see that case, else in a sentence that gives nothing away."""
	if frappe.has_permission(DOCTYPE, "read", case):
		frappe.throw(
			_("There is already an open case of this person: {0}.").format(get_link_to_form(DOCTYPE, case)),
			AlreadyThere,
			title=_("Entered Already"),
		)
	# outlives what is undone now: HR really gets in touch
	frappe.enqueue("fokus_app.same_person.tell_hr", queue="short", case=case, entered_by=frappe.session.user)
	frappe.throw(
		_("This was not entered. HR knows of it and will get in touch with you."),
		AlreadyThere,
		title=_("HR Will Get in Touch"),
	)


def tell_hr(case: str, entered_by: str) -> None:
	"""Write to the HR clerk of a case that somebody who may not see it wanted to enter that person; a job.

	Once a day for each person who tries.
	"""
	from fokus_app.notifications import links, notifier
	from fokus_app.notifications.notices import ENTERED_AGAIN
	from fokus_app.workflows.definition import Who

	doc = frappe.get_doc(DOCTYPE, case)
	occasion = f"{case}:{entered_by}:{today()}"
	for person in people.addressees(doc, Who.HR_CLERK):
		values = {
			"recipient_name": person.full_name,
			"candidate_name": doc.candidate_name,
			"entered_by": people.full_name(entered_by),
			"link": links.link_for(doc, person, Who.HR_CLERK),
		}
		try:
			notifier.notify(ENTERED_AGAIN, doc, person, occasion, values)
		except frappe.DuplicateEntryError:
			frappe.db.rollback()  # told already today: nothing of a second mail remains


@frappe.whitelist(methods=["GET", "POST"])
def look_alikes(
	candidate_name: str | None = None,
	email: str | None = None,
	user: str | None = None,
	centre: str | None = None,
	name: str | None = None,
) -> list[dict]:
	"""Cases that the user may see and that are or may be about the person somebody is entering.

	name: the record itself. Returns rows with name, candidate_name, workflow_state, certain, open.
	"""
	if not frappe.has_permission(DOCTYPE, "read"):
		raise frappe.PermissionError
	person = {"candidate_name": candidate_name, "email": email, "user": user, "centre": centre}
	found = cases_of(person, [state.name for state in definitions()[DOCTYPE].states], name)
	if not found:
		return []
	seen = frappe.get_list(DOCTYPE, filters={"name": ("in", [row.name for row in found])}, pluck="name")
	return [
		{
			"name": row.name,
			"candidate_name": row.candidate_name,
			"workflow_state": row.workflow_state,
			"certain": row.certain,
			"open": row.workflow_state in _open_states(),
		}
		for row in found
		if row.name in seen
	]


def perhaps_entered_twice() -> list[str]:
	"""The names of open cases of people with the same name at the same centre, whoever may see them."""
	by_person: dict[tuple, list[str]] = {}
	for case in frappe.get_all(
		DOCTYPE,
		filters={"workflow_state": ("in", _open_states())},
		fields=["name", "candidate_name", "centre"],
	):
		person = (folded(case.candidate_name), folded(case.centre))
		by_person.setdefault(person, []).append(case.name)
	return sorted(name for names in by_person.values() if len(names) > 1 for name in names)


def note_in_list(doctype: str, rows: Iterable) -> None:
	"""Add the problem "exists already" to each row of a list whose person has an open case or stands further up."""
	if doctype != DOCTYPE:
		return
	there: dict[tuple, str] = {}
	for case in frappe.get_all(
		DOCTYPE, filters={"workflow_state": ("in", _open_states())}, fields=["name", *_FIELDS]
	):
		there |= dict.fromkeys(_all_marks(case), case.name)
	# a row that is wrong already is put right first; it may be about the acting user themselves
	for row in rows:
		if row.problems:
			continue
		marks = _all_marks(row.values)
		found = next((there[mark] for mark in marks if mark in there), None)
		if found:
			row.problems.append(_("Exists already ({0}).").format(found))
		else:
			there |= dict.fromkeys(marks, _("row {0}").format(row.number))


def refuse_in_import(doc: Document, method: str | None = None) -> None:
	"""For before_insert: what Data Import inserts must be new at that very moment, also by name and centre.

	Raises AlreadyThere.
	"""
	if not frappe.flags.in_import or people.is_about(doc, frappe.session.user):
		# the guard refuses people who enter themselves, and does not say whether there is a case
		return
	found = cases_of(doc, _open_states())
	if found:
		frappe.throw(_("Exists already ({0}).").format(found[0].name), AlreadyThere)


def keep_account(user: Document, method: str | None = None) -> None:
	"""For on_update of User: a case that knows somebody by an address alone keeps the account when that address goes.

	Whom a case is about does not change because the person changes their e-mail.
	"""
	before = user.get_doc_before_save()
	if before:
		_keep_account(user.name, _addresses(before) - _addresses(user))


def keep_account_before_rename(user: Document, method: str | None, *names: str | bool) -> None:
	"""For before_rename of User: name and e-mail go both, and Frappe renames what is linked to the account."""
	_keep_account(user.name, _addresses(user))


def _keep_account(user: str, addresses: set[str]) -> None:
	if not addresses:
		return
	rows = frappe.get_all(
		DOCTYPE,
		filters={"email": ("in", sorted(addresses)), "user": ("is", "not set")},
		fields=["name", "workflow_state"],
		order_by="creation",
	)
	for row in rows:
		case = frappe.get_doc(DOCTYPE, row.name)
		case.user = user
		note_marks(case, row.workflow_state in _open_states())
		values = {"user": user, "open_account": case.open_account}
		# not an edit: no form that is open and nobody's right to edit has anything to do with it
		frappe.db.set_value(DOCTYPE, row.name, values, update_modified=False)


def _addresses(user: Document) -> set[str]:
	found = (user.name, user.email, *(row.email_id for row in user.user_emails))
	return {folded(address) for address in found if address}


def _open_states() -> tuple[str, ...]:
	return definitions()[DOCTYPE].open_states


def _earlier_case(doc: Document) -> str | None:
	found = (case for case in cases_of(doc, ENDED_BEFORE, doc.name) if case.certain)
	return next((case.name for case in found), None)


def _all_marks(person: Document | dict) -> list[tuple]:
	certain = [("certain", mark) for mark in sorted(certain_marks(person))]
	name = folded(person.get("candidate_name"))
	return [*certain, ("name", name, folded(person.get("centre")))] if name else certain
