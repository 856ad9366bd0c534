"""A string of ours that people meet."""

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Found:
	"""An English source string with its place. `context` as given to `_()` or `__()`."""

	path: Path
	line: int
	source: str
	context: str = ""


def has_words(text: str) -> bool:
	"""True when there is something to translate: two letters or more outside placeholders and tags."""
	return bool(re.search(r"[^\W\d_]{2}", re.sub(r"<[^>]*>|\{[^}]*\}|&\w+;", " ", text)))
