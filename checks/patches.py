"""Every patch that patches.txt names is there, and every patch that is there is named."""

from pathlib import Path

from checks import python_names
from checks.problem import Problem
from checks.tree import APP, Tree

LIST = Path(APP, "patches.txt")


def check(tree: Tree) -> list[Problem]:
	"""Patches that would break a migration or never run."""
	if not tree.exists(LIST):
		return [Problem(LIST, 1, "is missing")]
	problems, named = [], set()
	for line, text in enumerate(tree.text(LIST).splitlines(), start=1):
		module = text.split("#")[0].strip().split(" ")[0]
		if not module or module.startswith("[") or text.startswith(("execute:", "#")):
			continue
		if module in named:
			problems.append(Problem(LIST, line, f"{module} is there twice"))
		named.add(module)
		if not python_names.exists(tree, f"{module}.execute"):
			problems.append(Problem(LIST, line, f"there is no {module} with a function execute"))
	for path in tree.find(".py", under=f"{APP}/patches"):
		module = ".".join(path.with_suffix("").parts)
		if path.name != "__init__.py" and module not in named:
			problems.append(Problem(path, 1, f"{LIST} does not name this patch: it never runs"))
	return problems
