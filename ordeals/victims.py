"""What is killed, and how it is started again, as a supervisor would."""

import contextlib
import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import redis

from bench.lib import servers
from bench.lib.paths import World
from ordeals.running import Running


class Victim:
	"""One of the programs that the site needs."""

	def __init__(self, running: Running):
		self.running = running
		#: what may live on without what was killed
		self.orphans: list[int] = []

	def kill(self, chance: random.Random) -> str:
		"""Kill it now (SIGKILL); returns which part of it."""
		raise NotImplementedError

	def start(self) -> None:
		"""Start it again and wait until it answers."""
		raise NotImplementedError

	def _start(self, name: str, command: Callable[[World], list[str]]) -> None:
		world = self.running.world
		log = world.logs / f"{name}.log"
		self._process = servers.start(command(world), log, world.run)
		servers.wait_for(servers.ports_of(world)[name], self._process, name, log)


class Worker(Victim):
	"""Jobs run in a child of the worker: either may die, or both."""

	def kill(self, chance: random.Random) -> str:
		worker = self.running.worker.pid
		jobs = self.orphans = children(worker)
		part = chance.choice(("job", "worker", "both")) if jobs else "worker"
		for process in {"job": jobs, "worker": [worker], "both": [worker, *jobs]}[part]:
			_kill(process)
		if part != "job":
			_until(lambda: not self.running.worker.is_alive())
		return part

	def start(self) -> None:
		self.running.worker.start()


class Web(Victim):
	"""One of the web server's processes, or all."""

	def kill(self, chance: random.Random) -> str:
		keeper = self.running.server.pid
		processes = children(keeper)
		if chance.random() < 0.5 and processes:
			_kill(chance.choice(processes))
			return "one process"
		for process in (keeper, *processes):
			_kill(process)
		_until(lambda: not any(map(is_alive, (keeper, *processes))))
		return "all"

	def start(self) -> None:
		time.sleep(0.3)  # the one that keeps the others may end because of it
		if not (is_alive(self.running.server.pid) and servers.answers(self.running.server.port)):
			self.running.server.restart()


class Redis(Victim):
	"""Cache and queues, which are empty afterwards."""

	def kill(self, chance: random.Random) -> str:
		with redis.from_url(servers.redis_url(self.running.world, 0)) as client:
			process = client.info("server")["process_id"]
		_kill(process)
		port = servers.ports_of(self.running.world)["redis"]
		_until(lambda: not servers.answers(port))
		return "all"

	def start(self) -> None:
		self._start("redis", servers.redis_command)


class MariaDB(Victim):
	"""The database."""

	def kill(self, chance: random.Random) -> str:
		world = self.running.world
		_kill(int((world.run / "mariadbd.pid").read_text()))
		_until(lambda: not servers.answers(servers.ports_of(world)["mariadb"]))
		return "all"

	def start(self) -> None:
		self._start("mariadb", servers.mariadb_command)


VICTIMS: dict[str, type[Victim]] = {"worker": Worker, "web": Web, "redis": Redis, "mariadb": MariaDB}


def children(process: int) -> list[int]:
	"""The processes that this one has started and that run still."""
	with contextlib.suppress(OSError):
		return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
	return []


def is_alive(process: int) -> bool:
	"""Whether this process runs; one that only waits to be buried does not."""
	with contextlib.suppress(OSError):
		return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
	return False


def _kill(process: int) -> None:
	with contextlib.suppress(ProcessLookupError):  # it was done at this very moment
		os.kill(process, signal.SIGKILL)


def _until(true: Callable[[], bool], seconds: float = 30) -> None:
	end = time.monotonic() + seconds
	while not true():
		if time.monotonic() > end:
			raise TimeoutError("what was killed lives on")
		time.sleep(0.01)
