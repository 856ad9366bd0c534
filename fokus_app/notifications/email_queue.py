"""Frappe's queue of mails, so that a mail of ours that was taken back is not sent all the same."""

import frappe
from frappe.email.doctype.email_queue import email_queue

from fokus_app.workflows import definitions


class EmailQueue(email_queue.EmailQueue):
	"""A mail that waits. Takes the place of Frappe's class (`override_doctype_class`)."""

	def send(self, *args: object, **options: object) -> None:
		"""Send it, if it still is to be sent.

		Frappe's worker reads the row and notes "Sending" a moment later; in between it may be taken back
		(`delivery.take_back`), which the worker would not notice. The row is locked until it has noted it.
		"""
		if self.reference_doctype in definitions():
			self.status = frappe.db.get_value(self.doctype, self.name, "status", for_update=True)
		if self.status:
			super().send(*args, **options)
