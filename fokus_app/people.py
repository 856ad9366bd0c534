"""Which persons a word like "manager" or "lead" means for a record.

The guard asks who may act, the notifier who is written to, the form who has to act next: all here.
"""

from dataclasses import dataclass

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from fokus_app.workflows.definition import Who

HR_CLERK, LEAD, MANAGER = "FOKUS HR Clerk", "FOKUS Programme Lead", "FOKUS Manager"
MENTOR, PARTICIPANT = "FOKUS Mentor", "FOKUS Participant"
ROLES = (HR_CLERK, LEAD, MANAGER, MENTOR, PARTICIPANT)

#: the roles of Frappe in which somebody can act as such a person
ROLES_OF: dict[Who, tuple[str, ...]] = {
	Who.HR_CLERK: (HR_CLERK,),
	Who.NOMINATOR: (MANAGER, LEAD),
	Who.MANAGER: (MANAGER, LEAD),
	Who.LEAD: (LEAD,),
	Who.CANDIDATE: (PARTICIPANT,),
	# whoever can log in: who nominates themself has none of our roles yet
	Who.ONESELF: ("All",),
	Who.MENTOR: (MENTOR,),
	Who.MENTEE: (PARTICIPANT,),
	Who.ORGANISER: (HR_CLERK, LEAD, MANAGER, MENTOR),
	Who.APPROVER: (LEAD,),
	Who.PANEL: (MANAGER, LEAD, HR_CLERK),
}

#: persons who act for themselves; in every other part nobody acts in a case about themselves
ACTS_FOR_ONESELF = frozenset({Who.CANDIDATE, Who.ONESELF, Who.MENTOR, Who.MENTEE})


@dataclass(frozen=True)
class Person:
	"""Somebody who is written to. `user` is None for a candidate without an account."""

	user: str | None
	email: str | None
	full_name: str
	language: str
	enabled: bool = True


def persons(doc: Document, who: Who) -> list[str]:
	"""The users meant by `who` for this record: the person first, then who stands in for them."""
	found = _FINDERS[who](doc)
	return list(dict.fromkeys(user for user in found if user))


def roles_of(user: str) -> set[str]:
	return set(frappe.get_roles(user))


def is_about(doc: Document, user: str) -> bool:
	"""True when `user` is whom this record is about, by account or by address."""
	if not user:
		return False  # a person without an account is not everybody without one
	if doc.doctype == "Leadership Candidate":
		return user == doc.user or (doc.email or "").strip().lower() in addresses_of(user)
	if doc.doctype == "Mentoring Relationship":
		return user in (doc.mentee_user, doc.mentor_user)
	return False


def addresses_of(user: str) -> set[str]:
	"""All addresses an account goes by, in small letters: its name, its e-mail, its mailboxes.

	The name is the address that the account was made with; it stays when the person changes the e-mail.
	"""
	account = _account(user)
	found = [user, *([account.email, *(row.email_id for row in account.user_emails)] if account else ())]
	return {address.strip().lower() for address in found if address}


def forget_account(user: Document, method: str | None = None) -> None:
	"""Hook for an account that was just saved: what follows from that must not read what it was before."""
	frappe.clear_document_cache("User", user.name)


def _account(user: str) -> Document | None:
	"""The account, from Frappe's cache, which forgets it when it is saved: several rules ask for the same few within one action."""
	try:
		return frappe.get_cached_doc("User", user)
	except frappe.DoesNotExistError:
		frappe.clear_last_message()
		return None


def may_act_as(doc: Document, who: Who, user: str) -> bool:
	"""True when `user` holds a role for `who`, is that person and does not decide about themselves."""
	if not roles_of(user).intersection(ROLES_OF[who]):
		return False
	if who not in ACTS_FOR_ONESELF and is_about(doc, user):
		return False
	if who == Who.CANDIDATE and not knows_of_it(doc):
		return False
	return who == Who.HR_CLERK or user in persons(doc, who)


def addressees(doc: Document, who: Who) -> list[Person]:
	"""Who gets a mail that is meant for `who`: one person, or all of a group.

	A person in a case about themselves does not get the decider's mail, but their deputy does; so it is when an
	account is disabled. Where nobody else is there HR reads that it was not sent.
	"""
	if who == Who.CANDIDATE:
		return [candidate_person(doc)] if knows_of_it(doc) else []
	if who == Who.NOMINATOR and not doc.nominator:
		# HR proposed, or the person themself did: what comes back comes back to HR
		who = Who.HR_CLERK
	users = persons(doc, who)
	if who not in ACTS_FOR_ONESELF:
		users = [user for user in users if not is_about(doc, user)]
	found = people(users)
	return found if who in _GROUPS else sorted(found, key=lambda person: not person.enabled)[:1]


def knows_of_it(candidate: Document) -> bool:
	"""True when the person was told that they are considered, or began it."""
	informed = candidate.informed_on and getdate(candidate.informed_on) <= getdate()
	return bool(informed) or candidate.entry_path == "Self-Nominated"


def knows_of_it_in_sql(table: str) -> str:
	"""The rule of `knows_of_it` as a condition on rows of this table of candidates."""
	return f"({table}.informed_on <= '{today()}' or {table}.entry_path = 'Self-Nominated')"


def candidate_person(candidate: Document) -> Person:
	"""The candidate as somebody to write to: by account, else by the address HR entered."""
	if candidate.user:
		return people([candidate.user])[0]
	return Person(None, candidate.email, candidate.candidate_name, default_language())


def people(users: list[str]) -> list[Person]:
	"""These users as persons to write to, in the same order; one query."""
	if not users:
		return []
	rows = frappe.get_all(
		"User",
		filters={"name": ("in", users)},
		fields=["name", "email", "full_name", "language", "enabled"],
	)
	by_name = {
		row.name: Person(
			row.name, row.email, row.full_name, row.language or default_language(), bool(row.enabled)
		)
		for row in rows
	}
	return [by_name[user] for user in users if user in by_name]


def enabled(users: list[str]) -> list[str]:
	"""Those of these users whose account can be used, in the same order."""
	accounts = {user: _account(user) for user in users}
	return [user for user in users if accounts[user] and accounts[user].enabled]


def default_language() -> str:
	return frappe.db.get_default("lang") or frappe.get_system_settings("language") or "de"


def full_name(user: str | None) -> str:
	"""The name people know this user by; empty for none."""
	account = _account(user) if user else None
	return (account and account.full_name) or user or ""


def lead_of(cohort: str | None) -> tuple[str | None, str | None]:
	"""Programme lead and deputy of a cohort, or those of FOKUS Settings where there is no cohort."""
	if cohort:
		lead = frappe.db.get_value("Programme Cohort", cohort, ["programme_lead", "deputy_lead"])
		if lead:
			return lead
	settings = frappe.get_cached_doc("FOKUS Settings")
	return settings.programme_lead, settings.deputy_lead


def hr_contact() -> str | None:
	return frappe.get_cached_doc("FOKUS Settings").hr_contact


def who_label(who: Who) -> str:
	"""What this person is called in a sentence, in the user's language."""
	return {
		Who.HR_CLERK: _("the HR clerk"),
		Who.NOMINATOR: _("the person who nominated"),
		Who.MANAGER: _("the manager or the deputy"),
		Who.LEAD: _("the programme lead or the deputy"),
		Who.CANDIDATE: _("the candidate"),
		Who.ONESELF: _("who nominates themself"),
		Who.MENTOR: _("the mentor"),
		Who.MENTEE: _("the mentee"),
		Who.ORGANISER: _("the organiser"),
		Who.PANEL: _("the panel"),
		Who.APPROVER: _("a programme lead who neither organises nor requested the meeting"),
	}[who]


def _hr_clerk(doc: Document) -> list[str | None]:
	"""The clerk of the case; where there is none or they have left, the contact."""
	clerk = doc.get("hr_clerk")
	if clerk and enabled([clerk]):
		return [clerk]
	return [clerk, hr_contact()]


def _manager(doc: Document) -> list[str | None]:
	"""The manager, and their deputy where they manage the candidate's area."""
	found = [doc.manager]
	if doc.area and doc.manager:
		area = frappe.db.get_value("Daycare Area", doc.area, ["area_manager", "deputy"], as_dict=True)
		# who nominated does not endorse, not even as a deputy (DESIGN: manager is not the nominator)
		if area and area.area_manager == doc.manager and area.deputy != doc.nominator:
			found.append(area.deputy)
	return found


def _mentors(doc: Document) -> list[str | None]:
	if doc.doctype == "Mentoring Relationship":
		return [doc.mentor_user]
	return frappe.get_all(
		"Mentoring Relationship",
		filters={"candidate": doc.name, "workflow_state": ("in", ("Active", "Paused"))},
		pluck="mentor_user",
		order_by="creation",
	)


def _approvers(doc: Document) -> list[str | None]:
	return [user for user in lead_of(doc.cohort) if user not in (doc.organiser, doc.requested_by)]


def _participants(doc: Document, **filters) -> list[str | None]:
	return frappe.get_all(
		"Meeting Participation", filters={"meeting": doc.name, **filters}, pluck="user", order_by="creation"
	)


_FINDERS = {
	Who.HR_CLERK: _hr_clerk,
	Who.NOMINATOR: lambda doc: [doc.nominator],
	Who.MANAGER: _manager,
	Who.PREVIOUS_MANAGER: lambda doc: [doc.previous_manager],
	Who.LEAD: lambda doc: list(lead_of(doc.get("cohort") or _cohort_of_mentee(doc))),
	Who.CANDIDATE: lambda doc: [doc.user],
	Who.ONESELF: lambda doc: [doc.user if doc.entry_path == "Self-Nominated" else None],
	Who.MENTOR: _mentors,
	Who.MENTEE: lambda doc: [doc.mentee_user],
	Who.ORGANISER: lambda doc: [doc.organiser],
	Who.APPROVER: _approvers,
	Who.INVITED: lambda doc: _participants(doc, invited_on=("is", "set")),
	Who.NEWLY_INVITED: lambda doc: doc.flags.newly_invited or [],
	Who.ATTENDEES: lambda doc: _participants(doc, attendance="Attended"),
	Who.PANEL: lambda doc: [row.user for row in doc.assessment_panel],
	Who.FORMER_PANEL: lambda doc: doc.flags.former_panel or [],
}

_GROUPS = frozenset({Who.MENTOR, Who.INVITED, Who.NEWLY_INVITED, Who.ATTENDEES, Who.PANEL, Who.FORMER_PANEL})


def _cohort_of_mentee(doc: Document) -> str | None:
	if doc.doctype != "Mentoring Relationship":
		return None
	return frappe.db.get_value("Leadership Candidate", doc.candidate, "cohort")
