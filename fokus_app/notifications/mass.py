"""One mail each for many people: ordered with what causes it, written by a worker piece by piece.

This is the pattern for every job of ours that is too long for a request:

* the order is a row, kept in the same transaction as its cause: both or neither;
* a worker carries it out in pieces, each a transaction of its own that also notes how far it is;
* a piece locks what it writes about and then the row, so two workers never write the same piece, and each mail has a
  unique name besides;
* an order that has said nothing for a while is taken up again, whatever became of its worker;
* what happens meanwhile finds out who is not written to yet (`unwritten`) and may call the rest off (`end`).
"""

import contextlib
import json
from collections.abc import Collection
from functools import partial

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_to_date, now_datetime
from redis.exceptions import RedisError

from fokus_app import again, arguments, people
from fokus_app.background import SILENT_SECONDS
from fokus_app.notifications import delivery, variables
from fokus_app.workflows import definitions

ORDER = "FOKUS Mail Order"
#: as many people are written to at once, by the transition itself
AT_ONCE = 20
#: as many mails are written in one transaction: few, so that a worker that is cut off again and again gets on
PIECE = 5


def write(doc: Document, event: str, occasion: str, person: people.Person) -> None:
	"""Queue the mail that a transition sends to this person, once for each occasion."""
	transition, who = definitions()[doc.doctype].of_mail_event(event)
	attachments = transition.attaches(doc, who, person) if transition.attaches else ()
	values = partial(_values, doc, event, person)
	delivery.queue(doc, event, occasion, person, values, attachments)


def order(doc: Document, event: str, occasion: str, persons: list[people.Person]) -> str:
	"""Have a worker write the mail `event` about `doc` to these people (who all have accounts), each once.

	Returns the name of the order, by which the database refuses the same one twice.
	"""
	row = frappe.new_doc(ORDER)
	row.update(
		{
			"reference_doctype": doc.doctype,
			"reference_name": doc.name,
			"event": event,
			"occasion": occasion,
			"recipients": json.dumps([person.user for person in persons]),
			"total": len(persons),
		}
	)
	# ordered by the notifier on behalf of whoever acted; nobody writes these rows by hand
	row.insert(ignore_permissions=True, set_name=delivery.name_for(occasion, event))
	frappe.db.after_commit.add(partial(_tell_a_worker, row.name))
	return row.name


def _tell_a_worker(name: str) -> None:
	"""Once the order is kept: who has ordered need not read that no worker could be told, `take_up` finds it."""
	with contextlib.suppress(RedisError):
		frappe.enqueue(carry_out, queue="long", timeout=1500, name=name)


def carry_out(name: str) -> None:
	"""Write what is not written of an order; may be called again and by several at once."""
	while again.until_done(partial(write_piece, name)):
		frappe.db.commit()  # one piece, one transaction: what is written stays written if the job is cut off
	frappe.db.commit()


def take_up() -> None:
	"""Go on with orders whose worker was cut off; runs every few minutes."""
	silent = add_to_date(now_datetime(), seconds=-SILENT_SECONDS)
	for name in frappe.get_all(
		ORDER, filters={"finished": 0, "modified": ("<", silent)}, pluck="name", order_by="creation"
	):
		try:
			carry_out(name)
		except Exception as error:  # whatever is wrong with one order, the others are carried out
			frappe.db.rollback()
			# the kind of error alone: its text may hold names
			frappe.log_error(title=f"FOKUS mail order: {type(error).__name__}", message=type(error).__name__)
			frappe.db.commit()


@frappe.whitelist(methods=["GET", "POST"])
def progress(doctype: str, name: str) -> list[dict]:
	"""How far the mails about a record that the user may read are: label, total, written and silent (nobody
	works on it) of each order that is not finished."""
	definition = arguments.definition_of(doctype)
	frappe.get_doc(doctype, name).check_permission("read")
	silent = add_to_date(now_datetime(), seconds=-SILENT_SECONDS)
	return [
		{
			"label": _(definition.of_mail_event(row.event)[0].action),
			"total": row.total,
			"written": row.written,
			"silent": row.modified < silent,
		}
		for row in frappe.get_all(
			ORDER,
			filters={"reference_doctype": doctype, "reference_name": name, "finished": 0},
			fields=["event", "total", "written", "modified"],
			order_by="creation",
		)
	]


def unwritten(doc: Document) -> dict[str, list[str]]:
	"""Who waits for a mail that is ordered about this record and not written yet: users by event. Nobody writes one
	of these until the transaction ends, if `doc` is locked."""
	return _waiting(_unfinished(doc))


def end(doc: Document, events: Collection[str] | None = None) -> dict[str, list[str]]:
	"""Call off what is ordered about this record (of these events, or all) and not written yet; returns whom that
	concerns, as `unwritten`."""
	rows = [row for row in _unfinished(doc) if events is None or row.event in events]
	for row in rows:
		frappe.db.set_value(ORDER, row.name, "finished", 1)
	return _waiting(rows)


def _waiting(rows: list) -> dict[str, list[str]]:
	found: dict[str, list[str]] = {}
	for row in rows:
		found.setdefault(row.event, []).extend(json.loads(row.recipients)[row.written :])
	return found


def _unfinished(doc: Document) -> list:
	"""The orders as they are now; a worker may have gone on since this transaction began."""
	order = frappe.qb.DocType(ORDER)
	return (
		frappe.qb.from_(order)
		.select(order.name, order.event, order.recipients, order.written)
		.where((order.reference_doctype == doc.doctype) & (order.reference_name == doc.name))
		.where(order.finished == 0)
		.orderby(order.name)
		.for_update()
		.run(as_dict=True)
	)


def write_piece(name: str) -> bool:
	"""Write the next mails of an order, in the caller's transaction; False when there are none left."""
	about = frappe.db.get_value(ORDER, name, ["reference_doctype", "reference_name"])
	# what it is about first, as whoever acts on it does: read as it is now, and nobody changes it meanwhile
	doc = frappe.get_doc(*about, for_update=True)
	row = frappe.get_doc(ORDER, name, for_update=True)
	if row.finished:
		return False
	users = json.loads(row.recipients)[row.written : row.written + PIECE]
	there = delivery.written(row.occasion, users)
	with delivery.language(people.default_language()):
		for person in people.people([user for user in users if user not in there]):
			write(doc, row.event, row.occasion, person)
	written = row.written + len(users)
	row.db_set({"written": written, "finished": int(written >= row.total)})
	return written < row.total


def _values(doc: Document, event: str, person: people.Person) -> dict[str, str]:
	transition, who = definitions()[doc.doctype].of_mail_event(event)
	values = variables.values_for(event, doc, person, who)
	return {**values, **transition.personal(doc, who, person)} if transition.personal else values
