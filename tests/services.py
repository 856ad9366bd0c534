"""What tests talk to besides Frappe itself: a web server, a mail server, a worker, all on the test site."""

import contextlib
import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any, ClassVar

import frappe
import requests
from frappe.utils.background_jobs import get_redis_conn
from frappe.utils.password import update_password

from bench.inside import mail_server
from bench.lib import servers, site
from bench.lib.paths import World, python

#: what a page gives its own scripts along, so that the site knows them from those of another one
TOKEN = re.compile(r'csrf_token\s*[=:]\s*"(\w{20,})"')
PASSWORD = "Ein-Kennwort-fuer-Tests-1"


class Client(requests.Session):
	"""A signed-in person's HTTP session; addresses are relative to the server."""

	def __init__(self, address: str):
		super().__init__()
		self.address = address
		self._token: str | None = None

	def request(self, method: str, url: str, *args: Any, **kwargs: Any) -> requests.Response:
		"""As in requests, with the token of the page that was opened last, as that page's scripts send it; `url` may begin with a slash."""
		kwargs.setdefault("timeout", 60)
		if self._token and method.upper() != "GET":
			kwargs["headers"] = {"X-Frappe-CSRF-Token": self._token, **(kwargs.get("headers") or {})}
		answer = super().request(method, self.address + url if url.startswith("/") else url, *args, **kwargs)
		is_page = method.upper() == "GET" and "html" in answer.headers.get("Content-Type", "")
		if is_page and (found := TOKEN.search(answer.text)):
			self._token = found[1]
		return answer

	def call(self, method: str, **arguments: Any) -> requests.Response:
		"""POST to a whitelisted method with JSON arguments."""
		return self.post(f"/api/method/{method}", json=arguments)


class Server:
	"""The site over HTTP, from several processes with several threads, so that what happens at once really does."""

	def __init__(self, world: World, workers: int = 2, threads: int = 4, within: Sequence[str] = ()):
		"""within: a command that starts the server, in surroundings of its own."""
		self.world = world
		self.port = servers.ports_of(world)["web"]
		self.url = f"http://localhost:{self.port}"
		self._log = world.logs / "web.log"
		self._command = [
			*within,
			*(str(python()), "-m", "gunicorn", "--preload", "--bind", f"127.0.0.1:{self.port}"),
			*("--worker-class", "gthread", "--workers", str(workers), "--threads", str(threads)),
			*("--timeout", "120", "--graceful-timeout", "5", "bench.inside.web:application"),
		]
		self._process: subprocess.Popen | None = None

	def start(self) -> None:
		"""Start and wait until it answers."""
		with _environment(SITE=self.world.site):
			self._process = servers.start(self._command, self._log, self.world.sites)
		servers.wait_for(self.port, self._process, "the test web server", self._log)

	def stop(self) -> None:
		"""End it."""
		if self._process:
			servers.stop(self._process)
			self._process = None

	@property
	def pid(self) -> int:
		"""The process that keeps the others."""
		return self._process.pid

	def restart(self) -> None:
		"""Start anew, for a test that changes what a process reads once."""
		self.stop()
		self.start()

	def guest(self) -> Client:
		"""Somebody who has not signed in."""
		return Client(self.url)

	def login(self, user: str, password: str | None = None) -> Client:
		"""Sign in as `user` over HTTP; without a password the user is given one first (and committed)."""
		if password is None:
			password = PASSWORD
			if user == "Administrator":
				password = site.administrator_password()
			else:
				update_password(user, password)
			frappe.db.commit()
		client = Client(self.url)
		answer = client.post("/api/method/login", data={"usr": user, "pwd": password})
		assert answer.status_code == 200, f"signing in as {user}: {answer.status_code} {answer.text[:300]}"
		return client


class Mailbox:
	"""The SMTP server that the site's mail goes to, and what has arrived there."""

	def __init__(self, world: World):
		self.folder = world.mail
		self._port = servers.ports_of(world)["smtp"]
		self._controller = mail_server.serve(self._port, self.folder)

	@property
	def refused(self) -> set[str]:
		"""Addresses that the server refuses with a 550; a test may add some."""
		return self._controller.handler.refused

	def stop(self) -> None:
		"""Stop listening, as a mail server does that is down."""
		with contextlib.suppress(Exception):
			self._controller.stop()

	def start(self) -> None:
		"""Listen again after `stop`."""
		self._controller = mail_server.serve(self._port, self.folder)

	def clear(self) -> None:
		"""Forget all mails and refuse nobody."""
		for file in self.folder.glob("*.eml"):
			file.unlink()
		self.refused.clear()

	def mails(self) -> list[EmailMessage]:
		"""All mails that arrived, oldest first, decoded; `Delivered-To` holds the envelope's recipients."""
		parser = BytesParser(policy=policy.default)
		return [parser.parsebytes(file.read_bytes()) for file in sorted(self.folder.glob("*.eml"))]

	def to(self, address: str) -> list[EmailMessage]:
		"""The mails that were handed over for `address`."""
		return [mail for mail in self.mails() if address in map(str, mail.get_all("Delivered-To", []))]

	def deliver(self) -> list[EmailMessage]:
		"""Send here and now what waits in the Email Queue (this commits), as Frappe's worker does; all mails."""
		from frappe.email.doctype.email_queue.email_queue import send_mail
		from frappe.email.queue import get_queue

		frappe.db.commit()
		for row in get_queue():
			with contextlib.suppress(Exception):  # the failure is noted in the queue's row, as in a worker
				send_mail(row.name)
		frappe.db.commit()
		return self.mails()


class Worker:
	"""A background worker for all queues of the test site."""

	#: the one that runs, from the first test that asks for it to the end of the run
	running: ClassVar["Worker | None"] = None

	def __init__(self, world: World):
		self._world = world
		self._process: subprocess.Popen | None = None
		self.start()

	def start(self) -> None:
		"""Start it, if it does not run."""
		if not self.is_alive():
			log = self._world.logs / "worker.log"
			command = [str(python()), "-m", "bench.inside.worker"]
			self._process = servers.start(command, log, self._world.sites)
		Worker.running = self

	def is_alive(self) -> bool:
		"""Whether its process runs."""
		return self._process is not None and self._process.poll() is None

	@property
	def pid(self) -> int:
		"""The process that waits for jobs; each job is a child of it."""
		return self._process.pid

	def stop(self) -> None:
		"""End it."""
		Worker.running = None
		servers.stop(self._process)

	def wait_until_idle(self, seconds: float = 120) -> None:
		"""Wait until no job waits or runs. Raises TimeoutError."""
		end = time.monotonic() + seconds
		# Asked twice: a job that ends while we ask may have left another one that we did not see yet.
		while self._open_jobs() or self._open_jobs():
			if time.monotonic() > end:
				raise TimeoutError(f"the worker was not done within {seconds} s")
			time.sleep(0.05)

	@staticmethod
	def _open_jobs() -> bool:
		# Asked of the jobs themselves: between the queue and the registry of running jobs a job is in neither.
		redis = get_redis_conn()
		jobs = [key for key in redis.scan_iter("rq:job:*", count=1000) if redis.type(key) == b"hash"]
		return any(
			redis.hget(key, "status") in (b"queued", b"started", b"scheduled", b"deferred") for key in jobs
		)


@contextlib.contextmanager
def _environment(**values: str) -> Iterator[None]:
	before = {name: os.environ.get(name) for name in values}
	os.environ.update(values)
	try:
		yield
	finally:
		for name, value in before.items():
			if value is None:
				del os.environ[name]
			else:
				os.environ[name] = value


def chromium() -> Path:
	"""The browser that Debian installs."""
	from bench.lib.commands import find

	found = find("chromium", "chromium-browser", "google-chrome")
	assert found, "no Chromium found; bench/test installs it"
	return Path(found)
