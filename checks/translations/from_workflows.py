"""States, actions, reason categories and persons of the workflows; Frappe's own extractors pass over them."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks import workflow_data
from checks.translations.found import Found
from checks.tree import APP, Tree

_DEFINITION = Path(APP, "workflows", "definition.py")


def collect(tree: Tree) -> Iterator[Found]:
	"""Every name of a state, action, reason category or person."""
	for name in workflow_data.names(tree):
		if name.kind != "field":
			yield Found(name.path, name.line, name.value)
	if tree.exists(_DEFINITION):
		yield from _persons(tree.python(_DEFINITION) or ast.Module([], []))


def _persons(module: ast.Module) -> Iterator[Found]:
	"""What the members of `Who` are called."""
	for node in module.body:
		if isinstance(node, ast.ClassDef) and node.name == "Who":
			for member in node.body:
				if isinstance(member, ast.Assign) and isinstance(member.value, ast.Constant):
					yield Found(_DEFINITION, member.lineno, member.value.value)
