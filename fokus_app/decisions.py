"""What a manager decides on a page of its own, without the desk: one candidate, what was said, and the ways to answer.

The page acts through `fokus_app.workflows.action.act`, as everything does.
"""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import own_page, people
from fokus_app.notifications import links
from fokus_app.notifications.variables import centre_name, day
from fokus_app.waiting import overdue_before
from fokus_app.workflows.definition import Who

DOCTYPE = "Leadership Candidate"


def waiting() -> list[dict]:
	"""The candidates about whom the acting user decides as manager or deputy, the longest waiting first: name, centre, since,
	late (for longer than FOKUS Settings allow), address of the page."""
	if not frappe.has_permission(DOCTYPE):
		return []
	user = frappe.session.user
	rows = frappe.get_list(
		DOCTYPE,
		filters={"workflow_state": ("in", links.states_of_managers())},
		or_filters={"waiting_for": user, "waiting_for_deputy": user},
		fields=["name", "candidate_name", "centre", "waiting_since"],
		order_by="waiting_since, name",
		limit=0,
	)
	limit = overdue_before()
	return [
		{
			"name": row.candidate_name,
			"centre": centre_name(row.centre),
			"since": day(row.waiting_since, frappe.local.lang),
			"late": bool(row.waiting_since and row.waiting_since < limit),
			"address": links.decision_page(row.name),
		}
		for row in rows
	]


def page(name: str | None) -> dict:
	"""What the page of one decision shows: case (None where there is nothing to decide for the acting user), facts, question,
	actions, done (a sentence when it has been decided)."""
	candidate = frappe.get_doc(DOCTYPE, name) if name and frappe.db.exists(DOCTYPE, name) else None
	if not candidate or not _may_see(candidate):
		return {"case": None, "done": _("There is nothing to decide for you here.")}
	mine = links.waits_for_manager(candidate) and people.may_act_as(
		candidate, Who.MANAGER, frappe.session.user
	)
	actions = own_page.actions_for(candidate) if mine else []
	return {
		"case": candidate.candidate_name,
		"facts": _facts(candidate),
		"question": _question(candidate) if actions else None,
		"actions": actions,
		"done": ""
		if actions
		else _("Nothing waits for your decision here any more. Stage: {0}").format(
			_(candidate.workflow_state)
		),
	}


def _may_see(candidate: Document) -> bool:
	return bool(frappe.has_permission(DOCTYPE) and candidate.has_permission("read"))


def _facts(candidate: Document) -> list[dict]:
	"""label and text of what is known, without what is empty."""
	label = candidate.meta.get_label
	found = [
		(_(label("position")), candidate.position),
		(_(label("centre")), centre_name(candidate.centre)),
		(_(label("nominator")), people.full_name(candidate.nominator) if candidate.nominator else ""),
		(_(label("entry_path")), _(candidate.entry_path or "")),
		(_(label("readiness")), _(candidate.readiness or "")),
		(_(label("reason")), candidate.reason),
		(_(label("evidence")), candidate.evidence),
		(_(label("informed_on")), day(candidate.informed_on, frappe.local.lang)),
	]
	return [{"label": name, "text": text} for name, text in found if text]


def _question(candidate: Document) -> dict | None:
	"""What the lead asked when the case came back: by, text."""
	last = candidate.stage_changes[-1] if candidate.stage_changes else None
	if not last or not last.reason:
		return None
	return {"by": people.full_name(last.changed_by), "text": last.reason}
