"""Find out whether a dotted name exists, without importing anything."""

import ast

from checks.tree import APP, Tree


def exists(tree: Tree, dotted: str) -> bool:
	"""True when `dotted` is a module of the app or something that a module of it defines or imports."""
	parts = dotted.split(".")
	if tree.exists("/".join(parts) + ".py") or tree.exists("/".join([*parts, "__init__.py"])):
		return True
	for module in ("/".join(parts[:-1]) + ".py", "/".join([*parts[:-1], "__init__.py"])):
		if tree.exists(module):
			return parts[-1] in _defined(tree.python(module))
	return False


def _defined(module: ast.Module | None) -> set[str]:
	names: set[str] = set()
	for node in module.body if module else []:
		if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
			names.add(node.name)
		elif isinstance(node, ast.Assign):
			names.update(target.id for target in node.targets if isinstance(target, ast.Name))
		elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
			names.add(node.target.id)
		elif isinstance(node, ast.Import | ast.ImportFrom):
			names.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
	return names


def is_ours(text: str) -> bool:
	"""True for a text that is a dotted name in the app."""
	parts = text.split(".")
	return len(parts) > 1 and parts[0] == APP and all(part.isidentifier() for part in parts)
