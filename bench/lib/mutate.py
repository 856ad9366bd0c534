"""bench/mutate: parts of rules and guards taken out one at a time; the tests have to notice each."""

import os

from bench.lib import console, entry, servers, site, test
from bench.lib.locks import exclusive
from bench.lib.paths import bench_dir, test_world

HELP = """usage: bench/mutate [--minutes N] [--thorough] [tests]

Takes parts of rules and guards out, one at a time, and runs the tests that call what has changed. Goes on where it was when it is cut off or
N minutes are over; what came out stands in .bench/mutants.json, and a table is printed at the end.
--thorough: what no test has noticed meets every test that can see it, not only a part of them."""

#: where the rules are tested without a server
TESTS = (
	*("tests/permissions", "tests/workflows", "tests/security", "tests/meetings", "tests/mentoring"),
	*("tests/activities", "tests/assessment", "tests/ways_in", "tests/consultations", "tests/reminders"),
	*("tests/desk", "tests/programme", "tests/privacy"),
)


def main(given: list[str]) -> int:
	"""Bring everything up to date, run, end what was started; pytest's status."""
	if given[:1] in (["-h"], ["--help"]):
		console.say(HELP)
		return 0
	given = list(given)
	if "--minutes" in given:
		at = given.index("--minutes")
		os.environ["FOKUS_MUTANTS_MINUTES"] = given[at + 1]
		del given[at : at + 2]
	if "--thorough" in given:
		given.remove("--thorough")
		os.environ["FOKUS_MUTANTS"] = "thorough"
	os.environ.setdefault("FOKUS_MUTANTS_KEPT", str(bench_dir() / "mutants.json"))
	world = test_world()
	with exclusive(world.name):
		test.prepare(world)
		with servers.running(world):
			site.prepare_folders(world)
			quiet = ("-o", "addopts=", "-p", "no:terminal", "-p", "bench.inside.mutation.runner")
			tests = given or [each for each in TESTS if (test.CHECKOUT / each).exists()]
			return test.run_pytest(world, [*quiet, *tests])


if __name__ == "__main__":
	entry.run("bench/mutate", main)
