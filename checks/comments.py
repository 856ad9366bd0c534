"""Comments and the lines they belong to."""

import io
import tokenize
from pathlib import Path

from checks.tree import Tree

#: how far above a line its reason may stand
LINES_ABOVE = 3


def reason_near(comments: dict[int, str], first: int, last: int) -> bool:
	"""True when a comment of some words stands on the lines first to last or just above them."""
	return any(len(comments.get(line, "").split()) >= 3 for line in range(first - LINES_ABOVE, last + 1))


def comments_of(tree: Tree, path: Path) -> dict[int, str]:
	"""The comment on each line that has one, without the sign; tools' own (noqa, fmt) do not count."""
	found = {}
	try:
		for token in tokenize.generate_tokens(io.StringIO(tree.text(path)).readline):
			text = token.string.lstrip("#").strip()
			if token.type == tokenize.COMMENT and not text.startswith(("noqa", "fmt:", "ruff:", "type:")):
				found[token.start[0]] = text
	except (tokenize.TokenError, IndentationError):
		pass  # `tree.check` reports a file that is no Python
	return found
