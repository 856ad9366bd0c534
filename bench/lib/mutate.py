"""bench/mutate: parts of rules and guards taken out one at a time; the tests have to notice each."""

import os

from bench.lib import console, entry, servers, site, test
from bench.lib.locks import exclusive
from bench.lib.paths import bench_dir, test_world

HELP = """usage: bench/mutate [--minutes N] [--only TEXT] [--thorough] [tests]

Takes parts of rules and guards out, one at a time, and runs the tests for which that may make a difference, the best for it first. Goes on where
it was when it is cut off or N minutes are over; what came out stands in .bench/mutants.json, and a table is printed at the end.
--only: parts whose name holds this text.
--thorough: what no test has noticed meets every test that sees it, not only the 30 best.
tests: these alone; without them those that test rules most."""

#: where rules are tested without a browser
TESTS = (
	*("tests/permissions", "tests/workflows", "tests/security", "tests/meetings", "tests/mentoring"),
	*("tests/activities", "tests/assessment", "tests/ways_in", "tests/consultations", "tests/reminders"),
	*("tests/desk", "tests/documents", "tests/numbers", "tests/notifications", "tests/import_list"),
	*("tests/privacy", "tests/test_install.py"),
)


def main(given: list[str]) -> int:
	"""Bring everything up to date, run, end what was started; pytest's status."""
	if given[:1] in (["-h"], ["--help"]):
		console.say(HELP)
		return 0
	given = list(given)
	for option, variable in (("--minutes", "FOKUS_MUTANTS_MINUTES"), ("--only", "FOKUS_MUTANTS_ONLY")):
		if option in given:
			at = given.index(option)
			os.environ[variable] = given[at + 1]
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
			return test.run_pytest(world, [*quiet, *(given or TESTS)])


if __name__ == "__main__":
	entry.run("bench/mutate", main)
