"""People at their screens, and their post."""

from collections.abc import Callable, Iterator
from email.message import EmailMessage
from typing import TYPE_CHECKING

import frappe
import pytest
from playwright.sync_api import expect

from bench.lib.paths import bench_dir
from tests import programme as cast
from tests import services
from tests.browser.desk import COUNT_REQUESTS, Desk, OwnPage, Pictures, Screen

if TYPE_CHECKING:
	from playwright.sync_api import Browser

#: milliseconds; long, because two halves of the suite share a slow machine's disk
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE)

PHONE = {
	"viewport": {"width": 390, "height": 844},
	"device_scale_factor": 2,
	"is_mobile": True,
	"has_touch": True,
}
TABLET = {**PHONE, "viewport": {"width": 820, "height": 1180}}
OFFICE = {"viewport": {"width": 1360, "height": 900}}


class Post:
	"""Brings what waits in the Email Queue, as scheduler and worker do, and keeps what each person got."""

	def __init__(self, mailbox: services.Mailbox, worker: services.Worker):
		self._mailbox = mailbox
		self._worker = worker

	def newest_for(self, user: str) -> EmailMessage:
		"""The newest mail of this person."""
		frappe.enqueue("frappe.email.queue.flush", queue="short")
		self._worker.wait_until_idle()
		return self._mailbox.to(user)[-1]


@pytest.fixture
def post(mailbox: services.Mailbox, worker: services.Worker) -> Post:
	"""Mails that really arrive at an SMTP server."""
	return Post(mailbox, worker)


@pytest.fixture
def at(
	browser: "Browser", server: services.Server, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Screen]]:
	"""`at(Desk, "clerk")` is that person's screen, with `phone=True` or `tablet=True` a smaller one; pictures go to .bench/screenshots."""
	folder = bench_dir() / "screenshots" / request.node.name
	folder.mkdir(parents=True, exist_ok=True)
	for old in folder.glob("*.png"):
		old.unlink()
	pictures = Pictures(folder)
	screens: list[Screen] = []

	def open_screen(
		kind: type[Desk] | type[OwnPage], part: str, phone: bool = False, tablet: bool = False
	) -> Screen:
		held = PHONE if phone else TABLET if tablet else OFFICE
		context = browser.new_context(
			base_url=server.url, locale="de-DE", timezone_id="Europe/Berlin", **held
		)
		context.set_default_timeout(PATIENCE)
		context.add_init_script(COUNT_REQUESTS)
		screen = kind(context.new_page(), cast.address(part), cast.PASSWORD, pictures)
		screens.append(screen)
		return screen

	yield open_screen
	for screen in screens:
		if getattr(request.node, "failed", False):
			pictures.take(screen.page, f"failed-{screen.user.split('@')[0]}")
			print(*screen.state(), sep="\n\t")  # pytest shows it below the failure
		screen.page.context.close()
