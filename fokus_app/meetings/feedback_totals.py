"""What came out of the feedback on a meeting: made once, when feedback is closed, and never again.

Nothing is shown before, so nobody learns an answer by looking before and after it; and nothing from fewer than five:
neither of the whole feedback nor of a single question. The single answers are deleted in the same transaction.
"""

import json
import secrets
from collections.abc import Iterable

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from fokus_app import again, people
from fokus_app.confidential import anonymous
from fokus_app.meetings import answer_links, feedback, feedback_marks, seats
from fokus_app.notifications.variables import day
from fokus_app.numbers import FEWEST
from fokus_app.workflows import guard

MEETING, PARTICIPATION, SUMMARY = "Network Meeting", "Meeting Participation", feedback.SUMMARY


@frappe.whitelist(methods=["POST"])
def close(meeting: str) -> dict:
	"""Close the feedback on a meeting as HR or the lead, and make the totals; nobody can give any afterwards.

	Returns what `shown` gives. Raises frappe.PermissionError, guard.ConditionMissing, key_file.KeyNotThere.
	"""
	_refuse_others()
	if getattr(frappe.local, "request", None):
		again.until_done(lambda: _close(meeting))
	else:
		_close(meeting)
	return shown(meeting)


def close_due() -> int:
	"""Close feedback whose days are over; runs daily and may run twice or be cut off. Returns of how many meetings."""
	done = 0
	for name in _due():
		try:
			done += _close(name)
			frappe.db.commit()  # a job of its own; each meeting once
		except Exception as error:  # the others go on
			frappe.db.rollback()
			frappe.log_error(title="FOKUS: feedback not closed", message=type(error).__name__)
	return done


@frappe.whitelist(methods=["GET", "POST"])
def shown(meeting: str) -> dict:
	"""What HR and the lead see on a meeting: state ("not yet", "open" or "closed"), attended, given, least, until,
	and once it is closed and enough was given questions, remarks and items.

	A question: label, count, steps (label, count), of which the last two are left out below five answers; remarks:
	label, texts. Raises frappe.PermissionError for others.
	"""
	_refuse_others()
	doc = frappe.get_doc(MEETING, meeting)
	found = frappe.db.get_value(SUMMARY, {"meeting": doc.name}, ["attended", "given", "totals"], as_dict=True)
	seen = {"least": FEWEST, "until": day(feedback.open_until(doc), frappe.local.lang)}
	if not found:
		counts = {"attended": _count(doc.name), "given": feedback_marks.count(doc.name)}
		return {**seen, **counts, "state": "open" if feedback.open_until(doc) else "not yet"}
	totals = json.loads(found.totals or "{}")
	labels = {**feedback.questions(), **feedback.remarks()}
	return {
		**seen,
		"state": "closed",
		"attended": found.attended,
		"given": found.given,
		"questions": [_for_eyes(labels.get(each["name"], ""), each) for each in totals.get("questions", [])],
		"remarks": [
			{"label": labels.get(each["name"], ""), "texts": each["texts"]}
			for each in totals.get("remarks", [])
		],
		"items": [
			{**_for_eyes(each["title"], each), "texts": each["texts"]} for each in totals.get("items", [])
		],
	}


def steps_for_eyes(counts: list[int] | None) -> list[dict]:
	"""Counts by step as people read them, from "agree" to "disagree": label, count; none where they are not shown."""
	if not counts:
		return []
	by_step = dict(zip(feedback.STEPS, counts, strict=True))
	return [{"label": label, "count": by_step[step]} for step, label in feedback.step_labels().items()]


def _for_eyes(label: str, each: dict) -> dict:
	return {"label": label, "count": each["count"], "steps": steps_for_eyes(each["steps"])}


def _close(meeting: str) -> bool:
	"""Make the totals and delete the answers, who gave them and the links to give more; False where that was done before."""
	doc = seats.lock(meeting)
	if frappe.db.get_value(SUMMARY, {"meeting": doc.name}, "name", for_update=True):
		return False
	if doc.workflow_state != "Closed":
		frappe.throw(_("Feedback is closed after the meeting was closed."), guard.ConditionMissing)
	said = anonymous.take_out(doc.name)
	forget_what_is_over(doc.name)
	summary = frappe.new_doc(SUMMARY)
	summary.update(
		{
			"meeting": doc.name,
			"closed_on": today(),
			"attended": _count(doc.name),
			"given": len(said),
			"totals": json.dumps(_totals(doc, said) if len(said) >= FEWEST else {}),
		}
	)
	# made by the programme; nobody writes these rows by hand
	summary.insert(ignore_permissions=True, set_name=secrets.token_hex(8))
	return True


def forget_what_is_over(meeting: str) -> None:
	"""Delete who gave feedback on a meeting and the links to give more, once it is closed."""
	feedback_marks.forget(meeting)
	answer_links.forget_feedback(meeting)


def _totals(meeting: Document, said: list[dict]) -> dict:
	return {
		"questions": [
			{"name": name, **_counted(each["ratings"].get(name) for each in said)}
			for name in feedback.questions()
		],
		"remarks": [
			{"name": name, "texts": _shuffled(each["remarks"].get(name) for each in said)}
			for name in feedback.remarks()
		],
		"items": [
			{
				"title": row.title,
				"exercise": row.exercise,
				**_counted(each["items"].get(row.name, {}).get("rating") for each in said),
				"texts": _shuffled(each["items"].get(row.name, {}).get("remark") for each in said),
			}
			for row in feedback.items_of(meeting)
		],
	}


def _counted(given: Iterable[int | None]) -> dict:
	"""How many answered, and how many with each step; the steps are left out where fewer than five did."""
	steps = [step for step in given if step]
	counts = [steps.count(step) for step in feedback.STEPS] if len(steps) >= FEWEST else None
	return {"count": len(steps), "steps": counts}


def _shuffled(given: Iterable[str | None]) -> list[str]:
	"""The texts in a chance order, each question its own: what one person wrote here and there belongs not together."""
	texts = [text for text in given if text]
	secrets.SystemRandom().shuffle(texts)
	return texts


def _due() -> list[str]:
	"""Closed meetings whose days for feedback are over and that have no totals."""
	meeting, summary = frappe.qb.DocType(MEETING), frappe.qb.DocType(SUMMARY)
	rows = (
		frappe.qb.from_(meeting)
		.left_join(summary)
		.on(summary.meeting == meeting.name)
		.select(meeting.name, meeting.workflow_state, meeting.stage_since)
		.where((meeting.workflow_state == "Closed") & summary.name.isnull())
		.orderby(meeting.name)
		.run(as_dict=True)
	)
	return [row.name for row in rows if (until := feedback.open_until(row)) and until < getdate()]


def _count(meeting: str) -> int:
	return frappe.db.count(PARTICIPATION, {"meeting": meeting, "attendance": "Attended"})


def _refuse_others() -> None:
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(
			_("HR and the programme lead see what came out of the feedback."), frappe.PermissionError
		)
