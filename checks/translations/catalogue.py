"""The file with the translations, as Frappe 15.0 to 16 read it: source, translation, context."""

import csv
import io
import re
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from checks.problem import Problem
from checks.translations.found import Found
from checks.tree import APP, Tree

PATH = Path(APP, "translations", "de.csv")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)s|%[sd]")
_HERE = Path(__file__).parent / "words"


@dataclass(frozen=True)
class Entry:
	"""One row of the file."""

	line: int
	source: str
	translation: str
	context: str

	@property
	def key(self) -> tuple[str, str]:
		return self.source, self.context


def entries(tree: Tree) -> list[Entry]:
	"""The rows of the file that have the right number of columns."""
	return [
		Entry(line, row[0], row[1], row[2] if len(row) == 3 else "")
		for line, row in _rows(tree)
		if len(row) in (2, 3)
	]


def words(name: str) -> set[str]:
	"""The lines of a list in `words/`; # begins a comment."""
	lines = (_HERE / f"{name}.txt").read_text(encoding="utf-8").splitlines()
	return {line for line in lines if line and not line.startswith("#")}


def check_form(tree: Tree) -> list[Problem]:
	"""What is wrong with the file by itself."""
	if not tree.exists(PATH):
		return [Problem(PATH, 1, "is missing")]
	problems = []
	if "\r" in (tree.root / PATH).read_bytes().decode("utf-8-sig") or tree.text(PATH).startswith("\ufeff"):
		problems.append(Problem(PATH, 1, "has other line ends than \\n or begins with a byte order mark"))
	for line, row in _rows(tree):
		if len(row) not in (2, 3):
			problems.append(Problem(PATH, line, f"has {len(row)} columns; quote a text that holds a comma"))
	rows = entries(tree)
	seen: dict[tuple[str, str], Entry] = {}
	for entry in rows:
		problems += [Problem(PATH, entry.line, message) for message in _wrong_with(entry)]
		if entry.key in seen:
			problems.append(
				Problem(PATH, entry.line, f"“{entry.source}” stands on line {seen[entry.key].line} too")
			)
		seen.setdefault(entry.key, entry)
	for before, entry in pairwise(rows):
		if sort_key(entry) < sort_key(before):
			problems.append(
				Problem(
					PATH,
					entry.line,
					f"“{entry.source}” is out of order; run: python -m checks.translations.sort",
				)
			)
			break
	return problems


def check_against(tree: Tree, found: list[Found]) -> list[Problem]:
	"""Strings without a translation, and translations without a string."""
	rows = entries(tree) if tree.exists(PATH) else []
	known = {entry.key for entry in rows}
	problems = []
	for each in {(f.source, f.context): f for f in reversed(found)}.values():
		if (each.source, each.context) not in known and (each.source, "") not in known:
			context = f" (context “{each.context}”)" if each.context else ""
			problems.append(Problem(each.path, each.line, f"no German for “{each.source}”{context}"))
	used = {(f.source, f.context) for f in found} | {(f.source, "") for f in found}
	used |= {(source, "") for source in words("of_frappe")}
	problems += [
		Problem(PATH, entry.line, f"nobody uses “{entry.source}”") for entry in rows if entry.key not in used
	]
	return problems


def sort_key(entry: Entry) -> tuple[str, str, str]:
	"""The order of the file: by source, capitals and small letters together."""
	return entry.source.casefold(), entry.source, entry.context


def _wrong_with(entry: Entry) -> list[str]:
	wrong = []
	if not entry.translation.strip():
		wrong.append(f"“{entry.source}” has no translation")
	elif entry.source == entry.translation and entry.source not in words("same_in_german"):
		wrong.append(f"“{entry.source}” is left in English (or belongs in words/same_in_german.txt)")
	if entry.source != entry.source.strip() or entry.translation != entry.translation.strip():
		wrong.append(f"“{entry.source}” or its translation begins or ends with a blank: Frappe cuts it off")
	if sorted(_PLACEHOLDER.findall(entry.source)) != sorted(_PLACEHOLDER.findall(entry.translation)):
		wrong.append(f"“{entry.source}” and its translation have different placeholders")
	return wrong


def _rows(tree: Tree) -> list[tuple[int, list[str]]]:
	reader = csv.reader(io.StringIO(tree.text(PATH), newline=""))
	rows, begin = [], 1
	for row in reader:
		if row:
			rows.append((begin, row))
		begin = reader.line_num + 1
	return rows
