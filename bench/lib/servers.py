"""A world's MariaDB and Redis: how they are started, and started for as long as a step or a test run needs them."""

import contextlib
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from bench.lib import commands
from bench.lib.errors import BenchError
from bench.lib.paths import World
from bench.lib.ports import Ports
from bench.lib.secrets_file import password

START_SECONDS = 60
STOP_SECONDS = 60


def ports_of(world: World) -> Ports:
	"""The remembered ports of a world."""
	return Ports(world.run / "ports.json")


def initialise_database(world: World, log: Path) -> None:
	"""Make an empty MariaDB data folder whose root user is known to us alone."""
	shutil.rmtree(world.database, ignore_errors=True)
	world.database.mkdir(parents=True)
	commands.run(
		[
			commands.find("mariadb-install-db") or "mariadb-install-db",
			"--no-defaults",
			f"--datadir={world.database}",
			"--auth-root-authentication-method=normal",
			"--skip-test-db",
			"--skip-name-resolve",
			*_user(),
		],
		"making the database folder failed",
		log,
	)
	root = password("mariadb root")
	# Read at every start; it lies in the data folder, so that a copy of the folder brings its root user along.
	# MariaDB wants one statement on each line.
	statements = [
		statement
		for host in ("127.0.0.1", "localhost")
		for statement in (
			f"CREATE OR REPLACE USER 'root'@'{host}' IDENTIFIED BY '{root}';",
			f"GRANT ALL ON *.* TO 'root'@'{host}' WITH GRANT OPTION;",
		)
	]
	(world.database / "bench-init.sql").write_text("\n".join(statements) + "\n", encoding="ascii")


def _user() -> list[str]:
	return ["--user=root"] if os.geteuid() == 0 else []


def mariadb_command(world: World) -> list[str]:
	"""The MariaDB server of this world. The socket is relative to the data folder: a deep clone's path is too long for one."""
	# What tests write may be lost with the power; what a person typed into the demo may not. That the server is killed it outlives
	# in both: what is committed has been handed to the system.
	careless = "--innodb-flush-method=nosync --innodb-flush-log-at-trx-commit=2".split()
	return [
		commands.find("mariadbd", "mysqld") or "mariadbd",
		"--no-defaults",
		f"--datadir={world.database}",
		"--socket=mysqld.sock",
		f"--pid-file={world.run / 'mariadbd.pid'}",
		"--bind-address=127.0.0.1",
		f"--port={ports_of(world)['mariadb']}",
		"--init-file=bench-init.sql",
		"--character-set-server=utf8mb4",
		"--collation-server=utf8mb4_unicode_ci",
		"--skip-name-resolve",
		"--skip-log-bin",
		"--max-connections=200",
		"--innodb-buffer-pool-size=256M",
		"--innodb-log-file-size=48M",
		*([] if world.name == "demo" else careless),
		*_user(),
	]


def redis_command(world: World) -> list[str]:
	"""The Redis server of this world: database 0 for the cache, 1 for the queues. Nothing in it needs to last."""
	program = commands.find("redis-server")
	if not program:
		# redis-server is redis-check-rdb by another name (as in Debian's own package); it goes by its own name.
		link = world.run / "redis-server"
		link.parent.mkdir(parents=True, exist_ok=True)
		link.unlink(missing_ok=True)
		link.symlink_to(commands.find("redis-check-rdb") or "/usr/bin/redis-check-rdb")
		program = str(link)
	port = str(ports_of(world)["redis"])
	return [program, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]


def redis_url(world: World, database: int) -> str:
	"""The address of the cache (0) or the queues (1)."""
	return f"redis://127.0.0.1:{ports_of(world)['redis']}/{database}"


def answers(port: int) -> bool:
	"""Whether somebody listens there."""
	with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
		return True
	return False


def wait_for(port: int, process: subprocess.Popen | None, what: str, log: Path) -> None:
	"""Wait until the server listens.

	Raises BenchError with the reason from its log when it ended, or took too long.
	"""
	end = time.monotonic() + START_SECONDS
	while not answers(port):
		if process and process.poll() is not None:
			raise commands.failure(f"{what} did not start", process.returncode, log)
		if time.monotonic() > end:
			raise BenchError(f"{what} did not answer within {START_SECONDS} s", log)
		time.sleep(0.05)


def is_up(world: World) -> bool:
	"""Whether this world's MariaDB runs and answers (its process id alone may be somebody else's by now)."""
	try:
		number = int((world.run / "mariadbd.pid").read_text())
		ours = str(world.database).encode() in Path(f"/proc/{number}/cmdline").read_bytes()
		return ours and answers(ports_of(world)["mariadb"])
	except (OSError, ValueError, KeyError):
		return False


def start(command: Sequence[str], log: Path, cwd: Path) -> subprocess.Popen:
	"""Start a server that ends with us at the latest, in a session of its own so that Ctrl-C does not reach it."""
	log.parent.mkdir(parents=True, exist_ok=True)
	cwd.mkdir(parents=True, exist_ok=True)
	with log.open("w", encoding="utf-8") as out:
		return subprocess.Popen(
			commands.tethered(command, own_session=True),
			stdin=subprocess.DEVNULL,
			stdout=out,
			stderr=subprocess.STDOUT,
			cwd=cwd,
		)


def stop(process: subprocess.Popen) -> None:
	"""End a server in order, by force if it does not listen."""
	process.terminate()
	try:
		process.wait(STOP_SECONDS)
	except subprocess.TimeoutExpired:
		process.kill()
		process.wait()


@contextlib.contextmanager
def running(world: World) -> Iterator[None]:
	"""Have MariaDB and Redis up; those that run already are used and left alone."""
	ports = ports_of(world)
	started: dict[str, subprocess.Popen] = {}
	try:
		if not is_up(world):
			ports.settle("mariadb", "redis")
			for purpose, command in (("mariadb", mariadb_command(world)), ("redis", redis_command(world))):
				started[purpose] = start(command, world.logs / f"{purpose}.log", world.run)
			for purpose, process in started.items():
				wait_for(ports[purpose], process, purpose, world.logs / f"{purpose}.log")
		yield
	finally:
		for process in started.values():
			stop(process)
