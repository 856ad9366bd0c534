"""How a command begins and ends: signals become an orderly end, failures one line."""

import signal
import sys
from collections.abc import Callable
from types import FrameType

from bench.lib import console
from bench.lib.errors import one_line


def _end(number: int, frame: FrameType | None) -> None:
	raise SystemExit(128 + number)


def run(name: str, main: Callable[[list[str]], int]) -> None:
	"""Run a command's `main` with the arguments it was given and exit with its status."""
	# A closed terminal (SIGHUP) and a kill end what was started just as Ctrl-C does.
	for sign in (signal.SIGTERM, signal.SIGHUP):
		signal.signal(sign, _end)
	try:
		status = main(sys.argv[1:])
	except KeyboardInterrupt:
		status = 130
	except Exception as error:
		line = one_line(error)
		if line is None:
			raise
		console.complain(f"{name}: {line}")
		status = 1
	sys.exit(status)
