"""While a worker carries out mass work: how fast the web server answers everybody else, and what the person who waits sees of it."""

import time
from collections.abc import Callable
from contextlib import contextmanager
from statistics import median, quantiles

import frappe

from bench.lib.paths import test_world
from benchmarks import crowd, jobs, setting
from benchmarks.counting import table
from fokus_app import people
from fokus_app.meetings import audience
from tests import programme as cast
from tests import services
from tests.import_list import lists

TITLE = "What others notice of mass work"
INVITED, IMPORTED = 300, 300
IDLE_SECONDS, MOST_SECONDS = 5, 120

#: asks how far the work is: (items done, finished)
Progress = Callable[[], tuple[int, bool]]


def measure() -> list[str]:
	"""Response of two pages before and beside the work, and the progress that its starter sees."""
	rows = []
	with setting.fresh() as programme:
		meeting = jobs.approved_meeting(INVITED).name
		audience.add_people(meeting, crowd.users(INVITED, people.PARTICIPANT), "Participant")
		cast.candidate(programme)
		frappe.db.commit()
		with _running() as server:
			guest, member, clerk = (
				server.guest(),
				server.login("candidate@example.org"),
				server.login(cast.address("clerk")),
			)
			pages = {"login": lambda: guest.get("/login"), "own page": lambda: member.get("/fokus")}
			idle, _ = _beside(pages, _for_seconds(IDLE_SECONDS))
			for what, begin in (
				(f"{INVITED} invitations", lambda: _invite(clerk, meeting)),
				(f"{IMPORTED} candidates imported", lambda: _import(clerk)),
			):
				asked_for = time.perf_counter()
				progress = begin()
				waited = time.perf_counter() - asked_for
				busy, seen = _beside(pages, progress)
				rows.append(
					[
						what,
						f"{waited:.1f} s",
						*(f"{_both(idle[page])} / {_both(busy[page])}" for page in pages),
						f"{len(seen)} steps, to {max(seen, default=0)}",
					]
				)
	return [
		"Asked for over HTTP, carried out by one worker; meanwhile two people open a page each again and again. Median and p95 in ms, when nothing else"
		" happens / while the worker works.",
		"",
		*table(
			["work", "its starter waits", "login page (stock Frappe)", "page of one's own", "progress seen"],
			rows,
		),
	]


def _both(seconds: list[float]) -> str:
	return f"{median(seconds) * 1000:,.0f}, {quantiles(seconds, n=20)[-1] * 1000:,.0f}"


@contextmanager
def _running():
	world = test_world()
	server, worker = services.Server(world), services.Worker(world)
	server.start()
	try:
		yield server
	finally:
		worker.wait_until_idle(60)
		worker.stop()
		server.stop()


def _beside(pages: dict[str, Callable], progress: Progress) -> tuple[dict[str, list[float]], set[int]]:
	"""Open the pages in turns until the work is finished; the seconds that each took, and the numbers of items done that were seen."""
	seconds: dict[str, list[float]] = {page: [] for page in pages}
	seen: set[int] = set()
	for page in pages.values():
		page()  # what is loaded once
	end = time.perf_counter() + MOST_SECONDS
	while time.perf_counter() < end:
		for page, get in pages.items():
			began = time.perf_counter()
			answer = get()
			seconds[page].append(time.perf_counter() - began)
			assert answer.status_code == 200, page
		done, finished = progress()
		if done:
			seen.add(done)
		if finished:
			return seconds, seen
	raise TimeoutError("the work took too long")


def _for_seconds(number: float) -> Progress:
	end = time.perf_counter() + number
	return lambda: (0, time.perf_counter() > end)


def _invite(clerk: services.Client, meeting: str) -> Progress:
	frappe.db.rollback()
	seen = str(frappe.db.get_value(jobs.MEETING, meeting, "modified"))
	name = "fokus_app.workflows.action.act"
	answer = clerk.call(name, doctype=jobs.MEETING, name=meeting, action="Send Invitations", modified=seen)
	assert answer.status_code == 200, answer.text[:500]

	def progress() -> tuple[int, bool]:
		found = clerk.call("fokus_app.notifications.mass.progress", doctype=jobs.MEETING, name=meeting).json()
		rows = found["message"]
		return (rows[0]["written"], False) if rows else (INVITED, True)

	return progress


def _import(clerk: services.Client) -> Progress:
	content = lists.sent(jobs.people_list(IMPORTED, "crowd"))
	answer = clerk.call("fokus_app.import_list.running.read_in", **content)
	assert answer.status_code == 200, answer.text[:500]
	job = answer.json()["message"]["job"]

	def progress() -> tuple[int, bool]:
		found = clerk.call("fokus_app.import_list.running.outcome", job=job).json()["message"]
		return (len(found["created"]), True) if found["done"] else (found["read"], False)

	return progress
