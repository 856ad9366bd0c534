"""Free ports, remembered: the next start uses the same ones if nobody has taken them meanwhile."""

import json
import random
import socket
from pathlib import Path

from bench.lib.errors import BenchError

# Below what Linux hands out to outgoing connections, above what services are known by.
_RANGE = (20000, 32000)
WEB = range(8000, 8100)


def is_free(port: int) -> bool:
	"""Whether a server can listen there, on loopback, right now."""
	with socket.socket() as probe:
		probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
		try:
			probe.bind(("127.0.0.1", port))
		except OSError:
			return False
	return True


def any_free(taken: set[int] | None = None) -> int:
	"""A free port, none of `taken`."""
	for _ in range(500):
		port = random.randint(*_RANGE)
		if port not in (taken or ()) and is_free(port):
			return port
	raise BenchError(f"no free port found between {_RANGE[0]} and {_RANGE[1]}")


class Ports:
	"""The ports of one world, by what they are for, in a small file."""

	def __init__(self, file: Path):
		self.file = file
		try:
			self.chosen: dict[str, int] = json.loads(file.read_text(encoding="ascii"))
		except (OSError, ValueError):
			self.chosen = {}

	def __getitem__(self, purpose: str) -> int:
		return self.chosen[purpose]

	def settle(self, *purposes: str) -> None:
		"""Have a free port for each purpose, the remembered one if it is still free."""
		for purpose in purposes:
			if purpose not in self.chosen or not is_free(self.chosen[purpose]):
				self.chosen[purpose] = any_free(set(self.chosen.values()))
		self._save()

	def settle_web(self, told: int | None) -> None:
		"""The port of the web address: as told, else the remembered one, else the first free one from 8000.

		Raises BenchError when the told one is taken.
		"""
		if told is not None:
			if not 1 <= told <= 65535:
				raise BenchError(f"port {told} does not exist; choose one between 1024 and 65535")
			if not is_free(told):
				raise BenchError(
					f"port {told} is taken; choose another with --port, or none to get a free one"
				)
			self.chosen["web"] = told
		elif "web" not in self.chosen or not is_free(self.chosen["web"]):
			self.chosen["web"] = next(port for port in (*WEB, any_free()) if is_free(port))
		self._save()

	def _save(self) -> None:
		self.file.parent.mkdir(parents=True, exist_ok=True)
		draft = self.file.with_suffix(".new")
		draft.write_text(json.dumps(self.chosen, indent=1), encoding="ascii")
		draft.replace(self.file)
