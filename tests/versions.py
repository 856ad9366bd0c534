"""Where Frappe 15.0, later 15 and 16 differ for the tests."""

import re

import frappe

#: how many queries a transition costs more than on 15.0, as seen on 15.45 and not on 16
QUERIES_MORE = 2 if re.match(r"15\.[1-9]", frappe.__version__) else 0

#: tokens, marks of a build, and since 15.45 a number of each message: by chance, or by time
_BY_CHANCE = re.compile(
	r'("?csrf_token"? ?[=:] ?)"[^"]*"|<!--.*?-->|\?v=[\w.]+|__frappe_exc_id\W+\w+', re.DOTALL
)


def without_chance(text: str) -> str:
	"""What a page or an answer says, to compare it with another one."""
	return _BY_CHANCE.sub("", text)


def forget_columns(table: str) -> None:
	"""Have Frappe look anew which columns the table has."""
	frappe.cache.hdel("table_columns", table)
	if hasattr(frappe, "client_cache"):
		frappe.client_cache.delete_value(f"table_columns::{table}")
