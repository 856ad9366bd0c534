"""Who may mentor whom, and the places a mentor has."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, getdate

from fokus_app import activities, people, places
from fokus_app.field_values import WrongValue
from fokus_app.matching import facts, rules
from fokus_app.matching.facts import Period
from fokus_app.mentoring_sessions.record import RUNNING
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who

RELATIONSHIP, MENTORING = "Mentoring Relationship", "Mentoring"

#: states in which a relationship takes one of the mentor's places
TAKES_A_PLACE = frozenset({"Awaiting Mentor", "Awaiting Mentee", "Active", "Paused"})
#: dates of what has happened when they are entered
_HAPPENED = ("mentor_acknowledged_on", "mentee_acknowledged_on", "closing_reflection_on")
#: what the two agreed on
_AGREED = ("goals", "frequency", "agreement")


def mentor_may_mentor(doc: Document) -> str | None:
	"""Not oneself, not the mentee's manager, not somebody of the same centre."""
	mentor = facts.mentor_of(frappe.get_cached_doc("Mentor", doc.mentor))
	mentee = facts.mentee_of(frappe.get_doc("Leadership Candidate", doc.candidate))
	refusal = rules.personal(mentee, mentor)
	return rules.sentence(refusal, mentor) if refusal else None


def mentor_is_available(doc: Document) -> str | None:
	"""Active, with an account that works, and there in the time that lies ahead of the pair: from today where none is
	given."""
	mentor = facts.mentor_of(frappe.get_cached_doc("Mentor", doc.mentor))
	begin = max(getdate(), getdate(doc.from_date))
	until = max(begin, getdate(doc.until_date)) if doc.until_date else begin
	refusal = rules.in_time(mentor, Period(begin, until))
	return rules.sentence(refusal, mentor) if refusal else None


def mentee_can_have_a_mentor(doc: Document) -> str | None:
	"""In a stage in which the matching proposes somebody too."""
	stage = frappe.db.get_value("Leadership Candidate", doc.candidate, "workflow_state")
	if stage in facts.STAGES:
		return None
	return _("People get a mentor in the stages {0}; this case is in the stage {1}.").format(
		", ".join(_(each) for each in facts.STAGES), _(stage)
	)


def mentor_has_a_free_place(doc: Document) -> str | None:
	"""For a new proposal; once the mentor is asked, `keep_place` gives the place to one alone."""
	mentor = facts.mentor_of(frappe.get_cached_doc("Mentor", doc.mentor))
	if places.taken("Mentor", doc.mentor) < mentor.capacity:
		return None
	return rules.sentence(rules.Refusal.FULL, mentor)


def keep_place(doc: Document) -> None:
	"""Take or free the mentor's place as the state says."""
	takes = doc.workflow_state in TAKES_A_PLACE
	places.keep(doc.doctype, doc.name, "Mentor", doc.mentor if takes else None, "capacity")


def free_place(doc: Document) -> None:
	places.keep(doc.doctype, doc.name, "Mentor", None, "capacity")


def note_accounts(doc: Document) -> None:
	"""Note the accounts of both sides, on which access rests; a candidate's later account is passed on by
	`candidacy`, a mentor's never changes."""
	if not doc.is_new():
		return
	doc.mentee_user = frappe.db.get_value("Leadership Candidate", doc.candidate, "user")
	doc.mentor_user = frappe.db.get_value("Mentor", doc.mentor, "user")


def hand_over_steps(doc: Document) -> None:
	"""The mentee's open steps with a mentor go to who mentors them now; to nobody where nobody does."""
	candidate = frappe.get_doc("Leadership Candidate", doc.candidate)
	activities.hand_over_all(candidate, ("Mentor",))


def check(doc: Document) -> None:
	"""Nobody is mentored twice at once, a pair that has ended does not begin anew, and an agreement names what it is
	about; call it in validate after the guard.

	Raises frappe.ValidationError.
	"""
	_refuse_dates_ahead(doc)
	if doc.is_new():
		_refuse_impossible(doc)
		doc.previous_relationship = _earlier_relationship(doc)
	if _changes_agreement(doc) and not (cstr(doc.goals).strip() and cstr(doc.frequency).strip()):
		frappe.throw(_("An agreement names goals and how often you meet."))
	takes = doc.kind == MENTORING and doc.workflow_state in TAKES_A_PLACE
	doc.open_mentoring_of = doc.candidate if takes else None


def _refuse_dates_ahead(doc: Document) -> None:
	"""What somebody has acknowledged or looked back on has happened."""
	for field in _HAPPENED:
		if doc.get(field) and doc.has_value_changed(field) and getdate(doc.get(field)) > getdate():
			frappe.throw(
				_("“{0}” lies in the future. Please enter it once it has happened.").format(
					_(doc.meta.get_label(field))
				),
				WrongValue,
			)


def _refuse_impossible(doc: Document) -> None:
	# which of the two is missing Frappe says itself
	if not (doc.candidate and doc.mentor):
		return
	problems = [problem for each in (*PAIR_CHECKS, mentor_has_a_free_place) if (problem := each(doc))]
	if problems:
		frappe.throw("<br>".join(problems), title=_("This Pair Is Not Possible"))


def not_an_earlier_pair(doc: Document) -> str | None:
	"""These two were a pair before, whatever kind it was."""
	mentee = facts.mentee_of(frappe.get_doc("Leadership Candidate", doc.candidate))
	if facts.were_a_pair(mentee, doc.mentor, besides=doc.name):
		return _("These two were a pair before, which has ended. Please choose somebody else.")
	return None


#: what holds for every pair that is proposed or asked, whoever thought of it
PAIR_CHECKS = (mentee_can_have_a_mentor, mentor_may_mentor, mentor_is_available, not_an_earlier_pair)


def no_other_mentoring(doc: Document) -> str | None:
	"""One mentoring at a time; senior advice beside it is welcome."""
	if doc.kind != MENTORING:
		return None
	others = {
		"candidate": doc.candidate,
		"kind": MENTORING,
		"workflow_state": ("in", sorted(TAKES_A_PLACE)),
		"name": ("!=", doc.name),
	}
	other = frappe.db.get_value(RELATIONSHIP, others, ["name", "workflow_state"], as_dict=True)
	if not other:
		return None
	return _("There is a mentoring already ({0}, {1}). Senior advice beside it is possible.").format(
		other.name, _(other.workflow_state)
	)


def offered_to_hr(doc: Document) -> list[str]:
	"""Who decides about an open pair whose mentee's case is closed: the HR clerk of that case; nobody while it is open."""
	state = frappe.db.get_value("Leadership Candidate", doc.candidate, "workflow_state")
	if state in definitions()["Leadership Candidate"].open_states:
		return []
	clerks = people.persons(frappe.get_doc("Leadership Candidate", doc.candidate), Who.HR_CLERK)
	return [user for user in clerks if not people.is_about(doc, user)]


@contextmanager
def refused_by_the_index() -> Iterator[None]:
	"""Say in our words that somebody else was faster with a second mentoring of the same person."""
	try:
		yield
	except frappe.UniqueValidationError:
		frappe.clear_last_message()
		frappe.throw(_("At this very moment somebody asked for another mentoring of this person."))


@frappe.whitelist(methods=["POST"])
def change_agreement(
	name: str, modified: str, goals: str, frequency: str, agreement: str | None = None
) -> None:
	"""Change what the pair agreed on, as one of the two; the other one gets a mail.

	modified: as it was shown. Raises what a save of the record raises.
	"""
	doc = frappe.get_doc(RELATIONSHIP, name, for_update=True)
	doc.check_permission("write")
	if cstr(doc.modified) != modified:
		frappe.throw(
			_("The agreement was changed by the other one meanwhile. Please look at it again."),
			frappe.TimestampMismatchError,
		)
	doc.update({"goals": goals, "frequency": frequency, "agreement": agreement})
	doc.save()


def tell_of_changed_agreement(doc: Document) -> None:
	"""The other one of the pair hears of it, whichever way the agreement was changed; call it in on_update."""
	if _changes_agreement(doc):
		_tell_the_other(doc)


def _changes_agreement(doc: Document) -> bool:
	"""Whether this save changes what was agreed; before it is confirmed nothing is."""
	before = doc.get_doc_before_save()
	return bool(before and before.workflow_state in RUNNING) and any(
		cstr(doc.get(field)) != cstr(before.get(field)) for field in _AGREED
	)


def _tell_the_other(doc: Document) -> None:
	from fokus_app.notifications import notifier
	from fokus_app.notifications.notices import AGREEMENT_CHANGED

	others = {doc.mentor_user: doc.mentee_name, doc.mentee_user: doc.mentor_name}
	by = {doc.mentor_user: doc.mentor_name, doc.mentee_user: doc.mentee_name}.get(frappe.session.user)
	for person in people.people([user for user in others if user and user != frappe.session.user]):
		values = {
			"recipient_name": person.full_name,
			"other_name": by or people.full_name(frappe.session.user),
			"link": frappe.utils.get_url("/fokus"),
		}
		notifier.notify(AGREEMENT_CHANGED, doc, person, f"{doc.name}:{doc.modified}", values)


def _earlier_relationship(doc: Document) -> str | None:
	"""The relationship of this kind that this one takes the place of."""
	closed = [state.name for state in definitions()[RELATIONSHIP].states if state.closed]
	return frappe.db.get_value(
		RELATIONSHIP,
		{"candidate": doc.candidate, "kind": doc.kind, "workflow_state": ("in", closed)},
		order_by="creation desc",
	)
