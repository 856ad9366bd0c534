"""A plugin of pytest: instead of every test once, it runs each mutant against the tests that see it.

usage: by `bench/mutate`. Tests that talk to a server are left out: a mutant is in this process alone. First every test runs once,
unchanged, and what it calls is noted. Then, module by module, each mutant that no test has noticed yet meets the tests that call
its function, until one fails. That test is run once more without the mutant, so that nothing counts as noticed that a mutant
before it has left behind. What came out is kept after each mutant, so it may be cut off and goes on where it was.
"""

import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from bench.inside.mutation import report

#: with these a test asks another process
_ELSEWHERE = {"server", "_server", "page", "browser", "mailbox", "_mailbox", "worker", "_worker"}
#: so many of a module's tests meet a mutant in the first go, evenly taken; all of them with FOKUS_MUTANTS=thorough
_MOST = 30


@dataclass(frozen=True)
class Change:
	"""A mutant that can be put in. act: puts it in and returns how to take it out. seen_by: the function that its tests call."""

	name: str
	source: str
	act: Callable[[], Callable[[], None]]
	seen_by: FunctionType


class Runner:
	"""What pytest calls."""

	def __init__(self, kept: Path, minutes: float, thorough: bool):
		self.kept, self.thorough = kept, thorough
		self.ends = time.monotonic() + minutes * 60
		self.outcomes: dict[str, str] = {}
		self.known: dict = json.loads(kept.read_text()) if kept.exists() else {"seen": {}, "mutants": {}}

	@pytest.hookimpl(trylast=True)
	def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
		items[:] = [item for item in items if not _ELSEWHERE & set(getattr(item, "fixturenames", ()))]

	def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
		before = self.outcomes.get(report.nodeid, "passed")
		self.outcomes[report.nodeid] = before if report.outcome == "passed" else report.outcome

	@pytest.hookimpl(tryfirst=True)
	def pytest_runtestloop(self, session: pytest.Session) -> bool:
		by_module: dict[str, list[pytest.Item]] = {}
		for item in session.items:
			by_module.setdefault(item.location[0], []).append(item)
		other = {name: next(i for i in session.items if i.location[0] != name) for name in by_module}
		changes: list[Change] = []
		for name, items in by_module.items():
			if time.monotonic() > self.ends:
				break
			# in a test, since Frappe is connected by then
			self._note_what_is_seen(name, items, other[name])
			changes = changes or all_changes()
			self._judge(name, items, other[name], changes)
			session._setupstate.teardown_exact(other[name])
			self._keep()
		report.show(self.known, {change.name for change in changes} or None)
		return True

	def _note_what_is_seen(self, name: str, items: list[pytest.Item], other: pytest.Item) -> None:
		"""Run each test as it is, once; `seen`: by test, the functions that it called."""
		known = self.known["seen"].get(name)
		if known and set(known) == {item.nodeid for item in items}:
			return
		from bench.inside.mutation import targets

		# the first test connects to the site, so functions are looked for afterwards
		self._run(items[0], items[1] if len(items) > 1 else other)
		codes = {function.__code__: _id(function) for function in targets.functions()}
		seen = {}
		for item, after in zip(items, [*items[1:], other], strict=True):
			called: set[str] = set()
			with _watching(codes, called):
				passed = self._run(item, after if after is not other else items[0])
			seen[item.nodeid] = sorted(called) if passed else []
		self.known["seen"][name] = seen
		self._keep()

	def _judge(self, name: str, items: list[pytest.Item], other: pytest.Item, changes: list[Change]) -> None:
		seen = self.known["seen"][name]
		for change in changes:
			if time.monotonic() > self.ends:
				return
			what = self.known["mutants"].setdefault(change.name, {})
			if what.get("source") != change.source:
				what.clear()
				what.update({"source": change.source, "met": []})
			met = f"{name} (all)" if self.thorough else name
			if what.get("noticed_by") or met in what["met"]:
				continue
			can_see = [item for item in items if _id(change.seen_by) in seen[item.nodeid]]
			if not self.thorough:
				can_see = can_see[:: max(1, -(-len(can_see) // _MOST))]
			began = time.monotonic()
			for item in can_see:
				if self._notices(item, items[0], other, change):
					what["noticed_by"] = item.nodeid
					break
			what["met"].append(met)
			what["tests"] = what.get("tests", 0) + len(can_see)
			what["seconds"] = round(what.get("seconds", 0) + time.monotonic() - began, 2)
			self._keep()

	def _notices(self, item: pytest.Item, first: pytest.Item, other: pytest.Item, change: Change) -> bool:
		for _again in range(2):
			undo = change.act()
			try:
				passed = self._run(item, first)
			finally:
				undo()
			if passed:
				return False
			if self._run(item, first):
				return True
			# something before has left the module's world in disorder: with a fresh one once more
			item.session._setupstate.teardown_exact(other)
		return False

	def _run(self, item: pytest.Item, after: pytest.Item) -> bool:
		self.outcomes.pop(item.nodeid, None)
		item.failed = False
		item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
		return self.outcomes.get(item.nodeid) == "passed"

	def _keep(self) -> None:
		draft = self.kept.with_suffix(".new")
		draft.write_text(json.dumps(self.known, indent=1))
		draft.replace(self.kept)


def all_changes() -> list[Change]:
	"""Every mutant there is."""
	from bench.inside.mutation import parts, targets

	found = []
	for function in targets.functions():
		for mutant in parts.mutants_of(function):
			found.append(
				Change(mutant.name, mutant.source, _code_swap(mutant.function, mutant.code), function)
			)
	found += [Change(name, "", act, function) for name, act, function in targets.without_data()]
	return found


def _code_swap(function: FunctionType, code: CodeType) -> Callable[[], Callable[[], None]]:
	def act() -> Callable[[], None]:
		# the function itself stays the same object, wherever it is named
		before, function.__code__ = function.__code__, code
		return lambda: setattr(function, "__code__", before)

	return act


def _id(function: FunctionType) -> str:
	return f"{function.__module__}.{function.__qualname__}"


class _watching:
	def __init__(self, codes: dict[CodeType, str], called: set[str]):
		self.codes, self.called = codes, called

	def __enter__(self) -> None:
		def look(frame, event, argument) -> None:
			if event == "call" and frame.f_code in self.codes:
				self.called.add(self.codes[frame.f_code])

		sys.setprofile(look)

	def __exit__(self, *problem: object) -> None:
		sys.setprofile(None)


def pytest_configure(config: pytest.Config) -> None:
	kept = Path(os.environ["FOKUS_MUTANTS_KEPT"])
	kept.parent.mkdir(parents=True, exist_ok=True)
	minutes = float(os.environ.get("FOKUS_MUTANTS_MINUTES") or 1e6)
	thorough = os.environ.get("FOKUS_MUTANTS") == "thorough"
	config.pluginmanager.register(Runner(kept, minutes, thorough), "fokus_mutants")
