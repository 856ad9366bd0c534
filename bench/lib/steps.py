"""Steps that are done once and again only when something they depend on has changed."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from bench.lib import commands, console


@dataclass(frozen=True)
class Step:
	"""One piece of work.

	`fingerprint` says what the result depends on; `present` whether the result is still there (somebody may have
	deleted it); `after` names the steps that must be done before.
	"""

	name: str
	title: str
	work: Callable[[], None]
	fingerprint: Callable[[], str]
	present: Callable[[], bool] = lambda: True
	after: Sequence[str] = field(default=())


class Ledger:
	"""Which steps are done, one small file each, written only when the step has finished."""

	def __init__(self, folder: Path):
		self.folder = folder

	def recorded(self, step: Step) -> str | None:
		"""The fingerprint with which the step was finished last."""
		try:
			return (self.folder / step.name).read_text(encoding="ascii")
		except OSError:
			return None

	def is_done(self, step: Step) -> bool:
		"""Whether nothing has changed since the step was finished."""
		return self.recorded(step) == step.fingerprint() and step.present()

	def perform(self, step: Step) -> bool:
		"""Do the step unless it is done; True when there was something to do.

		The record goes before the work begins: whatever stops the work, the next start does it again.
		"""
		if self.is_done(step):
			return False
		record = self.folder / step.name
		record.unlink(missing_ok=True)
		before = step.fingerprint()
		with console.timed(step.title):
			step.work()
			self._write(record, before)
		return True

	def note(self, step: Step) -> None:
		"""Record the step as done with what it depends on now."""
		self._write(self.folder / step.name, step.fingerprint())

	def _write(self, record: Path, text: str) -> None:
		self.folder.mkdir(parents=True, exist_ok=True)
		draft = record.with_suffix(".new")
		with draft.open("w", encoding="ascii") as file:
			file.write(text)
			file.flush()
			os.fsync(file.fileno())  # a record must never outlive the work it stands for
		draft.replace(record)


def perform_all(ledger: Ledger, steps: Sequence[Step]) -> set[str]:
	"""Do all steps, those that do not wait for each other at once; the names of those that had work.

	After a failure no new step begins, the running ones come to their end, and the first error is raised.
	"""
	waiting = {step.name: step for step in steps}
	known = set(waiting)
	finished: set[str] = set()
	worked: set[str] = set()
	running: dict[Future[bool], str] = {}
	error: BaseException | None = None
	with ThreadPoolExecutor(max_workers=4) as pool:
		while (waiting and not error) or running:
			if not error:
				for step in list(waiting.values()):
					if finished.issuperset(known.intersection(step.after)):
						running[pool.submit(ledger.perform, waiting.pop(step.name))] = step.name
			try:
				done, _ = wait(running, return_when=FIRST_COMPLETED)
			except (
				BaseException
			):  # Ctrl-C: leaving this block waits for the threads, which wait for their programs
				commands.end_all()
				raise
			for future in done:
				name = running.pop(future)
				if future.exception():
					error = error or future.exception()
				else:
					finished.add(name)
					if future.result():
						worked.add(name)
	if error:
		raise error
	return worked
