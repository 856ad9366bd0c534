"""Frappe's background worker for all queues.

Each job runs in a fork. What is imported here is there in the fork already; Frappe's own start imports 800 modules for
every job (1 to 2 s). The app's modules are left out on purpose: a job always runs the code that lies in the checkout now.

usage: python -m bench.inside.worker   (in the sites folder)
"""

import importlib
import os

from frappe.utils.background_jobs import start_worker

BEFORE_THE_FORK = (
	"frappe.core.doctype.scheduled_job_type.scheduled_job_type",
	"frappe.email.doctype.email_account.email_account",
	"frappe.email.doctype.email_queue.email_queue",
	"frappe.email.email_body",
	"frappe.email.queue",
	"frappe.utils.jinja",
	"frappe.utils.pdf",
	"frappe.utils.safe_exec",
	"frappe.website.serve",
)


def main() -> None:
	"""Work until told to end."""
	for module in BEFORE_THE_FORK:
		importlib.import_module(module)
	start_worker(queue="short,default,long", quiet=not os.environ.get("WORKER_TALKS"))


if __name__ == "__main__":
	main()
