"""Fields of other records in a list: shown, and searched by, only where those records may be seen.

A list may ask for `candidate.reason`; Frappe then joins the candidates and asks no more than whether somebody may
open that doctype at all. Later versions join only rows that meet the doctype's own condition; the same is done here
for versions that do not. There is no hook for it, so the one method that puts a list's query together is wrapped:
every list, report, export, count and number card of a user goes through it.
"""

from functools import wraps

import frappe
from frappe.model.db_query import DatabaseQuery

from fokus_app import permissions


def keep_rules() -> None:
	"""Wrap Frappe's query builder once in this process; for the hooks before_request and before_job."""
	if getattr(DatabaseQuery.prepare_args, "keeps_rules_of_fokus", False):
		return
	prepare_args = DatabaseQuery.prepare_args

	@wraps(prepare_args)
	def under_our_rules(self: DatabaseQuery) -> frappe._dict:
		args = prepare_args(self)
		# a query of our own code, which answers for what it shows; from a browser nobody sets this
		if not self.flags.ignore_permissions:
			args.tables = _under_rules(self, args.tables)
		return args

	under_our_rules.keeps_rules_of_fokus = True
	DatabaseQuery.prepare_args = under_our_rules


def _under_rules(query: DatabaseQuery, tables: str) -> str:
	"""The query's tables, with what may be seen of each joined one in its place."""
	for table in query.tables[1:]:
		doctype = table.strip("`").removeprefix("tab")
		if doctype in permissions.RULES:
			# joined as if its records were rows within the listed ones, which they are not
			raise frappe.PermissionError(doctype)
		tables = _only_seen(tables, doctype, table, f" {table} on (", query.user)
	for link in query.link_tables:
		joined = f" {link.table_name} {link.table_alias} on ("
		tables = _only_seen(tables, link.doctype, link.table_alias, joined, query.user)
	return tables


def _only_seen(tables: str, doctype: str, alias: str, joined: str, user: str) -> str:
	# asked of the hooks, which only a site with this app has: a process may serve several
	rules = frappe.get_hooks("permission_query_conditions", {}).get(doctype, [])
	found = (frappe.get_attr(rule)(user) for rule in rules if rule.startswith("fokus_app."))
	conditions = [condition for condition in found if condition and condition != f"({permissions.ALL})"]
	if not conditions:
		return tables
	if joined not in tables:
		# a version of Frappe that joins in another way than those we know: rather no list than one that shows too much
		raise frappe.PermissionError(doctype)
	seen = f"(select * from `tab{doctype}` where {' and '.join(conditions)})"
	return tables.replace(joined, f" {seen} {alias} on (")
