"""Run all checks, or those named: `python -m checks [name ...] [--root folder]`."""

import argparse
import importlib
import pkgutil
import sys
from pathlib import Path

import checks
from checks.tree import Tree

#: what the checks share
_PARTS = {"__main__", "comments", "constants", "permission_table", "problem", "python_names"}


def names() -> list[str]:
	"""The checks there are."""
	return sorted({module.name for module in pkgutil.iter_modules(checks.__path__)} - _PARTS)


def main(arguments: list[str] | None = None) -> int:
	"""Print every problem; returns the exit code: 0 when there is none."""
	parser = argparse.ArgumentParser(prog="python -m checks", description=__doc__)
	parser.add_argument("names", nargs="*", help=f"the checks to run, all by default: {', '.join(names())}")
	parser.add_argument("--root", type=Path, default=Path.cwd())
	options = parser.parse_args(arguments)
	if unknown := set(options.names) - set(names()):
		parser.error(f"there is no check {', '.join(sorted(unknown))}")
	tree = Tree(options.root)
	problems = {
		problem
		for name in options.names or names()
		for problem in importlib.import_module(f"checks.{name}").check(tree)
	}
	for problem in sorted(problems):
		print(problem)
	print(f"{len(problems)} problem{'' if len(problems) == 1 else 's'} in {len(tree.files)} files")
	return 1 if problems else 0


if __name__ == "__main__":
	sys.exit(main())
