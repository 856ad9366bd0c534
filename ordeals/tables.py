"""All that is in a database, to be compared with another one."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import pymysql
from pymysql.cursors import Cursor

from bench.lib import servers
from bench.lib.paths import World
from bench.lib.secrets_file import password
from bench.lib.site import DATABASE

#: rows as text, sorted, by table
Content = dict[str, list[str]]


@contextmanager
def reading(world: World, cursor: type[Cursor] = Cursor) -> Iterator[Cursor]:
	"""A cursor of this kind on the site's database, past Frappe."""
	connection = pymysql.connect(
		host="127.0.0.1",
		port=servers.ports_of(world)["mariadb"],
		user="root",
		password=password("mariadb root"),
		database=DATABASE,
		charset="utf8mb4",
		cursorclass=cursor,
	)
	with closing(connection), connection.cursor() as opened:
		yield opened


def content(world: World) -> Content:
	"""Every row of every table."""
	found: Content = {}
	with reading(world) as cursor:
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
			found[table] = sorted(map(repr, cursor.fetchall()))
	return found


def differences(before: Content, after: Content) -> list[str]:
	"""The tables that differ, each with how many rows and one of them."""
	found = []
	for table in sorted(before.keys() | after.keys()):
		lost = set(before.get(table, ())) - set(after.get(table, ()))
		new = set(after.get(table, ())) - set(before.get(table, ()))
		if lost or new or (table in before) != (table in after):
			found.append(f"{table}: {len(lost)} rows are gone, {len(new)} are new: {[*lost, *new][:2]}"[:400])
	return found
