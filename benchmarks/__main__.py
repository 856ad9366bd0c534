"""Measure what is asked for, print it, and write it to docs/benchmarks.md."""

import importlib
import os
import sys

import frappe

from bench.lib.page import Page
from bench.lib.paths import CHECKOUT, test_world

#: in the order of the page
NAMES = ("transition", "lists", "forms", "matching")
INTRODUCTION = """# What takes how long

Made by `bench/benchmark`; do not edit by hand. Times depend on the machine and on the minute, so they stand beside stock Frappe's in the same run,
and the ratio is what counts. Numbers of queries are exact.
"""
PAGE = Page(CHECKOUT / "docs" / "benchmarks.md", INTRODUCTION, NAMES)


def main(given: list[str]) -> int:
	"""Measure; 2 when something unknown is asked for."""
	if given == ["--list"]:
		print(*NAMES, sep="\n")
		return 0
	unknown = set(given) - set(NAMES)
	if unknown:
		print(f"Not known: {', '.join(sorted(unknown))}. Known are: {', '.join(NAMES)}.", file=sys.stderr)
		return 2
	os.chdir(test_world().sites)  # Frappe reads and writes relative to the sites folder
	for name in [each for each in NAMES if each in given] or NAMES:
		module = importlib.import_module(f"benchmarks.{name}")
		print(f"\n## {module.TITLE}\n", flush=True)
		lines = module.measure()
		print("\n".join(lines), flush=True)
		PAGE.write(name, module.TITLE, f"bench/benchmark {name}", f"Frappe {frappe.__version__}", lines)
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
