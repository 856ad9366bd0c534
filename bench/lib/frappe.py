"""bench/frappe: a command of Frappe's on the demo site, or on the one that --site names."""

import os
import signal
import subprocess

from bench.lib import entry, servers, site
from bench.lib.errors import BenchError
from bench.lib.paths import demo_world, test_world


def main(given: list[str]) -> int:
	"""Have the servers up for as long as the command runs, and hand its status on."""
	world = demo_world()
	arguments = list(given)
	if "--site" in arguments[:-1]:
		at = arguments.index("--site")
		named = arguments[at + 1]
		del arguments[at : at + 2]
		if named == test_world().site:
			world = test_world()
		elif named != world.site:
			raise BenchError(
				f"there is no site {named} here; the sites are {world.site} and {test_world().site}"
			)
	if not (world.sites / world.site / site.SITE_CONFIG).exists():
		raise BenchError(f"there is no site {world.site} yet; bench/demo or bench/test makes it")
	with servers.running(world):
		site.prepare_folders(world)
		signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C in a console belongs to the console
		return subprocess.call(
			site.frappe_command(world, ["--site", world.site, *arguments]),
			cwd=world.sites,
			env={**os.environ, "SITE": world.site},
			preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
		)


if __name__ == "__main__":
	entry.run("bench/frappe", main)
