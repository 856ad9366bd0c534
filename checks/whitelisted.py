"""What the browser may call says which values it takes and by which HTTP methods."""

import ast
from collections.abc import Iterator

from checks.problem import Problem
from checks.tree import APP, Tree


def check(tree: Tree) -> list[Problem]:
	"""Whitelisted functions without types, without methods or without a docstring."""
	return [
		Problem(path, function.lineno, f"{function.name} {message}")
		for path in tree.find(".py", under=APP)
		for function in ast.walk(tree.python(path) or ast.Module([], []))
		if isinstance(function, ast.FunctionDef)
		for decorator in function.decorator_list
		if _is_whitelist(decorator)
		for message in _wrong_with(function, decorator)
	]


def _wrong_with(function: ast.FunctionDef, decorator: ast.expr) -> Iterator[str]:
	keywords = decorator.keywords if isinstance(decorator, ast.Call) else []
	if not any(keyword.arg == "methods" for keyword in keywords):
		yield "is whitelisted for every HTTP method: say methods=[…]"
	given = function.args
	arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs]
	untyped = [
		argument.arg
		for argument in arguments
		if not argument.annotation and argument.arg not in ("self", "cls")
	]
	untyped += [f"**{given.kwarg.arg}"] if given.kwarg and not given.kwarg.annotation else []
	if untyped:
		yield f"takes {', '.join(untyped)} without a type: Frappe checks only what is typed"
	if function.returns is None:
		yield "does not say what it returns"
	if not ast.get_docstring(function):
		yield "has no docstring"


def _is_whitelist(decorator: ast.expr) -> bool:
	called = decorator.func if isinstance(decorator, ast.Call) else decorator
	return ast.unparse(called) in ("frappe.whitelist", "whitelist")
