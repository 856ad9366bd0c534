"""Debian packages: found, installed where we may, named where we may not.

Only packages without a service are asked for: `mariadb-server-core` and `redis-tools` hold the same programs as
`mariadb-server` and `redis-server`, but start nothing, enable nothing and make no database of the system's.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.lib import commands
from bench.lib.errors import BenchError


def _program(*names: str) -> Callable[[], bool]:
	return lambda: commands.find(*names) is not None


def _library(name: str) -> Callable[[], bool]:
	def loads() -> bool:
		try:
			ctypes.CDLL(name)
		except OSError:
			return False
		return True

	return loads


@dataclass(frozen=True)
class Package:
	"""A Debian package and how to see that what it brings is there, from Debian or elsewhere."""

	name: str
	is_there: Callable[[], bool]


SERVERS = (
	Package("mariadb-server-core", _program("mariadbd", "mysqld")),
	Package("mariadb-client", _program("mariadb-admin")),
	Package("redis-tools", _program("redis-server", "redis-check-rdb")),
)
# Frappe prints with wkhtmltopdf by default and with WeasyPrint, which draws with Pango, where a print format says so.
PDF = (
	Package("wkhtmltopdf", _program("wkhtmltopdf")),
	Package("libpango-1.0-0", _library("libpango-1.0.so.0")),
	Package("libpangoft2-1.0-0", _library("libpangoft2-1.0.so.0")),
)
BUILD = (
	Package("nodejs", _program("node")),
	Package("npm", _program("npm")),
	Package("python3-venv", lambda: importlib.util.find_spec("ensurepip") is not None),
)
BROWSER = (Package("chromium", _program("chromium", "chromium-browser", "google-chrome")),)

DEMO = SERVERS + PDF + BUILD
TEST = DEMO + BROWSER


def missing(wanted: Sequence[Package]) -> list[str]:
	"""The names of the packages of which nothing is there."""
	return [package.name for package in wanted if not package.is_there()]


def _as_root() -> list[str] | None:
	if os.geteuid() == 0:
		return []
	if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
		return ["sudo", "-n"]
	return None


def install(wanted: Sequence[Package], log: Path) -> None:
	"""Install what is missing.

	Raises BenchError naming the packages when nobody lets us install, or when apt cannot.
	"""
	names = missing(wanted)
	if not names:
		return
	prefix = _as_root()
	if prefix is None or not shutil.which("apt-get"):
		raise BenchError(f"please install these Debian packages first: apt-get install {' '.join(names)}")
	apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=120"]
	# A foreign source of this machine that does not answer is none of our business: apt only warns, and so do we not stop.
	subprocess.run(commands.tethered([*apt, "update"]), capture_output=True, stdin=subprocess.DEVNULL)
	commands.run(
		[*apt, "install", "-y", "--no-install-recommends", *names],
		f"installing the Debian packages {' '.join(names)} failed",
		log,
		registry=True,
	)
