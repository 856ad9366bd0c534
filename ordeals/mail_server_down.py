"""The mail server is away for a day: mails wait, then each goes once."""

import frappe
from frappe.utils import now_datetime

from fokus_app.notifications import delivery
from ordeals import mails
from ordeals.outcome import Asked, Outcome
from ordeals.running import Running, later, running
from ordeals.works.sending import Sending

TITLE = "The mail server is away for a day"
#: what may be told
OPTIONS: tuple[str, ...] = ("times",)
#: the scheduler's runs of a day; Frappe 15 looks for mails every four minutes
RUNS = 24 * 15


def undergo(asked: Asked) -> Outcome:
	"""`asked.times` days."""
	outcome = Outcome(("tries while it is away", "mails", "waiting in the evening", "arrived afterwards"))
	with running() as there:
		for _ in range(asked.times):
			day_without(there, outcome, RUNS)
	return outcome


def day_without(there: Running, outcome: Outcome, runs: int) -> None:
	"""Mails are written and tried so often, spread over a day, while nobody listens."""
	there.mailbox.clear()
	since = str(now_datetime())
	batch = Sending(there, {})
	batch.make()
	errors = frappe.db.count("Error Log")
	there.mailbox.stop()
	for run in range(runs):
		with later(minutes=24 * 60 / runs * (run + 1)):
			there.mailbox.deliver()
			delivery.refresh()
			frappe.db.commit()
	waiting = frappe.db.count(
		"FOKUS Mail", {"creation": (">=", since), "status": ("in", ("Queued", "Waiting for Mail Server"))}
	)
	there.mailbox.start()
	for _ in range(3):
		there.mailbox.deliver()
	mails.refresh()
	states, wrong = mails.count(there, since)
	outcome.rows.append((runs, sum(states.values()), waiting, len(there.mailbox.mails())))
	outcome.problems += wrong
	if waiting != sum(states.values()) or set(states) != {"Sent"}:
		outcome.problems.append(f"{waiting} waited, then {dict(states)}")
	# what the administrator is told of it, once a day
	told = frappe.get_all("Error Log", filters={"method": delivery.LOG_TITLE}, pluck="name")
	if not told:
		outcome.problems.append("the administrator is told nothing")
	for name in told:
		frappe.delete_doc("Error Log", name, delete_permanently=True)
	frappe.db.commit()
	if (new := frappe.db.count("Error Log") - errors) > 0:
		outcome.problems.append(f"{new} errors in the log")
