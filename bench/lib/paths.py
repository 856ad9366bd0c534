"""Where everything lies. Nothing outside `.bench/` is written, except the app's built assets."""

import os
import re
from dataclasses import dataclass
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
SOURCE = CHECKOUT / "bench"
APP = "fokus_app"


def bench_dir() -> Path:
	"""The private bench of this clone; BENCH_DIR moves it (the bench's own tests use that)."""
	return Path(os.path.abspath(os.environ.get("BENCH_DIR") or CHECKOUT / ".bench"))


@dataclass(frozen=True)
class World:
	"""A site with servers of its own. Worlds share the Python environment, Frappe and the assets, nothing else."""

	name: str
	root: Path
	site: str

	@property
	def sites(self) -> Path:
		"""The folder that Frappe's processes run in."""
		return self.root / "sites"

	@property
	def database(self) -> Path:
		"""MariaDB's data."""
		return self.root / "db"

	@property
	def run(self) -> Path:
		"""Ports, process ids, locks."""
		return self.root / "run"

	@property
	def logs(self) -> Path:
		"""Frappe writes to `../logs`, seen from the sites folder."""
		return self.root / "logs"

	@property
	def mail(self) -> Path:
		"""One .eml file for each mail that the site sent."""
		return bench_dir() / "mail" / self.site


def demo_world() -> World:
	"""The site that people try; it lies where a Frappe bench has it."""
	return World("demo", bench_dir(), "fokus.localhost")


def test_world() -> World:
	"""The site that tests may break. BENCH_TEST names another one, so that two runs can work at once."""
	suffix = re.sub(r"[^a-z0-9]", "", os.environ.get("BENCH_TEST", "").lower())
	name = f"test{suffix and '-' + suffix}"
	return World(name, bench_dir() / name, f"{name}.localhost")


def template_world() -> World:
	"""Where the fresh Frappe site is made that every other world starts from as a copy."""
	return World("template", bench_dir() / "template", "template.localhost")


def python() -> Path:
	"""The interpreter that has Frappe and its dependencies."""
	return bench_dir() / "env" / "bin" / "python"
