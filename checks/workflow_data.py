"""The workflow definitions, read from their source: what they call states, actions, reasons and fields."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from checks.constants import Constants, NotConstant
from checks.problem import Problem
from checks.tree import APP, Tree

#: which argument of which call holds what: by position, by name
_ARGUMENTS = {
	"State": {"name": ("state", 0)},
	"Transition": {
		"action": ("action", 0),
		"needs": ("field", None),
		"offers": ("field", None),
		"target_field": ("field", None),
		"categories": ("category", None),
	},
	"from_each": {
		"action": ("action", None),
		"needs": ("field", None),
		"offers": ("field", None),
		"target_field": ("field", None),
		"categories": ("category", None),
	},
	"EditRule": {"fields": ("field", 2)},
}


@dataclass(frozen=True)
class Name:
	"""Something that a definition names: a state, action, category or field."""

	path: Path
	line: int
	kind: str
	value: str
	doctype: str


def names(tree: Tree) -> list[Name]:
	"""Everything that the workflow definitions name."""
	return [found for found in _read(tree) if isinstance(found, Name)]


def check(tree: Tree) -> list[Problem]:
	"""Fields that the doctype lacks, and parts of a definition that cannot be read."""
	found = list(_read(tree))
	problems = [each for each in found if isinstance(each, Problem)]
	for name in (each for each in found if isinstance(each, Name) and each.kind == "field"):
		if name.doctype not in tree.doctypes:
			problems.append(Problem(name.path, name.line, f"there is no doctype “{name.doctype}”"))
			continue
		fields = {field.get("fieldname") for field in tree.doctypes[name.doctype][1].get("fields", [])}
		if name.value not in fields:
			problems.append(Problem(name.path, name.line, f"{name.doctype} has no field “{name.value}”"))
	return problems


def _read(tree: Tree) -> Iterator[Name | Problem]:
	for path in tree.find(".py", under=f"{APP}/workflows"):
		module = tree.python(path)
		doctype = module and _doctype(module)
		if doctype:
			yield from _read_module(path, module, doctype)


def _read_module(path: Path, module: ast.Module, doctype: str) -> Iterator[Name | Problem]:
	constants = Constants(module)
	for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
		for parameter, (kind, position) in _ARGUMENTS.get(_called(call), {}).items():
			value = _argument(call, parameter, position)
			if value is None:
				continue
			try:
				for string, line in constants.strings(value):
					if string:
						yield Name(path, line, kind, string, doctype)
			except NotConstant as error:
				yield Problem(path, call.lineno, f"“{parameter}” is not made of literals: {error}")


def _doctype(module: ast.Module) -> str | None:
	"""The doctype of the WorkflowDefinition that the module makes."""
	for call in (node for node in ast.walk(module) if isinstance(node, ast.Call)):
		doctype = _argument(call, "doctype", 0)
		if _called(call) == "WorkflowDefinition" and isinstance(doctype, ast.Constant):
			return doctype.value
	return None


def _called(call: ast.Call) -> str:
	return call.func.id if isinstance(call.func, ast.Name) else ""


def _argument(call: ast.Call, name: str, position: int | None) -> ast.expr | None:
	for keyword in call.keywords:
		if keyword.arg == name:
			return keyword.value
	return call.args[position] if position is not None and position < len(call.args) else None
