"""Conditions in SQL without one of their operands: each one of `and` and `or`, on every level, and the whole of a `where`."""

import re
from collections.abc import Iterator

_WORD = re.compile(
	r"'[^']*'|\(|\)|\b(?:and|or|where|on|union|order by|limit|group by|select|from|join)\b", re.IGNORECASE
)
_ENDS = ("union", "order by", "limit", "group by", "select", "from", "join")


def without_each(text: str) -> Iterator[tuple[str, str]]:
	"""What is taken out, and the text without it; nothing for what holds no condition."""
	if not re.search(r"\b(?:and|or|where)\b", text) or not re.search(
		r"[=<>]| in \(| in ⟦| is (?:not )?null|not ⟦| ⟦", text
	):
		return
	for region, start_of_where in _regions(text):
		operands = _operands(text, *region)
		if len(operands) > 1:
			for index, (start, end) in enumerate(operands):
				# with the word before it, or, of the first one, the word after it
				if index:
					cut = (operands[index - 1][1], end)
				else:
					cut = (start, operands[1][0])
				left = text[: cut[0]] + text[cut[1] :]
				yield text[start:end].strip(), left
		elif start_of_where and operands:
			start, end = operands[0]
			yield text[start:end].strip(), f"{text[:start]} 1=1 {text[end:]}"


def _regions(text: str) -> list[tuple[tuple[int, int], bool]]:
	"""From where to where conditions go, on each level; and whether a `where` begins them."""
	found: list[tuple[tuple[int, int], bool]] = []
	open_: list[list] = [[0, False]]
	for match in _WORD.finditer(text):
		word = match[0].lower()
		if word.startswith("'"):
			continue
		if word == "(":
			open_.append([match.end(), False])
		elif word == ")":
			if len(open_) > 1:
				start, by_where = open_.pop()
				if start is not None:
					found.append(((start, match.start()), by_where))
		elif word in ("where", "on"):
			open_[-1] = [match.end(), True]
		elif word in _ENDS:
			start, by_where = open_[-1]
			if start is not None and by_where:
				found.append(((start, match.start()), by_where))
			open_[-1] = [None, False]
	for start, by_where in open_:
		if start is not None:
			found.append(((start, len(text)), by_where))
	return found


def _operands(text: str, start: int, end: int) -> list[tuple[int, int]]:
	found, depth, begins = [], 0, start
	for match in _WORD.finditer(text, start, end):
		word = match[0].lower()
		depth += (word == "(") - (word == ")")
		if depth == 0 and word in ("and", "or"):
			found.append((begins, match.start()))
			begins = match.end()
	found.append((begins, end))
	return [pair for pair in found if text[pair[0] : pair[1]].strip()]
