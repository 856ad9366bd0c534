"""An empty bench beside the first one: a site folder, a MariaDB and a Redis that hold nothing yet."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path

from bench.lib import commands, servers, site
from bench.lib.paths import World, bench_dir
from bench.lib.secrets_file import password


@contextlib.contextmanager
def another(beside: World, purpose: str) -> Iterator[World]:
	"""A world of its own with an empty database server that runs; all of it goes afterwards."""
	name = f"{beside.name}-{purpose}"
	world = World(name, bench_dir() / name, f"{name}.localhost")
	shutil.rmtree(world.root, ignore_errors=True)
	try:
		servers.ports_of(world).settle("mariadb", "redis", "smtp", "web")
		servers.initialise_database(world, world.logs / "database.log")
		with servers.running(world):
			site.prepare_folders(world)
			yield world
	finally:
		shutil.rmtree(world.root, ignore_errors=True)


def back_up(world: World, folder: Path) -> dict[str, Path]:
	"""Frappe's own backup of the world's site, and the two files that belong beside it (docs/administrators.md); paths by kind."""
	folder.mkdir(parents=True)
	found = {kind: folder / f"{kind}.{end}" for kind, end in _KINDS.items()}
	options = [f"--backup-path-{option}={found[kind]}" for kind, option in _OPTIONS.items()]
	log = world.logs / "backup.log"
	site.frappe(world, "backup", "--with-files", *options, doing="the backup failed", log=log)
	for kind in _BESIDE:
		file = _beside(world, kind)
		if file.exists():
			found[kind] = Path(shutil.copy(file, folder / kind))
	return found


def restore(world: World, backup: dict[str, Path]) -> None:
	"""Make the world's site from the backup, with the files that belong beside it."""
	folder = world.sites / world.site
	for name in ("public/files", "private/files", "private/backups", "locks", "logs"):
		(folder / name).mkdir(parents=True, exist_ok=True)
	kept = json.loads(backup["config"].read_text("utf-8"))
	config = {"db_name": kept["db_name"], "db_password": password("site database")}
	# what Frappe itself has encrypted, passwords of mail accounts for one, needs the old key of Frappe's
	config |= {key: kept[key] for key in ("encryption_key",) if key in kept}
	(folder / site.SITE_CONFIG).write_text(json.dumps(config, indent=1), encoding="utf-8")
	commands.run(
		site.frappe_command(
			world,
			[
				*("--site", world.site, "restore", str(backup["database"])),
				*("--db-root-username", "root", "--db-root-password", password("mariadb root")),
				*(
					"--with-public-files",
					str(backup["public"]),
					"--with-private-files",
					str(backup["private"]),
				),
			],
		),
		"restoring failed",
		world.logs / "restore.log",
		cwd=world.sites,
	)
	for kind in _BESIDE:
		if kind in backup:
			shutil.copy(backup[kind], _beside(world, kind))


_KINDS = {"database": "sql.gz", "public": "public.tar", "private": "private.tar", "config": "json"}
_OPTIONS = {"database": "db", "public": "files", "private": "private-files", "config": "conf"}
_BESIDE = ("fokus.key", "fokus.erasures")


def _beside(world: World, kind: str) -> Path:
	return world.sites / f"{world.site}.{kind}"
