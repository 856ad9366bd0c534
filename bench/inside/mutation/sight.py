"""What a test sees: which of the expressions that decide about mutants come out how while it runs."""

import builtins
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import FunctionType

from bench.inside.mutation import parts
from bench.inside.mutation.swapping import code_swap

#: under this name the watched functions find whom to tell
_NOTE = "__fokus_mutants_note__"


def id_of(function: FunctionType) -> str:
	"""What a function is called in what is kept."""
	return f"{function.__module__}.{function.__qualname__}"


class Watch:
	"""Notes what the functions come to while it is on."""

	def __init__(self, functions: Iterable[FunctionType]):
		self._acts = []
		for function in functions:
			name = id_of(function)
			note = f"{_NOTE}{len(self._acts)}"
			setattr(builtins, note, lambda spot, value, name=name: self._told(name, spot, value))
			self._acts.append(code_swap(function, parts.watched(function, note)))
		self._paused = True
		self._seen: dict[str, dict[str, set[bool]]] = {}

	@contextmanager
	def on(self) -> Iterator[None]:
		"""Note what is carried out inside, in whichever thread."""
		self._seen = {}
		undo = [act() for act in self._acts]
		self._paused = False
		try:
			yield
		finally:
			self._paused = True
			for each in undo:
				each()

	@contextmanager
	def paused(self) -> Iterator[None]:
		"""What happens inside is not noted."""
		before, self._paused = self._paused, True
		try:
			yield
		finally:
			self._paused = before

	def seen(self) -> dict[str, dict[str, list[bool]]]:
		"""By function and expression, as what it came out while the watch was on last."""
		return {
			name: {spot: sorted(values) for spot, values in sorted(spots.items())}
			for name, spots in sorted(self._seen.items())
		}

	def _told(self, name: str, spot: str, value: object) -> object:
		if not self._paused:
			self._seen.setdefault(name, {}).setdefault(spot, set()).add(bool(value))
		return value
