"""bench/demo: from nothing to the desk."""

import argparse
import json
import subprocess
import time

from bench.lib import console, entry, installation, packages, ports, servers, site, supervisor
from bench.lib.errors import BenchError
from bench.lib.locks import exclusive
from bench.lib.paths import APP, CHECKOUT, World, demo_world, python
from bench.lib.steps import perform_all


def _arguments(given: list[str]) -> argparse.Namespace:
	parser = argparse.ArgumentParser(
		prog="bench/demo", description="Start the FOKUS demo; install what is missing first."
	)
	parser.add_argument(
		"--port", type=int, help="the web address's port (default: the first free one from 8000)"
	)
	parser.add_argument(
		"--detach", action="store_true", help="go on without this terminal; bench/stop ends it"
	)
	parser.add_argument(
		"--fresh", action="store_true", help="make the demo site anew; what was typed into it is lost"
	)
	return parser.parse_args(given)


def main(given: list[str]) -> int:
	"""Bring everything up to date, start it, and show where it is."""
	wanted = _arguments(given)
	began = time.monotonic()
	world = demo_world()
	with exclusive("demo"):
		up = supervisor.pid(world) is not None
		if up:
			_agree_on_port(world, wanted.port)
			if wanted.fresh:
				raise BenchError(
					"the demo is running; bench/stop ends it, then bench/demo --fresh makes it anew"
				)
		else:
			_settle_ports(world, wanted.port)
		worked = prepare(world, fresh=wanted.fresh)
		if up and worked:
			supervisor.restart_all(world)
		process = None if up else supervisor.start(world, detached=wanted.detach)
		try:
			supervisor.wait_until_up(world, process)
		except BaseException:
			if process:
				supervisor.stop(world)
				servers.stop(process)
			raise
	_show(world, time.monotonic() - began)
	if up or wanted.detach:
		console.say("It runs without this terminal; bench/stop ends it.")
		return 0
	console.say("Ctrl-C ends it.")
	return _stay(process)


def _settle_ports(world: World, told: int | None) -> None:
	chosen = servers.ports_of(world)
	chosen.settle_web(told)
	chosen.settle("mariadb", "redis", "smtp")
	if told is None and chosen["web"] != ports.WEB[0]:
		why = "as last time" if ports.is_free(ports.WEB[0]) else f"{ports.WEB[0]} is taken"
		console.say(f"  ·  the address's port is {chosen['web']} ({why})")


def _agree_on_port(world: World, told: int | None) -> None:
	used = servers.ports_of(world)["web"]
	if told is not None and told != used:
		raise BenchError(f"the demo is running on port {used} already; bench/stop ends it")


def prepare(world: World, *, fresh: bool = False) -> set[str]:
	"""Do every step that is not done; the names of those that had work."""
	with exclusive("install"):
		steps = installation.bench_steps(packages.DEMO)
		if site.app_is_there():
			steps.append(installation.app_assets_step())
		worked = perform_all(installation.ledger(), steps)
	if fresh:
		installation.forget(world, "site")
	record = installation.ledger(world)
	world_steps = installation.demo_steps(world)
	# The database is put in place before its server starts, all else needs the server.
	first, *others = world_steps
	if record.perform(first):
		installation.forget(world, *(step.name for step in others))
		worked.add(first.name)
	site.prepare_folders(world)
	if not all(record.is_done(step) for step in others):
		with servers.running(world):
			for step in others:
				if record.perform(step):
					worked.add(step.name)
	return worked


def logins() -> list[tuple[str, str, str]]:
	"""Role, user and password of the people to log in as, from the app's demo."""
	if not (CHECKOUT / APP / "demo" / "logins.py").exists():
		return []
	ask = f"import json, {APP}.demo.logins as it; print(json.dumps(list(getattr(it, 'LOGINS', None) or it.logins())))"
	done = subprocess.run([python(), "-c", ask], capture_output=True, text=True, cwd=CHECKOUT)
	return [tuple(row) for row in json.loads(done.stdout)] if done.returncode == 0 else []


def _show(world: World, seconds: float) -> None:
	people = [*logins(), ("Administrator", "Administrator", site.administrator_password())]
	widths = [max(len(str(row[column])) for row in people) for column in range(3)]
	console.say()
	console.say(f"FOKUS is ready after {seconds:.0f} s:  http://localhost:{servers.ports_of(world)['web']}")
	console.say()
	for row in people:
		console.say(
			"  "
			+ "   ".join(str(text).ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()
		)
	console.say()
	console.say(f"Mails it sends: {world.mail}")
	if not (installation.DEMO / "load.py").exists():
		console.say("There is no demo programme in this checkout yet; the site holds the app alone.")
	elif installation.demo_is_outdated(world):
		console.say(
			"The demo programme has changed since it was loaded; bench/demo --fresh makes the site anew."
		)


def _stay(process: subprocess.Popen) -> int:
	"""Wait for Ctrl-C (or the end of the terminal), then end what was started."""
	try:
		status = process.wait()
		raise BenchError(f"the processes ended with status {status}", demo_world().logs / "supervisord.log")
	except KeyboardInterrupt:
		console.say("\nEnding …")
		return 0
	finally:
		servers.stop(process)


if __name__ == "__main__":
	entry.run("bench/demo", main)
