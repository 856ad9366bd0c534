"""What people without an account may call: a list of a few, each with its reason."""

import ast
from pathlib import Path

from checks.problem import Problem
from checks.tree import APP, Tree, line_of

#: dotted names of functions with allow_guest=True, and why
OPEN = {
	"fokus_app.meetings.answers.by_link": "answers an invitation by the key in a mail; the key is the permission",
	"fokus_app.meetings.feedback.by_link": "gives feedback by the key in a mail; the key is the permission",
	"fokus_app.compat.download_pdf": "stands in for Frappe's own, which is open; asks the record's permission",
	"fokus_app.web_forms.form_data": "stands in for Frappe's own, which is open; asks the record's permission",
	"fokus_app.web_forms.link_options": "stands in for Frappe's own, which is open, and gives less",
}
_HERE = Path("checks", "guests.py")


def check(tree: Tree) -> list[Problem]:
	"""Functions that guests may call and that are not in the list, and entries of the list without such a function."""
	problems, found = [], set()
	for path in tree.find(".py", under=APP):
		module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
		for node in ast.walk(tree.python(path) or ast.Module([], [])):
			if not isinstance(node, ast.FunctionDef) or not _is_for_guests(node):
				continue
			name = f"{module}.{node.name}"
			found.add(name)
			if name not in OPEN:
				problems.append(
					Problem(path, node.lineno, f"{node.name} is open to guests: say why in {_HERE}")
				)
	if tree.exists(_HERE):
		for name in sorted(OPEN.keys() - found):
			line = line_of(tree.text(_HERE), f'"{name}"')
			problems.append(Problem(_HERE, line, f"{name} is not open to guests any more"))
	return problems


def _is_for_guests(function: ast.FunctionDef) -> bool:
	return any(
		keyword.arg == "allow_guest" and getattr(keyword.value, "value", True)
		for decorator in function.decorator_list
		if isinstance(decorator, ast.Call)
		for keyword in decorator.keywords
	)
