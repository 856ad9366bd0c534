"""One mail for one person: queued once, and HR sees what became of it.

A row of FOKUS Mail stands for each mail that should have gone out. Its name is made of the occasion and
the recipient, so the database itself refuses a second one. Frappe's Email Queue sends it; its row is
written in the same transaction. `refresh` carries the outcome back.
"""

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_to_date, now_datetime

from fokus_app import arguments, people
from fokus_app.notifications import texts
from fokus_app.notifications.render import render

#: a mail that has been "Sending" for so long was cut off by a crash: it may or may not have gone out
UNCLEAR_AFTER_MINUTES = 30

#: a mail that waits for so long is no longer a matter of minutes: the mail server is away or refuses the log-in
WAITS_AFTER_MINUTES = 60
WAITING = "Waiting for Mail Server"
#: what HR is shown
NEEDS_ATTENTION = ("Not Sent", "Unclear", WAITING)
#: the administrator hears of it once in so many hours
_SAID_AGAIN_AFTER_HOURS = 24
LOG_TITLE = "FOKUS: mails wait for the mail server"

#: as many rows are locked and deleted with one query
_AT_ONCE = 200

#: errors after which the transaction itself is lost; they must reach the caller
_FATAL = (frappe.QueryDeadlockError, frappe.QueryTimeoutError)


def queue(
	doc: Document,
	event: str,
	occasion: str,
	person: people.Person,
	values: Callable[[], dict[str, str]],
	attachments: Sequence[dict] = (),
) -> str | None:
	"""Queue the mail `event` about `doc` for `person`, once for each occasion; returns why it is not sent (a sentence), or None.

	values: gives the variables of the text. attachments: as `frappe.sendmail` takes them (fname, fcontent).
	Never stops what it belongs to: what goes wrong is noted for HR.
	"""
	obstacle = _obstacle(person)
	if obstacle:
		note_unsent(doc, event, occasion, person, obstacle)
		return obstacle
	mail = _row(doc, event, occasion, person)
	savepoint = "fokus_mail"
	frappe.db.savepoint(savepoint)
	try:
		subject, body, mail.problem = _text(event, texts.text_language(person.language), values())
		_send(doc, mail, subject, body, attachments)
	except _FATAL:
		raise
	except Exception as error:  # whatever goes wrong with a mail, the transition holds
		frappe.db.rollback(save_point=savepoint)
		frappe.clear_last_message()
		why = _reason(error)
		note_unsent(doc, event, occasion, person, why)
		return why
	mail.status = "Queued"
	_insert(mail)
	return None


def note_unsent(doc: Document, event: str, occasion: str, person: people.Person | None, problem: str) -> None:
	"""Keep for HR that a mail was not sent, and why (a sentence)."""
	mail = _row(doc, event, occasion, person)
	mail.update({"status": "Not Sent", "problem": problem})
	_insert(mail)


def name_for(occasion: str, recipient: str) -> str:
	"""The name of the row for this occasion and recipient: there is one at most."""
	return hashlib.sha256(f"{occasion}:{recipient}".encode()).hexdigest()[:24]


def written(occasion: str, users: Sequence[str]) -> set[str]:
	"""Those of these users for whom there is a mail of this occasion already, whatever became of it."""
	names = {name_for(occasion, user): user for user in users}
	there = frappe.get_all("FOKUS Mail", filters={"name": ("in", list(names) or [""])}, pluck="name")
	return {names[name] for name in there}


def take_back(doc: Document, events: Collection[str]) -> dict[str, list[str]]:
	"""Delete the mails of these events about a record that still wait in the queue, as if they had never been written;
	returns for whom they were: users by event.

	What is being sent at this moment goes out (`email_queue` sees to it that it is one or the other).
	"""
	mails = frappe.get_all(
		"FOKUS Mail",
		filters={
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"event": ("in", list(events) or [""]),
			"status": ("in", ("Queued", WAITING)),
		},
		fields=["name", "event", "recipient", "email_queue"],
		order_by="creation, name",
		limit=0,
	)
	found: dict[str, list[str]] = {}
	for start in range(0, len(mails), _AT_ONCE):
		part = mails[start : start + _AT_ONCE]
		waiting = _lock_waiting([mail.email_queue for mail in part])
		taken = [mail for mail in part if mail.email_queue in waiting]
		for mail in taken:
			found.setdefault(mail.event, []).append(mail.recipient)
		queued = [mail.email_queue for mail in taken] or [""]
		frappe.db.delete("Email Queue Recipient", {"parent": ("in", queued)})
		frappe.db.delete("Email Queue", {"name": ("in", queued)})
		frappe.db.delete("FOKUS Mail", {"name": ("in", [mail.name for mail in taken] or [""])})
	return found


def _lock_waiting(queued: list[str]) -> set[str]:
	"""Those of these rows of the queue that nobody sends yet, nor until the transaction ends."""
	row = frappe.qb.DocType("Email Queue")
	query = frappe.qb.from_(row).select(row.name, row.status).where(row.name.isin(queued or [""]))
	# numbers in some versions of Frappe
	return {str(name) for name, status in query.for_update().run() if status == "Not Sent"}


@contextmanager
def language(code: str) -> Iterator[None]:
	"""Translate into this language meanwhile."""
	before = frappe.local.lang
	frappe.local.lang = code
	try:
		yield
	finally:
		frappe.local.lang = before


def refresh() -> None:
	"""Carry over what became of queued mails; runs every few minutes and may run twice.

	A row that a crash left in "Sending" becomes "Unclear" and is never sent again by itself.
	"""
	queue_row = frappe.qb.DocType("Email Queue")
	mail = frappe.qb.DocType("FOKUS Mail")
	rows = (
		frappe.qb.from_(mail)
		.left_join(queue_row)
		.on(queue_row.name == mail.email_queue)
		.select(mail.name, queue_row.status, queue_row.modified, mail.status.as_("known"), mail.attempted_on)
		.where(mail.status.isin(("Queued", WAITING, "Unclear")))
		.run(as_dict=True)
	)
	with language(people.default_language()):
		_carry_over(rows)


def _carry_over(rows: list[dict]) -> None:
	unclear_before = add_to_date(now_datetime(), minutes=-UNCLEAR_AFTER_MINUTES)
	waits_before = add_to_date(now_datetime(), minutes=-WAITS_AFTER_MINUTES)
	waiting = 0
	for row in rows:
		outcome = _outcome(row, unclear_before, waits_before)
		waiting += bool(outcome and outcome["status"] == WAITING)
		if outcome and outcome["status"] != row.known:
			frappe.db.set_value("FOKUS Mail", row.name, outcome, update_modified=False)
	if waiting:
		_tell_the_administrator(waiting)


def _tell_the_administrator(waiting: int) -> None:
	"""Once a day while it lasts; how many, not whose."""
	since = add_to_date(now_datetime(), hours=-_SAID_AGAIN_AFTER_HOURS)
	if not frappe.db.exists("Error Log", {"method": LOG_TITLE, "creation": (">", since)}):
		frappe.log_error(
			title=LOG_TITLE,
			message=f"{waiting} mails have waited for over {WAITS_AFTER_MINUTES} minutes. Is the mail server reachable, and is the password"
			" of the outgoing Email Account right? They go by themselves once it is.",
		)


@frappe.whitelist(methods=["GET", "POST"])
def unsent(doctype: str, name: str) -> list[dict]:
	"""The mails about this record that were not sent or of which that is unclear, for HR and the lead."""
	arguments.definition_of(doctype)
	frappe.get_doc(doctype, name).check_permission("read")
	if not frappe.has_permission("FOKUS Mail", "read"):
		return []
	return frappe.get_list(
		"FOKUS Mail",
		filters={
			"reference_doctype": doctype,
			"reference_name": name,
			"status": ("in", NEEDS_ATTENTION),
		},
		fields=["name", "recipient", "recipient_email", "status", "problem", "attempted_on"],
		order_by="attempted_on desc",
	)


def _outcome(row, unclear_before, waits_before) -> dict | None:
	if row.status == "Sent":
		# a note about HR's own text stays
		return {"status": "Sent", **({"problem": None} if row.known == WAITING else {})}
	if row.status == "Error":
		return {"status": "Not Sent", "problem": _("The mail server refused the mail.")}
	if row.status is None:
		return {"status": "Unclear", "problem": _("The mail is no longer in the queue.")}
	if row.status == "Not Sent" and row.known != "Unclear" and row.attempted_on < waits_before:
		return {
			"status": WAITING,
			"problem": _(
				"The mail server cannot be reached or does not accept the log-in. Please tell IT; once it does, the mail goes by itself."
			),
		}
	if row.status == "Sending" and row.modified < unclear_before:
		return {
			"status": "Unclear",
			"problem": _("Sending was interrupted; please ask the person whether the mail has arrived."),
		}
	return None


def _obstacle(person: people.Person) -> str | None:
	if not person.enabled:
		return _("The account is disabled.")
	if not person.email:
		return _("No mail address is known.")
	unsubscribed = frappe.db.exists("Email Unsubscribe", {"email": person.email, "global_unsubscribe": 1})
	return _("The person has unsubscribed from all mails.") if unsubscribed else None


def _text(event: str, language: str, values: dict[str, str]) -> tuple[str, str, str | None]:
	"""Subject, body and, where HR's own text failed and the app's went out instead, a note about that."""
	try:
		return *render(*texts.current(event, language), values), None
	except Exception as error:  # an expression in a text may raise anything
		note = _("HR's own text could not be used ({0}); the original text was sent.").format(
			texts.why(error)[:200]
		)
		return *render(*texts.shipped(event, language), values), note


def _send(doc: Document, mail: Document, subject: str, body: str, attachments: Sequence[dict]) -> None:
	# not with this module: Frappe's making of mails brings a PDF library along, which opens a log of the site
	from fokus_app.notifications.letter import Letter

	with language(mail.language):
		row = Letter(
			recipients=[mail.recipient_email],
			subject=subject,
			message=body,
			reference_doctype=doc.doctype,
			reference_name=doc.name,
			message_id=mail.message_id,
			attachments=list(attachments),
			add_unsubscribe_link=0,
		).queue()
	if not row:
		frappe.throw(_("The address is not valid, or the person has unsubscribed."))
	mail.email_queue = row.name


def _row(doc: Document, event: str, occasion: str, person: people.Person | None) -> Document:
	name = name_for(occasion, (person and (person.user or person.email)) or event)
	mail = frappe.new_doc("FOKUS Mail")
	mail.update(
		{
			"event": event,
			"recipient": person and person.user,
			"recipient_email": person and person.email,
			"language": texts.text_language(person.language) if person else None,
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"message_id": f"{name}@{frappe.local.site}",
			"attempted_on": now_datetime(),
		}
	)
	mail.name = name
	return mail


def _insert(mail: Document) -> None:
	# record, account and language were read a moment ago
	mail.flags.ignore_links = True
	# written by the notifier on behalf of whoever acted; nobody writes these rows by hand
	mail.insert(ignore_permissions=True, set_name=mail.name)


def _reason(error: Exception) -> str:
	if isinstance(error, frappe.OutgoingEmailError):
		return _("No outgoing mail account is set up.")
	return _("The mail could not be made: {0}").format(frappe.utils.strip_html(str(error))[:200])
