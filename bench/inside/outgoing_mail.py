"""Make the site send its mail to a port of this machine.

usage: python -m bench.inside.outgoing_mail SITE PORT
"""

import sys

import frappe

from bench.inside.session import connected

ACCOUNT = "FOKUS"
SENDER = "fokus@example.org"


def send_to(port: int) -> None:
	"""Have one outgoing account, the default one, that hands everything to localhost:`port`."""
	account = (
		frappe.get_doc("Email Account", ACCOUNT)
		if frappe.db.exists("Email Account", ACCOUNT)
		else frappe.new_doc("Email Account")
	)
	account.update(
		{
			"email_account_name": ACCOUNT,
			"email_id": SENDER,
			"enable_incoming": 0,
			"enable_outgoing": 1,
			"default_outgoing": 1,
			"smtp_server": "127.0.0.1",
			"smtp_port": port,
			"use_tls": 0,
			"use_ssl_for_outgoing": 0,
			"no_smtp_authentication": 1,
			"always_use_account_email_id_as_sender": 1,
			"always_use_account_name_as_sender_name": 1,
			"send_unsubscribe_message": 0,
			"track_email_status": 0,
			"awaiting_password": 1,  # Frappe would log in to try it now; the server starts later
		}
	)
	account.save()
	frappe.db.set_value("Email Account", ACCOUNT, "awaiting_password", 0)
	frappe.clear_cache()


if __name__ == "__main__":
	with connected(sys.argv[1]):
		send_to(int(sys.argv[2]))
