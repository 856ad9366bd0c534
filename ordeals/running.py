"""The site with all that runs on it: connected, with the invented programme, a web server, a mail server and a worker."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

import frappe
import time_machine
from frappe.utils import add_to_date, now_datetime

from bench.inside import pristine
from bench.lib.paths import World, test_world
from fokus_app.privacy import protocol
from tests import programme as cast
from tests import services


@dataclass
class Running:
	"""What an ordeal works with."""

	world: World
	programme: cast.Programme
	server: services.Server
	mailbox: services.Mailbox
	worker: services.Worker

	def connect(self) -> None:
		"""Be Administrator on the site with a new connection, whatever became of the old one."""
		connect(self.world)


def connect(world: World) -> None:
	"""Be Administrator on the world's site with a new connection."""
	with contextlib.suppress(Exception):  # the database may have been killed under it
		frappe.destroy()
	frappe.init(site=world.site)
	frappe.connect()
	frappe.set_user("Administrator")


def forget_erasures() -> None:
	"""Remove the list outside the database: what stands in it would be erased again in a site that began anew and counts its cases from one."""
	protocol.path().unlink(missing_ok=True)


@contextlib.contextmanager
def running() -> Iterator[Running]:
	"""The fresh site with the programme and its servers; afterwards they end and the site is fresh again."""
	world = test_world()
	pristine.of(world.site, world.sites).restore()
	connect(world)
	forget_erasures()
	programme = cast.build()
	frappe.db.commit()
	mailbox = services.Mailbox(world)
	mailbox.clear()
	server = services.Server(world)
	server.start()
	worker = services.Worker(world)
	try:
		yield Running(world, programme, server, mailbox, worker)
	finally:
		worker.stop()
		server.stop()
		mailbox.stop()
		connect(world)
		forget_erasures()
		frappe.destroy()
		pristine.of(world.site, world.sites).restore()


@contextlib.contextmanager
def later(**time: float) -> Iterator[None]:
	"""In this process it is so much later (as `frappe.utils.add_to_date` takes it)."""
	with time_machine.travel(add_to_date(now_datetime(), **time), tick=True):
		yield
