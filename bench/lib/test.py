"""bench/test: the test suite on a site of its own."""

import os
import signal
import subprocess

from bench.lib import commands, console, entry, installation, packages, servers, site
from bench.lib.locks import exclusive
from bench.lib.paths import CHECKOUT, World, bench_dir, python, test_world
from bench.lib.steps import perform_all

HELP = """usage: bench/test [pytest arguments]
       bench/test --prepare     install what is missing, run nothing

Runs pytest on a site of its own; a running demo is left alone. BENCH_TEST=NAME uses another test site,
so that two runs can work at once."""


def main(given: list[str]) -> int:
	"""Bring everything up to date, run pytest, end what was started; pytest's status."""
	if given[:1] in (["-h"], ["--help"]):
		console.say(HELP)
		return 0
	world = test_world()
	with exclusive(world.name):
		prepare(world)
		if given == ["--prepare"]:
			return 0
		with servers.running(world):
			site.prepare_folders(world)
			return run_pytest(world, given)


def prepare(world: World) -> None:
	"""Do every step that is not done."""
	with exclusive("install"):
		steps = installation.bench_steps(packages.TEST)
		if site.app_is_there():
			steps.append(installation.app_assets_step())
		perform_all(installation.ledger(), steps)
	servers.ports_of(world).settle("mariadb", "redis", "smtp", "web")
	installation.ledger(world).perform(installation.test_step(world))


def environment(world: World) -> dict[str, str]:
	"""What a program of the checkout needs to find bench and site."""
	return {
		**os.environ,
		"BENCH_DIR": str(bench_dir()),
		"PYTHONPATH": str(CHECKOUT),
		# Debian's browser keeps its crash files there; a home folder may not exist on a build machine.
		"HOME": os.environ.get("HOME") or str(world.run),
	}


def run_pytest(world: World, arguments: list[str]) -> int:
	"""Run pytest in the checkout. Ctrl-C is pytest's to answer; we wait for it and then end the servers."""
	command = commands.tethered([python(), "-m", "pytest", *arguments])
	signal.signal(signal.SIGINT, signal.SIG_IGN)
	return subprocess.call(
		command,
		cwd=CHECKOUT,
		env=environment(world),
		preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
	)


if __name__ == "__main__":
	entry.run("bench/test", main)
