"""What link fields offer: only people who can be in that part."""

import frappe
from frappe import _
from frappe.utils import cint

from fokus_app import arguments, people
from fokus_app.workflows.definition import Who


@frappe.whitelist(methods=["GET", "POST"])
@frappe.validate_and_sanitize_search_inputs
def users_for(
	doctype: str, txt: str, searchfield: str, start: int, page_len: int, filters: dict | None
) -> list[tuple[str, str]]:
	"""Enabled users for a link to User, by name or address.

	filters: {"part": a value of Who} offers who holds a role for that part; without it everybody who
	can be a candidate, a guest or the like. Returns (user, full name) rows.
	"""
	if not people.roles_of(frappe.session.user).intersection((people.HR_CLERK, people.LEAD, people.MANAGER)):
		frappe.throw(_("Only HR, leads and managers choose people."), frappe.PermissionError)
	part = _part((filters or {}).get("part"))
	user, role = frappe.qb.DocType("User"), frappe.qb.DocType("Has Role")
	query = (
		frappe.qb.from_(user)
		.select(user.name, user.full_name)
		.where((user.enabled == 1) & user.name.notin(("Guest", "Administrator")))
		.orderby(user.full_name)
		.limit(max(cint(page_len), 0))
		.offset(max(cint(start), 0))
	)
	if part:
		holders = (
			frappe.qb.from_(role)
			.select(role.parent)
			.where((role.parenttype == "User") & role.role.isin(people.ROLES_OF[part]))
		)
		query = query.where(user.name.isin(holders))
	if txt:
		query = query.where(user.full_name.like(f"%{txt}%") | user.name.like(f"%{txt}%"))
	return query.run()


def _part(part: object) -> Who | None:
	"""The part that is asked for; raises arguments.WrongArgument where nobody holds a role for it."""
	if not part:
		return None
	found = next((who for who in people.ROLES_OF if who.value == part), None)
	if not found:
		frappe.throw(_("There is no such part in a case."), arguments.WrongArgument)
	return found
