"""Short digests of what a step depends on."""

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

_NOISE = {"__pycache__", "node_modules", "dist", ".git"}


def files_under(folder: Path) -> list[Path]:
	"""Every file below `folder`, links to folders not followed, build products left out."""
	found = []
	for where, folders, names in os.walk(folder):
		folders[:] = sorted(name for name in folders if name not in _NOISE)
		found += [Path(where, name) for name in sorted(names) if not name.endswith((".pyc", ".swp"))]
	return found


def fingerprint(*inputs: str | Path | Iterable[str | Path]) -> str:
	"""A digest of texts, of files' contents and of whole folders (paths relative to the folder count too)."""
	digest = hashlib.sha256()

	def add(item: str | Path | Iterable[str | Path], base: Path | None = None) -> None:
		if isinstance(item, str):
			digest.update(b"s" + item.encode() + b"\0")
		elif isinstance(item, Path) and item.is_dir():
			for file in files_under(item):
				add(file, item)
		elif isinstance(item, Path):
			digest.update(b"p" + str(item.relative_to(base) if base else item.name).encode() + b"\0")
			if item.is_file():  # a file that a developer's editor just moved away counts as missing
				digest.update(item.read_bytes())
		else:
			for one in item:
				add(one, base)

	add(inputs)
	return digest.hexdigest()[:32]
