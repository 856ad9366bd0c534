"""bench/pictures: the handbook's pictures, made from the demo that runs."""

import subprocess

from bench.lib import entry, packages, servers, supervisor
from bench.lib.errors import BenchError
from bench.lib.paths import CHECKOUT, bench_dir, demo_world, python


def main(given: list[str]) -> int:
	"""Make the pictures named, or all of them; the status of the program that does it."""
	world = demo_world()
	if supervisor.pid(world) is None:
		raise BenchError("the demo does not run; begin with bench/demo --fresh --detach")
	packages.install(packages.BROWSER, bench_dir() / "logs" / "pictures.log")
	address = f"http://localhost:{servers.ports_of(world)['web']}"
	return subprocess.call([python(), "-m", "bench.inside.pictures", address, *given], cwd=CHECKOUT)


if __name__ == "__main__":
	entry.run("bench/pictures", main)
