"""What the person sees while the bench works."""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_lock = threading.Lock()


def say(text: str = "") -> None:
	"""Print one line, whole, also when several steps work at once."""
	with _lock:
		print(text, flush=True)


def complain(text: str) -> None:
	"""Print one line for a person to act on."""
	with _lock:
		print(text, file=sys.stderr, flush=True)


@contextmanager
def timed(title: str) -> Iterator[None]:
	"""Announce what begins, and how long it took when it is done."""
	say(f"  ·  {title}")
	began = time.monotonic()
	try:
		yield
	except BaseException:
		say(f"  ✗  {title} – not finished after {time.monotonic() - began:.1f} s")
		raise
	say(f"  ✓  {title} – {time.monotonic() - began:.1f} s")
