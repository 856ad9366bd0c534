"""Tests that are run again and again within one session, in a world of their module that stays or is made anew."""

import pytest


class Tests:
	"""Runs single tests. A module's world (what its tests share) is made by the first test that needs it and stays until
	`leave_world`."""

	def __init__(self, session: pytest.Session):
		self._nowhere = _Nothing.from_parent(session, name="nothing of any module")
		self._outcomes: dict[str, str] = {}
		#: what the last test took by itself
		self.seconds = 0.0
		session.config.pluginmanager.register(self, "fokus_mutants_tests")

	def passes(self, item: pytest.Item) -> bool:
		"""Run it, and tidy up after it what belongs to this test alone."""
		# Pytest tidies up as far as the next test does not need it. Named as its own successor a test would keep what
		# it has made, and each one after it would fail because of that.
		after = _Nothing.from_parent(item.parent, name="the next test")
		self._outcomes.pop(item.nodeid, None)
		item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
		return self._outcomes.get(item.nodeid) == "passed"

	def leave_world(self) -> None:
		"""Tidy up what the tests of a module share."""
		self._nowhere.session._setupstate.teardown_exact(self._nowhere)

	def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
		before = self._outcomes.get(report.nodeid, "passed")
		self._outcomes[report.nodeid] = before if report.outcome == "passed" else report.outcome
		if report.when == "call":
			self.seconds = round(report.duration, 3)


class _Nothing(pytest.Item):
	"""Stands for a next test that needs nothing of its own."""

	def runtest(self) -> None:
		"""Is never run."""
