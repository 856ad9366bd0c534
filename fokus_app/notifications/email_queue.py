"""Frappe's queue of mails, so that each of ours goes once: not after it was taken back, not by two workers, not again where it
may have arrived, and not lost because the mail server was away for a while."""

import contextlib
import smtplib

import frappe
from frappe.email.doctype.email_queue import email_queue


class EmailQueue(email_queue.EmailQueue):
	"""A mail that waits. Takes the place of Frappe's class (`override_doctype_class`)."""

	def send(self, smtp_server_instance: object = None, **options: object) -> None:
		"""Send it, if it still is to be sent and the mail server can be reached; otherwise it waits. Where a mail of
		another app cannot be sent, Frappe says so to who waits for it.

		Frappe counts a mail server that is away as a failed try and gives up after the fourth, within minutes; a mail that was
		never handed over is no try. Where the connection is lost after the text was handed over, nobody knows whether the
		mail arrived: Frappe would send it again, here it stays "Sending" and is shown as unclear (`delivery.refresh`).
		"""
		if not self.can_send_now():
			return
		waits = not smtp_server_instance and self._is_ours() and self._needs_smtp()
		own = self._connected() if waits else None
		if waits and not own:
			return
		server = smtp_server_instance or own
		handed_over = _watched(server) if server else []
		try:
			# Frappe's worker reads the row and notes "Sending" a moment later; in between it may be taken back
			# (`delivery.take_back`) or another worker may begin. The row is locked until that is noted.
			self.status = frappe.db.get_value(self.doctype, self.name, "status", for_update=True)
			if self.status:
				super().send(smtp_server_instance=server, **options)
		except Exception:
			if handed_over:
				self.update_status("Sending", commit=True)
			raise
		finally:
			if own:
				with contextlib.suppress(Exception):  # it has hung up already
					own.quit()

	def _is_ours(self) -> bool:
		return bool(frappe.db.exists("FOKUS Mail", {"email_queue": str(self.name)}))

	def _needs_smtp(self) -> bool:
		"""False where something else sends: a hook, or a service of Frappe's."""
		hook = frappe.get_hooks("override_email_send")
		return not hook and getattr(self.get_email_account(), "service", None) != "Frappe Mail"

	def _connected(self) -> object | None:
		"""A connection to the mail server, None where there is none."""
		server = self.get_email_account().get_smtp_server()
		try:
			_session = server.session
		except Exception:
			# refused, no such name, wrong password: Frappe makes a sentence for a person of each
			frappe.clear_last_message()
			frappe.db.rollback()
			return None
		return server


def _watched(server: object) -> list[bool]:
	"""A list that is no longer empty once a connection was lost while a text was being handed over."""
	lost: list[bool] = []
	session = getattr(server, "session", None)
	if not isinstance(session, smtplib.SMTP):
		return lost
	hand_over = session.data

	def data(text: str | bytes) -> tuple[int, bytes]:
		try:
			return hand_over(text)
		except smtplib.SMTPResponseException:
			raise  # the server has answered
		except OSError:
			lost.append(True)
			raise

	session.data = data
	return lost
