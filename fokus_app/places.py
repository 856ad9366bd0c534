"""Places that are given once: in a cohort, at a mentor, in a meeting.

Who holds a place stands in a row of Taken Place, not in a counter and not in the holders' own rows:
the rows are counted while the record that offers the places is locked. Counting the holders instead
would read an old snapshot (repeatable read) or, with locks on them, end in deadlocks with people who
act on those records at the same moment.
"""

import frappe
from frappe import _
from frappe.model.document import Document


class NoFreePlace(frappe.ValidationError):
	"""All places are taken."""


def taken(resource_doctype: str, resource: str) -> int:
	"""How many places of this record are taken, to be shown; to decide by it there is `taken_now`."""
	return frappe.db.count("Taken Place", {"resource_doctype": resource_doctype, "resource": resource})


def taken_now(resource_doctype: str, resource: str) -> int:
	"""How many places of this record are taken; it stays locked until the transaction ends, so that the number
	is still true when something follows from it."""
	frappe.db.get_value(resource_doctype, resource, "name", for_update=True)
	return _count_locked(resource_doctype, resource)


def free(resource_doctype: str, resource: str, limit_field: str) -> int:
	"""How many places of this record are free, below zero where more are taken than there are; it stays locked
	until the transaction ends, so that this is still true when one of them is taken."""
	limit = frappe.db.get_value(resource_doctype, resource, limit_field, for_update=True)
	return (limit or 0) - _count_locked(resource_doctype, resource)


def keep(
	holder_doctype: str, holder: str, resource_doctype: str, resource: str | None, limit_field: str
) -> None:
	"""See to it that `holder` holds exactly one place of `resource` (None: no place at all).

	limit_field: the field of the resource that says how many places there are.
	Raises NoFreePlace where there is none; the caller's transaction then ends without any change.
	"""
	name = f"{holder_doctype}:{holder}"
	# as the transaction's snapshot has it; only to know what to lock
	seen = frappe.db.get_value("Taken Place", name, "resource")
	# always in the same order, so that two people moving between the same two do not block each other
	limits = {
		each: frappe.db.get_value(resource_doctype, each, limit_field, for_update=True)
		for each in sorted({seen, resource} - {None, ""})
	}
	# somebody else may have given or taken this place since (a waiting list moves up): what counts is what is now
	held = frappe.db.get_value("Taken Place", name, "resource", for_update=True)
	if held == (resource or None):
		return
	if held:
		frappe.db.delete("Taken Place", {"name": name})
	if not resource:
		return
	if _count_locked(resource_doctype, resource) >= (limits[resource] or 0):
		frappe.throw(
			_("All {0} places of {1} are taken.").format(limits[resource] or 0, frappe.bold(resource)),
			NoFreePlace,
			title=_("No Free Place"),
		)
	place = frappe.new_doc("Taken Place")
	place.update(
		{
			"resource_doctype": resource_doctype,
			"resource": resource,
			"holder_doctype": holder_doctype,
			"holder": holder,
		}
	)
	# nobody writes these rows by hand; the place follows from a transition that the guard allowed
	place.insert(ignore_permissions=True, set_name=name)


def check_limit(doc: Document, limit_field: str) -> None:
	"""Refuse fewer places than are taken; call it in validate. Raises NoFreePlace."""
	if doc.is_new() or not doc.has_value_changed(limit_field):
		return
	# as in keep: who takes a place at this moment waits, or is waited for
	frappe.db.get_value(doc.doctype, doc.name, limit_field, for_update=True)
	count = _count_locked(doc.doctype, doc.name)
	if (doc.get(limit_field) or 0) < count:
		frappe.throw(
			_("{0} places are taken already. Please enter at least as many.").format(count), NoFreePlace
		)


def refuse_merge(merge: bool) -> None:
	"""Refuse to merge two records that offer places: one would give away more than it has.

	Call it in before_rename with what Frappe says there.
	"""
	if merge:
		frappe.throw(_("These records are not merged: their places would be given twice."))


def _count_locked(resource_doctype: str, resource: str) -> int:
	"""Count with the newest committed rows, not with the transaction's snapshot."""
	place = frappe.qb.DocType("Taken Place")
	rows = (
		frappe.qb.from_(place)
		.select(place.name)
		.where((place.resource_doctype == resource_doctype) & (place.resource == resource))
		.for_update()
		.run()
	)
	return len(rows)
