"""Where a person who is written to can act: in the desk, on their own page, or on the page of one decision."""

from urllib.parse import urlencode, urlsplit

import frappe
from frappe.model.document import Document
from frappe.utils import get_url

from fokus_app import people
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who

CANDIDATE = "Leadership Candidate"
#: who is written to as somebody with a page of their own, even if they also work in the desk
_OWN_PAGE = frozenset({Who.CANDIDATE, Who.MENTOR, Who.MENTEE, Who.INVITED, Who.NEWLY_INVITED, Who.ATTENDEES})
_DESK_ROLES = frozenset({people.HR_CLERK, people.LEAD, people.MANAGER})


def link_for(doc: Document, person: people.Person, who: Who) -> str:
	"""Where this person can act as `who` on the record; by way of the login, since who is not logged in would be told
	"not permitted" by the page itself."""
	if who == Who.MANAGER and waits_for_manager(doc):
		return _after_login(decision_page(doc.name))
	if who in _OWN_PAGE or not works_in_desk(person.user):
		return get_url("/fokus")
	return _after_login(urlsplit(frappe.utils.get_url_to_form(doc.doctype, doc.name)).path)


def start_page(person: people.Person) -> str:
	"""Where this person finds all that waits for them: the desk, or their own page."""
	return _after_login("/app/fokus") if works_in_desk(person.user) else get_url("/fokus")


def decision_page(candidate: str) -> str:
	"""The page on which a manager decides about this candidate; a path."""
	return f"/fokus/decision?{urlencode({'case': candidate})}"


def waits_for_manager(doc: Document) -> bool:
	"""True when the next step of this case is a manager's decision."""
	return doc.doctype == CANDIDATE and doc.workflow_state in states_of_managers()


def states_of_managers() -> list[str]:
	"""The states of a candidate that wait for a manager's decision."""
	return [state.name for state in definitions()[CANDIDATE].states if state.waits_for == (Who.MANAGER,)]


def works_in_desk(user: str | None) -> bool:
	"""True for somebody with a role of ours that opens the desk."""
	return bool(user and _DESK_ROLES.intersection(people.roles_of(user)))


def _after_login(path: str) -> str:
	return get_url(f"/login?{urlencode({'redirect-to': path}, safe='/')}")
