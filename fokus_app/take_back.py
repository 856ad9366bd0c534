"""Taking a take-over back: the cases that it made are deleted, except those that somebody has worked on since."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.model.rename_doc import get_link_fields
from frappe.utils import getdate

from fokus_app import arguments, people
from fokus_app.workflows import taking_over

CANDIDATE = taking_over.DOCTYPE
DOCTYPE = "Candidate Take-over"
ACTIVITY = "Candidate Activity"
#: what people leave beside a case, and how it names what it is about; none of it is seen in the case itself
TRACES = {
	"Comment": ("reference_doctype", "reference_name"),
	"Communication": ("reference_doctype", "reference_name"),
	"File": ("attached_to_doctype", "attached_to_name"),
	"Tag Link": ("document_type", "document_name"),
	"ToDo": ("reference_type", "reference_name"),
}
#: what belongs to a case that was taken over, and goes with it
_BELONGS = (ACTIVITY, "Candidate Take-over Row")


@frappe.whitelist(methods=["GET", "POST"])
def preview(name: str) -> dict:
	"""What undoing this take-over would do: gone and kept (lists of candidate and title, kept also with why), and
	steps (how many would go with them)."""
	taking_over.check_permission()
	doc = arguments.record(DOCTYPE, name)
	doc.check_permission("read")
	rows = [row for row in doc.rows if row.outcome == "Taken Over" and row.candidate]
	titles = dict(
		frappe.get_all(
			CANDIDATE,
			filters={"name": ("in", [row.candidate for row in rows] or [""])},
			fields=["name", "candidate_name"],
			as_list=True,
		)
	)
	referred_to = _referred_to(list(titles))
	gone, kept = [], []
	for row in rows:
		found = {"candidate": row.candidate, "title": titles.get(row.candidate) or row.candidate}
		why = _why_kept(row, referred_to)
		kept.append({**found, "why": why}) if why else gone.append(found)
	steps = frappe.db.count(ACTIVITY, {"candidate": ("in", [each["candidate"] for each in gone] or [""])})
	return {"gone": gone, "kept": kept, "steps": steps}


@frappe.whitelist(methods=["POST"])
def undo(name: str) -> dict:
	"""Delete the cases of this take-over that nobody has worked on since; returns message, undone and kept.

	kept: the others, each with candidate and why. May be called again.
	"""
	taking_over.check_permission()
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	doc.check_permission("read")
	undone, kept = 0, []
	referred_to = _referred_to([row.candidate for row in doc.rows if row.candidate])
	for row in doc.rows:
		if row.outcome != "Taken Over":
			continue
		row.why_kept = _why_kept(row, referred_to) or _delete(row)
		if row.why_kept:
			kept.append({"candidate": row.candidate, "why": row.why_kept})
		else:
			row.outcome, row.candidate = "Undone", None
			undone += 1
	doc.status = "Partly Undone" if kept else "Undone"
	# nobody writes these records by hand; who may undo was checked above
	doc.save(ignore_permissions=True)
	return {
		"message": _("{0} cases were taken back, {1} stay.").format(undone, len(kept)),
		"undone": undone,
		"kept": kept,
	}


def late_steps(doc: Document) -> int:
	"""How many open steps of these cases were due by the day of the take-over: nobody is reminded of them."""
	filters = {
		"candidate": ("in", [row.candidate for row in doc.rows if row.candidate] or [""]),
		"status": "Open",
		"due_date": ("<=", getdate(doc.taken_over_on)),
	}
	return len(frappe.get_list(ACTIVITY, filters=filters, pluck="name", limit=0))


def looks_like(candidate: str) -> str:
	"""What the case and its steps look like: if it is the same later, nobody has worked on it."""
	steps = frappe.get_all(
		ACTIVITY, filters={"candidate": candidate}, pluck="modified", order_by="modified desc"
	)
	modified = frappe.db.get_value(CANDIDATE, candidate, "modified")
	return f"{modified} {len(steps)} {steps[0] if steps else ''}"


def _why_kept(row: Document, referred_to: set[str]) -> str | None:
	candidate = frappe.db.get_value(CANDIDATE, row.candidate, ["name", "user", "email"], as_dict=True)
	if not candidate:
		return None
	if people.is_about(frappe.get_doc(CANDIDATE, row.candidate), frappe.session.user):
		return _("The case is about yourself. Please ask a colleague.")
	if looks_like(row.candidate) != row.seen:
		return _("Somebody has worked on it since.")
	if row.candidate in referred_to:
		return _("Another record refers to it.")
	return _("Somebody has left a comment, a file or a task there.") if _has_traces(row.candidate) else None


def _has_traces(candidate: str) -> bool:
	"""True where a person has left something beside the case or one of its steps."""
	return any(
		frappe.db.exists(doctype, {type_field: kind, name_field: ("in", names)})
		for kind, names in _parts(candidate).items()
		for doctype, (type_field, name_field) in TRACES.items()
		if names
	)


def _parts(candidate: str) -> dict[str, list[str]]:
	"""The case and its steps, names by doctype."""
	steps = frappe.get_all(ACTIVITY, filters={"candidate": candidate}, pluck="name")
	return {CANDIDATE: [candidate], ACTIVITY: steps}


def _delete(row: Document) -> str | None:
	"""Delete an untouched case for good; returns why not, where something else refers to it."""
	frappe.db.savepoint("fokus_undo")
	messages = len(frappe.local.message_log)
	name = row.candidate
	try:
		for kind, names in _parts(name).items():
			if names:
				# that somebody was reminded of it is nobody's work on it
				frappe.db.delete(
					"FOKUS Reminder", {"reference_doctype": kind, "reference_name": ("in", names)}
				)
		frappe.db.delete(ACTIVITY, {"candidate": name})
		frappe.db.set_value(row.doctype, row.name, "candidate", None, update_modified=False)
		if frappe.db.exists(CANDIDATE, name):
			# made by this take-over and never worked on; HR may not delete cases otherwise
			frappe.delete_doc(CANDIDATE, name, ignore_permissions=True, delete_permanently=True)
	except frappe.LinkExistsError:
		frappe.db.rollback(save_point="fokus_undo")
		del frappe.local.message_log[messages:]
		return _("Another record refers to it.")
	return None


def _referred_to(candidates: list[str]) -> set[str]:
	"""Those of these cases to which other records refer."""
	found: set[str] = set()
	for field in get_link_fields(CANDIDATE):
		if field.parent in _BELONGS or field.issingle or not candidates:
			continue
		# whoever may see them: they would be left pointing at nothing
		found.update(
			frappe.get_all(
				field.parent,
				filters={field.fieldname: ("in", candidates)},
				pluck=field.fieldname,
				distinct=True,
			)
		)
	return found
