"""Strings in Python: what stands in `_()` and `_lt()`, and messages that should."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem
from checks.translations.found import Found, has_words
from checks.tree import APP, Tree

_TRANSLATE = ("_", "_lt")
#: calls whose first argument people read
_SPEAKING = {"frappe.throw", "frappe.msgprint", "frappe.bold"}
#: arguments that people read, whichever call they are given to
_SPOKEN_ARGUMENTS = {"title", "primary_action_label"}


def collect(tree: Tree) -> Iterator[Found]:
	"""Every literal inside `_()` and `_lt()`."""
	for path, call in _calls(tree):
		if _name(call.func) not in _TRANSLATE or not call.args:
			continue
		literal, context = _literal(call.args[0]), _context(call)
		if literal is not None and has_words(literal):
			yield Found(path, call.args[0].lineno, literal, context or "")


def check(tree: Tree) -> list[Problem]:
	"""Texts that no catalogue can hold, and messages that are not translated at all."""
	return [problem for path, call in _calls(tree) for problem in _problems(path, call)]


def _problems(path: Path, call: ast.Call) -> Iterator[Problem]:
	name = _name(call.func)
	if name in _TRANSLATE and call.args:
		built = _how_built(call.args[0])
		if built:
			yield Problem(path, call.lineno, f"{built} inside _(): write a whole literal, format outside")
	elif name in _SPEAKING and call.args and _says_something(call.args[0]):
		yield Problem(path, call.lineno, f"the text of {name} is not inside _()")
	if name in _SPEAKING:
		for keyword in call.keywords:
			if keyword.arg in _SPOKEN_ARGUMENTS and _says_something(keyword.value):
				yield Problem(path, keyword.value.lineno, f"“{keyword.arg}” is not inside _()")


def _calls(tree: Tree) -> Iterator[tuple[Path, ast.Call]]:
	for path in tree.find(".py", under=APP):
		for node in ast.walk(tree.python(path) or ast.Module([], [])):
			if isinstance(node, ast.Call):
				yield path, node


def _how_built(node: ast.expr) -> str | None:
	if isinstance(node, ast.JoinedStr):
		return "an f-string"
	if isinstance(node, ast.BinOp) and any(_literal(side) is not None for side in (node.left, node.right)):
		return "a built string"
	if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
		if node.func.attr == "format" and _literal(node.func.value) is not None:
			return "a formatted string"
	return None


def _says_something(node: ast.expr) -> bool:
	"""True for a text that is written out here, whole or in parts."""
	if isinstance(node, ast.JoinedStr):
		return any(_says_something(part) for part in node.values)
	if isinstance(node, ast.BinOp):
		return _says_something(node.left) or _says_something(node.right)
	if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format":
		return _says_something(node.func.value)
	literal = _literal(node)
	return literal is not None and has_words(literal)


def _context(call: ast.Call) -> str | None:
	for keyword in call.keywords:
		if keyword.arg == "context":
			return _literal(keyword.value)
	return _literal(call.args[2]) if len(call.args) > 2 else None


def _literal(node: ast.expr) -> str | None:
	return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _name(node: ast.expr) -> str:
	if isinstance(node, ast.Attribute):
		whole = f"{_name(node.value)}.{node.attr}"
		return node.attr if whole in ("frappe._", "frappe._lt") else whole
	return node.id if isinstance(node, ast.Name) else ""
