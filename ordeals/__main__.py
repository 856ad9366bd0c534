"""Do what is asked for, print what was counted, and write it to docs/ordeals.md."""

import argparse
import importlib
import os
import random
import sys
import time

import frappe

from bench.lib.page import Page
from bench.lib.paths import CHECKOUT, test_world
from ordeals.outcome import Asked

#: name and where it is: a module with `TITLE` and `undergo(asked)`; what stands behind the colon is handed on. In the order of the page
ORDEALS = {
	"killed-worker": "kills:worker",
	"killed-web": "kills:web",
	"killed-redis": "kills:redis",
	"killed-mariadb": "kills:mariadb",
	"restore": "restore",
	"upgrade": "upgrade",
	"clock": "clock",
	"disk-full": "disk_full",
	"mail-server-down": "mail_server_down",
	"random-input": "random_input",
	"soak": "soak",
}
INTRODUCTION = """# What does not break it

Made by `bench/ordeal`; do not edit by hand. Each table was made by the command above it, on the machine and the day that stand there. A problem that was found stands
in the table; nothing is left out.
"""
PAGE = Page(CHECKOUT / "docs" / "ordeals.md", INTRODUCTION, tuple(ORDEALS))


def main(given: list[str]) -> int:
	"""Undergo them; 1 where something broke, 2 when something unknown is asked for."""
	if given == ["--list"]:
		print(*ORDEALS, sep="\n")
		return 0
	parser = argparse.ArgumentParser(prog="bench/ordeal")
	parser.add_argument("names", nargs="*", choices=[*ORDEALS, []])
	parser.add_argument("--times", type=int, default=13)
	parser.add_argument("--minutes", type=float, default=30)
	parser.add_argument("--seed", type=int, default=random.randrange(10**6))
	wanted = parser.parse_args(given)
	os.chdir(test_world().sites)  # Frappe reads and writes relative to the sites folder
	broken = [
		name for name in [each for each in ORDEALS if each in wanted.names] or ORDEALS if _broke(name, wanted)
	]
	print(f"\nBroken: {', '.join(broken)}" if broken else "\nNothing broke.")
	return 1 if broken else 0


def _broke(name: str, wanted: argparse.Namespace) -> bool:
	module_name, _, which = ORDEALS[name].partition(":")
	module = importlib.import_module(f"ordeals.{module_name}")
	asked = Asked(wanted.times, wanted.minutes, wanted.seed, which)
	title = module.TITLE.format(which=which)
	print(f"\n## {title} (seed {asked.seed})\n", flush=True)
	began = time.monotonic()
	outcome = module.undergo(asked)
	lines = [*outcome.lines()]
	print("\n".join(lines), flush=True)
	options = "".join(f" --{each} {getattr(asked, each):g}" for each in module.OPTIONS)
	lines.append(f"\nTook {time.monotonic() - began:.0f} s.")
	PAGE.write(name, title, f"bench/ordeal {name}{options}", f"Frappe {frappe.__version__}", lines)
	return bool(outcome.problems)


if __name__ == "__main__":
	sys.exit(main(sys.argv[1:]))
