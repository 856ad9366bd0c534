"""What all works have in common."""

import threading
from collections.abc import Callable
from typing import ClassVar

import frappe
import requests

from ordeals.running import Running
from tests import programme as cast
from tests.services import Client


class Work:
	"""One batch of it. What is made is committed before it begins."""

	NAME: ClassVar[str]
	#: what it does not touch; killing these proves nothing
	APART_FROM: ClassVar[tuple[str, ...]] = ()

	def __init__(self, running: Running, clients: dict[str, Client]):
		self.running = running
		self.clients = clients
		self._threads: list[threading.Thread] = []

	def make(self) -> None:
		"""The records of a batch."""
		raise NotImplementedError

	def begin(self) -> None:
		"""Have people press and workers work, and return at once."""
		raise NotImplementedError

	def is_over(self) -> bool:
		"""True when all is done; asked of a batch that nobody disturbs, to know how long it takes."""
		raise NotImplementedError

	def torn(self) -> list[str]:
		"""What is neither whole nor absent."""
		raise NotImplementedError

	def again(self) -> None:
		"""What people and the scheduler do afterwards: press again, begin the job again."""
		raise NotImplementedError

	def unfinished(self) -> list[str]:
		"""What is not done though it was begun again."""
		raise NotImplementedError

	def press(self, person: str, method: str, **arguments: object) -> requests.Response | None:
		"""Press as this person over HTTP; None where nobody answers."""
		try:
			return self.clients[person].call(method, **arguments)
		except requests.RequestException:
			return None

	def meanwhile(self, work: Callable[[], object]) -> None:
		"""Do it in a thread of its own; it may use HTTP alone."""
		thread = threading.Thread(target=work, daemon=True)
		thread.start()
		self._threads.append(thread)

	def wait(self) -> None:
		"""Until nobody presses any more."""
		for thread in self._threads:
			thread.join(120)


def guests(count: int) -> list[str]:
	"""The accounts of so many invented people, always the same ones."""
	accounts = [f"gast{number:04}@example.org" for number in range(count)]
	for number, account in enumerate(accounts):
		cast.make_user(account, f"Gast Nummer{number}", ("FOKUS Participant",), "de")
	frappe.db.commit()
	return accounts
