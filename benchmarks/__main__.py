"""Measure what is asked for, print it, and write it to docs/benchmarks.md."""

import importlib
import os
import platform
import re
import sys
from datetime import date

import frappe

from bench.lib.paths import CHECKOUT, test_world

#: in the order of the page
NAMES = ("transition", "lists", "forms", "matching", "anonymising")
PAGE = CHECKOUT / "docs" / "benchmarks.md"
INTRODUCTION = """# What takes how long

Made by `bench/benchmark`; do not edit by hand. Times depend on the machine and on the minute, so they stand beside stock Frappe's in the same run,
and the ratio is what counts. Numbers of queries are exact.
"""


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
		_write(name, module.TITLE, lines)
	return 0


def _write(name: str, title: str, lines: list[str]) -> None:
	"""Put the section into the page, in the place of what was measured before."""
	sections = _sections()
	sections[name] = "\n".join(
		[f"## {title}", "", f"_{_machine()}_ · `bench/benchmark {name}`", "", *lines, ""]
	)
	body = [f"<!-- {each} -->\n{sections[each]}" for each in NAMES if each in sections]
	PAGE.write_text("\n".join([INTRODUCTION, *body]), encoding="utf-8")


def _sections() -> dict[str, str]:
	text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
	pieces = re.split(r"^<!-- (\w+) -->\n", text, flags=re.MULTILINE)[1:]
	return {
		name: section.rstrip("\n") + "\n" for name, section in zip(pieces[::2], pieces[1::2], strict=True)
	}


def _machine() -> str:
	model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo", encoding="ascii").read())
	memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
	return (
		f"{date.today():%d.%m.%Y}, {os.cpu_count()} × {model[1] if model else platform.machine()}, {memory:.0f} GB,"
		f" Python {platform.python_version()}, Frappe {frappe.__version__}"
	)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
