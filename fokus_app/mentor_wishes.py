"""What somebody wishes for in a mentor; candidates say it on their own page, HR and the lead in the form."""

import frappe
from frappe.model.document import Document

from fokus_app import arguments, talent_pool


def wish_of(candidate: Document) -> dict:
	"""What the own page shows: number (of the record), note, competencies and wishes (each name and wished)."""
	return {
		"number": candidate.name,
		"note": candidate.mentor_wish_note or "",
		"competencies": _choices(
			"Leadership Competency",
			"sort_order, name",
			{row.competency for row in candidate.wished_competencies},
		),
		"wishes": _choices("Mentoring Wish", "kind, name", {row.wish for row in candidate.mentoring_wishes}),
	}


@frappe.whitelist(methods=["POST"])
def state(
	name: str,
	competencies: str | list[str] | None = None,
	wishes: str | list[str] | None = None,
	note: str | None = None,
) -> dict:
	"""On the own page: the candidate says what they want to learn (names of competencies), and what else matters.

	Returns the three as they are kept now. Raises frappe.PermissionError for everybody else and once the
	case is closed, field_values.WrongValue, frappe.LinkValidationError.
	"""
	candidate = talent_pool.own_case(name)
	candidate.set(
		"wished_competencies", [{"competency": each} for each in arguments.names(competencies or [])]
	)
	candidate.set("mentoring_wishes", [{"wish": each} for each in arguments.names(wishes or [])])
	candidate.mentor_wish_note = note
	# the guard decides which fields; a candidate cannot open the record in the desk
	candidate.save(ignore_permissions=True)
	return {
		"competencies": [row.competency for row in candidate.wished_competencies],
		"wishes": [row.wish for row in candidate.mentoring_wishes],
		"note": candidate.mentor_wish_note,
	}


def _choices(doctype: str, order: str, wished: set[str]) -> list[dict]:
	# the names of both are for everybody who is logged in
	names = frappe.get_all(doctype, pluck="name", order_by=order)
	return [{"name": name, "wished": name in wished} for name in names]
