"""A mail server that is down, hangs up or is reached by two workers at once: nothing is lost, nothing goes twice."""

import contextlib
import os
import socket
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
from frappe.utils import add_to_date, now_datetime

from bench.lib import servers
from bench.lib.paths import python
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


def test_a_mail_of_another_app_fails_as_ever_where_somebody_waits_for_it(programme, mailbox):
	mailbox.stop()
	try:
		with pytest.raises(frappe.ValidationError, match="Outgoing Mail Server"):
			frappe.sendmail(recipients=[cast.address("manager")], subject="Probe", message="Probe", now=True)
	finally:
		mailbox.start()


def test_a_connection_that_is_lost_after_the_text_leaves_it_open_whether_the_mail_went(mail, mailbox, world):
	mailbox.stop()
	with _hanging_up(servers.ports_of(world)["smtp"]) as taken:
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
def _hanging_up(port: int):
	"""A mail server that takes the whole text of a mail and hangs up instead of saying so."""
	taken: list[bytes] = []
	listening = socket.create_server(("127.0.0.1", port))

	def serve() -> None:
		with contextlib.suppress(OSError):
			while True:
				connection, _address = listening.accept()
				with connection:
					_speak(connection, taken)

	thread = threading.Thread(target=serve, daemon=True)
	thread.start()
	try:
		yield taken
	finally:
		listening.shutdown(socket.SHUT_RDWR)
		listening.close()
		thread.join(5)


def _speak(connection: socket.socket, taken: list[bytes]) -> None:
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
