"""The doctypes' JSON: what Frappe accepts silently and what would bite later."""

from collections.abc import Iterator
from pathlib import Path

from checks.problem import Problem
from checks.tree import APP, Tree, line_of

MODULE = "FOKUS"
ROLES = Path("fixtures", "role.json")
#: doctypes of Frappe that ours point to
_OF_FRAPPE = {"DocType", "Language", "Role", "User", "Workflow State"}
_WITHOUT_LABEL = {"Column Break", "HTML", "Section Break"}
#: signs that HTML escapes: Frappe finds no translation for an option that holds one
_ESCAPED = set("&<>\"'")
_TABLES = {"Table", "Table MultiSelect"}


def check(tree: Tree) -> list[Problem]:
	"""What is wrong in the JSON of a doctype."""
	roles = {record.get("name") for record in (tree.json(ROLES) if tree.exists(ROLES) else None) or []}
	return [
		Problem(path, line_of(tree.text(path), place), message)
		for path, doctype in tree.doctypes.values()
		for place, message in (
			*_wrong_as_a_whole(path, doctype),
			*_wrong_fields(doctype, tree),
			*_wrong_permissions(doctype, roles),
		)
	]


def scrub(name: str) -> str:
	"""What Frappe calls the folder of a doctype."""
	return name.lower().replace(" ", "_").replace("-", "_")


def _wrong_as_a_whole(path: Path, doctype: dict) -> Iterator[tuple[str, str]]:
	name = doctype.get("name", "")
	if doctype.get("module") != MODULE:
		yield '"module"', f"belongs to the module “{doctype.get('module')}”, not to {MODULE}"
	if path.parent != Path(APP, "doctype", scrub(name)) or path.stem != scrub(name):
		yield '"name"', f"“{name}” lies in the wrong place; Frappe looks in doctype/{scrub(name)}"
	for key in ("title_field", "image_field"):
		if doctype.get(key) and doctype[key] not in _fieldnames(doctype):
			yield f'"{key}"', f"{key}: there is no field “{doctype[key]}”"
	for fieldname in filter(None, map(str.strip, (doctype.get("search_fields") or "").split(","))):
		if fieldname not in {*_fieldnames(doctype), "name"}:
			yield '"search_fields"', f"search_fields: there is no field “{fieldname}”"


def _wrong_fields(doctype: dict, tree: Tree) -> Iterator[tuple[str, str]]:
	fieldnames = _fieldnames(doctype)
	for fieldname in sorted({name for name in fieldnames if fieldnames.count(name) > 1}):
		yield f'"{fieldname}"', f"“{fieldname}” is there twice"
	if doctype.get("field_order") != fieldnames:
		yield '"field_order"', "field_order names other fields, or in another order, than fields"
	for field in doctype.get("fields", []):
		fieldname, place = field.get("fieldname", ""), f'"fieldname": "{field.get("fieldname")}"'
		kind, options = field.get("fieldtype"), field.get("options")
		if not field.get("label") and kind not in _WITHOUT_LABEL:
			yield place, f"“{fieldname}” has no label"
		if kind == "Link" and options not in tree.doctypes and options not in _OF_FRAPPE:
			yield place, f"“{fieldname}” points to “{options}”, which nobody knows"
		if kind == "Dynamic Link" and options not in fieldnames:
			yield place, f"“{fieldname}” takes its doctype from “{options}”, which is no field"
		if kind in _TABLES and not tree.doctypes.get(options, (None, {}))[1].get("istable"):
			yield place, f"“{fieldname}” holds rows of “{options}”, which is no table"
		if kind == "Select" and not (options or "").strip():
			yield place, f"“{fieldname}” has nothing to choose from"
		if kind == "Select" and _ESCAPED.intersection(options or ""):
			yield (
				place,
				f"“{fieldname}”: lists look an option with one of {' '.join(sorted(_ESCAPED))} up escaped",
			)
		if field.get("fetch_from") and field["fetch_from"].split(".")[0] not in fieldnames:
			yield place, f"“{fieldname}” is fetched from “{field['fetch_from']}”, which is no field"


def _wrong_permissions(doctype: dict, roles: set[str]) -> Iterator[tuple[str, str]]:
	if doctype.get("istable") and doctype.get("permissions"):
		yield '"permissions"', "a table has the permissions of its parent"
	for permission in doctype.get("permissions", []):
		role = permission.get("role")
		if role not in roles:
			yield f'"{role}"', f"gives permissions to “{role}”, which is none of our roles"
		if permission.get("share"):
			yield '"share"', f"lets {role} share records: a share reaches beyond every rule"


def _fieldnames(doctype: dict) -> list[str]:
	return [field.get("fieldname", "") for field in doctype.get("fields", [])]
