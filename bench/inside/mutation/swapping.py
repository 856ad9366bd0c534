"""Functions that carry out other code for a while, and stay the same objects, wherever they are named."""

import gc
from collections.abc import Callable, Iterator
from types import CodeType, FunctionType


def code_swap(function: FunctionType, code: CodeType) -> Callable[[], Callable[[], None]]:
	"""An act that gives a function this code, and takes it back when what the act returns is called. code: of a function with
	the same functions within it; those that live on change with it."""

	inner = {each.co_qualname: each for each in _codes_in(code)}
	pairs: list[tuple[FunctionType, CodeType]] = []

	def act() -> Callable[[], None]:
		if not pairs:  # looking for them takes a while
			pairs.append((function, code))
			pairs.extend((made, inner[made.__code__.co_qualname]) for made in _made_by(function))
		before = [(each, each.__code__) for each, _new in pairs]
		for each, new in pairs:
			each.__code__ = new
		return lambda: [setattr(each, "__code__", old) for each, old in before]

	return act


def _made_by(function: FunctionType) -> list[FunctionType]:
	"""The functions that were defined within this one when it ran, and live on (hooks are made so)."""
	inner = [code for code in _codes_in(function.__code__) if not code.co_name.startswith("<")]
	return [
		user
		for code in inner
		for user in gc.get_referrers(code)
		if isinstance(user, FunctionType) and user.__code__ is code
	]


def _codes_in(code: CodeType) -> Iterator[CodeType]:
	for constant in code.co_consts:
		if isinstance(constant, CodeType):
			yield constant
			yield from _codes_in(constant)
