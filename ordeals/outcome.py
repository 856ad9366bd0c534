"""What an ordeal was asked for, and what it hands back."""

from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Asked:
	"""times: how often each thing is done; minutes: how long what goes by time lasts; seed: of all chance; which: one of several kinds."""

	times: int = 1
	minutes: float = 1
	seed: int = 1
	which: str = ""


@dataclass
class Outcome:
	"""A table, and what was found wrong (sentences; empty is what is hoped for)."""

	columns: tuple[str, ...]
	rows: list[tuple] = field(default_factory=list)
	remarks: list[str] = field(default_factory=list)
	problems: list[str] = field(default_factory=list)

	def lines(self) -> Iterator[str]:
		"""The table in Markdown, then remarks and problems."""
		yield f"| {' | '.join(self.columns)} |"
		yield "|" + "---|" * len(self.columns)
		for row in self.rows:
			yield f"| {' | '.join(map(str, row))} |"
		for remark in self.remarks:
			yield ""
			yield remark
		yield ""
		if not self.problems:
			yield "Problems: none."
			return
		yield f"Problems: {len(self.problems)}."
		yield ""
		for problem in self.problems[:30]:
			yield f"- {problem}"
