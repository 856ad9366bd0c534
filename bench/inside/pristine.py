"""Go back to the fresh test site in a fraction of a second.

Beside the site's schema lies a second one with a copy of every table, and in it a list of what each table looked like.
Going back compares checksums and copies those tables alone that differ; so it is exact whatever changed them: a test,
the HTTP server, a worker. What was built upon it can be kept under a name, to begin there again (the tables that differ).

usage: python -m bench.inside.pristine SITE   (keeps the present state as the fresh one)
"""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import frappe
import pymysql
import redis

from bench.lib.secrets_file import password

_LIST = "_fresh_tables"
_FOLDERS = ("public/files", "private/files")


@dataclass(frozen=True)
class Look:
	"""What tells whether a table (or sequence) is as it was."""

	kind: str
	created: str
	content: str


class Pristine:
	"""The kept copy of one site. `folder` is the site's folder, `config` its configuration."""

	def __init__(self, folder: Path, config: dict):
		self.folder = folder
		self.config = config
		self.live = config["db_name"]
		self.copy = f"{self.live}_fresh"

	@contextmanager
	def _root(self) -> Iterator[pymysql.cursors.Cursor]:
		connection = pymysql.connect(
			host=self.config["db_host"],
			port=self.config["db_port"],
			user="root",
			password=password("mariadb root"),
			charset="utf8mb4",
			autocommit=True,
		)
		try:
			with connection.cursor() as cursor:
				# A transaction that a test left open would hold us up for minutes; a short wait ends in a clear error.
				cursor.execute(
					"SET SESSION lock_wait_timeout=20, foreign_key_checks=0, sql_mode='NO_AUTO_VALUE_ON_ZERO'"
				)
				yield cursor
		finally:
			connection.close()

	def _looks(self, cursor: pymysql.cursors.Cursor) -> dict[str, Look]:
		cursor.execute(
			"SELECT table_name, table_type, create_time FROM information_schema.tables WHERE table_schema=%s",
			self.live,
		)
		tables = {name: (kind, str(created)) for name, kind, created in cursor.fetchall()}
		sums: dict[str, str] = {}
		plain = [name for name, (kind, _) in tables.items() if kind == "BASE TABLE"]
		if plain:
			cursor.execute("CHECKSUM TABLE " + ",".join(f"`{self.live}`.`{name}`" for name in plain))
			sums = {name.split(".", 1)[1]: str(value) for name, value in cursor.fetchall()}
		for name, (kind, _) in tables.items():
			if kind == "SEQUENCE":
				cursor.execute(f"SELECT next_not_cached_value FROM `{self.live}`.`{name}`")
				sums[name] = str(cursor.fetchone()[0])
		return {name: Look(kind, created, sums.get(name, "")) for name, (kind, created) in tables.items()}

	def keep(self) -> None:
		"""Make the present state the fresh one."""
		with self._root() as cursor:
			self._fill(cursor, self.copy, self._looks(cursor))
		kept = self.folder.parent.parent / "run" / "fresh-files"
		shutil.rmtree(kept, ignore_errors=True)
		for name in _FOLDERS:
			shutil.copytree(self.folder / name, kept / name)
		shutil.copy(self.folder / "site_config.json", kept)

	def keep_as(self, name: str) -> None:
		"""Keep the tables that now differ from the fresh ones under this name, to begin there again with `restore`; files are not kept."""
		with self._root() as cursor:
			schema, fresh = self._schema(name), self._kept(cursor, self.copy)
			differ = {name: look for name, look in self._looks(cursor).items() if look != fresh.get(name)}
			self._fill(cursor, schema, differ)

	def _fill(self, cursor: pymysql.cursors.Cursor, schema: str, looks: dict[str, Look]) -> None:
		"""Make the schema anew, with a copy of these tables as they are now."""
		cursor.execute(f"DROP DATABASE IF EXISTS `{schema}`")
		cursor.execute(f"CREATE DATABASE `{schema}` CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci")
		for table, look in looks.items():
			if look.kind == "BASE TABLE":
				cursor.execute(f"CREATE TABLE `{schema}`.`{table}` LIKE `{self.live}`.`{table}`")
				cursor.execute(f"INSERT INTO `{schema}`.`{table}` SELECT * FROM `{self.live}`.`{table}`")
		self._write_list(cursor, schema, looks)

	def _schema(self, name: str) -> str:
		return f"{self.live}_as_{name}"

	@staticmethod
	def _kept(cursor: pymysql.cursors.Cursor, schema: str) -> dict[str, Look]:
		cursor.execute(f"SELECT looks FROM `{schema}`.`{_LIST}`")
		return {name: Look(**look) for name, look in json.loads(cursor.fetchone()[0]).items()}

	@staticmethod
	def _write_list(cursor: pymysql.cursors.Cursor, schema: str, looks: dict[str, Look]) -> None:
		text = json.dumps({name: asdict(look) for name, look in looks.items()})
		cursor.execute(f"CREATE OR REPLACE TABLE `{schema}`.`{_LIST}` (looks LONGTEXT)")
		cursor.execute(f"INSERT INTO `{schema}`.`{_LIST}` VALUES (%s)", text)

	def differs(self, name: str = "") -> bool:
		"""Whether a table is not as it was kept under this name (without one: fresh)."""
		with self._root() as cursor:
			now, wanted = self._looks(cursor), self._kept(cursor, self.copy)
			wanted |= self._kept(cursor, self._schema(name)) if name else {}
			return any(now.get(table) != look for table, look in wanted.items() if look.kind == "BASE TABLE")

	def restore(self, name: str = "") -> list[str]:
		"""Bring tables, sequences, files, configuration and caches back; the names of the tables that had changed.

		name: of what `keep_as` has kept; without one the fresh site.
		"""
		with self._root() as cursor:
			schemas = [self.copy, self._schema(name)] if name else [self.copy]
			kept = {schema: self._kept(cursor, schema) for schema in schemas}
			wanted = {
				table: (schema, look) for schema, looks in kept.items() for table, look in looks.items()
			}
			now = self._looks(cursor)
			changed = [table for table, (_, look) in wanted.items() if now.get(table) != look]
			surplus = [table for table in now if table not in wanted]
			for table in surplus:
				kind = now[table].kind.removeprefix("BASE ")
				cursor.execute(f"DROP {kind} `{self.live}`.`{table}`")
			rebuilt = False
			for table in changed:
				rebuilt = self._restore_one(cursor, table, now.get(table), *wanted[table]) or rebuilt
			if rebuilt:
				created = {table: look.created for table, look in self._looks(cursor).items()}
				for schema, looks in kept.items():
					younger = {table: replace(look, created=created[table]) for table, look in looks.items()}
					self._write_list(cursor, schema, younger)
		self._restore_files()
		self._forget_caches()
		return changed + surplus

	def _restore_one(
		self, cursor: pymysql.cursors.Cursor, name: str, now: Look | None, schema: str, wanted: Look
	) -> bool:
		"""Bring one table back; True when it had to be made anew and so looks younger than it did."""
		live, copy = f"`{self.live}`.`{name}`", f"`{schema}`.`{name}`"
		if wanted.kind == "SEQUENCE":
			cursor.execute(f"CREATE SEQUENCE IF NOT EXISTS {live} NOCACHE NOCYCLE")
			cursor.execute(f"ALTER SEQUENCE {live} RESTART WITH {int(wanted.content)}")
			return now is None or now.created != wanted.created
		if now and now.created == wanted.created:
			cursor.execute(f"DELETE FROM {live}")
		else:
			cursor.execute(f"DROP TABLE IF EXISTS {live}")
			cursor.execute(f"CREATE TABLE {live} LIKE {copy}")
		cursor.execute(f"INSERT INTO {live} SELECT * FROM {copy}")
		return not (now and now.created == wanted.created)

	def _restore_files(self) -> None:
		kept = self.folder.parent.parent / "run" / "fresh-files"
		for name in _FOLDERS:
			shutil.rmtree(self.folder / name, ignore_errors=True)
			shutil.copytree(kept / name, self.folder / name)
		shutil.copy(kept / "site_config.json", self.folder / "site_config.json")

	def _forget_caches(self) -> None:
		redis.from_url(self.config["redis_cache"]).flushdb()
		queues = redis.from_url(self.config["redis_queue"])
		# A worker that runs stays registered; what waits for it, and what it has done, goes.
		for key in queues.scan_iter("rq:*", count=1000):
			if not key.startswith((b"rq:worker", b"rq:clean")):
				queues.delete(key)


def of(site: str, sites: Path) -> Pristine:
	"""The kept copy of a site that lies in the folder `sites`."""
	return Pristine(sites / site, dict(frappe.get_site_config(str(sites), str(sites / site))))


if __name__ == "__main__":
	of(sys.argv[1], Path.cwd()).keep()
