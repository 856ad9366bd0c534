"""Files beside the site that only its owner reads: written whole or not at all."""

import os
import secrets
from pathlib import Path

_MODE = 0o600


def make_once(file: Path, text: str) -> None:
	"""Make the file; one that is there already, or made at this very moment, is kept: two processes never make two."""
	draft = _draft(file, text)
	try:
		os.link(draft, file)  # fails where the file exists
	except FileExistsError:
		pass
	finally:
		draft.unlink()


def replace(file: Path, text: str) -> None:
	"""Write the file anew."""
	os.replace(_draft(file, text), file)


def _draft(file: Path, text: str) -> Path:
	draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
	descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _MODE)
	with os.fdopen(descriptor, "w", encoding="utf-8") as opened:
		opened.write(text)
		opened.flush()
		os.fsync(opened.fileno())
	return draft
