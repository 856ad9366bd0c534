"""A mail server that is down, hangs up or is reached by two workers at once: nothing is lost, nothing goes twice."""

import contextlib
import os
import socket
import subprocess
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime
from frappe.utils.password import remove_encrypted_password, set_encrypted_password

from bench.lib import servers
from bench.lib.paths import python
from fokus_app import waiting
from fokus_app.notifications import delivery, notifier
from fokus_app.notifications.notices import DIGEST
from fokus_app.people import people
from tests import programme as cast

pytestmark = pytest.mark.usefixtures("programme")


@pytest.fixture
def mail(mailbox) -> str:
	"""A reminder that waits in the queue, committed; the name of its row there."""
	(person,) = people([cast.address("manager")])
	values = {"recipient_name": person.full_name, "date": "heute", "items": "-", "link": "-"}
	notifier.notify(DIGEST, frappe.get_doc("User", person.user), person, "probe", values)
	frappe.db.commit()
	yield frappe.db.get_value("FOKUS Mail", {"recipient": person.user}, "email_queue")
	frappe.db.rollback()
	for doctype in ("FOKUS Mail", "Email Queue", "Email Queue Recipient"):
		frappe.db.delete(doctype)
	frappe.db.commit()


def _try_to_send(mail: str) -> None:
	from frappe.email.doctype.email_queue.email_queue import send_mail

	with contextlib.suppress(Exception):  # as in a worker, which notes it
		send_mail(mail)
	frappe.db.rollback()


def _state(mail: str) -> tuple[str, int]:
	return frappe.db.get_value("Email Queue", mail, ["status", "retry"])


def test_a_mail_waits_for_a_server_that_is_down_however_long_and_goes_once(mail, mailbox):
	mailbox.stop()
	errors = frappe.db.count("Error Log")
	for _ in range(20):
		_try_to_send(mail)
	assert _state(mail) == ("Not Sent", 0)
	assert frappe.db.count("Error Log") == errors
	delivery.refresh()
	assert frappe.get_all("FOKUS Mail", pluck="status") == ["Queued"]
	mailbox.start()
	_try_to_send(mail)
	_try_to_send(mail)
	assert _state(mail) == ("Sent", 0)
	assert len(mailbox.mails()) == 1


def test_a_log_in_that_is_refused_is_seen_by_hr_and_once_by_the_administrator(mail, mailbox, world):
	account = frappe.get_doc("Email Account", {"default_outgoing": 1})
	before = {
		field: account.get(field) for field in ("no_smtp_authentication", "login_id_is_different", "login_id")
	}
	account.db_set({"no_smtp_authentication": 0, "login_id_is_different": 1, "login_id": "fokus"})
	set_encrypted_password("Email Account", account.name, "falsch")
	frappe.db.delete("Error Log")
	frappe.db.commit()
	mailbox.stop()
	try:
		with _answering(servers.ports_of(world)["smtp"], _refuse_log_in) as asked:
			_try_to_send(mail)
	finally:
		remove_encrypted_password("Email Account", account.name)
		account.db_set(before)
		frappe.db.commit()
		mailbox.start()
	assert asked and _state(mail) == ("Not Sent", 0)
	delivery.refresh()
	assert frappe.get_all("FOKUS Mail", pluck="status") == ["Queued"]
	frappe.db.set_value("FOKUS Mail", {}, "attempted_on", add_to_date(now_datetime(), minutes=-61))
	for _twice in range(2):
		delivery.refresh()
	(row,) = frappe.get_all("FOKUS Mail", fields=["status", "problem"])
	assert row.status == "Waiting for Mail Server" and "Bitte die IT informieren" in row.problem
	with cast.acting_as("clerk"):
		assert waiting.card_unsent()["value"] == 1
	(log,) = frappe.get_all("Error Log", fields=["method", "error"])
	assert "1 mails have waited" in log.error and "@" not in log.error + log.method
	frappe.db.commit()
	_try_to_send(mail)
	delivery.refresh()
	assert frappe.get_all("FOKUS Mail", fields=["status", "problem"]) == [{"status": "Sent", "problem": None}]


def test_a_mail_of_another_app_fails_as_ever_where_somebody_waits_for_it(programme, mailbox):
	mailbox.stop()
	try:
		with pytest.raises(frappe.ValidationError, match="Outgoing Mail Server"):
			frappe.sendmail(recipients=[cast.address("manager")], subject="Probe", message="Probe", now=True)
	finally:
		mailbox.start()


def test_a_connection_that_is_lost_after_the_text_leaves_it_open_whether_the_mail_went(mail, mailbox, world):
	mailbox.stop()
	with _answering(servers.ports_of(world)["smtp"], _hang_up) as taken:
		_try_to_send(mail)
	mailbox.start()
	assert len(taken) == 1
	_try_to_send(mail)
	assert mailbox.mails() == [], "sent again though it may have arrived"
	old = add_to_date(now_datetime(), hours=-2)
	frappe.db.set_value("Email Queue", mail, "modified", old, update_modified=False)
	delivery.refresh()
	assert frappe.get_all("FOKUS Mail", pluck="status") == ["Unclear"]


def test_two_workers_at_the_same_moment_send_a_mail_once(mail, mailbox, world):
	code = (
		"import frappe, sys, time; frappe.init(site=sys.argv[1]); frappe.connect();"
		"from frappe.email.doctype.email_queue.email_queue import send_mail, EmailQueue;"
		"record = EmailQueue.find(sys.argv[2]); print('read', flush=True); sys.stdin.readline(); record.send()"
	)

	def begin(_number: int) -> subprocess.Popen:
		command = [python(), "-c", code, world.site, str(mail)]
		pipe = subprocess.PIPE
		job = subprocess.Popen(command, cwd=world.sites, stdin=pipe, stdout=pipe, text=True, env=os.environ)
		assert job.stdout.readline() == "read\n"  # both have read that it waits
		return job

	with ThreadPoolExecutor(2) as pool:
		jobs = list(pool.map(begin, range(2)))
	for job in jobs:
		job.stdin.write("\n")
		job.stdin.flush()
	for job in jobs:
		job.communicate(timeout=30)
	assert len(mailbox.mails()) == 1


@contextlib.contextmanager
def _answering(port: int, speak: Callable[[socket.socket, list[bytes]], None]):
	"""A mail server that does what `speak` says; gives what that has noted."""
	taken: list[bytes] = []
	listening = socket.create_server(("127.0.0.1", port))

	def serve() -> None:
		with contextlib.suppress(OSError):
			while True:
				connection, _address = listening.accept()
				with connection:
					speak(connection, taken)

	thread = threading.Thread(target=serve, daemon=True)
	thread.start()
	try:
		yield taken
	finally:
		listening.shutdown(socket.SHUT_RDWR)
		listening.close()
		thread.join(5)


def _refuse_log_in(connection: socket.socket, asked: list[bytes]) -> None:
	"""As with a wrong password."""
	lines = connection.makefile("rb")
	connection.sendall(b"220 hello\r\n")
	while line := lines.readline():
		if line.upper().startswith(b"EHLO"):
			connection.sendall(b"250-hello\r\n250 AUTH PLAIN LOGIN\r\n")
		elif line.upper().startswith(b"AUTH"):
			asked.append(line)
			connection.sendall(b"535 no\r\n")
		else:
			connection.sendall(b"250 ok\r\n")


def _hang_up(connection: socket.socket, taken: list[bytes]) -> None:
	"""Takes the whole text of a mail and hangs up instead of saying so."""
	lines = connection.makefile("rb")
	connection.sendall(b"220 hello\r\n")
	while line := lines.readline():
		if line.upper().startswith(b"DATA"):
			connection.sendall(b"354 go on\r\n")
			text = b""
			while not text.endswith(b"\r\n.\r\n"):
				text += lines.readline()
			taken.append(text)
			return
		connection.sendall(b"250 ok\r\n")
