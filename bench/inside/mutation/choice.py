"""Which tests a mutant meets, and in what order: those first that will most likely notice it soon."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from bench.inside.mutation.changes import Change


class Choice:
	"""Chooses from all tests. seen: by test how many seconds it takes and what it sees."""

	def __init__(self, seen: dict[str, dict]):
		self._seen = seen
		self._noticed: defaultdict[str, Counter] = defaultdict(Counter)

	def note(self, change: Change, test: str) -> None:
		"""This test has noticed the mutant; it meets others of the same function before the rest."""
		self._noticed[change.function][test] += 1

	def tests_for(self, change: Change, met: Iterable[str], most: int) -> list[str]:
		"""Of the `most` best tests for which the mutant may make a difference those that it has not met. Best are those that noticed
		others of the same function, then those that try the function in many ways and are quick; of each test function one case
		after the other, in turn."""
		worth = {
			test: sum(map(len, what["sees"][change.function].values())) / (0.3 + what["seconds"])
			for test, what in self._seen.items()
			if change.may_be_noticed(what["sees"])
		}
		turns: Counter[str] = Counter()
		rank = {}
		for test in sorted(worth, key=worth.get, reverse=True):
			name = test.split("[")[0]
			rank[test] = turns[name]
			turns[name] += 1
		before = self._noticed[change.function]
		best = sorted(worth, key=lambda test: (-before[test], rank[test], -worth[test]))
		return [test for test in best[:most] if test not in met]
