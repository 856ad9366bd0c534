"""A hundred people at once: the page of one's own and the answer to an invitation, beside the login page of stock Frappe.

Page by page in turns, so that each meets the same machine: a hundred threads ask for the same page at the same time, several times over.
The server is the one of the tests (gunicorn, two processes of four threads).
"""

import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from statistics import quantiles
from urllib.parse import urlsplit

import frappe
import requests

from bench.lib.paths import test_world
from benchmarks import jobs, setting
from benchmarks.counting import table
from fokus_app.meetings import answer_links
from tests import programme as cast
from tests import services

TITLE = "A hundred clients"
CLIENTS, ROUNDS, TURNS = 100, 2, 1
STOCK = "login page (stock Frappe)"


def measure() -> list[str]:
	"""Errors, median and p95 of each page, and the p95 beside the login page's."""
	found: dict[str, list[float]] = {}
	errors: dict[str, int] = {}
	with setting.fresh() as programme:
		people = _prepare(programme, CLIENTS)
		server = services.Server(test_world())
		server.start()
		try:
			pages = _pages(server, people)
			for each in pages.values():
				_ask(each, 1)  # what a process loads and caches once
			for _ in range(ROUNDS):
				for what, each in pages.items():
					seconds, wrong = _ask(each, TURNS)
					found.setdefault(what, []).extend(seconds)
					errors[what] = errors.get(what, 0) + wrong
		finally:
			server.stop()
	stock = _p95(found[STOCK])
	rows = [
		[
			what,
			f"{len(seconds):,}",
			errors[what],
			f"{sorted(seconds)[len(seconds) // 2] * 1000:,.0f} ms",
			f"{_p95(seconds) * 1000:,.0f} ms",
			f"{_p95(seconds) / stock:.2f}",
		]
		for what, seconds in found.items()
	]
	return [
		f"{CLIENTS} clients, each with one request under way all the time; the server has two processes of four threads, and shares the machine with the clients.",
		"",
		*table(["page", "requests", "errors", "median", "p95", "p95 ÷ login page's"], rows),
	]


def _p95(seconds: list[float]) -> float:
	return quantiles(seconds, n=20)[-1]


def _prepare(programme: cast.Programme, number: int) -> list[tuple[str, str]]:
	"""So many people with a case, ten steps and an invitation each: user, and the path of the link in their invitation."""
	jobs.due_steps(programme, number * jobs.STEPS_EACH, "crowd")
	meeting = jobs.meeting_with([f"crowd{each:05}@example.org" for each in range(number)])
	rows = frappe.get_all("Meeting Participation", {"meeting": meeting}, ["name", "user"], limit=0)
	links = [(row.user, urlsplit(answer_links.new(row.name, meeting))) for row in rows]
	frappe.db.commit()
	return [(user, f"{link.path}?{link.query}") for user, link in links]


def _pages(server: services.Server, people: list[tuple[str, str]]) -> dict[str, list[Callable[[], bool]]]:
	"""By page: what each client does; true when the answer is right."""
	guests = [server.guest() for _ in people]
	members = [server.login(user) for user, _ in people]

	def get(client: requests.Session, path: str, holds: str) -> Callable[[], bool]:
		def ask() -> bool:
			answer = client.get(path)
			return answer.status_code == 200 and holds in answer.text

		return ask

	def answer(client: requests.Session, path: str) -> Callable[[], bool]:
		key = path.split("key=")[1]
		return lambda: (
			client.call("fokus_app.meetings.answers.by_link", key=key, answer="Yes").status_code == 200
		)

	for client in (*guests, *members):
		# the server drops a connection that rests; a browser would then ask again
		client.headers["Connection"] = "close"
	together = list(zip(guests, members, people, strict=True))
	return {
		STOCK: [get(guest, "/login", "login") for guest in guests],
		"page of one's own": [get(member, "/fokus", "Schritt ") for member in members],
		"link in an invitation": [get(guest, path, "Messung") for guest, _, (_, path) in together],
		"the answer itself": [answer(guest, path) for guest, _, (_, path) in together],
	}


def _ask(clients: list[Callable[[], bool]], turns: int) -> tuple[list[float], int]:
	"""Each client asks so many times, all clients at once; the seconds of each request, and how many went wrong."""

	def one(ask: Callable[[], bool]) -> list[tuple[float, bool]]:
		found = []
		for _ in range(turns):
			began = time.perf_counter()
			try:
				right = ask()
			except requests.RequestException:
				right = False
			found.append((time.perf_counter() - began, right))
		return found

	with ThreadPoolExecutor(len(clients)) as pool:
		answers = [each for found in pool.map(one, clients) for each in found]
	return [seconds for seconds, _ in answers], sum(not right for _, right in answers)


if __name__ == "__main__":
	os.chdir(test_world().sites)
	print(*measure(), sep="\n")
