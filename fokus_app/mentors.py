"""Mentor profiles: where they work, who has free places, who is there; what mentors say about themselves."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import getdate

from fokus_app import arguments, field_values, people
from fokus_app.matching import facts, rules
from fokus_app.matching.facts import Period
from fokus_app.notifications.variables import day

#: what mentors change themselves; the rest HR agrees with them
OWN_FIELDS = ("status", "available_from", "available_until")
#: who stops for good talks to HR
OWN_STATUS = ("Active", "Paused")


def fill_in(doc: Document) -> None:
	"""The area follows from the centre; who works in none keeps the one that was entered."""
	if doc.centre:
		doc.area = frappe.db.get_value("Daycare Centre", doc.centre, "area")


@frappe.whitelist(methods=["GET", "POST"])
def free_places(names: str | list[str]) -> dict[str, dict]:
	"""For these mentors, as far as the acting user sees them: capacity and free, counted now, and absent (why they
	are not there today, or an empty text).

	A place is free that is neither taken nor promised to a proposal.
	"""
	seen = frappe.get_list("Mentor", filters={"name": ("in", arguments.names(names))}, pluck="name", limit=0)
	return {
		each.name: {"capacity": each.capacity, "free": each.free, "absent": _absent(each)}
		for each in facts.read_mentors(seen)
	}


@frappe.whitelist(methods=["GET", "POST"])
def filters_for(which: str) -> list[list]:
	"""Filters [doctype, field, operator, value] for the list of mentors.

	which: "free" (there today, with a free place) or "absent" (not there today, for whatever reason). Raises
	arguments.WrongArgument for anything else.
	"""
	if which not in _FILTERS:
		frappe.throw(_("This list has no such filter."), arguments.WrongArgument)
	if not frappe.has_permission("Mentor", "read"):
		raise frappe.PermissionError
	names = frappe.get_list("Mentor", pluck="name", limit=0)
	chosen = [each.name for each in facts.read_mentors(names) if _FILTERS[which](each)]
	# an empty list would mean "no filter" to the list view
	return [["Mentor", "name", "in", chosen or ["-"]]]


_FILTERS = {
	"free": lambda mentor: mentor.free and not _absent(mentor),
	"absent": lambda mentor: _absent(mentor),
}


def own_profile() -> dict | None:
	"""What the acting user's own page shows of their mentor profile; None for who is no mentor."""
	user = frappe.session.user
	name = frappe.db.get_value("Mentor", {"user": user})
	if not name or people.MENTOR not in people.roles_of(user):
		return None
	doc = frappe.get_doc("Mentor", name)
	places = facts.places_used([name])
	return {
		"name": name,
		"kind": _(doc.kind),
		"status": doc.status,
		"status_label": _(doc.status),
		"may_change": doc.status in OWN_STATUS,
		"choices": [{"value": each, "label": _(each)} for each in OWN_STATUS],
		"capacity": doc.capacity or 0,
		"free": max((doc.capacity or 0) - places[name], 0),
		"competencies": [row.competency for row in doc.competencies],
		"wishes": [row.wish for row in doc.wishes],
		"available_from": str(doc.available_from or ""),
		"available_until": str(doc.available_until or ""),
		"from_label": day(doc.available_from, frappe.local.lang),
		"until_label": day(doc.available_until, frappe.local.lang),
	}


@frappe.whitelist(methods=["POST"])
def state_availability(
	status: str, available_from: str | None = None, available_until: str | None = None
) -> dict:
	"""On the own page: a mentor says from when until when they are there, or that they pause.

	Pairs that are going on stay as they are. Returns the fields as they are kept now. Raises
	frappe.PermissionError for who is no mentor (any more), field_values.WrongValue.
	"""
	user = frappe.session.user
	name = frappe.db.get_value("Mentor", {"user": user})
	doc = frappe.get_doc("Mentor", name, for_update=True) if name else None
	if not doc or people.MENTOR not in people.roles_of(user) or doc.status not in OWN_STATUS:
		frappe.throw(_("Only active mentors say when they are there."), frappe.PermissionError)
	if status not in OWN_STATUS:
		frappe.throw(_("Please choose “{0}” or “{1}”.").format(*map(_, OWN_STATUS)), field_values.WrongValue)
	doc.update(
		{
			"status": status,
			"available_from": available_from or None,
			"available_until": available_until or None,
		}
	)
	# a mentor may read their record, and change of it these three fields alone
	doc.save(ignore_permissions=True)
	return {field: str(doc.get(field) or "") for field in OWN_FIELDS}


def _absent(mentor: facts.Mentor) -> str:
	refusal = rules.in_time(mentor, Period(getdate(), getdate()))
	return rules.sentence(refusal, mentor) if refusal else ""
