"""The request commits; only what runs without one does it itself: jobs, patches, what follows an uninstallation."""

import ast
from pathlib import Path

from checks.comments import comments_of, reason_near
from checks.problem import Problem
from checks.tree import APP, Tree

HOOKS = Path(APP, "hooks.py")
#: hooks whose functions run where nobody commits for them
_ALONE = {"after_uninstall", "scheduler_events"}


def check(tree: Tree) -> list[Problem]:
	"""Commits outside jobs and patches, and commits without a reason."""
	jobs = _modules_with_jobs(tree)
	problems = []
	for path in tree.find(".py", under=APP):
		comments = comments_of(tree, path)
		for node in ast.walk(tree.python(path) or ast.Module([], [])):
			if not (isinstance(node, ast.Call) and ast.unparse(node.func) == "frappe.db.commit"):
				continue
			if path not in jobs and "patches" not in path.parts:
				problems.append(Problem(path, node.lineno, "commits in the middle of a request"))
			elif not reason_near(comments, node.lineno, node.lineno):
				problems.append(Problem(path, node.lineno, "commits without its reason in a comment"))
	return problems


def _modules_with_jobs(tree: Tree) -> set[Path]:
	"""Modules that such a hook names or that put a function of theirs into the queue."""
	found = set()
	for node in tree.python(HOOKS).body if tree.exists(HOOKS) and tree.python(HOOKS) else []:
		if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in _ALONE:
			found |= {
				_module(constant.value)
				for constant in ast.walk(node.value)
				if isinstance(constant, ast.Constant)
				and isinstance(constant.value, str)
				and "." in constant.value
			}
	for path in tree.find(".py", under=APP):
		for node in ast.walk(tree.python(path) or ast.Module([], [])):
			if not isinstance(node, ast.Call) or ast.unparse(node.func) not in ("frappe.enqueue", "enqueue"):
				continue
			target = node.args[0] if node.args else None
			if isinstance(target, ast.Constant) and isinstance(target.value, str):
				found.add(_module(target.value))
			elif target is not None:
				found.add(path)
	return found


def _module(dotted: str) -> Path:
	return Path(*dotted.split(".")[:-1]).with_suffix(".py") if "." in dotted else Path()
