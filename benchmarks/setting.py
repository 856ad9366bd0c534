"""The site on which is measured: as after installation, with the invented people of the tests and as many more as are asked for."""

from collections.abc import Iterator
from contextlib import contextmanager

import frappe
from frappe.utils.background_jobs import execute_job, get_queue

from bench.inside import pristine
from bench.lib.paths import test_world
from benchmarks.counting import as_in_a_job
from tests import programme as cast
from tests import services


class NotNow(Exception):
	"""A part cannot be measured as things are; the text says what it needs."""


@contextmanager
def fresh() -> Iterator[cast.Programme]:
	"""A connection as Administrator to the fresh site with the invented programme; afterwards the site is fresh again."""
	world = test_world()
	pristine.of(world.site, world.sites).restore()
	frappe.init(site=world.site)
	frappe.connect()
	try:
		frappe.set_user("Administrator")
		programme = cast.build()
		frappe.db.commit()
		yield programme
	finally:
		frappe.destroy()
		pristine.of(world.site, world.sites).restore()


@contextmanager
def served() -> Iterator[services.Server]:
	"""The site's web server, for as long as this lasts."""
	server = services.Server(test_world())
	server.start()
	try:
		yield server
	finally:
		server.stop()


def holders(role: str, number: int) -> None:
	"""See to it that exactly `number` enabled people hold the role: invented ones are added, or lose it."""
	now = frappe.get_all(
		"Has Role",
		filters={"role": role, "parenttype": "User", "parent": ("like", "%@example.org")},
		pluck="parent",
		order_by="creation",
	)
	for each in range(len(now), number):
		account = f"holder{each}.{frappe.scrub(role)}@example.org"
		cast.make_user(account, f"Harald{each} Halter", (role,), "de")
	for account in now[number:]:
		frappe.db.delete("Has Role", {"parent": account, "role": role})
	frappe.clear_cache()
	frappe.db.commit()


def run_queued_jobs() -> int:
	"""Do here, in this process, what has been left to workers, each job as a worker begins it; how many jobs that were."""
	done, user, language = 0, frappe.session.user, frappe.local.lang
	queues = [get_queue(name) for name in ("short", "default", "long")]
	# a job may leave others: stock's e-mail alert leaves one for each mail
	while waiting := [(queue, job) for queue in queues for job in queue.get_jobs()]:
		for queue, job in waiting:
			queue.remove(job)
			as_in_a_job(job.kwargs["user"])
			execute_job(**{**job.kwargs, "is_async": False})
			done += 1
	frappe.set_user(user)
	frappe.local.lang = language
	return done


def forget_queued_jobs() -> None:
	"""Leave undone what has been left to workers."""
	for name in ("short", "default", "long"):
		get_queue(name).empty()
