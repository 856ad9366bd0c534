"""Each mail once: what the site says of its mails, beside what the mail server was given."""

from collections import Counter

import frappe

from fokus_app.notifications import delivery
from ordeals.running import Running, later


def refresh() -> None:
	"""What the scheduler does half an hour later: who was cut off while sending is shown as unclear."""
	with later(minutes=delivery.UNCLEAR_AFTER_MINUTES + 1):
		delivery.refresh()
	frappe.db.commit()


def count(running: Running, since: str) -> tuple[Counter, list[str]]:
	"""How many mails written since then are in which state, and what does not agree with what the mail server has kept."""
	frappe.db.rollback()
	kept = Counter(str(mail["Message-ID"] or "").strip("<>") for mail in running.mailbox.mails())
	mails = frappe.get_all("FOKUS Mail", {"creation": (">=", since)}, ["*"], limit=0)
	queued = Counter(frappe.get_all("Email Queue", {"creation": (">=", since)}, pluck="message_id", limit=0))
	problems = []
	states: Counter = Counter()
	for mail in mails:
		arrived = kept.pop(mail.message_id, 0)
		rows = queued.pop(mail.message_id, 0)
		states[mail.status] += 1
		if rows != (mail.status != "Not Sent"):
			problems.append(f"{mail.event}: {rows} times in the queue, {mail.status}")
		if (
			arrived
			not in {
				"Sent": (1,),
				"Queued": (0,),
				"Waiting for Mail Server": (0,),
				"Unclear": (0, 1),
				"Not Sent": (0,),
			}[mail.status]
		):
			problems.append(f"{mail.event}: arrived {arrived} times, {mail.status}")
	problems += [f"queued, and nobody knows why: {number}" for number in queued.values()]
	problems += [f"arrived, and nobody knows why: {number}" for number in kept.values()]
	return states, problems
