"""Calls in a list of tokens: the same for JavaScript and for the expressions in Jinja."""

from collections.abc import Iterator

from checks.translations.script_tokens import Token

_OPEN, _CLOSE = "([{", ")]}"


def arguments_of(tokens: list[Token], functions: set[str]) -> Iterator[tuple[Token, list[list[Token]]]]:
	"""Each call of one of `functions`: its name and its arguments as lists of tokens."""
	for index, token in enumerate(tokens[:-1]):
		if token.kind != "name" or token.value not in functions:
			continue
		before = tokens[index - 1].value if index else ""
		if tokens[index + 1].value == "(" and tokens[index + 1].kind == "sign" and before != "function":
			yield token, _arguments(tokens, index + 2)


def literal(argument: list[Token]) -> str | None:
	"""What the argument says where it is a literal, or literals joined by +; None otherwise."""
	words, signs = argument[::2], argument[1::2]
	if not words or len(argument) % 2 == 0:
		return None
	if any(word.kind not in ("string", "template") or word.built for word in words):
		return None
	return "".join(word.value for word in words) if all(sign.value == "+" for sign in signs) else None


def is_built(argument: list[Token]) -> bool:
	"""True where a text is put together here: no catalogue can hold the result."""
	if literal(argument) is not None:
		return False
	depth = 0
	for token in argument:
		if token.kind == "sign" and token.value in _OPEN + _CLOSE:
			depth += 1 if token.value in _OPEN else -1
		elif depth == 0 and token.kind in ("string", "template"):
			return True
	return False


def context(arguments: list[list[Token]]) -> str:
	"""The context of a call: its third argument, or the one named so."""
	for argument in arguments[1:]:
		if [token.value for token in argument[:2]] == ["context", "="]:
			return literal(argument[2:]) or ""
	return (literal(arguments[2]) or "") if len(arguments) > 2 else ""


def _arguments(tokens: list[Token], begin: int) -> list[list[Token]]:
	found: list[list[Token]] = [[]]
	depth = 0
	for token in tokens[begin:]:
		if token.kind == "sign" and token.value in _CLOSE:
			if depth == 0:
				break
			depth -= 1
		elif token.kind == "sign" and token.value in _OPEN:
			depth += 1
		elif token.kind == "sign" and token.value == "," and depth == 0:
			found.append([])
			continue
		found[-1].append(token)
	return [argument for argument in found if argument]
