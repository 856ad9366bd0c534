"""The Python environment: Python 3.11, every package at its locked version, checked by hash."""

import functools
import shutil
import subprocess
import sys
from pathlib import Path

from bench.lib import commands
from bench.lib.errors import BenchError
from bench.lib.paths import CHECKOUT, SOURCE, bench_dir, python

LOCK = SOURCE / "requirements.lock"
# uv installs the lock in seconds where pip takes most of a minute.
INSTALLER = "uv==0.13.9"
# Building the few packages that come as source must not depend on what is newest today.
BUILD_CONSTRAINTS = "setuptools==80.10.2\nwheel==0.45.1\n"


@functools.cache
def interpreter() -> str:
	"""A Python 3.11: Frappe 15's dependencies of 2023 have binary packages for that one."""
	# Debian's own comes first: a Python compiled by a version manager is often a third slower.
	for name in ("/usr/bin/python3.11", sys.executable, "python3.11", "python3"):
		found = shutil.which(name)
		probe = "import sys, ensurepip; print(sys.executable if sys.version_info[:2] == (3, 11) else '')"
		if found:
			answer = subprocess.run([found, "-c", probe], capture_output=True, text=True).stdout.strip()
			if answer:
				return answer
	raise BenchError("Python 3.11 with ensurepip is needed (Debian: apt-get install python3 python3-venv)")


def create(log: Path) -> None:
	"""Make an empty environment with the installer in it."""
	env = bench_dir() / "env"
	shutil.rmtree(env, ignore_errors=True)
	doing = "making the Python environment failed"
	commands.run([interpreter(), "-m", "venv", env], doing, log)
	pip = [python(), "-m", "pip", "--disable-pip-version-check", "--no-input", "--retries", "2"]
	commands.run([*pip, "install", "--only-binary", ":all:", INSTALLER], doing, log, registry=True)


def install(log: Path) -> None:
	"""Bring the environment to exactly what the lock says and let it find Frappe and the app."""
	constraints = bench_dir() / "env" / "build-constraints.txt"
	constraints.write_text(BUILD_CONSTRAINTS, encoding="ascii")
	commands.run(
		[
			bench_dir() / "env/bin/uv",
			"pip",
			"sync",
			"--require-hashes",
			"--build-constraints",
			constraints,
			LOCK,
		],
		"installing the Python packages failed",
		log,
		registry=True,
		env={
			"VIRTUAL_ENV": str(bench_dir() / "env"),
			"UV_CACHE_DIR": str(bench_dir() / "cache" / "uv"),
			"UV_HTTP_RETRIES": "2",
			"UV_NO_CONFIG": "1",
			"UV_PYTHON_DOWNLOADS": "never",
			"UV_SYSTEM_CERTS": "1",
		},
	)
	packages = next((bench_dir() / "env" / "lib").glob("python3.*/site-packages"))
	# The official bench tool installs apps as editable packages; one .pth file does the same for both.
	(packages / "bench-apps.pth").write_text(
		f"{bench_dir() / 'apps' / 'frappe'}\n{CHECKOUT}\n", encoding="utf-8"
	)
