"""Queries, seconds and memory of what happens inside a block."""

import resource
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from statistics import median

import frappe
from frappe.database.database import Database
from werkzeug.local import release_local

#: what outlives `as_in_a_request`: the connection, the configuration, who acts, and what waits for the end of the transaction
_KEPT = ("db", "conf", "session", "lang", "flags", "message_log", "_realtime_log")


@dataclass
class Count:
	"""What was counted."""

	queries: int = 0
	seconds: float = 0.0
	statements: list[str] = field(default_factory=list)


@contextmanager
def counted(keep: bool = True) -> Iterator[Count]:
	"""Count what happens inside; commits are no queries. keep: also keep the statements themselves, which takes memory."""
	count = Count()
	original = Database.sql

	def sql(self, query, *arguments, **options):
		statement = str(query)
		if not statement.lower().startswith(
			("commit", "rollback", "start transaction", "savepoint", "release")
		):
			count.queries += 1
			if keep:
				count.statements.append(statement)
		return original(self, query, *arguments, **options)

	Database.sql = sql
	began = time.perf_counter()
	try:
		yield count
	finally:
		count.seconds = time.perf_counter() - began
		Database.sql = original


def median_of(tries: int, prepare: Callable[[], object], do: Callable[[], object]) -> Count:
	"""Do something `tries` times, each after `prepare`: the numbers of the try with the median time."""
	found = []
	for _ in range(tries):
		prepare()
		with counted() as count:
			do()
		found.append(count)
	middle = median(count.seconds for count in found)
	return min(found, key=lambda count: abs(count.seconds - middle))


def as_in_a_request() -> None:
	"""Begin as a request begins: what the one before kept for itself is forgotten (as are templates that it read, the mail
	account that it found); who acts stays, and so do the connection and what all requests share."""
	kept = {name: getattr(frappe.local, name) for name in _KEPT if hasattr(frappe.local, name)}
	site, sites_path = frappe.local.site, frappe.local.sites_path
	release_local(frappe.local)
	frappe.init(site, sites_path)
	for name, value in kept.items():
		setattr(frappe.local, name, value)
	frappe.db.value_cache.clear()
	for hook in frappe.get_hooks("before_job", app_name="fokus_app"):
		frappe.get_attr(hook)()


def as_in_a_job(user: str) -> None:
	"""Begin as a worker begins a job of this user: as in a request, but in the language of the site's configuration."""
	as_in_a_request()
	frappe.set_user(user)
	frappe.local.lang = frappe.conf.lang or "en"


def memory() -> float:
	"""The peak of this process's memory so far, in MB."""
	return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def table(head: list[str], rows: list[list[object]]) -> list[str]:
	"""Lines of a Markdown table."""
	lines = [head, ["---"] * len(head), *rows]
	return ["| " + " | ".join(str(cell) for cell in line) + " |" for line in lines]
