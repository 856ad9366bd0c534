"""Accounts for the people of the demo, who can sign in with one password."""

import frappe

from fokus_app.demo import cast


def make(name: str, roles: tuple[str, ...]) -> str:
	"""Make a German account without a welcome mail, or find it; returns the user name."""
	user = cast.address(name)
	if frappe.db.exists("User", user):
		return user
	first, last = name.rsplit(" ", 1)
	doc = frappe.new_doc("User")
	doc.update(
		{
			"email": user,
			"first_name": first,
			"last_name": last,
			"language": "de",
			"send_welcome_email": 0,
			"user_type": "Website User",
			"new_password": cast.PASSWORD,
			"roles": [{"role": role} for role in roles],
			# with a picture given, Frappe asks no service on the internet for one; taken away below
			"user_image": "/assets/frappe/images/frappe-framework-logo.svg",
		}
	)
	installing = frappe.flags.in_install
	# makes the user's address book entry now; a job for each person would keep the worker busy for minutes
	frappe.flags.in_install = "fokus_app"
	try:
		doc.insert()
	finally:
		frappe.flags.in_install = installing
	frappe.db.set_value("User", user, "user_image", None, update_modified=False)
	return user
