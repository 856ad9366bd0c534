"""What a check reports."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, order=True)
class Problem:
	"""Something to mend, with its place; printed as editors and CI understand it: path:line: message."""

	path: Path
	line: int
	message: str

	def __str__(self) -> str:
		return f"{self.path}:{self.line}: {self.message}"
