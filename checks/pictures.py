"""The pictures in the documents: each that is named is there, each that is there is made by `bench/pictures` and shown
somewhere, and together they stay small."""

import ast
import re
from pathlib import Path

from checks.problem import Problem
from checks.tree import Tree, line_of

FOLDER = Path("docs", "images")
SCREENS = Path("bench", "inside", "screens.py")
#: bytes of all pictures together
MOST = 3_000_000
_NAMED = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")


def check(tree: Tree) -> list[Problem]:
	"""Pictures that are missing, made by nobody, shown nowhere, without words for who cannot see, or too large."""
	problems, shown = [], set()
	for document in tree.find(".md"):
		text = tree.text(document)
		for words, target in _NAMED.findall(text):
			if "://" in target:
				continue
			line = line_of(text, f"]({target})")
			place = (tree.root / document.parent / target).resolve()
			if not place.is_file():
				problems.append(Problem(document, line, f"there is no picture {target}"))
			elif place.is_relative_to(tree.root / FOLDER):
				shown.add(place.name)
			if not words.strip():
				problems.append(Problem(document, line, f"{target} has no words for who cannot see it"))
	made = _made(tree)
	there = tree.find(".webp", ".png", ".jpg", under=str(FOLDER))
	for picture in there:
		if picture.stem not in made:
			problems.append(Problem(picture, 1, "bench/pictures does not make it"))
		if picture.name not in shown:
			problems.append(Problem(picture, 1, "no document shows it"))
	size = sum((tree.root / picture).stat().st_size for picture in there)
	if size > MOST:
		problems.append(Problem(FOLDER, 1, f"the pictures have {size} bytes, more than {MOST}"))
	return problems


def _made(tree: Tree) -> set[str]:
	"""The names of the screens of which pictures are made."""
	code = tree.python(SCREENS) if tree.exists(SCREENS) else None
	return {
		node.args[0].value
		for node in ast.walk(code or ast.Module([], []))
		if isinstance(node, ast.Call) and ast.unparse(node.func) == "Screen" and node.args
	}
