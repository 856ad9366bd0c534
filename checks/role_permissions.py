"""The permissions in the doctypes' JSON are those of the table, neither more nor fewer."""

from collections.abc import Iterator

from checks.permission_table import LEVELS, TABLE, Rights
from checks.problem import Problem
from checks.tree import Tree, line_of

_RIGHTS = (
	*("read", "write", "create", "delete", "submit", "cancel", "amend", "select"),
	*("report", "export", "import", "share", "print", "email", "set_user_permissions"),
)


def check(tree: Tree) -> list[Problem]:
	"""Rights that the JSON gives and the table does not, or the other way round, and doctypes that the table lacks."""
	return [
		Problem(path, line_of(tree.text(path), place), message)
		for name, (path, doctype) in tree.doctypes.items()
		if not doctype.get("istable")
		for place, message in _differences(name, doctype)
	]


def _differences(name: str, doctype: dict) -> Iterator[tuple[str, str]]:
	if name not in TABLE:
		yield '"permissions"', f"{name} is not in checks/permission_table.py: who may do what with it?"
		return
	given: dict[int, dict[str, set[str]]] = {0: {}}
	for row in doctype.get("permissions", []):
		rights = {right for right in _RIGHTS if row.get(right)}
		given.setdefault(row.get("permlevel") or 0, {}).setdefault(row.get("role", ""), set()).update(rights)
		if row.get("if_owner"):
			yield '"if_owner"', f"gives rights to whoever made a {name}: who made a record has no part in it"
	levels = {level for each, level in LEVELS if each == name} | given.keys()
	for level in sorted(levels):
		wanted: Rights = LEVELS.get((name, level), {}) if level else TABLE[name]
		yield from _of_level(given.get(level, {}), wanted, f" on level {level}" if level else "")


def _of_level(given: dict[str, set[str]], wanted: Rights, where: str) -> Iterator[tuple[str, str]]:
	for role in sorted(given.keys() | wanted.keys()):
		has, should = given.get(role, set()), wanted.get(role, frozenset())
		if more := sorted(has - should):
			yield f'"role": "{role}"', f"lets {role} {', '.join(more)}{where}, which the table does not"
		if fewer := sorted(should - has):
			yield f'"role": "{role}"', f"does not let {role} {', '.join(fewer)}{where}, which the table does"
