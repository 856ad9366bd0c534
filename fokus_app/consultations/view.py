"""Consultations as each person may see them: members everything, HR how many and when."""

import frappe
from frappe import _
from frappe.model.document import Document
from frappe.utils import cstr, getdate

from fokus_app import own_dates, people
from fokus_app.consultations import groups, phases, plan, record, retention, running, words
from fokus_app.consultations.groups import CONSULTATION, GROUP, MEMBER
from fokus_app.notifications.variables import day, moment


@frappe.whitelist(methods=["GET", "POST"])
def overview(group: str) -> dict:
	"""What the form of a group shows: held (dates, newest first) and planned (moments). No person, no word.

	Raises frappe.PermissionError.
	"""
	doc = frappe.get_doc(GROUP, group)
	doc.check_permission("read")
	rows = _rows(doc, "Held", "Planned")
	return {
		"held": [day(row.consultation_date, frappe.local.lang) for row in rows if row.status == "Held"],
		"planned": [
			moment(record.starts_on(row), frappe.local.lang)
			for row in reversed(rows)
			if row.status == "Planned"
		],
	}


def my_groups() -> list[dict]:
	"""The groups of the acting user, for their own page: name, title, active, members (names), choices (members to
	choose from), next_moderator, planned and held (name, when, date, place, moderator, case_giver, over)."""
	names = frappe.get_all(MEMBER, filters={"user": frappe.session.user, "parenttype": GROUP}, pluck="parent")
	docs = [frappe.get_doc(GROUP, name) for name in sorted(set(names))]
	return [_group(doc) for doc in docs if groups.is_member(doc)]


def page(name: str) -> dict:
	"""What the page of a consultation shows, without its words (`words.read`). Raises frappe.PermissionError."""
	consultation, group = record.seen(name)
	language = frappe.local.lang
	advisers = {row.user for row in consultation.advisers}
	return {
		**_row(consultation),
		"name": consultation.name,
		"group_title": group.title,
		"state": running.state(consultation),
		"phases": [
			{"number": row.idx, **{field: row.get(field) or "" for field in phases.FIELDS}}
			for row in consultation.phases
		],
		"minutes": phases.minutes(consultation),
		"members": [{**each, "advises": each["user"] in advisers} for each in _choices(group)],
		"moderator_user": consultation.moderator or "",
		"case_giver_user": consultation.case_giver or "",
		"may_change": group.status == "Active" and consultation.status == "Planned",
		"may_reopen": group.status == "Active"
		and consultation.status == "Held"
		and getdate(consultation.consultation_date) == getdate(),
		"day_has_come": record.day_has_come(consultation),
		"labels": words.labels(),
		"deleted_on": day(retention.deleted_on(consultation), language),
		"time": consultation.start_time or "",
		"form_value": consultation.form,
		"place": consultation.place or "",
	}


def _group(doc: Document) -> dict:
	rows = _rows(doc, "Held", "Planned")
	return {
		"name": doc.name,
		"title": doc.title,
		"active": doc.status == "Active",
		"members": [each["full_name"] for each in _choices(doc)],
		"choices": _choices(doc),
		"next_moderator": plan.next_moderator(doc),
		"planned": [_row(row) for row in reversed(rows) if row.status == "Planned"],
		"held": [_row(row) for row in rows if row.status == "Held"],
	}


def _rows(group: Document, *states: str) -> list:
	# what an ended group once planned is open for nobody
	seen = [each for each in states if each != "Planned" or group.status == "Active"]
	return frappe.get_all(
		CONSULTATION,
		filters={"consultation_group": group.name, "status": ("in", seen)},
		fields=[
			*("name", "status", "consultation_date", "start_time", "form", "place"),
			*("moderator", "case_giver"),
		],
		order_by="consultation_date desc, start_time desc",
	)


def _row(row) -> dict:
	language = frappe.local.lang
	return {
		"name": row.name,
		"when": moment(record.starts_on(row), language),
		"date": day(row.consultation_date, language),
		"iso": cstr(row.consultation_date),
		"where": own_dates.where(row, language),
		"moderator": people.full_name(row.moderator),
		"case_giver": people.full_name(row.case_giver),
		"today": getdate(row.consultation_date) == getdate(),
		"over": getdate(row.consultation_date) < getdate(),
		"status": row.status,
		"status_label": _(row.status),
	}


def _choices(group: Document) -> list[dict]:
	return [{"user": user, "full_name": people.full_name(user)} for user in groups.members(group)]
