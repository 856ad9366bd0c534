"""Run other programs: their output in a log, their failure in one line, their end with ours."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.lib.errors import DISK_FULL, BenchError, meaning

FULL_BYTES = 1 << 20
_TETHER = Path(__file__).with_name("tether.py")
_running: set[subprocess.Popen] = set()
_SEARCH = os.pathsep.join([os.environ.get("PATH", ""), "/usr/local/sbin", "/usr/sbin", "/sbin"])


def find(*names: str) -> str | None:
	"""The first of these programs that exists; servers live in sbin, which is in nobody's PATH but root's."""
	return next((path for name in names if (path := shutil.which(name, path=_SEARCH))), None)


def tethered(command: Sequence[str | Path], *, own_session: bool = False) -> list[str]:
	"""The same command, ending when whoever started it dies."""
	session = ["--own-session"] if own_session else []
	return [sys.executable, "-I", "-S", str(_TETHER), *session, *map(str, command)]


def run(
	command: Sequence[str | Path],
	doing: str,
	log: Path,
	*,
	cwd: Path | None = None,
	env: Mapping[str, str] | None = None,
	registry: bool = False,
) -> None:
	"""Run `command` to its end with its output in `log`.

	`registry` marks a program that talks to a package registry. Raises BenchError with one line: what was being done
	(`doing`) and what the output means.
	"""
	log.parent.mkdir(parents=True, exist_ok=True)
	with log.open("w", encoding="utf-8") as out:
		process = subprocess.Popen(
			tethered(command),
			cwd=cwd,
			env={**os.environ, **(env or {})},
			stdin=subprocess.DEVNULL,
			stdout=out,
			stderr=subprocess.STDOUT,
		)
		_running.add(process)
		try:
			status = _wait(process, doing, log)
		except BaseException:
			process.terminate()
			process.wait()
			raise
		finally:
			_running.discard(process)
	if status:
		raise failure(doing, status, log, registry=registry)


def end_all() -> None:
	"""End every program that `run` waits for, in whichever thread: the person does not want to wait any longer."""
	for process in list(_running):
		process.terminate()


def _wait(process: subprocess.Popen, doing: str, log: Path) -> int:
	"""Wait for the end, or for a full disk: MariaDB, for one, would wait for room for ever."""
	while True:
		with contextlib.suppress(subprocess.TimeoutExpired):
			return process.wait(timeout=1)
		if _is_full(log.parent):
			raise BenchError(f"{doing}: {DISK_FULL} ({log.parent})")


def failure(doing: str, status: int, log: Path, *, registry: bool = False) -> BenchError:
	"""The error for a program that ended with `status`, explained from its log."""
	output = log.read_text(encoding="utf-8", errors="replace")
	# a full disk comes first: it may have kept the program from saying so
	reason = DISK_FULL if _is_full(log.parent) else meaning(output, registry=registry)
	if not reason:
		lines = [line.strip() for line in output.splitlines() if line.strip()]
		reason = lines[-1][:200] if lines else f"exit status {status}"
	return BenchError(f"{doing}: {reason}", log)


def _is_full(folder: Path) -> bool:
	return shutil.disk_usage(folder).free < FULL_BYTES
