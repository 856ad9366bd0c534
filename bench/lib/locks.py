"""One at a time: what two starts in the same clone must not do at once."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from bench.lib import console
from bench.lib.paths import bench_dir


@contextmanager
def exclusive(what: str) -> Iterator[None]:
	"""Hold the lock called `what`; the system gives it back when we die. Says so before it waits."""
	folder = bench_dir() / "run"
	folder.mkdir(parents=True, exist_ok=True)
	with (folder / f"{what}.lock").open("w") as file:
		try:
			fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
		except BlockingIOError:
			console.say(f"  ·  waiting for another start in this clone ({what}) …")
			fcntl.flock(file, fcntl.LOCK_EX)
		yield
