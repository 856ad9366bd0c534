"""Writing an assessment, handing it in and showing it to the candidate: who may, and what stays as it is."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, now_datetime, sbool, today

from fokus_app import arguments, field_values, people
from fokus_app.assessments import scale
from fokus_app.assessments.requests import DOCTYPE, STAGES
from fokus_app.notifications import notifier, variables
from fokus_app.notifications.notices import ASSESSMENT_RELEASED
from fokus_app.workflows.definition import Who

#: what the assessor writes; everything else the app keeps
_TEXTS = ("observations", "overall_remark")


def check(doc: Document) -> None:
	"""Refuse everything but the assessor's own words in an open assessment; call it in validate.

	Raises frappe.PermissionError or frappe.ValidationError.
	"""
	if doc.flags.by_the_app:
		return
	before = doc.get_doc_before_save()
	if not before:
		frappe.throw(_("Assessments are asked for, not made by hand."), frappe.PermissionError)
	_put_back(doc, before)
	if _words_of(doc) == _words_of(before):
		return
	refuse_others(before)
	_check_ratings(doc)


def may_write(doc: Document, user: str) -> bool:
	"""True for who is asked, and for the deputy of a manager who is asked, while it is open.

	Nobody writes about themselves but in the self-assessment, from the day they know of the candidacy.
	"""
	if doc.status != "Open":
		return False
	candidate = frappe.get_doc("Leadership Candidate", doc.candidate)
	if candidate.workflow_state not in STAGES:
		return False
	if doc.kind == "Self":
		return bool(candidate.user) and user == candidate.user and people.knows_of_it(candidate)
	if doc.kind == "Manager":
		return people.may_act_as(candidate, Who.MANAGER, user)
	return user == doc.assessor and people.may_act_as(candidate, Who.PANEL, user)


def refuse_others(doc: Document) -> None:
	"""Raise frappe.PermissionError unless the acting user may write this assessment now."""
	if not may_write(doc, frappe.session.user):
		frappe.throw(
			_("Only who was asked writes an assessment, until it is handed in."), frappe.PermissionError
		)


@frappe.whitelist(methods=["POST"])
def write(
	name: str,
	modified: str,
	observations: str | list[dict],
	overall_remark: str | None = None,
	hand_in: bool = False,
) -> dict:
	"""Keep what the assessor has written so far, and hand it in where told to.

	observations: rows with competency, observation and, where the scale is on, rating. modified: as the
	person saw it; an older one is refused. Returns status and modified.
	"""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	refuse_others(doc)
	if cstr(doc.modified) != modified:
		frappe.throw(
			_("This assessment was changed in another window meanwhile. Please open it again."),
			frappe.TimestampMismatchError,
		)
	doc.update({"observations": _rows(observations), "overall_remark": overall_remark})
	# people without access to the desk write here too; checked above and in validate
	doc.save(ignore_permissions=True)
	if sbool(hand_in):
		_hand_in(doc)
	return {"status": doc.status, "modified": cstr(doc.modified)}


@frappe.whitelist(methods=["POST"])
def hand_in(name: str) -> dict:
	"""Hand an assessment in as it is saved; from then on it is only read. Returns status and modified."""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	refuse_others(doc)
	_hand_in(doc)
	return {"status": doc.status, "modified": cstr(doc.modified)}


@frappe.whitelist(methods=["POST"])
def release(name: str, released: bool = True) -> None:
	"""Show an assessment to the candidate, or take that back, as HR or the lead.

	HR releases without reading it. Raises frappe.PermissionError for others.
	"""
	doc = frappe.get_doc(DOCTYPE, name, for_update=True)
	candidate = frappe.get_doc("Leadership Candidate", doc.candidate)
	candidate.check_permission("read")
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD)):
		frappe.throw(_("HR and the programme lead release assessments."), frappe.PermissionError)
	if doc.status != "Handed In" or doc.kind == "Self":
		frappe.throw(_("Only an assessment by others that was handed in is released."))
	released = sbool(released)
	if released == bool(doc.released_on):
		return
	doc.released_on, doc.released_by = (today(), frappe.session.user) if released else (None, None)
	_keep(doc)
	for person in people.addressees(candidate, Who.CANDIDATE) if released else ():
		values = variables.values_for(ASSESSMENT_RELEASED.event, candidate, person, Who.CANDIDATE)
		notifier.notify(ASSESSMENT_RELEASED, candidate, person, f"{name}:{now_datetime()}", values)


def _hand_in(doc: Document) -> None:
	if not any(
		cstr(text).strip() for text in (doc.overall_remark, *(r.observation for r in doc.observations))
	):
		frappe.throw(_("Please write at least one observation or an overall remark."))
	without_words = [r.competency for r in doc.observations if r.rating and not cstr(r.observation).strip()]
	if without_words:
		frappe.throw(
			_("Words come first: please write what the rating rests on for {0}.").format(
				", ".join(frappe.utils.escape_html(each) for each in without_words)
			)
		)
	doc.status, doc.handed_in_on = "Handed In", today()
	# the words of the scale may change later, what was meant does not
	doc.scale = "\n".join(scale.words())
	if doc.kind == "Manager":
		doc.assessor = frappe.session.user  # the manager or the deputy, whoever wrote it
	_keep(doc)


def _keep(doc: Document) -> None:
	doc.flags.by_the_app = True
	# who may do this was checked by the caller; it is more than who may write the record in the desk
	doc.save(ignore_permissions=True)
	doc.flags.by_the_app = False


def _put_back(doc: Document, before: Document) -> None:
	"""The texts are the assessor's, by competency; what else a client sent is not theirs to change."""
	for df in doc.meta.fields:
		if df.fieldname not in _TEXTS and df.fieldname in doc.meta.get_valid_columns():
			doc.set(df.fieldname, before.get(df.fieldname))
	given = {row.competency: row for row in doc.observations}
	rows = []
	for row in before.observations:
		new = given.get(row.competency, row)
		field_values.check_text(row.competency, new.observation or "")
		rows.append(
			{
				"name": row.name,
				"competency": row.competency,
				"observation": new.observation,
				"rating": cint(new.rating),
			}
		)
	doc.set("observations", rows)


def _check_ratings(doc: Document) -> None:
	steps = len(scale.words())
	for row in doc.observations:
		if not 0 <= row.rating <= steps:
			frappe.throw(
				_("There is no such step on the rating scale.") if steps else _("The rating scale is off.")
			)


def _words_of(doc: Document) -> tuple:
	rows = tuple((row.competency, cstr(row.observation), cint(row.rating)) for row in doc.observations)
	return cstr(doc.overall_remark), rows


def _rows(observations: str | list[dict]) -> list[dict]:
	return [
		{
			"competency": cstr(row.get("competency")),
			"observation": cstr(row.get("observation")),
			"rating": cint(row.get("rating")),
		}
		for row in arguments.rows(observations)
	]
