"""Run other programs: their output in a log, their failure in one line, their end with ours."""

import contextlib
import os
import shutil
import subprocess
import sys
import threading
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
	process = subprocess.Popen(
		tethered(command),
		cwd=cwd,
		env={**os.environ, **(env or {})},
		stdin=subprocess.DEVNULL,
		stdout=subprocess.PIPE,
		stderr=subprocess.STDOUT,
	)
	output = _Output(process, log)
	_running.add(process)
	try:
		status = _wait(process, doing, log)
	except BaseException:
		process.terminate()
		process.wait()
		raise
	finally:
		_running.discard(process)
		output.end()
	if status:
		raise failure(doing, status, log, output.text(), registry=registry)


class _Output:
	"""What a program says: in its log, and its end in memory too, since a full disk keeps no log of itself."""

	KEPT_BYTES = 1 << 18
	# a grandchild may keep the pipe open after the program has ended
	END_SECONDS = 2

	def __init__(self, process: subprocess.Popen, log: Path):
		self._pipe = process.stdout
		self._log = log
		self._kept = bytearray()
		self._thread = threading.Thread(target=self._listen, daemon=True)
		self._thread.start()

	def _listen(self) -> None:
		with self._pipe, contextlib.ExitStack() as files:
			out = None
			with contextlib.suppress(OSError):
				out = files.enter_context(self._log.open("wb", buffering=0))
			while chunk := self._pipe.read1():
				self._kept = (self._kept + chunk)[-self.KEPT_BYTES :]
				if out:
					with contextlib.suppress(OSError):
						out.write(chunk)

	def end(self) -> None:
		"""Wait until all that was said has been heard."""
		self._thread.join(self.END_SECONDS)

	def text(self) -> str:
		return self._kept.decode("utf-8", errors="replace")


def end_all() -> None:
	"""End every program that `run` waits for, in whichever thread: the person does not want to wait any longer."""
	for process in list(_running):
		process.terminate()


def _wait(process: subprocess.Popen, doing: str, log: Path) -> int:
	"""Wait for the end, or for a full disk: MariaDB, for one, would wait for room for ever."""
	while True:
		with contextlib.suppress(subprocess.TimeoutExpired):
			return process.wait(timeout=1)
		if shutil.disk_usage(log.parent).free < FULL_BYTES:
			raise BenchError(f"{doing}: {DISK_FULL} ({log.parent})")


def failure(
	doing: str, status: int, log: Path, output: str | None = None, *, registry: bool = False
) -> BenchError:
	"""The error for a program that ended with `status`, explained from what it said (by default its log)."""
	if output is None:
		output = log.read_text(encoding="utf-8", errors="replace")
	reason = meaning(output, registry=registry)
	if not reason:
		lines = [line.strip() for line in output.splitlines() if line.strip()]
		reason = lines[-1][:200] if lines else f"exit status {status}"
	return BenchError(f"{doing}: {reason}", log)
