"""Load the app's demo data and send the mails that this makes.

usage: python -m bench.inside.demo_data SITE   (in the sites folder)
"""

import sys
from pathlib import Path

import frappe
from frappe.email.doctype.email_queue.email_queue import send_mail
from frappe.email.queue import get_queue

from bench.inside.mail_server import serve
from bench.inside.session import connected


def deliver(port: int, folder: Path) -> None:
	"""Send what waits, here and now: hundreds of jobs would keep the worker busy while a person looks for their mail."""
	server = serve(port, folder)
	try:
		while waiting := get_queue():
			for row in waiting:
				send_mail(row.name)
	finally:
		server.stop()


if __name__ == "__main__":
	site, port, folder = sys.argv[1:]
	with connected(site):
		frappe.get_attr("fokus_app.demo.load.load")()
		frappe.db.commit()
		deliver(int(port), Path(folder))
