"""Of which consultations the members are reminded: of those that are near, and of those nobody has said anything about."""

from collections.abc import Iterator
from datetime import date

import frappe
from frappe.utils import add_days, getdate, now_datetime

from fokus_app import people
from fokus_app.consultations import record
from fokus_app.consultations.groups import CONSULTATION, GROUP, MEMBER

#: what somebody does in a consultation; "" where nothing is agreed for them
MODERATES, BRINGS_CASE, ADVISES = "moderator", "case giver", "adviser"


def near(today: date) -> Iterator[tuple[frappe._dict, str, str]]:
	"""Consultations of the next day, or later today, with each member and what they do: (row, user, part).

	row: name, title (the group's), consultation_date, start_time.
	"""
	rows = _planned(today, add_days(today, 1))
	rows = [row for row in rows if record.starts_on(row) > now_datetime()]
	members = _users(MEMBER, GROUP, [row.consultation_group for row in rows])
	advisers = _users("Peer Consultation Adviser", CONSULTATION, [row.name for row in rows])
	for row in rows:
		parts = {user: ADVISES for user in advisers.get(row.name, ())}
		parts |= {row.case_giver: BRINGS_CASE, row.moderator: MODERATES}
		for user in people.enabled(members.get(row.consultation_group, [])):
			yield row, user, parts.get(user, "")


def unsaid(today: date) -> Iterator[tuple[frappe._dict, str]]:
	"""Consultations whose day is over and of which nobody has said whether they took place: (row, user).

	user: who moderates, else who planned it, else the first member whose account can be used. row: as for `near`.
	"""
	rows = _planned(None, add_days(today, -1))
	members = _users(MEMBER, GROUP, [row.consultation_group for row in rows])
	for row in rows:
		there = people.enabled(members.get(row.consultation_group, []))
		asked = next((user for user in (row.moderator, row.planned_by, *there) if user in there), None)
		if asked:
			yield row, asked


def _planned(first: date | None, last: date) -> list[frappe._dict]:
	"""Planned consultations of groups that go on, from one day to another."""
	consultation, group = frappe.qb.DocType(CONSULTATION), frappe.qb.DocType(GROUP)
	query = (
		frappe.qb.from_(consultation)
		.join(group)
		.on(group.name == consultation.consultation_group)
		.select(
			consultation.name,
			consultation.consultation_group,
			consultation.consultation_date,
			consultation.start_time,
			consultation.moderator,
			consultation.case_giver,
			consultation.planned_by,
			group.title,
		)
		.where((consultation.status == "Planned") & (group.status == "Active"))
		.where(consultation.consultation_date <= getdate(last))
		.orderby(consultation.consultation_date)
		.orderby(consultation.name)
	)
	if first:
		query = query.where(consultation.consultation_date >= first)
	return query.run(as_dict=True)


def _users(rows: str, doctype: str, parents: list[str]) -> dict[str, list[str]]:
	"""The accounts in these rows, by the record they belong to."""
	found: dict[str, list[str]] = {}
	filters = {"parent": ("in", parents or [""]), "parenttype": doctype}
	for row in frappe.get_all(rows, filters=filters, fields=["parent", "user"], order_by="parent, idx"):
		found.setdefault(row.parent, []).append(row.user)
	return found
