"""What becomes of mails to the people of a record that have not reached them when there is something new to tell.

Everybody is told exactly once: who waits for the invitation reads there how things are, and who waits for word of an
earlier change is told of all that is new in one mail.
"""

from frappe.model.document import Document

from fokus_app.notifications import delivery, mass
from fokus_app.workflows.definition import Transition, Who, WorkflowDefinition

#: who is told of every change of the record they belong to
PEOPLE = frozenset({Who.INVITED, Who.NEWLY_INVITED})


def events_for_people(definition: WorkflowDefinition) -> list[str]:
	"""The mail events of a workflow that go to these people."""
	return [event for event in definition.mail_events() if definition.of_mail_event(event)[1] in PEOPLE]


def settle(
	doc: Document, definition: WorkflowDefinition, transition: Transition
) -> tuple[set[str], dict[str, list[str]]]:
	"""Before the mails of `transition` are written: stop older ones that would be wrong or too many by then.

	Returns who needs none of the new ones, and whose older mail has to be written anew (users by event), since it lies
	in the queue with what is no longer so. doc is locked, and what is ordered about it with it.
	"""
	if Who.INVITED not in transition.mails:
		return set(), {}
	needs_none: set[str] = set()
	anew: dict[str, list[str]] = {}
	ordered = mass.unwritten(doc)
	for event in events_for_people(definition):
		older, who = definition.of_mail_event(event)
		if who == Who.NEWLY_INVITED or _tells(older, transition):
			# what is ordered is written with what is true by then
			needs_none.update(ordered.get(event, ()))
			queued = delivery.take_back(doc, [event]).get(event, [])
			if older.action != transition.action and queued:
				anew[event] = queued
				needs_none.update(queued)
		elif _tells(transition, older):
			mass.end(doc, [event])
			delivery.take_back(doc, [event])
	return needs_none, anew


def _tells(one: Transition, other: Transition) -> bool:
	"""True when the mail of `one` says all that can change with `other`."""
	return {*one.needs, *one.offers} >= {*other.needs, *other.offers}
