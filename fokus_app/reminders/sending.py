"""Each person hears of all that is due in one mail, and of each thing once."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

import frappe
from frappe import _
from frappe.utils import getdate, today
from markupsafe import Markup

from fokus_app import background, people
from fokus_app.meetings import answers
from fokus_app.notifications import notifier
from fokus_app.notifications.links import link_for, start_page
from fokus_app.notifications.notices import DIGEST
from fokus_app.notifications.variables import day
from fokus_app.reminders import due
from fokus_app.reminders.due import Due
from fokus_app.workflows import bulk


class NotReminded(frappe.ValidationError):
	"""Somebody was not reminded of a record; the text says why."""


def send_due() -> int:
	"""Remind everybody of what is due today and was not said yet; runs daily and may run twice.

	Returns how many people were written to. Each person is a transaction of their own: what goes wrong with
	one stops nobody else's, and is tried again tomorrow.
	"""
	if not frappe.get_cached_doc("FOKUS Settings").send_reminders:
		return 0
	written = 0
	for user, dues in sorted(_by_person(due.all_due(getdate())).items()):
		try:
			written += _once(user, dues)
			frappe.db.commit()  # a job of its own; each person once, also when it is cut off
		except Exception as error:  # whatever goes wrong with one person, the others are reminded
			frappe.db.rollback()
			# the kind of error alone: its text may hold names
			frappe.log_error(title=f"FOKUS reminder: {type(error).__name__}", message=type(error).__name__)
	return written


def _once(user: str, dues: list[Due]) -> bool:
	try:
		return remind(user, dues)
	except (
		frappe.DuplicateEntryError
	):  # another job has written at this very moment: what it left out is written now
		frappe.db.rollback()
		return remind(user, dues)


def remind(user: str, dues: Iterable[Due]) -> bool:
	"""Write one mail to `user` about those of `dues` that they were not reminded of yet; True if there were any."""
	dues = {each.key: each for each in dues}
	said = _said(dues)
	new = [each for key, each in dues.items() if key not in said]
	if new:
		_write(user, new)
	return bool(new)


@frappe.whitelist(methods=["POST"])
def remind_now(doctype: str, names: str | list[str]) -> dict:
	"""Have a worker remind those for whom these records wait, as HR or the lead.

	Each person gets one mail about all of these records, and hears of the same record once a day at most. Returns
	job (ask `workflows.bulk.progress` for it) and total. Raises frappe.PermissionError for everybody else.
	"""
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("Reminding is for HR and the programme lead."), frappe.PermissionError)
	names = bulk.chosen(doctype, names)
	job = background.start(
		"fokus_app.reminders.sending.carry_out", doctype=doctype, names=names, total=len(names)
	)
	return {"job": job, "total": len(names)}


def carry_out(key: str) -> None:
	"""Remind one person after the other; a worker calls this, as the user who asked for it.

	Each person is a transaction of their own. A job that was cut off goes on with the others.
	"""
	kept = background.of(key)
	frappe.set_user_lang(frappe.session.user)
	background.carry_out(key, _pieces(kept["doctype"], kept["names"]))


def _pieces(doctype: str, names: list[str]) -> Iterator[tuple[list[dict], Callable[[], None]]]:
	"""What `background.carry_out` takes: each record that cannot be reminded of alone, the others by person."""
	seen = frappe.get_list(doctype, filters={"name": ("in", names)}, pluck="name", limit=0)
	waiting = {each.name: each for each in due.waiting_persons(doctype, seen, getdate())}
	said = _said(each.key for each in waiting.values())
	by_person: dict[str, list[Due]] = {}
	for name in names:
		if why := _why_not(name, seen, waiting, said):
			title = due.title_of(doctype, name) if name in seen else name
			yield [{"name": name, "title": title}], partial(frappe.throw, why, NotReminded)
		else:
			by_person.setdefault(waiting[name].user, []).append(waiting[name])
	for user, dues in by_person.items():
		yield (
			[{"name": each.name, "title": each.title} for each in dues],
			partial(_remind_by_hand, user, dues),
		)


def _remind_by_hand(user: str, dues: list[Due]) -> None:
	already = _("{0} was reminded today already.").format(people.full_name(user))
	said = _said(each.key for each in dues)
	new = [each for each in dues if each.key not in said]
	if not new:
		frappe.throw(already, NotReminded)
	try:
		why = _write(user, new)
	except frappe.DuplicateEntryError:  # somebody else reminds them at this very moment
		frappe.throw(already, NotReminded)
	if why:
		frappe.throw(_("{0} cannot be reminded: {1}").format(people.full_name(user), why), NotReminded)


def _write(user: str, dues: list[Due]) -> str | None:
	"""Remember these and write one mail about them; returns why it is not sent, or None."""
	for each in dues:
		_remember(each)
	(person,) = people.people([user])
	with_names = {
		"recipient_name": person.full_name,
		"date": day(today(), person.language),
		"items": _items(dues, person),
		"link": start_page(person),
	}
	return notifier.notify(DIGEST, frappe.get_doc("User", user), person, dues[0].key, with_names)


def _said(keys: Iterable[str]) -> set[str]:
	"""Those of these reminders that were written before."""
	return set(frappe.get_all("FOKUS Reminder", {"name": ("in", list(keys))}, pluck="name"))


def _why_not(name: str, seen: list[str], waiting: dict[str, Due], said: set[str]) -> str | None:
	if name not in seen:
		return _("You may not see this record.")
	if name not in waiting:
		return _("Nobody is awaited here.")
	if waiting[name].key in said:
		return _("{0} was reminded today already.").format(people.full_name(waiting[name].user))
	return None


def _by_person(dues: Iterable[Due]) -> dict[str, list[Due]]:
	found: dict[str, list[Due]] = {}
	for each in dues:
		found.setdefault(each.user, []).append(each)
	return found


def _remember(each: Due) -> None:
	row = frappe.new_doc("FOKUS Reminder")
	row.update(
		{
			"recipient": each.user,
			"kind": each.kind,
			"due_since": each.since,
			"reference_doctype": each.doctype,
			"reference_name": each.name,
		}
	)
	# written by the programme itself; the name makes the database refuse a second one
	row.insert(ignore_permissions=True, set_name=each.key)


def _items(dues: list[Due], person: people.Person) -> Markup:
	"""The list in the mail: what is due, each with a link to where this person can act."""
	rows = []
	for each in dues:
		opens = frappe._dict(
			doctype=due.CANDIDATE if each.case else each.doctype, name=each.case or each.name
		)
		link = _answer_link(each, person) or link_for(opens, person, each.who)
		rows.append(Markup('<li><a href="{}">{}</a></li>').format(link, due.sentence(each, person.language)))
	return Markup("<ul>{}</ul>").format(Markup("").join(rows))


def _answer_link(each: Due, person: people.Person) -> str | None:
	"""Who is to answer an invitation does so without signing in."""
	if each.kind != "answer":
		return None
	meeting = frappe.get_doc(each.doctype, each.name)
	return answers.personal_link(meeting, each.who, person).get("answer_link")
