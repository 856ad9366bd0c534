"""The fields by which a permission rule finds somebody's rows have an index.

Frappe adds a rule's condition to every list; without an index each list reads the whole table.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem
from checks.tree import APP, Tree

RULES = Path(APP, "permissions.py")
#: a comparison of a rule's own table with a person or with what a person has
_OWN = re.compile(r"\{table\}\.(\w+)\s*(?:=|in)\s*\(?\s*(?:\{|select)")
#: a comparison in a subselect: the table, then the field
_OTHER = re.compile(r"from `tab([\w ]+)`\s+where\s+(\w+)\s*=\s*\{")


def check(tree: Tree) -> list[Problem]:
	"""Fields that a rule compares with a person and that have no index, or do not exist."""
	if not tree.exists(RULES):
		return []
	problems = []
	for node in (tree.python(RULES) or ast.Module([], [])).body:
		if not isinstance(node, ast.FunctionDef):
			continue
		for line, doctype, fieldname in _compared(node):
			message = _wrong_with(tree, doctype, fieldname)
			if message:
				problems.append(Problem(RULES, line, message))
	return problems


def _compared(function: ast.FunctionDef) -> Iterator[tuple[int, str, str]]:
	own = _ruled_doctype(function)
	for node in ast.walk(function):
		if not isinstance(node, ast.JoinedStr | ast.Constant):
			continue
		text = _text(node)
		if own:
			yield from ((node.lineno, own, fieldname) for fieldname in _OWN.findall(text))
			own_table = re.compile(rf"`tab{re.escape(own)}`\.(\w+)\s*=\s*\{{")
			yield from ((node.lineno, own, fieldname) for fieldname in own_table.findall(text))
		yield from ((node.lineno, doctype, fieldname) for doctype, fieldname in _OTHER.findall(text))


def _ruled_doctype(function: ast.FunctionDef) -> str | None:
	for decorator in function.decorator_list:
		if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "rule" and decorator.args:
			return getattr(decorator.args[0], "value", None)
	return None


def _text(node: ast.expr) -> str:
	"""The text of a string with its substitutions as they are written."""
	if isinstance(node, ast.JoinedStr):
		return "".join(_text(part) for part in node.values)
	if isinstance(node, ast.FormattedValue):
		return f"{{{ast.unparse(node.value)}}}"
	return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


def _wrong_with(tree: Tree, doctype: str, fieldname: str) -> str | None:
	if doctype not in tree.doctypes or fieldname == "name":
		return None
	fields = {field.get("fieldname"): field for field in tree.doctypes[doctype][1].get("fields", [])}
	if fieldname not in fields:
		return f"{doctype} has no field “{fieldname}”"
	if not (fields[fieldname].get("search_index") or fields[fieldname].get("unique")):
		return f"{doctype}: “{fieldname}” decides who sees a row and has no index"
	return None
