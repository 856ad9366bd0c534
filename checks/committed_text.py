"""What has no place in a committed file: paths of somebody's machine, and work put off."""

import re

from checks.problem import Problem
from checks.tree import Tree

#: built from parts, so that this file may be checked too
_WRONG = (
	(re.compile(r"(?<![\w.$}*-])/(?:work|tmp|root|home/\w+)/\w"), "a path of somebody's machine"),
	(
		re.compile(rf"\b(?:{'TO'}{'DO'}|{'FIX'}{'ME'}|{'XX'}{'X'})\b"),
		"work put off: do it, or make an issue of it",
	),
)
_BINARY = {".gif", ".ico", ".jpg", ".pdf", ".png", ".ttf", ".webp", ".woff", ".woff2", ".whl", ".gz"}
#: written by tools
_LOCKS = (".lock", "package-lock.json")


def check(tree: Tree) -> list[Problem]:
	"""Every line that holds such a thing."""
	problems = []
	for path in tree.files:
		if path.suffix in _BINARY or path.name.endswith(_LOCKS):
			continue
		try:
			lines = tree.text(path).splitlines()
		except UnicodeDecodeError:
			continue  # test data in another encoding
		for number, line in enumerate(lines, start=1):
			problems += [
				Problem(path, number, message) for pattern, message in _WRONG if pattern.search(line)
			]
	return problems
