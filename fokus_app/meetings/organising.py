"""The meetings that somebody organises, for their own page: who organises need not work in the desk.

What they can do there they do through `workflows.action.act`, `answers.record` and the page for attendance.
"""

from urllib.parse import urlencode

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app.meetings import attendance, audience, prints
from fokus_app.meetings.place import place_of
from fokus_app.notifications import links
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Who
from fokus_app.workflows.next_steps import step_of

MEETING = "Network Meeting"
#: for those who are there, as `prints` fills them
_PAPERS = ("FOKUS Programme Sheet", "FOKUS Attendance List", "FOKUS Name Badges")


def mine() -> list[dict]:
	"""The meetings that the acting user organises and that are neither closed nor cancelled, the next one first: name,
	title, state, when, place, counts (see `audience.on_list`), people (name, full_name, role, answer, comment, place
	on the waiting list), answers_open (whether answers are taken down), missing (what the next steps lack, sentences),
	attendance (address, once it is recorded), hr_fills (HR puts people on the list, not they), form (address, for who
	works in the desk) and papers (label, address)."""
	open_states = definitions()[MEETING].open_states
	filters = {"organiser": frappe.session.user, "workflow_state": ("in", open_states)}
	names = frappe.get_all(MEETING, filters=filters, pluck="name", order_by="starts_on")
	return [_card(frappe.get_doc(MEETING, name)) for name in names]


def _card(meeting: Document) -> dict:
	listed = audience.on_list(meeting.name)
	return {
		"doc": meeting,
		"name": meeting.name,
		"title": meeting.title,
		"state": _(meeting.workflow_state),
		"when": prints.when(meeting, frappe.local.lang),
		"place": place_of(meeting) or meeting.link or "",
		"counts": listed["counts"],
		"people": [
			{
				"name": row.name,
				"full_name": row.full_name,
				"role": _(row.programme_role),
				"invited": bool(row.invited_on),
				"answer": _(row.answer) if row.answer else "",
				"comment": row.answer_comment or "",
				"waiting_place": row.waiting_place if row.seat == "Waiting List" else 0,
			}
			for row in listed["people"]
		],
		"answers_open": meeting.workflow_state == "Invited",
		"missing": _missing(meeting),
		"attendance": attendance.address(meeting.name) if attendance.is_open(meeting) else None,
		"hr_fills": meeting.workflow_state in ("Draft", "Approved", "Invited")
		and not audience.may_fill(meeting),
		"form": f"/app/network-meeting/{meeting.name}" if links.works_in_desk(frappe.session.user) else None,
		"papers": _papers(meeting) if meeting.workflow_state in ("Approved", "Invited", "Held") else [],
	}


def _missing(meeting: Document) -> list[str]:
	"""What stands in the way of the steps for which the meeting waits for its organiser."""
	definition = definitions()[MEETING]
	if Who.ORGANISER not in definition.by_name[meeting.workflow_state].waits_for:
		return []
	forward = (each for each in definition.from_state(meeting.workflow_state) if not each.stays)
	steps = [step for each in forward if (step := step_of(meeting, each.action))]
	return [_("{0}: {1}").format(_(step["action"]), each) for step in steps for each in step["missing"]]


def _papers(meeting: Document) -> list[dict]:
	return [
		{
			"label": _(paper),
			"address": f"/printview?{urlencode({'doctype': MEETING, 'name': meeting.name, 'format': paper})}",
		}
		for paper in _PAPERS
	]
