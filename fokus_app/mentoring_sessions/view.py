"""Sessions as each person may see them: the pair everything, HR how many and when."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cint, cstr, getdate

from fokus_app import people
from fokus_app.confidential import texts
from fokus_app.mentoring_sessions import plan, record, retention
from fokus_app.mentoring_sessions.record import DOCTYPE, NOTE, RELATIONSHIP, RUNNING, SHARED
from fokus_app.notifications.variables import day, moment


@frappe.whitelist(methods=["POST"])
def content(name: str) -> dict:
	"""The words of a session, opened for the acting user alone.

	Returns topics and next_steps (with who wrote them: `by`), the user's own private_note, problem (why something
	cannot be opened, or empty), may_change, modified. Raises frappe.PermissionError.
	"""
	session, pair = record.session_of_the_pair(name, running=False)
	found = texts.read(DOCTYPE, session.name)
	words = {each.slot.field: each.text or "" for each in found if _is_shown(each)}
	problem = next((each.why for each in found if each.why), "") or _not_yours(session, found)
	return {
		**{field: words.get(field, "") for field in (*SHARED, NOTE)},
		"by": people.full_name(session.written_by),
		"problem": problem,
		"may_change": not problem and _may_change(session, pair),
		"modified": cstr(session.modified),
	}


@frappe.whitelist(methods=["GET", "POST"])
def overview(relationship: str) -> dict:
	"""What the form of a relationship shows of its sessions.

	Returns of_the_pair (whether the acting user is one of the two), held (rows: name for the pair alone, date,
	and for the pair minutes and form), next (when the next one is planned), may_log, deleted_on (when the words are
	deleted, after the end). Raises frappe.PermissionError.
	"""
	doc = frappe.get_doc(RELATIONSHIP, relationship)
	doc.check_permission("read")
	mine = record.is_of_the_pair(doc)
	sessions = own_list(doc)
	if not mine:
		sessions["held"] = [{"date": row["date"]} for row in sessions["held"]]
		sessions["next"] = sessions["next"] and {"when": sessions["next"]["date"]}
	return {"of_the_pair": mine, **sessions, "may_log": mine and doc.workflow_state in RUNNING}


def own_list(relationship: Document) -> dict:
	"""held: the sessions, newest first (name, date, iso, minutes, form, place, mine); next: the planned one (when,
	date, iso, time, minutes, form, place, over) or None; deleted_on: when the words are deleted. No words."""
	rows = frappe.get_all(
		DOCTYPE,
		filters={"relationship": relationship.name},
		fields=[
			*("name", "status", "session_date", "start_time", "minutes", "form", "place", "written_by"),
		],
		order_by="session_date desc, creation desc",
	)
	ahead = next((row for row in rows if row.status == "Planned"), None)
	language = frappe.local.lang
	deleted_on = retention.deleted_on(relationship)
	return {
		"held": [_row(row) for row in rows if row.status == "Held"],
		"next": ahead
		and {
			**_row(ahead),
			"when": moment(plan.starts_on(ahead), language),
			"time": ahead.start_time or "",
			"over": getdate(ahead.session_date) < getdate(),
		},
		"deleted_on": day(deleted_on, language),
	}


def _row(row) -> dict:
	return {
		"name": row.name,
		"date": day(row.session_date, frappe.local.lang),
		"iso": cstr(row.session_date),
		"minutes": cint(row.minutes),
		"form": _(row.form),
		"form_value": row.form,
		"place": row.place or "",
		"mine": row.written_by == frappe.session.user,
	}


def _is_shown(found: texts.Found) -> bool:
	return found.slot.field in SHARED or found.slot.author == frappe.session.user


def _not_yours(session: Document, found: list[texts.Found]) -> str:
	"""What to say to somebody who became one of the pair with another account."""
	if found or not texts.is_there(DOCTYPE, [session.name]):
		return ""
	return _("This was written for other accounts than yours and cannot be shown to you.")


def _may_change(session: Document, pair: Document) -> bool:
	return session.written_by == frappe.session.user and pair.workflow_state in RUNNING
