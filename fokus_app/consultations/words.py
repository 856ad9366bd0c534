"""What was said: question, notes and results, each member's own words, sealed for all who are members then."""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import again, people
from fokus_app.confidential import texts
from fokus_app.confidential.shield import shielded
from fokus_app.consultations import groups, record, retention
from fokus_app.consultations.groups import CONSULTATION
from fokus_app.own_dates import NotNow

FIELDS = ("question", "notes", "results")


@frappe.whitelist(methods=["POST"])
def read(name: str) -> dict:
	"""The words of a consultation that the acting member may read.

	Returns mine (by field), others (rows by, field, text), version (for `write`), problem (why something cannot be
	opened, or empty), may_write, readers (names). Raises frappe.PermissionError.
	"""
	consultation, group = record.seen(name)
	user = frappe.session.user
	found = texts.read(CONSULTATION, consultation.name)
	mine = {each.slot.field: each.text or "" for each in found if each.slot.author == user}
	others = [each for each in found if each.slot.author != user and each.text]
	return {
		"mine": {field: mine.get(field, "") for field in FIELDS},
		"others": [
			{"by": _author(each.slot.author), "field": each.slot.field, "text": each.text}
			for each in sorted(others, key=lambda each: (FIELDS.index(each.slot.field), each.slot.author))
		],
		"version": _version(consultation),
		"problem": next((each.why for each in found if each.why), ""),
		"may_write": _may_write(consultation, group),
		"readers": [people.full_name(each) for each in groups.members(group)],
	}


@frappe.whitelist(methods=["POST"])
def write(
	name: str,
	version: str,
	question: str | None = None,
	notes: str | None = None,
	results: str | None = None,
) -> dict:
	"""Keep one's own words, as a member; what the others wrote stays as it is. version: as it was read.

	Returns version. Raises frappe.PermissionError, NotNow, frappe.TimestampMismatchError and what
	`confidential.texts.keep` raises.
	"""
	with shielded(*FIELDS):
		said = {"question": question, "notes": notes, "results": results}
		return again.alone(lambda: _write(name, version, said))


def _write(name: str, version: str, said: dict[str, str | None]) -> dict:
	consultation, group = record.consultation_of_the_group(name)
	if not _may_write(consultation, group):
		frappe.throw(_("Nothing is written to this consultation any more."), NotNow)
	if version != _version(consultation, for_update=True):
		frappe.throw(
			_("You have written in another window meanwhile. Please copy your words and open it again."),
			frappe.TimestampMismatchError,
		)
	for field, text in said.items():
		slot = texts.Slot(CONSULTATION, consultation.name, field, frappe.session.user)
		texts.keep(slot, text, groups.members(group), labels()[field])
	return {"version": _version(consultation, for_update=True)}


def labels() -> dict[str, str]:
	"""What the fields are called, in the user's language."""
	return {"question": _("Key Question"), "notes": _("Notes"), "results": _("Results and Next Steps")}


def _may_write(consultation: Document, group: Document) -> bool:
	return (
		group.status == "Active"
		and consultation.status != "Cancelled"
		and not retention.is_over(consultation)
	)


def _version(consultation: Document, for_update: bool = False) -> str:
	"""Tells what the acting user had written when they looked."""
	return texts.version(CONSULTATION, consultation.name, frappe.session.user, for_update)


def _author(user: str) -> str:
	return people.full_name(user) if frappe.db.exists("User", user) else _("a former member")
