"""Passwords of this clone's own servers, made up once."""

import json
import os
import secrets

from bench.lib.paths import bench_dir


def password(purpose: str) -> str:
	"""The password for `purpose`, the same for every world, so that a copied database stays usable."""
	file = bench_dir() / "secrets.json"
	known = json.loads(file.read_text(encoding="ascii")) if file.exists() else {}
	if purpose not in known:
		known[purpose] = secrets.token_hex(12)
		file.parent.mkdir(parents=True, exist_ok=True)
		draft = file.with_suffix(".new")
		with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
			json.dump(known, out)
		draft.replace(file)
	return known[purpose]
