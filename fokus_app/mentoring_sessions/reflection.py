"""A short look back, in the middle and at the end: everybody's own answers, which nobody else reads."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate, today

from fokus_app import again
from fokus_app.confidential import texts
from fokus_app.confidential.shield import shielded
from fokus_app.mentoring_sessions import record
from fokus_app.mentoring_sessions.record import ENDED, NotNow
from fokus_app.notifications.variables import day

DOCTYPE = "Mentoring Reflection"
MID_TERM, CLOSING = "Mid-Term", "Closing"
QUESTIONS = ("helped", "difficult", "take_along")


@frappe.whitelist(methods=["POST"])
def reflect(
	relationship: str,
	kind: str,
	helped: str | None = None,
	difficult: str | None = None,
	take_along: str | None = None,
) -> None:
	"""Keep one's own answers, as mentor or mentee; they can be changed until they are deleted.

	kind: "Mid-Term" or "Closing". Raises frappe.PermissionError, NotNow.
	"""
	with shielded(*QUESTIONS):
		answers = {"helped": helped, "difficult": difficult, "take_along": take_along}
		again.alone(lambda: _reflect(relationship, kind, answers))


def _reflect(relationship: str, kind: str, answers: dict[str, str | None]) -> None:
	pair = record.of_the_pair(relationship, running=False)
	if kind not in offered(pair):
		frappe.throw(_("This reflection is not asked for now."), NotNow)
	if not any((answer or "").strip() for answer in answers.values()):
		frappe.throw(_("Please write at least one sentence."), NotNow)
	reflection = _own(pair.name, kind) or _new(pair, kind)
	reflection.written_on = today()
	reflection.flags.by_the_pair = True
	# nobody may write these records in the desk; they are the acting user's own
	reflection.save(ignore_permissions=True)
	for question, answer in answers.items():
		slot = texts.Slot(DOCTYPE, reflection.name, question, frappe.session.user)
		texts.keep(slot, answer, [frappe.session.user], questions(kind)[question])


@frappe.whitelist(methods=["POST"])
def own(relationship: str, kind: str) -> dict:
	"""The acting user's own answers by question, and problem (why something cannot be opened, or empty)."""
	pair = record.of_the_pair(relationship, running=False)
	reflection = _own(pair.name, kind)
	found = texts.read(DOCTYPE, reflection.name) if reflection else []
	answers = {each.slot.field: each.text or "" for each in found}
	return {
		**{question: answers.get(question, "") for question in QUESTIONS},
		"problem": next((each.why for each in found if each.why), ""),
	}


def offered(pair: Document) -> list[str]:
	"""Which reflections make sense now: the closing one from the last weeks on."""
	if pair.workflow_state in ENDED:
		return [CLOSING]
	if pair.until_date and (getdate(pair.until_date) - getdate()).days <= 28:
		return [MID_TERM, CLOSING]
	return [MID_TERM]


def for_own_page(pair: Document) -> list[dict]:
	"""The reflections that the acting user can write or read now: kind, label, about, questions, written (when)."""
	own_ones = {
		row.kind: row.written_on
		for row in frappe.get_all(
			DOCTYPE,
			filters={"relationship": pair.name, "written_by": frappe.session.user},
			fields=["kind", "written_on"],
		)
	}
	kinds = [kind for kind in (MID_TERM, CLOSING) if kind in own_ones or kind in offered(pair)]
	return [
		{
			"kind": kind,
			"label": _(kind),
			"questions": list(questions(kind).items()),
			"written": day(own_ones.get(kind), frappe.local.lang),
			"open": kind in offered(pair),
		}
		for kind in kinds
	]


def questions(kind: str) -> dict[str, str]:
	"""What is asked, by question, in the user's language."""
	if kind == CLOSING:
		return {
			"helped": _("What has helped me most?"),
			"difficult": _("What was difficult?"),
			"take_along": _("What do I take along?"),
		}
	return {
		"helped": _("What helps me in our sessions?"),
		"difficult": _("What is difficult?"),
		"take_along": _("What do I want to do differently from now on?"),
	}


def check(reflection: Document) -> None:
	"""Refuse what comes past this module; call it in validate."""
	if not reflection.flags.by_the_pair:
		frappe.throw(
			_("Reflections are written by mentor and mentee, each for themselves."), frappe.PermissionError
		)


def forget(reflection: Document) -> None:
	"""Nothing remains of a deleted reflection; call it in after_delete."""
	texts.forget(DOCTYPE, [reflection.name])


def written(relationships: list[str]) -> list[frappe._dict]:
	"""Who has written which reflection of these relationships (relationship, kind, written_by); for numbers and reminders."""
	return frappe.get_all(
		DOCTYPE,
		filters={"relationship": ("in", relationships or [""])},
		fields=["relationship", "kind", "written_by"],
	)


def _own(relationship: str, kind: str) -> Document | None:
	filters = {"relationship": relationship, "kind": kind, "written_by": frappe.session.user}
	# the caller has locked the pair: what another window kept meanwhile is seen too
	name = frappe.db.get_value(DOCTYPE, filters, for_update=True)
	return frappe.get_doc(DOCTYPE, name, for_update=True) if name else None


def _new(pair: Document, kind: str) -> Document:
	reflection = frappe.new_doc(DOCTYPE)
	reflection.update({"relationship": pair.name, "kind": kind, "written_by": frappe.session.user})
	return reflection
