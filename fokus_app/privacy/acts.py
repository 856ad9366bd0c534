"""What the programme lead does by hand: legal hold, erasing a case, erasing a person; seen before it is done, and confirmed.

Two erasures (DESIGN §5). The case: somebody stays employed, but nothing says any more that they were considered. The person: their
account loses its name too.
"""

from collections import Counter

import frappe
from frappe import _

from fokus_app import field_values, people
from fokus_app.notifications import delivery
from fokus_app.privacy import persons, protocol, sweep
from fokus_app.privacy.cases import CANDIDATE, Batch
from fokus_app.workflows import definitions, guard

HOLD, RELEASE = "Legal Hold Set", "Legal Hold Lifted"
#: what people read in the log
LABELS = {HOLD: lambda: _("Legal Hold Set"), RELEASE: lambda: _("Legal Hold Lifted")}


class NotConfirmed(frappe.ValidationError):
	"""What was typed is not the name of the person who would be erased."""


@frappe.whitelist(methods=["POST"])
def set_hold(case: str, on: bool, reason: str) -> None:
	"""Keep a case from being erased, or no longer, as the lead; an entry in its log. Raises frappe.PermissionError."""
	_only_lead(case)
	if not (reason or "").strip():
		frappe.throw(_("Please give a reason."), guard.ConditionMissing)
	field_values.check_text(_("Reason"), reason)
	field_values.check_markup(_("Reason"), reason)
	doc = frappe.get_doc(CANDIDATE, case, for_update=True)
	on = frappe.utils.sbool(on) is True or on == 1
	if bool(doc.legal_hold) != on:
		guard.record_act(doc, HOLD if on else RELEASE, reason.strip(), legal_hold=int(on))


@frappe.whitelist(methods=["POST"])
def preview(kind: str, case: str | None = None, user: str | None = None) -> dict:
	"""What an erasure would remove; changes nothing. kind: "Case" or "Person"; case or user says whose.

	Returns title (the name to confirm with), obstacles (sentences), records (label and count), texts (in which others may name
	the person and which stay: doctype, name, label) and cases (numbers). Raises frappe.PermissionError.
	"""
	cases, user = _whose(kind, case, user)
	batch = Batch(cases)
	counted: Counter = Counter()
	going: set[tuple[str, str]] = set()
	for each in cases:
		for doctype, names in batch.records_of(each).items():
			counted[doctype] += len(names)
			going |= {(doctype, name) for name in names}
		for doctype, names in batch.traces_of(each).items():
			counted[doctype] += len(names)
	names = persons.names_of(user, cases)
	if kind == protocol.PERSON:
		found = sweep.search([names]).rows
		for doctype, rows in (persons.mails_with_last_name(user, names) if user else {}).items():
			found[doctype] = list(dict.fromkeys([*found.get(doctype, []), *rows]))
		for doctype, rows in found.items():
			counted[doctype] = max(counted[doctype], len(rows))
			if doctype in sweep.LOGS:
				going |= {(doctype, row) for row in rows}
	return {
		"title": _title(kind, cases, user),
		"obstacles": _obstacles(kind, cases, user),
		"records": [
			{"label": _(doctype), "count": count} for doctype, count in sorted(counted.items()) if count
		],
		"texts": [
			{**each, "label": f"{_(each['doctype'])}: {each['label']}"}
			for each in sweep.in_our_texts(names, going)
		],
		"cases": cases,
	}


@frappe.whitelist(methods=["POST"])
def erase(kind: str, confirmed: str, case: str | None = None, user: str | None = None) -> dict:
	"""Erase a case or a person, for good. confirmed: the name that `preview` gave as title, typed by whoever decides.

	Returns name (of the protocol), counts (as text) and left (rows of other apps that still name the person: doctype, name).
	Raises frappe.PermissionError, NotConfirmed, persons.NotErased.
	"""
	cases, user = _whose(kind, case, user)
	title = _title(kind, cases, user)
	if " ".join((confirmed or "").split()).casefold() != " ".join(title.split()).casefold():
		frappe.throw(_("Please type the name “{0}” to confirm.").format(title), NotConfirmed)
	if obstacles := _obstacles(kind, cases, user):
		frappe.throw("<br>".join(obstacles), persons.NotErased, title=_("Not Possible Yet"))
	by, left = frappe.session.user, []
	if kind == protocol.CASE:
		counts, reference, noted = Batch(cases).erase(case) or Counter(), case, {}
	else:
		alias = persons.new_alias() if user else cases[0]
		counts, left = persons.erase(user, cases, alias)
		reference, noted = alias, {"cases": cases, "user": user}
	with delivery.language(people.default_language()):
		rule = _("On Request")
	name = protocol.note(kind, rule, reference, counts, by=by, **noted)
	return {
		"name": name,
		"counts": frappe.db.get_value(protocol.DOCTYPE, name, "counts"),
		"left": [{"doctype": doctype, "name": row} for doctype, row in left],
	}


def _whose(kind: str, case: str | None, user: str | None) -> tuple[list[str], str | None]:
	"""The cases and the account that an erasure is about. Raises frappe.PermissionError, persons.NotErased."""
	if kind not in (protocol.CASE, protocol.PERSON):
		frappe.throw(_("Please choose what is erased: the case or the person."), persons.NotErased)
	email = None
	if case:
		_only_lead(case)
		if kind == protocol.CASE:
			return [case], None
		user, email = frappe.db.get_value(CANDIDATE, case, ["user", "email"])
	else:
		_only_lead()
	if kind == protocol.CASE or not (case or persons.is_person(user)):
		frappe.throw(_("Please choose whose data are erased."), persons.NotErased)
	if user == frappe.session.user or (email and email.lower() in people.addresses_of(frappe.session.user)):
		frappe.throw(_("Nobody erases themself. Please ask the deputy lead."), frappe.PermissionError)
	return list(dict.fromkeys([*([case] if case else []), *persons.cases_of(user, email)])), user


def _title(kind: str, cases: list[str], user: str | None) -> str:
	if kind == protocol.PERSON and user:
		return people.full_name(user)
	return frappe.db.get_value(CANDIDATE, cases[0], "candidate_name")


def _obstacles(kind: str, cases: list[str], user: str | None) -> list[str]:
	if kind == protocol.PERSON:
		return persons.obstacles(user, cases)
	row = frappe.db.get_value(
		CANDIDATE, cases[0], ["workflow_state", "legal_hold", "erased_on"], as_dict=True
	)
	found = []
	if row.erased_on:
		found.append(_("This case was anonymised already."))
	if row.legal_hold:
		found.append(_("{0} is on legal hold.").format(cases[0]))
	if row.workflow_state in definitions()[CANDIDATE].open_states:
		found.append(_("{0} is an open case. Please end it first.").format(cases[0]))
	return found


def _only_lead(case: str | None = None) -> None:
	if people.LEAD not in people.roles_of(frappe.session.user):
		frappe.throw(_("Only the programme lead decides about that."), frappe.PermissionError)
	if case:
		frappe.get_doc(CANDIDATE, case).check_permission("read")
