"""A method that may be called by GET changes nothing: a link in a mail, a picture's address would call it."""

import ast

from checks.problem import Problem
from checks.tree import APP, Tree

_WRITE = {
	*(
		"save",
		"insert",
		"db_set",
		"db_insert",
		"db_update",
		"delete",
		"set_value",
		"set_single_value",
		"commit",
	),
	*("delete_doc", "rename_doc", "sendmail", "enqueue", "add_roles", "bulk_insert", "append_roles"),
}
#: of these objects a method of that name changes no record
_ELSEWHERE = {"frappe.cache", "self", "frappe.local", "request"}


def check(tree: Tree) -> list[Problem]:
	"""Whitelisted functions for GET that write, themselves or through a function of the same file."""
	problems = []
	for path in tree.find(".py", under=APP):
		module = tree.python(path) or ast.Module([], [])
		functions = {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}
		for function in functions.values():
			if "GET" in _methods(function) and (line := _writes(function, functions, set())):
				problems.append(
					Problem(path, line, f"{function.name} may be called by GET and changes something")
				)
	return problems


def _methods(function: ast.FunctionDef) -> set[str]:
	found = set()
	for decorator in function.decorator_list:
		if isinstance(decorator, ast.Call) and ast.unparse(decorator.func).endswith("whitelist"):
			for keyword in decorator.keywords:
				if keyword.arg == "methods" and isinstance(keyword.value, ast.List):
					found |= {getattr(each, "value", "") for each in keyword.value.elts}
	return found


def _writes(function: ast.FunctionDef, functions: dict[str, ast.FunctionDef], seen: set[str]) -> int:
	"""The line on which something is written, 0 where nothing is."""
	seen.add(function.name)
	for node in ast.walk(function):
		if not isinstance(node, ast.Call):
			continue
		if isinstance(node.func, ast.Attribute) and node.func.attr in _WRITE:
			if ast.unparse(node.func.value) not in _ELSEWHERE:
				return node.lineno
		called = node.func.id if isinstance(node.func, ast.Name) else ""
		if called in functions and called not in seen and _writes(functions[called], functions, seen):
			return node.lineno
	return 0
