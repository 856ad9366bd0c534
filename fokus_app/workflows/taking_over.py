"""Placing a case in a stage that it reached before this program was there: an act of its own, no transition.

Nothing of a transition happens: nobody is asked, nobody is written to. What the stage brings with it does: the place
in the cohort, the steps, the person who has to act next, and an entry "Taken Over" in the log.
"""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from fokus_app import activities, candidacy, people, plausible
from fokus_app.workflows import definitions, guard

ACTION = "Taken Over"
DOCTYPE = "Leadership Candidate"
STEPS_DONE = "steps_done_until"
#: what a stage cannot do without, beside what the record itself requires
NEEDS = {
	"Nominated": ("reason", "centre", "manager"),
	"Deferred": ("deferred_until",),
	"Onboarding": ("centre", "start_date"),
	"Interrupted": ("expected_return",),
}
#: a new leader leads already: neither an interview nor a preparation
SHORT_WAY_SKIPS = ("Assessment", "Preparation", "Ready")


def place(doc: Document, state: str, since: str | None, steps_done_until: str | None, **values) -> None:
	"""Place a case that was just made in `state`, since when it is there, with what belongs to that stage.

	steps_done_until: steps that were due up to this day are done. values: fields that only later stages hold.
	The caller has checked who may do so. Raises frappe.ValidationError with what is missing.
	"""
	doc.update(values)
	_refuse_incomplete(doc, state, {"stage_since": since, STEPS_DONE: steps_done_until})
	since = since or today()
	if state in candidacy.KNOWN:
		values["informed_on"] = doc.informed_on or since
	phase = state
	if state == "Interrupted":
		phase = values["interrupted_from"] = "Onboarding" if doc.start_date else "Preparation"
	if phase == "Onboarding" and doc.entry_path != "New Leader":
		values["appointed_on"] = doc.start_date
	guard.record_act(doc, ACTION, None, to_state=state, stage_since=since, **values)
	candidacy.check_cohort(doc)
	candidacy.keep_place(doc)
	activities.make_for_stage(doc)
	if steps_done_until:
		_mark_done(doc, steps_done_until)


def check_permission() -> None:
	"""Raise frappe.PermissionError for everybody but HR and the programme lead."""
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("Taking over participants is for HR and the programme lead."), frappe.PermissionError)


def labels() -> dict[str, str]:
	"""What people call the days that a take-over brings, by fieldname."""
	return {
		"stage_since": _(frappe.get_meta(DOCTYPE).get_label("stage_since")),
		STEPS_DONE: _("Steps Done Until"),
	}


def _refuse_incomplete(doc: Document, state: str, past: dict[str, str | None]) -> None:
	"""past: the days that cannot lie ahead, by fieldname."""
	known = definitions()[DOCTYPE].by_name.get(state)
	if not known or known.closed:
		frappe.throw(_("{0} is no stage of an open case.").format(_(state)))
	missing = [
		_("“{0}” is missing.").format(_(doc.meta.get_label(field)))
		for field in NEEDS.get(state, ())
		if not guard.is_filled(doc, field)
	]
	if state in candidacy.TAKES_A_PLACE and doc.entry_path != "New Leader" and not doc.cohort:
		missing.append(_("“{0}” is missing.").format(_(doc.meta.get_label("cohort"))))
	missing += plausible.problems(doc, ("start_date",))
	if state in SHORT_WAY_SKIPS and doc.entry_path == "New Leader":
		missing.append(_("A new leader takes the short way and is never in the stage {0}.").format(_(state)))
	missing += [
		_("“{0}” lies in the future.").format(labels()[field])
		for field, day in past.items()
		if day and getdate(day) > getdate()
	]
	if state == "Nominated":
		missing += filter(None, (candidacy.manager_is_someone_else(doc), candidacy.manager_can_decide(doc)))
	if missing:
		frappe.throw("<br>".join(missing))


def _mark_done(doc: Document, until: str) -> None:
	"""Who did them is not known any more, and the day was the one they were due."""
	activity = frappe.qb.DocType("Candidate Activity")
	(
		frappe.qb.update(activity)
		.set(activity.status, "Done")
		.set(activity.done_on, activity.due_date)
		.where((activity.candidate == doc.name) & (activity.status == "Open"))
		.where(activity.due_date <= until)
	).run()
