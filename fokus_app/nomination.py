"""The ways in that people without the desk take: a manager's Web Form, and nominating oneself.

The Web Form "fokus-nomination" makes a candidate like any other door. What is special stands here: who fills it
in is the nominator, and the nomination is carried out in the same request, or nothing is kept at all.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import accounts, people
from fokus_app.workflows.definition import Who

DOCTYPE = "Leadership Candidate"
FORM = "fokus-nomination"
#: what somebody who nominates themself writes; the rest follows from who they are
OWN_FIELDS = ("centre", "position", "readiness", "reason", "evidence")
#: entry paths that a manager chooses from
PATHS = ("Nominated", "New Leader")


def begin(doc: Document) -> None:
	"""For before_validate: refuse the Web Form to who cannot nominate, before anything else is said."""
	if not _came_by_form(doc):
		return
	if not may_nominate():
		frappe.throw(_("This form is for managers. Please ask your manager or HR."), frappe.PermissionError)
	if people.is_about(doc, frappe.session.user):
		frappe.throw(_("You cannot nominate yourself with this form. Please ask HR."), frappe.PermissionError)
	if doc.entry_path not in PATHS:
		frappe.throw(_("Please choose how this person comes to FOKUS: {0}.").format(_paths()))
	doc.flags.nominated_at_once = True


def nominate_at_once(doc: Document) -> None:
	"""For after_insert: what came by the Web Form is nominated in the same transaction."""
	if doc.flags.nominated_at_once:
		from fokus_app.workflows import action

		action.act_along(doc, "Nominate")


def may_nominate() -> bool:
	"""True when the acting user has a role in which one nominates."""
	return bool(people.roles_of(frappe.session.user).intersection(people.ROLES_OF[Who.NOMINATOR]))


def check_entry_path(doc: Document) -> None:
	"""People nominate themselves where FOKUS Settings allow it; HR enters what reached it on paper or in a list.

	Asked when the entry path is entered. Raises frappe.PermissionError.
	"""
	before = doc.get_doc_before_save()
	if doc.entry_path != "Self-Nominated" or (before and before.entry_path == doc.entry_path):
		return
	user = frappe.session.user
	if people.is_about(doc, user):
		_refuse_unless_switched_on()
	elif not people.roles_of(user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("People nominate themselves, or HR enters it for them."), frappe.PermissionError)


def is_open_to_all() -> bool:
	"""True when FOKUS Settings let employees nominate themselves."""
	return bool(frappe.get_cached_doc("FOKUS Settings").self_nomination)


def may_nominate_oneself() -> bool:
	"""True when the acting user may nominate themself: the switch, and the account of a person."""
	return is_open_to_all() and frappe.session.user not in ("Guest", "Administrator")


@frappe.whitelist(methods=["POST"])
def nominate_myself(
	reason: str,
	centre: str,
	position: str | None = None,
	readiness: str | None = None,
	evidence: str | None = None,
) -> dict:
	"""The acting user nominates themself; HR is told, looks at it and nominates.

	That HR nominates keeps the decision where it is for everybody: the manager is asked by somebody who has seen
	that the case is complete, and until then the person can withdraw without the manager having heard of it.
	Returns a sentence. Raises frappe.PermissionError, guard.ConditionMissing or same_person.AlreadyThere.
	"""
	_refuse_unless_switched_on()
	_refuse_empty(reason=reason, centre=centre)
	me = people.people([frappe.session.user])[0]
	doc = frappe.new_doc(DOCTYPE)
	doc.update(
		{
			"candidate_name": me.full_name,
			"email": me.email,
			"user": me.user,
			"entry_path": "Self-Nominated",
			"centre": centre,
			"position": position,
			"readiness": readiness,
			"reason": reason,
			"evidence": evidence,
		}
	)
	# a participant has no access to the records; the guard says what they may fill in about themselves
	doc.insert(ignore_permissions=True)
	# with it they see their path and can withdraw on their own page
	accounts.give_role(me.user, people.PARTICIPANT)
	_tell_hr(doc)
	return {"message": _("Thank you. HR looks at it and gets in touch with you.")}


def _refuse_unless_switched_on() -> None:
	if not may_nominate_oneself():
		frappe.throw(_("Nominating oneself is not part of the programme at present."), frappe.PermissionError)


def _refuse_empty(**values: str) -> None:
	meta = frappe.get_meta(DOCTYPE)
	missing = [name for name, value in values.items() if not (value or "").strip()]
	if missing:
		from fokus_app.workflows.guard import ConditionMissing

		frappe.throw(
			"<br>".join(_("“{0}” is missing.").format(_(meta.get_label(name))) for name in missing),
			ConditionMissing,
		)


def _tell_hr(doc: Document) -> None:
	from fokus_app.notifications import links, notifier
	from fokus_app.notifications.notices import NOMINATED_THEMSELF

	for person in people.addressees(doc, Who.HR_CLERK):
		values = {
			"recipient_name": person.full_name,
			"candidate_name": doc.candidate_name,
			"centre": frappe.db.get_value("Daycare Centre", doc.centre, "centre_name") or "",
			"link": links.link_for(doc, person, Who.HR_CLERK),
		}
		notifier.notify(NOMINATED_THEMSELF, doc, person, doc.name, values)


def _came_by_form(doc: Document) -> bool:
	# Frappe's method of web forms says so for the request; a form made by a customer counts as well
	return doc.is_new() and bool(frappe.flags.in_web_form)


def _paths() -> str:
	return ", ".join(_(path) for path in PATHS)
