"""A page of docs/ in sections that commands write anew, each with the machine, the day and the command."""

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Page:
	"""introduction: what stands above all sections. names: of the sections, in their order."""

	file: Path
	introduction: str
	names: Sequence[str]

	def write(self, name: str, title: str, command: str, framework: str, lines: Sequence[str]) -> None:
		"""Put the section into the page, in the place of what it said before. framework: name and version."""
		sections = self._sections()
		head = [f"## {title}", "", f"_{_machine()}, {framework}_ · `{command}`", ""]
		sections[name] = "\n".join([*head, *lines, ""])
		body = [f"<!-- {each} -->\n{sections[each]}" for each in self.names if each in sections]
		self.file.write_text("\n".join([self.introduction, *body]), encoding="utf-8")

	def _sections(self) -> dict[str, str]:
		text = self.file.read_text(encoding="utf-8") if self.file.exists() else ""
		pieces = re.split(r"^<!-- ([\w-]+) -->\n", text, flags=re.MULTILINE)[1:]
		return {
			name: section.rstrip("\n") + "\n" for name, section in zip(pieces[::2], pieces[1::2], strict=True)
		}


def _machine() -> str:
	model = re.search(r"model name\s*: (.*)", open("/proc/cpuinfo", encoding="ascii").read())
	memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
	return (
		f"{date.today():%d.%m.%Y}, {os.cpu_count()} × {model[1] if model else platform.machine()}, {memory:.0f} GB,"
		f" Python {platform.python_version()}"
	)
