"""Assessments as each person may see them: on the candidate's form, in their own form, on the page /fokus."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr

from fokus_app import people
from fokus_app.assessments import profile, scale, writing
from fokus_app.assessments.requests import DOCTYPE, STAGES
from fokus_app.notifications.variables import day
from fokus_app.workflows.definition import Who


@frappe.whitelist(methods=["GET", "POST"])
def overview(candidate: str) -> dict:
	"""What the candidate's form shows: `rows` (who was asked, since when, handed in and released on), the
	`profile` of what the user may read (HTML), and which further assessments the user may ask for (`may_ask`).

	HR and the lead see every date, others only what is theirs. Raises frappe.PermissionError where the user
	may not read the candidate.
	"""
	doc = frappe.get_doc("Leadership Candidate", candidate)
	doc.check_permission("read")
	user = frappe.session.user
	oversees = bool(people.roles_of(user).intersection((people.HR_CLERK, people.LEAD)))
	readable = set(frappe.get_list(DOCTYPE, filters={"candidate": candidate}, pluck="name", limit=0))
	rows = [
		_row(row, row.name in readable, oversees)
		for row in _dates(candidate)
		if oversees or row.name in readable
	]
	leads = people.may_act_as(doc, Who.LEAD, user) and doc.workflow_state in STAGES
	return {
		"rows": rows,
		"profile": profile.html(handed_in(candidate)),
		"may_ask": [kind for kind in ("Self", "Manager") if leads and not _is_open(rows, kind)],
	}


@frappe.whitelist(methods=["GET", "POST"])
def sheet(name: str) -> dict:
	"""What the form of one assessment shows: its competencies with what they look like in practice, the words
	of the scale, and whether the user may write (`mine`). Raises frappe.PermissionError."""
	doc = frappe.get_doc(DOCTYPE, name)
	doc.check_permission("read")
	return {**_sheet(doc), "mine": writing.may_write(doc, frappe.session.user)}


def handed_in(candidate: str) -> list[Document]:
	"""The assessments of a candidate that are handed in and that the acting user may read, self first."""
	names = frappe.get_list(
		DOCTYPE, filters={"candidate": candidate, "status": "Handed In"}, pluck="name", limit=0
	)
	return _in_order(names)


def shown_to_the_candidate(candidate: Document) -> list[Document]:
	"""What the candidate may read of themselves: their own words, and what was released to them."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"candidate": candidate.name, "status": "Handed In"},
		fields=["name", "kind", "released_on"],
	)
	return _in_order([row.name for row in rows if row.kind == "Self" or row.released_on])


def for_own_page(candidate: Document) -> dict:
	"""What the page /fokus shows of this case to whom it is about: the self-assessment to write (`to_write`,
	None if there is none) and the `profile` of what they may read (HTML)."""
	# a participant has no access to the record; it is their own words and what was released to them
	open_name = frappe.db.get_value(DOCTYPE, {"candidate": candidate.name, "kind": "Self", "status": "Open"})
	doc = frappe.get_doc(DOCTYPE, open_name) if open_name else None
	mine = doc and writing.may_write(doc, frappe.session.user)
	return {
		"to_write": _sheet(doc) if mine else None,
		"profile": profile.html(shown_to_the_candidate(candidate)),
	}


def _sheet(doc: Document) -> dict:
	about = {
		row.name: row.description
		for row in frappe.get_all("Leadership Competency", fields=["name", "description"])
	}
	return {
		"name": doc.name,
		"modified": cstr(doc.modified),
		"scale": scale.words() if doc.status == "Open" else (doc.scale or "").splitlines(),
		"overall_remark": doc.overall_remark or "",
		"competencies": [
			{
				"competency": row.competency,
				"description": about.get(row.competency) or "",
				"observation": row.observation or "",
				"rating": row.rating or 0,
			}
			for row in doc.observations
		],
	}


def _dates(candidate: str) -> list[dict]:
	"""Who was asked for what and when; no word of what was written."""
	return frappe.get_all(
		DOCTYPE,
		filters={"candidate": candidate},
		fields=["name", "kind", "assessor", "status", "requested_on", "handed_in_on", "released_on"],
		order_by="creation",
	)


def _row(row: dict, may_read: bool, oversees: bool) -> dict:
	language = frappe.local.lang
	handed_in_by_others = row.status == "Handed In" and row.kind != "Self"
	return {
		"name": row.name,
		"kind": row.kind,
		"assessor": people.full_name(row.assessor) or _("no account yet"),
		"status": row.status,
		"requested_on": day(row.requested_on, language),
		"handed_in_on": day(row.handed_in_on, language),
		"released_on": day(row.released_on, language),
		"may_read": may_read,
		"may_write": may_read and row.status == "Open",
		"may_release": oversees and handed_in_by_others,
	}


def _is_open(rows: list[dict], kind: str) -> bool:
	return any(row["kind"] == kind and row["status"] == "Open" for row in rows)


def _in_order(names: list[str]) -> list[Document]:
	docs = [frappe.get_doc(DOCTYPE, name) for name in names]
	kinds = ("Self", "Manager", "Panel")
	return sorted(docs, key=lambda doc: (kinds.index(doc.kind), cstr(doc.handed_in_on), doc.name))
