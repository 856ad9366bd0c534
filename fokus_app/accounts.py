"""Accounts of the people in the programme: found or made, with the right role."""

import frappe


def give_role(user: str, role: str) -> bool:
	"""Give this account one of our roles; returns whether it lacked it."""
	if role in frappe.get_roles(user):
		return False
	doc = frappe.get_doc("User", user)
	doc.append("roles", {"role": role})
	# accounts belong to system managers; ours are given by an act of the programme that was checked before
	doc.save(ignore_permissions=True)
	return True
