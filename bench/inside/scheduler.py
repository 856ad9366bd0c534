"""Frappe's scheduler with a hurry for mail.

Frappe looks for mails to send every four minutes, at best every minute. Somebody who tries the app wants to read the
mail while they still remember the click, so the same function that Frappe's job calls is called every few seconds.

usage: python -m bench.inside.scheduler SITE   (in the sites folder)
"""

import sys
import time

import frappe
from frappe.email.queue import flush, get_queue
from frappe.utils.scheduler import enqueue_events_for_site, is_scheduler_inactive

MAIL_SECONDS = 2
EVENT_SECONDS = 20


def hand_over_mails(site: str) -> None:
	"""Make a job of each mail that waits, as Frappe's own scheduled job does."""
	frappe.init(site=site)
	try:
		frappe.connect()
		if not is_scheduler_inactive(verbose=False) and get_queue():
			flush()
	finally:
		frappe.destroy()


def main(site: str) -> None:
	"""Tick for ever; a database or Redis that is just restarting is no reason to end."""
	next_events = time.monotonic()
	while True:
		try:
			hand_over_mails(site)
			if time.monotonic() >= next_events:
				next_events = time.monotonic() + EVENT_SECONDS
				enqueue_events_for_site(site)
		except Exception as error:
			print(f"{time.strftime('%H:%M:%S')} {type(error).__name__}: {error}", flush=True)
		time.sleep(MAIL_SECONDS)


if __name__ == "__main__":
	main(sys.argv[1])
