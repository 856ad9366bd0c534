"""What a browser may call, found in the source: a new method is there at once, and nothing is imported for it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import fokus_app


@dataclass(frozen=True)
class Method:
	"""A whitelisted function."""

	path: str
	parameters: tuple[str, ...]
	#: those without a default
	needed: tuple[str, ...]
	verb: str
	for_guests: bool


def methods_below(root: Path) -> Iterator[Method]:
	"""All whitelisted functions of the package in this folder, by file; tests and links to other folders are left out."""
	for file in sorted(root.rglob("*.py")):
		text = file.read_text("utf-8")
		if "whitelist(" not in text or "/tests/" in str(file) or file.name.startswith("test_"):
			continue
		if file.is_symlink() or "fokus/doctype" in str(file):
			continue
		module = ".".join(file.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
		for node in ast.parse(text).body:
			decorators = " ".join(map(ast.unparse, getattr(node, "decorator_list", ())))
			if isinstance(node, ast.FunctionDef) and "whitelist(" in decorators:
				yield _described(module, node, decorators)


def _described(module: str, node: ast.FunctionDef, decorators: str) -> Method:
	given = tuple(each.arg for each in (*node.args.posonlyargs, *node.args.args))
	needed = given[: len(given) - len(node.args.defaults)]
	verb = "POST" if "POST" in decorators else "GET"
	return Method(f"{module}.{node.name}", given, needed, verb, "allow_guest=True" in decorators)


#: all of this app
OURS = tuple(methods_below(Path(fokus_app.__file__).parent))
