"""bench/benchmark: what takes how long, against stock Frappe in the same run, on a site of its own."""

import os
import subprocess

from bench.lib import commands, console, entry, servers, site, test
from bench.lib.locks import exclusive
from bench.lib.paths import CHECKOUT, python, test_world

HELP = """usage: bench/benchmark [parts]
       bench/benchmark --list     what can be measured

Measures on a site of its own, prints tables and writes them to docs/benchmarks.md, each with the machine and the day.
Without parts everything is measured, which takes about half an hour. Nothing else should run meanwhile.
The part "screens" looks at the demo: bench/demo --detach starts it."""


def main(given: list[str]) -> int:
	"""Bring everything up to date, measure, end what was started; the status of the measuring."""
	if given[:1] in (["-h"], ["--help"]):
		console.say(HELP)
		return 0
	os.environ["BENCH_TEST"] = "benchmark"
	world = test_world()
	with exclusive(world.name):
		test.prepare(world)
		with servers.running(world):
			site.prepare_folders(world)
			command = commands.tethered([python(), "-m", "benchmarks", *given])
			return subprocess.call(command, cwd=CHECKOUT, env=test.environment(world))


if __name__ == "__main__":
	entry.run("bench/benchmark", main)
