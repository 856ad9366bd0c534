"""A plugin of pytest: instead of every test once, it runs each mutant against the tests that see it.

usage: by `bench/mutate`. A mutant is in this process alone; so the web server runs here too, and tests that need a browser or a
worker are left out. First every test runs once, unchanged, and what it sees is noted. Then, in rounds, each mutant that no test has
noticed yet meets the best tests for it, first few, then more; module by module, since what a module's tests share takes long to
make. Nothing counts as noticed before that test has passed again without a mutant, in the same world. What came out is kept, so it
may be cut off and goes on where it was.
"""

import json
import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.inside.mutation import report, targets, web_here
from bench.inside.mutation.changes import Change, every_change
from bench.inside.mutation.choice import Choice
from bench.inside.mutation.court import Court
from bench.inside.mutation.sight import Watch
from bench.inside.mutation.tests_run import Tests

#: with these a test asks another process
_ELSEWHERE = {"page", "browser", "worker", "_worker"}
#: so many tests a mutant has met after each round; with --thorough there is one round more
_ROUNDS = (2, 6, 14, 30)
_ALL = 10**6
#: after so many failures it is looked whether the tests still pass without a mutant
_AT_ONCE = 15


class Runner:
	"""What pytest calls. only: mutants whose name holds this; empty: all."""

	def __init__(self, kept: Path, minutes: float, thorough: bool, only: str):
		self.kept, self.thorough, self.only = kept, thorough, only
		self.ends = time.monotonic() + minutes * 60
		self.known: dict = json.loads(kept.read_text()) if kept.exists() else {"mutants": {}}
		self.watch: Watch | None = None

	@pytest.hookimpl(trylast=True)
	def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
		items[:] = [item for item in items if not _ELSEWHERE & set(getattr(item, "fixturenames", ()))]

	@pytest.hookimpl(wrapper=True)
	def pytest_fixture_setup(self, fixturedef: pytest.FixtureDef) -> Iterator[None]:
		"""What a module's tests share is there already when a mutant meets them."""
		if not self.watch or fixturedef.scope == "function":
			return (yield)
		with self.watch.paused():
			return (yield)

	@pytest.hookimpl(tryfirst=True)
	def pytest_runtestloop(self, session: pytest.Session) -> bool:
		web_here.instead()
		self.items = {item.nodeid: item for item in session.items}
		self.tests = Tests(session)
		# the first test connects to the site, and functions can be found afterwards
		self.tests.passes(session.items[0])
		self.tests.leave_world()
		self.watch = Watch(targets.functions())
		every = every_change()
		choice = Choice(self._all_seen())
		for change in every:
			if not self._is_open(change):
				choice.note(change, self.known["mutants"][change.name]["noticed_by"])
		for most in (*_ROUNDS, _ALL)[: len(_ROUNDS) + self.thorough]:
			self._round(choice, [change for change in every if self.only in change.name], most)
		# while we are still in the sites folder: pytest leaves it before it tidies up
		self.tests.leave_world()
		print("\n" + "\n".join(report.lines(self.known, {change.name for change in every})), flush=True)
		session.testsfailed = 0  # that tests fail is what they are here for
		return True

	def _all_seen(self) -> dict[str, dict]:
		"""What each test sees; each runs once for it, as it is, unless that is known."""
		by_module: dict[str, list[pytest.Item]] = {}
		for item in self.items.values():
			by_module.setdefault(item.location[0], []).append(item)
		seen = {}
		for name, items in by_module.items():
			kept = self.kept.with_suffix(".seen") / f"{name.replace('/', '.')}.json"
			known = json.loads(kept.read_text()) if kept.exists() else {}
			if set(known) != {item.nodeid for item in items}:
				known = {item.nodeid: self._seen(item) for item in items}
				self.tests.leave_world()
				kept.parent.mkdir(exist_ok=True)
				kept.write_text(json.dumps(known))
				_say(f"{name}: {len(items)} tests")
			seen |= known
		return seen

	def _seen(self, item: pytest.Item) -> dict:
		with self.watch.on():
			passed = self.tests.passes(item)
		return {"seconds": self.tests.seconds, "sees": self.watch.seen() if passed else {}}

	def _round(self, choice: Choice, changes: list[Change], most: int) -> None:
		plan: dict[str, list[tuple[Change, list[pytest.Item]]]] = {}
		for change in filter(self._is_open, changes):
			chosen: dict[str, list[pytest.Item]] = {}
			for test in choice.tests_for(change, self.known["mutants"][change.name]["met"], most):
				chosen.setdefault(self.items[test].location[0], []).append(self.items[test])
			for name, items in chosen.items():
				plan.setdefault(name, []).append((change, items))
		for name, pairs in plan.items():
			if time.monotonic() > self.ends:
				return
			self._judge(choice, pairs)
			self.tests.leave_world()
			noticed = sum(bool(what.get("noticed_by")) for what in self.known["mutants"].values())
			_say(f"up to {most} tests each, {name}: {noticed} noticed")

	def _judge(self, choice: Choice, pairs: list[tuple[Change, list[pytest.Item]]]) -> None:
		court = Court(self.tests)
		for change, items in pairs:
			what = self.known["mutants"][change.name]
			if what.get("noticed_by"):
				continue
			began = time.monotonic()
			tried = court.suspects(change, items)
			what["met"] += [item.nodeid for item in tried]
			what["seconds"] = round(what["seconds"] + time.monotonic() - began, 2)
			if len(court.suspected) >= _AT_ONCE:
				self._decide(court, choice)
		self._decide(court, choice)

	def _is_open(self, change: Change) -> bool:
		what = self.known["mutants"].setdefault(change.name, {})
		if what.get("source") != change.source:
			what.clear()
			what.update({"source": change.source, "met": [], "seconds": 0})
		return not what.get("noticed_by")

	def _decide(self, court: Court, choice: Choice) -> None:
		noticed, cleared = court.decide()
		for change, item in cleared:
			# what this test has seen of it does not count, and the rest has not been asked
			self.known["mutants"][change.name]["met"].remove(item.nodeid)
		for change, test in noticed:
			self.known["mutants"][change.name]["noticed_by"] = test
			choice.note(change, test)
		self._keep()

	def _keep(self) -> None:
		draft = self.kept.with_suffix(".new")
		draft.write_text(json.dumps(self.known, indent=1))
		draft.replace(self.kept)


def _say(what: str) -> None:
	print(f"{time.strftime('%H:%M:%S')} {what}", flush=True)


def pytest_configure(config: pytest.Config) -> None:
	kept = Path(os.environ["FOKUS_MUTANTS_KEPT"])
	kept.parent.mkdir(parents=True, exist_ok=True)
	minutes = float(os.environ.get("FOKUS_MUTANTS_MINUTES") or 1e6)
	thorough = os.environ.get("FOKUS_MUTANTS") == "thorough"
	only = os.environ.get("FOKUS_MUTANTS_ONLY", "")
	config.pluginmanager.register(Runner(kept, minutes, thorough, only), "fokus_mutants")
