"""What a template must be like, and when one may be deleted."""

import frappe
from frappe import _
from frappe.model.document import Document

from fokus_app import activities, field_values


def check(template: Document) -> None:
	"""Refuse rows that could not become a step, or the same one twice.

	Raises frappe.ValidationError with all that is wrong, by row.
	"""
	field_values.check(template)
	wrong = []
	seen: dict[tuple[str, str], int] = {}
	for row in template.steps:
		if not activities.EARLIEST <= (row.due_days or 0) <= activities.LATEST:
			wrong.append(
				_("Row {0}: please enter days between {1} and {2}.").format(
					row.idx, activities.EARLIEST, activities.LATEST
				)
			)
		first = seen.setdefault((row.phase, activities.title_key(row.title)), row.idx)
		if first != row.idx:
			wrong.append(_("Row {0} is the same step as row {1}.").format(row.idx, first))
	if wrong:
		frappe.throw("<br>".join(wrong), title=_("The Template Is Not Right Yet"))


def refuse_deletion(template: Document) -> None:
	"""Refuse to delete a template while somebody works through it; Frappe itself names cohorts that use it.

	Their steps would lose what they are compared with. Raises frappe.LinkExistsError.
	"""
	rows = [row.name for row in template.steps]
	if not rows:
		return
	working = frappe.get_all(
		"Candidate Activity",
		filters={"template_row": ("in", rows), "status": "Open"},
		pluck="candidate",
		distinct=True,
	)
	if working:
		frappe.throw(
			_(
				"{0} candidates still have open steps from this template. Choose another template for them and apply it first, or wait until the steps are done."
			).format(len(working)),
			frappe.LinkExistsError,
			title=_("Still in Use"),
		)
