"""SQL that is put together from texts: by formatting, joining or an f-string. It needs its reason beside the line."""

import ast

from checks.comments import comments_of, reason_near
from checks.problem import Problem
from checks.tree import APP, Tree

#: methods that take a statement
_RUN = {"sql", "multisql", "sql_ddl", "sql_list", "execute", "executemany"}


def check(tree: Tree) -> list[Problem]:
	"""Calls of frappe.db.sql and the like whose statement is no literal, without a comment that says why it is safe."""
	problems = []
	for path in tree.find(".py", under=APP):
		comments = comments_of(tree, path)
		for node in ast.walk(tree.python(path) or ast.Module([], [])):
			statement = _statement(node)
			if statement is None or _is_literal(statement):
				continue
			if not reason_near(comments, node.lineno, statement.end_lineno or node.lineno):
				problems.append(
					Problem(
						path,
						node.lineno,
						"SQL that is built from texts, without a comment that says why it is safe",
					)
				)
	return problems


def _statement(node: ast.AST) -> ast.expr | None:
	"""What a call runs, None where the node is no such call."""
	if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _RUN):
		return None
	if ast.unparse(node.func.value) not in ("frappe.db", "db", "cursor", "connection", "self.db"):
		return None
	named = next((each.value for each in node.keywords if each.arg == "query"), None)
	return named or (node.args[0] if node.args else None)


def _is_literal(node: ast.expr) -> bool:
	if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
		return _is_literal(node.left) and _is_literal(node.right)
	return isinstance(node, ast.Constant)
