"""The phases of a consultation: copied from a template when it is planned, so that a change of the template moves
nothing that is planned."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint

from fokus_app.own_dates import NotNow

TEMPLATE = "Peer Consultation Template"
FIELDS = ("title", "minutes", "who_speaks", "what_happens")
_MOST_MINUTES = 180


def check(doc: Document) -> None:
	"""Refuse phases without a length or of hours; call it in validate. Raises NotNow."""
	for row in doc.phases:
		if not 1 <= cint(row.minutes) <= _MOST_MINUTES:
			frappe.throw(
				_("“{0}”: a phase takes between {1} and {2} minutes.").format(
					frappe.utils.escape_html(row.title), 1, _MOST_MINUTES
				),
				NotNow,
			)


def of_group(group: Document) -> list[dict]:
	"""The phases of the group's template, or of the first one by name. Raises NotNow where there is none."""
	template = group.template or frappe.db.get_value(TEMPLATE, {}, order_by="title")
	rows = frappe.get_doc(TEMPLATE, template).phases if template else []
	if not rows:
		frappe.throw(_("There is no template of the phases yet. Please ask HR for one."), NotNow)
	return [{field: row.get(field) for field in FIELDS} for row in rows]


def minutes(consultation: Document) -> int:
	"""How long all phases take together."""
	return sum(cint(row.minutes) for row in consultation.phases)
