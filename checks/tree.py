"""The files that are checked: those that git knows or would add, or all of a folder without git."""

import ast
import json
import subprocess
from functools import cached_property
from pathlib import Path

from checks.problem import Problem

APP = "fokus_app"


class Tree:
	"""A checkout. Paths are relative to its root; links to folders are not followed."""

	def __init__(self, root: Path | str):
		self.root = Path(root).resolve()
		self._parsed: dict[Path, ast.Module | None] = {}

	@cached_property
	def files(self) -> list[Path]:
		"""Every file, sorted."""
		if (self.root / ".git").exists():
			command = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
			output = subprocess.run(command, cwd=self.root, check=True, capture_output=True, text=True).stdout
			found = [Path(name) for name in output.split("\0") if name]
		else:
			found = [path.relative_to(self.root) for path in self.root.rglob("*")]
		return sorted(path for path in found if self._is_plain_file(path))

	def find(self, *suffixes: str, under: str = "") -> list[Path]:
		"""Files whose name ends with one of `suffixes`, in the folder `under` (given from the root)."""
		folder = Path(under).parts
		return [
			path
			for path in self.files
			if path.name.endswith(suffixes) and path.parts[: len(folder)] == folder
		]

	def exists(self, path: Path | str) -> bool:
		return (self.root / path).exists()

	def text(self, path: Path | str) -> str:
		return (self.root / path).read_text(encoding="utf-8")

	def json(self, path: Path | str):
		"""What the JSON file holds, None where it is no JSON (`broken_files` reports that)."""
		try:
			return json.loads(self.text(path))
		except ValueError:
			return None

	def python(self, path: Path | str) -> ast.Module | None:
		"""The syntax tree of a Python file, None where it does not parse (`broken_files` reports that)."""
		path = Path(path)
		if path not in self._parsed:
			try:
				self._parsed[path] = ast.parse(self.text(path))
			except SyntaxError:
				self._parsed[path] = None
		return self._parsed[path]

	@cached_property
	def doctypes(self) -> dict[str, tuple[Path, dict]]:
		"""Our doctypes by name: where the JSON is and what it says."""
		found = {}
		for path in self.find(".json", under=f"{APP}/doctype"):
			content = self.json(path)
			if isinstance(content, dict) and content.get("doctype") == "DocType":
				found[content.get("name") or path.stem] = (path, content)
		return found

	def _is_plain_file(self, path: Path) -> bool:
		full = self.root / path
		return full.is_file() and not full.is_symlink()


def check(tree: Tree) -> list[Problem]:
	"""Files that cannot be read as what they are; the other checks pass over them."""
	problems = []
	for path in tree.find(".json"):
		try:
			json.loads(tree.text(path))
		except ValueError as error:
			problems.append(Problem(path, getattr(error, "lineno", 1), f"is no JSON: {error}"))
	for path in tree.find(".py"):
		try:
			ast.parse(tree.text(path))
		except SyntaxError as error:
			problems.append(Problem(path, error.lineno or 1, f"is no Python: {error.msg}"))
	return problems


def line_of(text: str, fragment: str) -> int:
	"""The line on which `fragment` first stands in `text`; 1 where it does not."""
	position = text.find(fragment)
	return text.count("\n", 0, position) + 1 if position >= 0 else 1
