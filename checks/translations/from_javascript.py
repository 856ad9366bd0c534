"""Strings in JavaScript: what stands in `__()`, and texts that should."""

import re
from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem
from checks.translations import calls
from checks.translations.found import Found, has_words
from checks.translations.script_tokens import Token, token_lists
from checks.tree import APP, Tree

#: calls whose first argument people read
_SPEAKING = {
	"add_action_item",
	"add_custom_button",
	"add_inner_button",
	"add_menu_item",
	"confirm",
	"msgprint",
	"set_headline",
	"set_headline_alert",
	"set_intro",
	"set_primary_action",
	"set_secondary_action",
	"set_title",
	"show_alert",
	"throw",
}
#: properties that people read
_SPOKEN = {
	"description",
	"label",
	"message",
	"no_result_message",
	"placeholder",
	"primary_action_label",
	"secondary_action_label",
	"title",
}
_IDENTIFIER = re.compile(r"[a-z0-9_.\-]+")
_BETWEEN_TAGS = re.compile(r">([^<>]*)<")


def collect(tree: Tree) -> Iterator[Found]:
	"""Every literal inside `__()`."""
	for path in tree.find(".js", under=APP):
		yield from collect_from(path, tree.text(path))


def check(tree: Tree) -> list[Problem]:
	"""Texts that no catalogue can hold, and texts that are not translated at all."""
	return [problem for path in tree.find(".js", under=APP) for problem in problems_in(path, tree.text(path))]


def collect_from(path: Path, code: str, line: int = 1, function: str = "__") -> Iterator[Found]:
	"""Every literal inside `function()` in this piece of code."""
	for tokens in token_lists(code, line):
		for _name, arguments in calls.arguments_of(tokens, {function}):
			source = calls.literal(arguments[0]) if arguments else None
			if source is not None and has_words(source):
				yield Found(path, arguments[0][0].line, source, calls.context(arguments))


def problems_in(path: Path, code: str, line: int = 1, function: str = "__") -> Iterator[Problem]:
	"""What is wrong in this piece of code."""
	for tokens in token_lists(code, line):
		for name, arguments in calls.arguments_of(tokens, {function}):
			if arguments and calls.is_built(arguments[0]):
				yield Problem(
					path, name.line, f"a built string inside {function}(): write a whole literal with {{0}}"
				)
		for name, arguments in calls.arguments_of(tokens, _SPEAKING):
			if arguments and _says_something(arguments[0][:1]):
				yield Problem(path, name.line, f"the text of {name.value} is not inside {function}()")
		for name, value in _properties(tokens):
			if _says_something([value]):
				yield Problem(path, value.line, f"“{name.value}” is not inside {function}()")
		for token in tokens:
			if token.kind == "template" and any(map(has_words, _BETWEEN_TAGS.findall(token.value))):
				yield Problem(path, token.line, f"the HTML holds a text that is not inside {function}()")


def _properties(tokens: list[Token]) -> Iterator[tuple[Token, Token]]:
	for name, colon, value in zip(tokens, tokens[1:], tokens[2:], strict=False):
		if name.value in _SPOKEN and name.kind == "name" and colon.value == ":" and colon.kind == "sign":
			yield name, value


def _says_something(argument: list[Token]) -> bool:
	return any(
		token.kind in ("string", "template")
		and has_words(token.value)
		and not _IDENTIFIER.fullmatch(token.value)
		and not (token.built and token.value.lstrip().startswith("<"))
		for token in argument
	)
