"""Every mutant there is, as something that is put in and taken out again."""

from collections.abc import Callable
from dataclasses import dataclass

from bench.inside.mutation import parts, targets
from bench.inside.mutation.sight import id_of
from bench.inside.mutation.swapping import code_swap
from fokus_app.workflows import guard


@dataclass(frozen=True)
class Change:
	"""A mutant that can be put in. act: puts it in and returns how to take it out.

	function, spot: what a test has to come to if it is to notice; without a spot any call of the function will do.
	"""

	name: str
	source: str
	act: Callable[[], Callable[[], None]]
	function: str
	spot: parts.Spot | None = None

	def may_be_noticed(self, seen: dict[str, dict[str, list[bool]]]) -> bool:
		"""True where for a test that sees this the mutant makes a difference, as far as that can be told beforehand."""
		spots = seen.get(self.function, {})
		if not self.spot:
			return bool(spots)
		outcomes = spots.get(self.spot.path, ())
		return bool(outcomes) if self.spot.outcome is None else self.spot.outcome in outcomes


def every_change() -> list[Change]:
	"""Every mutant there is."""
	found = []
	for function in targets.functions():
		for mutant in parts.mutants_of(function):
			act = code_swap(mutant.function, mutant.code)
			found.append(Change(mutant.name, mutant.source, act, id_of(function), mutant.spot))
	refuses = parts.Spot("return", True)
	for name, act, function in targets.without_data():
		found.append(
			Change(name, "", act, id_of(function), None if function is guard._refuse_fields else refuses)
		)
	return found
