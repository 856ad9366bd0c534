"""bench/benchmark: what takes how long, against stock Frappe in the same run, on a site of its own."""

from bench.lib import console, entry, own_site

HELP = """usage: bench/benchmark [parts]
       bench/benchmark --list     what can be measured

Measures on a site of its own, prints tables and writes them to docs/benchmarks.md, each with the machine and the day.
Without parts everything is measured, which takes about half an hour. Nothing else should run meanwhile.
The part "screens" looks at the demo: bench/demo --detach starts it."""


def main(given: list[str]) -> int:
	"""Measure; the status of the measuring."""
	if given[:1] in (["-h"], ["--help"]):
		console.say(HELP)
		return 0
	return own_site.run("benchmark", "benchmarks", given)


if __name__ == "__main__":
	entry.run("bench/benchmark", main)
