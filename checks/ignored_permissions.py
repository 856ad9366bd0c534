"""Whoever goes round the permissions says why, beside the line."""

import ast

from checks.comments import comments_of, reason_near
from checks.problem import Problem
from checks.tree import APP, Tree

_WORD = "ignore_permissions"


def check(tree: Tree) -> list[Problem]:
	"""Uses of ignore_permissions without a reason in a comment on the line or just above it."""
	problems = []
	for path in tree.find(".py", under=APP):
		comments = comments_of(tree, path)
		for node in ast.walk(tree.python(path) or ast.Module([], [])):
			place = _place(node)
			if place and not reason_near(comments, *place):
				problems.append(Problem(path, place[1], f"{_WORD} without its reason in a comment"))
	return problems


def _place(node: ast.AST) -> tuple[int, int] | None:
	"""First and last line of what ignores permissions here, None where nothing does."""
	if isinstance(node, ast.Call):
		for keyword in node.keywords:
			if keyword.arg == _WORD and not _is_false(keyword.value):
				return node.lineno, keyword.value.lineno
	if isinstance(node, ast.Assign) and not _is_false(node.value):
		if any(isinstance(target, ast.Attribute) and target.attr == _WORD for target in node.targets):
			return node.lineno, node.lineno
	return None


def _is_false(node: ast.expr) -> bool:
	return isinstance(node, ast.Constant) and not node.value
