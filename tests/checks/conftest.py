"""Small trees of files in which a check finds something, or nothing."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from checks.tree import Tree

Plant = Callable[..., Tree]


@pytest.fixture(autouse=True)
def site() -> None:
	"""Checks need no site."""


@pytest.fixture
def plant(tmp_path: Path) -> Plant:
	"""Make a tree of these files: plant({"path": "text", ...}); called again it adds to the tree."""

	def make(files: dict[str, str]) -> Tree:
		for path, text in files.items():
			full = tmp_path / path
			full.parent.mkdir(parents=True, exist_ok=True)
			full.write_text(text, encoding="utf-8")
		return Tree(tmp_path)

	return make


def rows(*written: tuple[str, ...]) -> str:
	"""The text of a CSV file with these rows."""
	file = io.StringIO()
	csv.writer(file, lineterminator="\n").writerows(written)
	return file.getvalue()


def said(problems) -> list[str]:
	"""Problems as they are printed, without what the tree is called."""
	return sorted(str(problem) for problem in problems)
