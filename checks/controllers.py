"""Every doctype has its controller, and the types in it say what the JSON says."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem
from checks.tree import APP, Tree

_BEGIN, _END = "# begin: auto-generated types", "# end: auto-generated types"
_LAYOUT = {"Button", "Column Break", "Fold", "HTML", "Heading", "Image", "Section Break", "Tab Break"}
_NEVER_EMPTY = {
	"Check",
	"Currency",
	"Float",
	"Int",
	"Percent",
	"Rating",
	"Select",
	"Table",
	"Table MultiSelect",
}


def check(tree: Tree) -> list[Problem]:
	"""Controllers that are missing, misnamed or out of date."""
	problems = [problem for name in tree.doctypes for problem in _wrong_with(tree, name)]
	described = {path.parent for path, _doctype in tree.doctypes.values()}
	for path in tree.find("__init__.py", under=f"{APP}/doctype"):
		if path.parent != Path(APP, "doctype") and path.parent not in described:
			problems.append(Problem(path, 1, "a folder for a doctype without its JSON"))
	return problems


def expected_types(doctype: dict) -> dict[str, str]:
	"""The annotation of each field, as Frappe writes it from the doctype."""
	types = {}
	for field in doctype.get("fields", []):
		if field["fieldtype"] not in _LAYOUT:
			types[field["fieldname"]] = _annotation(field)
	if doctype.get("istable"):
		types |= dict.fromkeys(("parent", "parentfield", "parenttype"), "DF.Data")
	return types


def _wrong_with(tree: Tree, name: str) -> Iterator[Problem]:
	json_path, doctype = tree.doctypes[name]
	path = json_path.with_suffix(".py")
	if not tree.exists(json_path.parent / "__init__.py"):
		yield Problem(json_path, 1, "there is no __init__.py beside it")
	if not tree.exists(path):
		yield Problem(json_path, 1, f"there is no {path.name} beside it")
		return
	class_name = re.sub(r"[ -]", "", name)
	module = tree.python(path)
	found = (
		next((n for n in module.body if isinstance(n, ast.ClassDef) and n.name == class_name), None)
		if module
		else None
	)
	if not found:
		yield Problem(path, 1, f"has no class {class_name}")
		return
	if _BEGIN not in tree.text(path) or _END not in tree.text(path):
		yield Problem(path, found.lineno, "has no block of auto-generated types")
		return
	yield from _wrong_types(path, found, expected_types(doctype))


def _wrong_types(path: Path, found: ast.ClassDef, expected: dict[str, str]) -> Iterator[Problem]:
	written = {
		node.target.id: node
		for block in found.body
		if isinstance(block, ast.If)
		for node in block.body
		if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
	}
	for fieldname in sorted(expected.keys() - written.keys()):
		yield Problem(path, found.lineno, f"the types lack “{fieldname}”")
	for fieldname in sorted(written.keys() - expected.keys()):
		yield Problem(path, written[fieldname].lineno, f"the types name “{fieldname}”, which is no field")
	for fieldname in sorted(written.keys() & expected.keys()):
		annotation = ast.unparse(written[fieldname].annotation)
		wanted = ast.unparse(ast.parse(expected[fieldname], mode="eval"))
		if annotation != wanted:
			yield Problem(
				path, written[fieldname].lineno, f"“{fieldname}” is {annotation}, the JSON says {wanted}"
			)


def _annotation(field: dict) -> str:
	kind, options = field["fieldtype"], field.get("options")
	if kind == "Select":
		annotation = f"DF.Literal{[option.strip() for option in (options or '').split(chr(10))]!r}"
	elif kind in ("Table", "Table MultiSelect"):
		annotation = f"DF.{kind.replace(' ', '')}[{re.sub(r'[ -]', '', options or '')}]"
	else:
		annotation = f"DF.{kind.replace(' ', '')}"
	return annotation if field.get("reqd") or kind in _NEVER_EMPTY else f"{annotation} | None"
