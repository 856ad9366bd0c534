"""Measure what is asked for, print it, and write it to docs/benchmarks.md."""

import importlib
import os
import sys

import frappe

from bench.lib.page import Page
from bench.lib.paths import CHECKOUT, test_world
from benchmarks.setting import NotNow

#: in the order of the page
NAMES = (
	"transition",
	"lists",
	"forms",
	"mass",
	"invitations",
	"meanwhile",
	"clients",
	"matching",
	"screens",
	"anonymising",
)
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
		try:
			lines = module.measure()
		except NotNow as why:
			print(f"Not measured: {why}", file=sys.stderr)
			if name in given:
				return 1
			continue
		print("\n".join(lines), flush=True)
		PAGE.write(name, module.TITLE, f"bench/benchmark {name}", f"Frappe {frappe.__version__}", lines)
	return 0


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
