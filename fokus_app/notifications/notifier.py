"""After a transition: who is written to, each in their own language, each once."""

from collections.abc import Sequence

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import people
from fokus_app.notifications import delivery, mass, superseded
from fokus_app.notifications.notices import Notice
from fokus_app.workflows.definition import Transition, Who, WorkflowDefinition

#: somebody always has to be there for these; that nobody is entered is something HR must know
_NEVER_MISSING = frozenset({Who.LEAD, Who.APPROVER, Who.HR_CLERK, Who.MENTEE})


def after_transition(
	doc: Document, definition: WorkflowDefinition, transition: Transition, occasion: str
) -> None:
	"""Queue the mails of `transition` in the transaction that carries it out.

	occasion: the name of the row in the stage log; with the recipient it makes a mail unique, so a
	person who is meant twice (lead and manager, say) gets one mail, the first.
	"""
	# what is noted for HR is read by HR, whoever acted
	with delivery.language(people.default_language()):
		_write_all(doc, definition, transition, occasion)


def notify(
	notice: Notice,
	about: Document,
	person: people.Person,
	occasion: str,
	values: dict[str, str],
	attachments: Sequence[dict] = (),
) -> str | None:
	"""Queue a notice about a record for one person, once for each `occasion` (a text that tells it apart).

	values: all variables of the notice, in the person's language. attachments: see delivery.queue.
	What goes wrong is noted for HR, and returned as a sentence.
	"""
	with delivery.language(people.default_language()):
		return delivery.queue(
			about, notice.event, f"{notice.event}:{occasion}", person, lambda: values, attachments
		)


def _write_all(doc: Document, definition: WorkflowDefinition, transition: Transition, occasion: str) -> None:
	written, anew = superseded.settle(doc, definition, transition) if transition.stays else (set(), {})
	for event, users in anew.items():
		_send(doc, event, occasion, people.people(users))
	for who in transition.mails:
		event = definition.mail_event(transition, who)
		found = people.addressees(doc, who)
		if not found and who in _NEVER_MISSING:
			delivery.note_unsent(doc, event, occasion, None, _("Nobody is entered as {0}.").format(_(who)))
		new = [person for person in found if (person.user or person.email or "") not in written]
		written.update(person.user or person.email or "" for person in new)
		if transition.others_only:
			new = [person for person in new if person.user != frappe.session.user]
		_send(doc, event, occasion, new)


def _send(doc: Document, event: str, occasion: str, persons: list[people.Person]) -> None:
	"""Write to a few at once, to many by a worker."""
	if len(persons) > mass.AT_ONCE:
		mass.order(doc, event, occasion, persons)
		return
	for person in persons:
		mass.write(doc, event, occasion, person)
