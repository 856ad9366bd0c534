"""Which failures are the doing of a mutant, and not of what another one has left behind."""

import pytest

from bench.inside.mutation.changes import Change
from bench.inside.mutation.tests_run import Tests


class Court:
	"""Judges mutants in the world of one module.

	A test that fails with a mutant, and passes afterwards without one in the same world, failed because of the mutant. One
	that goes on failing was left in disorder; then each mutant that it failed with is tried once more, in a fresh world.
	"""

	def __init__(self, tests: Tests):
		self._tests = tests
		self._ready: set[str] = set()
		#: what has failed since it was last decided
		self.suspected: list[tuple[Change, pytest.Item]] = []

	def suspects(self, change: Change, items: list[pytest.Item]) -> list[pytest.Item]:
		"""Run these tests with the mutant until one fails; those that were run. Each has passed without one before."""
		tried = []
		for item in items:
			tried.append(item)
			if item.nodeid not in self._ready:
				if not self._tests.passes(item):
					continue
				self._ready.add(item.nodeid)
			if not self._passes_with(change, item):
				self.suspected.append((change, item))
				break
		return tried

	def decide(self) -> tuple[list[tuple[Change, str]], list[tuple[Change, pytest.Item]]]:
		"""Which mutant was noticed by which test; and which were suspected because of what another one has left behind."""
		suspected, self.suspected = self.suspected, []
		tests = dict.fromkeys(item for _change, item in suspected)
		sound = {item for item in tests if self._tests.passes(item)}
		noticed, cleared = [], []
		for change, item in suspected:
			if item in sound or self._fails_by_itself(change, item):
				noticed.append((change, item.nodeid))
			else:
				cleared.append((change, item))
		if len(sound) < len(tests):
			self._fresh_world()
		return noticed, cleared

	def _fails_by_itself(self, change: Change, item: pytest.Item) -> bool:
		"""Whether in a fresh world the test passes, but not with the mutant, and in another fresh one passes again."""
		self._fresh_world()
		if not self._tests.passes(item) or self._passes_with(change, item):
			return False
		self._fresh_world()
		return self._tests.passes(item)

	def _passes_with(self, change: Change, item: pytest.Item) -> bool:
		undo = change.act()
		try:
			return self._tests.passes(item)
		finally:
			undo()

	def _fresh_world(self) -> None:
		self._tests.leave_world()
		self._ready.clear()
