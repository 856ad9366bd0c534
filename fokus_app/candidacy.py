"""What a candidacy requires at its steps, and what happens when it closes."""

from datetime import date
from email.utils import parseaddr

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import add_days, cstr, escape_html, getdate, today, validate_email_address

from fokus_app import activities, due_dates, people, places
from fokus_app.assessments import requests
from fokus_app.meetings import answers
from fokus_app.workflows import guard
from fokus_app.workflows.definition import Who, judges

#: in these stages somebody who was accepted takes a place of their cohort
TAKES_A_PLACE = frozenset({"Preparation", "Ready", "Onboarding", "Interrupted", "Established"})
#: from here on the person knows of it in any case
KNOWN = ("Assessment", "Preparation", "Ready", "Onboarding", "Interrupted")


@judges("manager")
def manager_is_someone_else(doc: Document) -> str | None:
	"""The manager who endorses is neither the candidate nor who nominated."""
	if not doc.manager:
		return None
	if people.is_about(doc, doc.manager):
		return _("The manager who decides must not be the candidate.")
	if doc.manager == doc.nominator:
		return _(
			"The manager who decides must not be the person who nominated. Please enter the deputy or the programme lead."
		)
	return None


@judges("manager")
def manager_can_decide(doc: Document) -> str | None:
	"""The manager has a role in which they can endorse; otherwise the case would wait for ever."""
	if not doc.manager:
		return None
	if not people.roles_of(doc.manager).intersection(people.ROLES_OF[Who.MANAGER]):
		return _("{0} cannot decide: the account has no manager role.").format(people.full_name(doc.manager))
	if not people.enabled([doc.manager]):
		return _("{0} cannot decide: the account is disabled.").format(people.full_name(doc.manager))
	return None


@judges("manager", "centre")
def manager_is_responsible(doc: Document) -> str | None:
	"""Who nominates does not choose who decides: it is the area manager, the deputy or the lead; HR may enter another."""
	if not doc.manager or people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		return None
	if doc.manager in _possible_managers(doc):
		return None
	return _(
		"A nomination is decided by the area manager, the deputy or the programme lead; {0} is none of them. Please enter one of them or ask HR."
	).format(people.full_name(doc.manager))


@judges("manager")
def has_another_manager(doc: Document) -> str | None:
	"""Changing the manager means that somebody else is entered than before."""
	before = doc.get_doc_before_save()
	if doc.manager and doc.manager == before.manager:
		return _("Please enter the new manager: it is still the same person.")
	return None


def check_people(doc: Document) -> None:
	"""Who is entered can be in that part: an HR clerk, and who decides about a waiting nomination.

	Asked when somebody new is entered; who held a role at the time does not stop later changes.
	Raises frappe.ValidationError with what is wrong.
	"""
	if doc.hr_clerk and _has_changed(doc, "hr_clerk") and doc.hr_clerk != people.hr_contact():
		# they get mails about the case, and whoever nominates may choose them
		if people.HR_CLERK not in people.roles_of(doc.hr_clerk):
			frappe.throw(_("{0} is not an HR clerk.").format(people.full_name(doc.hr_clerk)))
	if doc.workflow_state != "Nominated" or not _has_changed(doc, "manager", "nominator", "user", "email"):
		return
	wrong = manager_is_someone_else(doc) or manager_can_decide(doc)
	if not doc.manager:
		wrong = _("“{0}” is missing.").format(_(doc.meta.get_label("manager")))
	if wrong:
		frappe.throw(wrong)


def check_cohort(doc: Document) -> None:
	"""Who was accepted stays in a cohort, or they would take part without a place.

	Raises frappe.ValidationError.
	"""
	if _takes_a_place(doc) and not doc.cohort and _has_changed(doc, "cohort", "entry_path"):
		frappe.throw(_("Who was accepted into the programme belongs to a cohort. Please enter one."))


def is_new_leader(doc: Document) -> str | None:
	if doc.entry_path != "New Leader":
		return _("Only somebody with the entry path “New Leader” is admitted without an assessment.")
	return None


def is_no_new_leader(doc: Document) -> str | None:
	if doc.entry_path == "New Leader":
		return _("A new leader takes the short way: please use “Admit New Leader”.")
	return None


@judges("deferred_until")
def deferred_to_the_future(doc: Document) -> str | None:
	if doc.deferred_until and getdate(doc.deferred_until) <= getdate():
		return _("The date to look again must lie in the future.")
	return None


@judges("expected_return")
def return_lies_in_the_future(doc: Document) -> str | None:
	"""Asked at the interruption, where a date may stand from an earlier one."""
	if doc.expected_return and getdate(doc.expected_return) <= getdate():
		return _("The expected return must lie in the future. Please enter a later day.")
	return None


@judges("review_held_on")
def review_lies_in_the_past(doc: Document) -> str | None:
	if doc.review_held_on and getdate(doc.review_held_on) > getdate():
		return _("The review must have been held: its date lies in the future.")
	return None


@judges("target_centre")
def target_area_has_a_manager(doc: Document) -> str | None:
	"""Appointing hands the candidate over to the manager of the target centre's area."""
	if doc.target_centre and not _area_manager(doc.target_centre):
		return _("The area of the target centre has no area manager yet.")
	return None


@judges("staff_council_concluded_on")
def staff_council_took_part(doc: Document) -> str | None:
	"""Where switched on in FOKUS Settings (MAVO)."""
	if not frappe.get_cached_doc("FOKUS Settings").staff_council_participation:
		return None
	concluded = doc.staff_council_concluded_on
	if not concluded or getdate(concluded) > getdate():
		return _("The staff council's participation must be concluded; please enter the date.")
	return None


def closed_not_long_ago(doc: Document) -> str | None:
	days = frappe.get_cached_doc("FOKUS Settings").reopen_days
	if not doc.closed_on or getdate(add_days(doc.closed_on, days)) < getdate():
		return _("A closed case can be reopened within {0} days; after that a new candidacy begins.").format(
			days
		)
	return None


def move_to_target_area(doc: Document) -> None:
	"""The target area's manager becomes the manager; the old one and the nominator step back."""
	doc.previous_manager, doc.previous_centre = doc.manager, doc.centre
	doc.centre = doc.target_centre
	doc.area = frappe.db.get_value("Daycare Centre", doc.target_centre, "area")
	doc.manager = _area_manager(doc.target_centre)
	doc.appointed_on = today()


def fill_in(doc: Document) -> None:
	"""Fill in what follows from who enters a new candidate and where they work.

	Nominator: who enters, unless HR or the lead enter for somebody else. Manager: the area manager;
	where that is the nominator, the deputy; else the programme lead. HR clerk: who enters, else the
	contact of FOKUS Settings.
	"""
	doc.area = doc.centre and frappe.get_cached_value("Daycare Centre", doc.centre, "area")
	if doc.email and _has_changed(doc, "email"):
		doc.email = _one_address(doc.email)
	if not doc.is_new():
		return
	user = frappe.session.user
	roles = people.roles_of(user)
	if doc.flags.nominated_at_once or not roles.intersection((people.HR_CLERK, people.LEAD)):
		# who nominates themself is no nominator: HR looks at it and nominates
		doc.nominator = None if user in people.persons(doc, Who.ONESELF) else user
	if not doc.hr_clerk:
		doc.hr_clerk = user if people.HR_CLERK in roles and user != "Administrator" else people.hr_contact()
	if not doc.manager:
		doc.manager = _manager_to_decide(doc)


def note_informed(doc: Document) -> None:
	"""Whoever is admitted is written to, and so knows of it from today at the latest."""
	doc.informed_on = doc.informed_on or today()


def keep_place(doc: Document) -> None:
	"""Take, move or free the place in the cohort as stage and cohort say.

	New leaders take none: they lead already, whether or not a place is free.
	"""
	before = doc.get_doc_before_save()
	if not _takes_a_place(doc) and not (before and _takes_a_place(before)):
		return
	cohort = doc.cohort if _takes_a_place(doc) else None
	places.keep(doc.doctype, doc.name, "Programme Cohort", cohort, "places")


def free_place(doc: Document) -> None:
	places.keep(doc.doctype, doc.name, "Programme Cohort", None, "places")


def pass_on(doc: Document) -> None:
	"""What belongs to a person or hangs on a date goes with it, when account, manager, clerk, cohort or start change."""
	before = doc.get_doc_before_save()
	if not before:
		return
	if before.user != doc.user:
		relationship = frappe.qb.DocType("Mentoring Relationship")
		(
			frappe.qb.update(relationship)
			.set(relationship.mentee_user, doc.user)
			.where(relationship.candidate == doc.name)
		).run()
		guard.note_new_persons("Mentoring Relationship", candidate=doc.name)
	if _has_changed(doc, "user", "email", "manager", "hr_clerk", "cohort", "area"):
		activities.hand_over_all(doc)
	if (before.user, before.manager) != (doc.user, doc.manager):
		requests.hand_over(doc)
	due_dates.move_with(doc)


def deferred_due(today: date | str) -> list[str]:
	"""The names of deferred candidates whose date to look again has come by `today`, the longest due first.

	A person decides about them; who asks (the reminder, the list) remembers whom it has told.
	"""
	return frappe.get_all(
		"Leadership Candidate",
		filters={"workflow_state": "Deferred", "deferred_until": ("<=", getdate(today))},
		order_by="deferred_until, name",
		pluck="name",
	)


def close_case(doc: Document) -> None:
	"""Close open activities, hand mentorings that are open to HR (see `mentoring.offered_to_hr`), take back future answers."""
	activities.cancel_open(doc)
	requests.cancel_open(doc)
	guard.note_new_persons("Mentoring Relationship", candidate=doc.name)
	if doc.workflow_state != "Established":
		_take_back_future_answers(doc)


def take_pairs_back(doc: Document) -> None:
	"""A case that is open again no longer asks HR to decide about its mentorings."""
	guard.note_new_persons("Mentoring Relationship", candidate=doc.name)


def _take_back_future_answers(doc: Document) -> None:
	if doc.user:
		answers.take_back(doc.user)


def _takes_a_place(doc: Document) -> bool:
	return doc.workflow_state in TAKES_A_PLACE and doc.entry_path != "New Leader"


def _has_changed(doc: Document, *fields: str) -> bool:
	before = doc.get_doc_before_save()
	return not before or any(cstr(before.get(field)) != cstr(doc.get(field)) for field in fields)


def _one_address(text: str) -> str:
	"""The plain address in `text`, by which a person is known again; "Paula P. <p@example.org>" is two things.

	Raises frappe.ValidationError where that is not exactly one address.
	"""
	address = parseaddr(text)[1].lower()
	if not address or "," in text or validate_email_address(address) != address:
		frappe.throw(_("“{0}” is not an e-mail address.").format(escape_html(text)))
	return address


def _manager_to_decide(doc: Document) -> str | None:
	possible = _possible_managers(doc)
	fits = (user for user in possible if user != doc.nominator and not people.is_about(doc, user))
	return next(fits, None)


def _possible_managers(doc: Document) -> list[str]:
	"""Area manager and deputy of the centre where the candidate works, then lead and deputy."""
	area = doc.centre and frappe.db.get_value("Daycare Centre", doc.centre, "area")
	managers = frappe.db.get_value("Daycare Area", area, ["area_manager", "deputy"]) if area else None
	return [user for user in (*(managers or ()), *people.lead_of(doc.cohort)) if user]


def _area_manager(centre: str) -> str | None:
	area = frappe.db.get_value("Daycare Centre", centre, "area")
	return frappe.db.get_value("Daycare Area", area, "area_manager") if area else None
