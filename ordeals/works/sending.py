"""A worker sends what waits in the queue."""

import frappe

from fokus_app import people
from fokus_app.notifications import notifier
from fokus_app.notifications.notices import DIGEST
from ordeals.works.work import Work, guests

MAILS = 5


class Sending(Work):
	NAME = "sending"
	APART_FROM = ("web",)

	def make(self) -> None:
		occasion = frappe.generate_hash(length=10)
		for person in people.people(guests(MAILS)):
			values = {"recipient_name": person.full_name, "date": "heute", "items": "-", "link": "-"}
			notifier.notify(DIGEST, frappe.get_doc("User", person.user), person, occasion, values)
		frappe.db.commit()
		self.queued = frappe.get_all("Email Queue", order_by="creation desc", limit=MAILS, pluck="name")

	def begin(self) -> None:
		from frappe.email.queue import (
			flush,  # it opens a log where Frappe's processes run, so not when tests are collected
		)

		flush()

	def is_over(self) -> bool:
		frappe.db.rollback()
		return len(self._with("Sent")) == MAILS

	def torn(self) -> list[str]:
		return []  # what the mail server has kept is counted for all works (`ordeals.mails`)

	def again(self) -> None:
		"""What waits is sent after each batch."""

	def unfinished(self) -> list[str]:
		frappe.db.rollback()
		strange = set(self.queued) - set(self._with("Sent", "Sending"))
		return [f"a mail is neither sent nor unclear: {name}" for name in strange]

	def _with(self, *states: str) -> list[str]:
		return frappe.get_all(
			"Email Queue", {"name": ("in", self.queued), "status": ("in", states)}, pluck="name"
		)
