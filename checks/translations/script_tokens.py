"""JavaScript cut into tokens, just well enough to find calls and their literals."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_SPACE = re.compile(r"\s+|//[^\n]*|/\*.*?\*/", re.S)
_NAME = re.compile(r"[A-Za-z_$][\w$]*")
_NUMBER = re.compile(r"\d[\w.]*")
_REGEX = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/[a-z]*")
_ESCAPE = re.compile(r"\\(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|\r?\n|.)", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "0": "\0"}
#: after these a slash begins a regular expression; after a value it divides
_BEFORE_REGEX = {"return", "typeof", "case", "in", "of", "delete", "void", "throw", "new", "else"}


@dataclass(frozen=True)
class Token:
	"""kind: name, number, string, template, regex or sign. The value of a string is unescaped; a template
	with substitutions is `built`, its value has a blank for each of them."""

	kind: str
	value: str
	line: int
	built: bool = False


def token_lists(code: str, line: int = 1) -> list[list[Token]]:
	"""The tokens of `code`, and a list of their own for the code in each substitution of a template."""
	nested: list[list[Token]] = []
	own = list(_tokens(code, line, nested))
	return [own, *nested]


def _tokens(code: str, first_line: int, nested: list[list[Token]]) -> Iterator[Token]:
	position, last = 0, None
	while position < len(code):
		space = _SPACE.match(code, position)
		if space:
			position = space.end()
			continue
		line = first_line + code.count("\n", 0, position)
		token, position = _next(code, position, line, last, nested)
		yield token
		last = token


def _next(code: str, position: int, line: int, last: Token | None, nested) -> tuple[Token, int]:
	sign = code[position]
	if sign in "\"'":
		end = _end_of_string(code, position)
		return Token("string", unescape(code[position + 1 : end - 1]), line), end
	if sign == "`":
		return _template(code, position, line, nested)
	if sign == "/" and _regex_may_begin(last) and (found := _REGEX.match(code, position)):
		return Token("regex", found.group(), line), found.end()
	for kind, pattern in (("name", _NAME), ("number", _NUMBER)):
		if found := pattern.match(code, position):
			return Token(kind, found.group(), line), found.end()
	return Token("sign", sign, line), position + 1


def _end_of_string(code: str, begin: int) -> int:
	position = begin + 1
	while position < len(code) and code[position] not in (code[begin], "\n"):
		position += 2 if code[position] == "\\" else 1
	return min(position + 1, len(code))


def _template(code: str, begin: int, line: int, nested: list[list[Token]]) -> tuple[Token, int]:
	text, position, built = "", begin + 1, False
	while position < len(code) and code[position] != "`":
		if code.startswith("${", position):
			end = _end_of_substitution(code, position + 2)
			inside = code[position + 2 : end]
			nested.extend(token_lists(inside, first_line(code, begin, position, line)))
			text, position, built = text + " ", end + 1, True
		else:
			step = 2 if code[position] == "\\" else 1
			text, position = text + code[position : position + step], position + step
	return Token("template", unescape(text), line, built), position + 1


def first_line(code: str, begin: int, position: int, line: int) -> int:
	"""The line of `position`, where `begin` stands on `line`."""
	return line + code.count("\n", begin, position)


def _end_of_substitution(code: str, position: int) -> int:
	depth, last = 0, None
	while position < len(code):
		space = _SPACE.match(code, position)
		if space:
			position = space.end()
			continue
		if code[position] == "}" and depth == 0:
			return position
		token, position = _next(code, position, 0, last, [])
		if token.kind == "sign":
			depth += {"{": 1, "}": -1}.get(token.value, 0)
		last = token
	return position


def _regex_may_begin(last: Token | None) -> bool:
	if last is None:
		return True
	if last.kind == "name":
		return last.value in _BEFORE_REGEX
	return last.kind == "sign" and last.value not in ")]}"


def unescape(text: str) -> str:
	"""What a literal with these characters between its quotes means."""

	def replace(match: re.Match) -> str:
		escape = match.group(1)
		if escape[0] in "ux" and len(escape) > 1:
			return chr(int(escape[1:].strip("{}"), 16))
		return "" if escape.endswith("\n") else _ESCAPED.get(escape, escape)

	return _ESCAPE.sub(replace, text)
