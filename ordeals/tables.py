"""All that is in a database, to be compared with another one."""

import hashlib
from contextlib import closing

import pymysql

from bench.lib import servers
from bench.lib.paths import World
from bench.lib.secrets_file import password
from bench.lib.site import DATABASE

Content = dict[str, tuple[int, str]]


def content(world: World) -> Content:
	"""Number of rows and a digest of all of them, by table."""
	found: Content = {}
	connection = pymysql.connect(
		host="127.0.0.1",
		port=servers.ports_of(world)["mariadb"],
		user="root",
		password=password("mariadb root"),
		database=DATABASE,
		charset="utf8mb4",
	)
	with closing(connection), connection.cursor() as cursor:
		cursor.execute(
			"SELECT table_name FROM information_schema.tables WHERE table_schema=%s AND table_type='BASE TABLE'",
			DATABASE,
		)
		for (table,) in cursor.fetchall():
			cursor.execute(
				"SELECT column_name FROM information_schema.columns WHERE table_schema=%s AND table_name=%s ORDER BY 1",
				(DATABASE, table),
			)
			columns = ", ".join(f"`{name}`" for (name,) in cursor.fetchall())
			cursor.execute(f"SELECT {columns} FROM `{table}`")
			rows = sorted(map(repr, cursor.fetchall()))
			found[table] = (len(rows), hashlib.sha256("\n".join(rows).encode()).hexdigest())
	return found


def differences(before: Content, after: Content) -> list[str]:
	"""The tables that differ, each with both numbers of rows."""
	return [
		f"{table}: {before.get(table, ('none',))[0]} rows before, {after.get(table, ('none',))[0]} after"
		for table in sorted(before.keys() | after.keys())
		if before.get(table) != after.get(table)
	]
