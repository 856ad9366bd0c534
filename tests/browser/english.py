"""English strings of ours that a German screen must not show."""

import re
from functools import cache
from pathlib import Path

from checks.translations import collect
from checks.translations.catalogue import entries
from checks.tree import Tree

_PLACEHOLDER = re.compile(r"\{[^{}]*\}")


def lines_of_ours(text: str) -> list[str]:
	"""The lines of a screen's text that are a source string of ours instead of its German."""
	return [line for line in map(str.strip, text.splitlines()) if line and _source().fullmatch(line)]


@cache
def _source() -> re.Pattern:
	tree = Tree(Path(__file__).parents[2])
	german = {entry.source: entry.translation for entry in entries(tree)}
	translations = set(german.values())
	sources = {found.source for found in collect(tree)}
	patterns = [
		".+?".join(map(re.escape, _PLACEHOLDER.split(source)))
		for source in sources
		if german.get(source, source) != source and source not in translations and _says_something(source)
	]
	return re.compile("|".join(sorted(patterns)))


def _says_something(source: str) -> bool:
	"""More than a placeholder with a sign or a short word: "{0}: {1}" would fit every line."""
	return len(_PLACEHOLDER.sub("", source).strip(" .:,·")) > 3
