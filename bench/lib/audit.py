"""bench/audit: are there known holes in the Python packages that this app itself brings along?

Asks pip-audit about the app's own dependencies as they are locked. Where its data cannot be reached it says so and does
not fail: whoever has no way to it finds out nothing, and nothing stops.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import tomllib

from bench.lib import entry

ROOT = Path(__file__).parents[2]
#: what pip-audit exits with where it has found something
FOUND = 1
_UNREACHABLE = (
	"ConnectionError",
	"Connection refused",
	"Max retries",
	"Temporary failure",
	"ServiceError",
	"404",
	"403",
)


def main(given: list[str]) -> int:
	"""0 where nothing is known, or nothing could be asked; 1 where there is a known hole."""
	pinned = _pinned()
	print(f"Asking about {', '.join(pinned)}", flush=True)
	with tempfile.TemporaryDirectory() as folder:
		tool = _tool(Path(folder))
		if tool is None:
			print("pip-audit could not be installed: nothing was asked.")
			return 0
		listed = Path(folder, "requirements.txt")
		listed.write_text("\n".join(pinned) + "\n", "utf-8")
		ran = subprocess.run(
			[tool, "-m", "pip_audit", "--no-deps", "--disable-pip", "-r", listed, *given],
			capture_output=True,
			text=True,
			env={**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1"},
		)
	said = ran.stdout + ran.stderr
	if ran.returncode and "vulnerabilit" not in said and any(sign in said for sign in _UNREACHABLE):
		print("The data about known holes could not be reached: nothing was asked.")
		return 0
	if "could not be audited" in said and said.count("could not be audited") >= len(pinned):
		# its last line would say that nothing is known
		print("The data about known holes could not be reached: nothing was asked.")
		return 0
	print(said.strip())
	return FOUND if ran.returncode else 0


def _pinned() -> list[str]:
	"""The app's own dependencies as `name==version`, from the lock."""
	project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
	names = {re.split(r"[^\w.-]", each)[0].lower() for each in project["dependencies"]}
	lock = (ROOT / "bench" / "requirements.lock").read_text("utf-8")
	found = dict(re.findall(r"^([\w.-]+)==([^\s\\;]+)", lock, re.MULTILINE))
	return [f"{name}=={version}" for name, version in sorted(found.items()) if name.lower() in names]


def _tool(folder: Path) -> Path | None:
	"""A Python with pip-audit, made for this one run; None where the registry cannot be reached."""
	subprocess.run([sys.executable, "-m", "venv", folder / "tool"], check=True)
	python = folder / "tool" / "bin" / "python"
	made = subprocess.run([python, "-m", "pip", "install", "-q", "pip-audit"], capture_output=True, text=True)
	return None if made.returncode else python


if __name__ == "__main__":
	entry.run("bench/audit", main)
