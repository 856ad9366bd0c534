"""bench/stop: end what this clone's demo runs, whoever started it."""

from bench.lib import console, entry, supervisor
from bench.lib.errors import BenchError
from bench.lib.paths import demo_world


def main(given: list[str]) -> int:
	"""End it, in order."""
	if given:
		raise BenchError("bench/stop takes no arguments")
	console.say("Ended." if supervisor.stop(demo_world()) else "Nothing of this clone was running.")
	return 0


if __name__ == "__main__":
	entry.run("bench/stop", main)
