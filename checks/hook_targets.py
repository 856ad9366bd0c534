"""What hooks.py names exists: functions, assets, doctypes."""

import ast
from collections.abc import Iterator
from pathlib import Path

from checks import python_names
from checks.problem import Problem
from checks.tree import APP, Tree

HOOKS = Path(APP, "hooks.py")
#: hooks whose keys are doctypes of ours
_BY_DOCTYPE = {
	"doctype_calendar_js",
	"doctype_js",
	"doctype_list_js",
	"has_permission",
	"has_website_permission",
	"permission_query_conditions",
}
#: files of the app's bundles and templates
_ENDINGS = (".bundle.js", ".bundle.css", ".js", ".css", ".html", ".scss")


def check(tree: Tree) -> list[Problem]:
	"""Names in hooks.py behind which there is nothing."""
	if not tree.exists(HOOKS):
		return []
	module = tree.python(HOOKS) or ast.Module([], [])
	problems = [
		Problem(HOOKS, node.lineno, message)
		for node in ast.walk(module)
		if isinstance(node, ast.Constant) and isinstance(node.value, str)
		for message in _wrong_with(tree, node.value)
	]
	for doctype, line in _doctypes(module):
		if doctype not in tree.doctypes:
			problems.append(Problem(HOOKS, line, f"there is no doctype “{doctype}” of ours"))
	return problems


def _wrong_with(tree: Tree, text: str) -> Iterator[str]:
	if python_names.is_ours(text):
		if not python_names.exists(tree, text):
			yield f"there is no {text}"
	elif text.endswith(_ENDINGS) and " " not in text and not _file_exists(tree, text):
		yield f"there is no file {text}"


def _file_exists(tree: Tree, text: str) -> bool:
	if text.startswith("/assets/"):
		text = text.removeprefix(f"/assets/{APP}/")
		return tree.exists(Path(APP, "public", text))
	if "/" in text:
		return tree.exists(Path(APP, text))
	# a bundle is found by its name, wherever it lies; fokus.bundle.css may come from fokus.bundle.scss
	names = {text, text.replace(".css", ".scss")}
	return any(path.name in names for path in tree.find(*names, under=f"{APP}/public"))


def _doctypes(module: ast.Module) -> Iterator[tuple[str, int]]:
	for node in module.body:
		if not isinstance(node, ast.Assign) or not isinstance(node.value, ast.Dict):
			continue
		if any(isinstance(target, ast.Name) and target.id in _BY_DOCTYPE for target in node.targets):
			for key in node.value.keys:
				if isinstance(key, ast.Constant) and key.value != "*":
					yield key.value, key.lineno
