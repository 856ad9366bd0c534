"""A package of the checkout run on a site of its own: what measures or breaks something disturbs neither demo nor tests."""

import os
import subprocess
from collections.abc import Sequence

from bench.lib import commands, servers, site, test
from bench.lib.locks import exclusive
from bench.lib.paths import CHECKOUT, python, test_world


def run(name: str, package: str, given: Sequence[str]) -> int:
	"""Bring everything up to date, run `package` on the site called `name`, end what was started; the package's status."""
	os.environ["BENCH_TEST"] = name
	world = test_world()
	with exclusive(world.name):
		test.prepare(world)
		with servers.running(world):
			site.prepare_folders(world)
			command = commands.tethered([python(), "-m", package, *given])
			return subprocess.call(command, cwd=CHECKOUT, env=test.environment(world))
