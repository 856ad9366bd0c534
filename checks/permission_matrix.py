"""docs/privacy/berechtigungen.md is what the code says: who may do what with which doctype, and what is kept in its fields.

Write it anew with `python -m checks.permission_matrix`.
"""

import ast
import csv
from pathlib import Path

from checks.problem import Problem
from checks.tree import APP, Tree

PAPER = Path("docs", "privacy", "berechtigungen.md")
_RULES, _DECLARATION = Path(APP, "permissions.py"), Path(APP, "privacy", "declaration.py")
_GERMAN = Path(APP, "translations", "de.csv")
_ROLES = ("FOKUS HR Clerk", "FOKUS Programme Lead", "FOKUS Manager", "FOKUS Mentor", "FOKUS Participant")
_RIGHTS = {
	"read": "lesen",
	"write": "ändern",
	"create": "anlegen",
	"delete": "löschen",
	"report": "Bericht",
	"export": "ausführen",
	"import": "einlesen",
	"print": "drucken",
	"email": "mailen",
}
_KINDS = {
	"known_by": "Namen, Adressen",
	"person": "Konten",
	"about": "Angaben zur Person",
	"own_words": "eigene Texte",
	"others_words": "Texte anderer",
	"sealed": "versiegelt",
}


def check(tree: Tree) -> list[Problem]:
	"""A paper that is not there or says something else than the code."""
	if not tree.exists(_DECLARATION):
		return []
	if tree.exists(PAPER) and tree.text(PAPER) == matrix(tree):
		return []
	return [Problem(PAPER, 1, "is not what the code says: python -m checks.permission_matrix writes it anew")]


def matrix(tree: Tree) -> str:
	"""The paper, in German."""
	german = dict(row[:2] for row in csv.reader(tree.text(_GERMAN).splitlines()) if row)
	doctypes = {name: doctype for name, (_path, doctype) in sorted(tree.doctypes.items())}
	lines = [
		"# Rollen, Berechtigungen und Felder",
		"",
		"Erzeugt aus dem Programm (`python -m checks.permission_matrix`); die Prüfung in CI schlägt fehl, wenn diese Seite nicht dazu passt.",
		"",
		"## Rechte der Rollen",
		"",
		"Was eine Rolle mit einer Art von Datensätzen überhaupt darf. **Welche** Datensätze sie davon sieht, sagt die Regel im nächsten Abschnitt; „–“ heißt: gar nichts.",
		"",
		"| Datensatz | " + " | ".join(german.get(role, role) for role in _ROLES) + " |",
		"|---|" + "---|" * len(_ROLES),
	]
	for name, doctype in doctypes.items():
		if not doctype.get("istable"):
			lines.append(
				f"| {_called(name, german)} | " + " | ".join(_rights(doctype, role) for role in _ROLES) + " |"
			)
	lines += [
		"",
		"System Manager und Administrator haben für keinen dieser Datensätze eine Berechtigung aus dem Programm; Administrator übergeht in Frappe alle Regeln, nur nicht die Versiegelung.",
		"",
		"## Welche Datensätze eine Person sieht",
		"",
		"Aus `fokus_app/permissions.py`, jede Regel im Wortlaut: eine Bedingung für Listen und Einzelne zugleich. `1=0` heißt: niemand.",
		"",
	]
	lines += _rules(tree, german)
	lines += [
		"## Was in den Feldern steht",
		"",
		"Aus `fokus_app/privacy/declaration.py`: woraus Löschung und Auskunft bestehen. Was hier nicht steht, gehört zum Programm oder ist eine Zahl und bleibt.",
		"",
		"| Datensatz | Art | Felder |",
		"|---|---|---|",
	]
	for name, kinds in _declared(tree).items():
		fields = {
			field["fieldname"]: field.get("label") or field["fieldname"] for field in doctypes[name]["fields"]
		}
		for kind, called in _KINDS.items():
			names = [german.get(fields[each], fields[each]) for each in kinds.get(kind, [])]
			if names:
				lines.append(f"| {_called(name, german)} | {called} | {', '.join(names)} |")
	return "\n".join(lines) + "\n"


def _called(name: str, german: dict[str, str]) -> str:
	return f"{german[name]} ({name})" if german.get(name, name) != name else name


def _rights(doctype: dict, role: str) -> str:
	given = [
		(
			permission.get("permlevel", 0),
			[called for right, called in _RIGHTS.items() if permission.get(right)],
		)
		for permission in doctype.get("permissions", [])
		if permission.get("role") == role
	]
	shown = [(f"Stufe {level}: " if level else "") + ", ".join(rights) for level, rights in given if rights]
	return "; ".join(shown) or "–"


def _rules(tree: Tree, german: dict[str, str]) -> list[str]:
	lines = []
	for node in (tree.python(_RULES) or ast.Module([], [])).body:
		if not isinstance(node, ast.FunctionDef):
			continue
		for decorator in node.decorator_list:
			if isinstance(decorator, ast.Call) and getattr(decorator.func, "id", "") == "rule":
				writing = " – wer ändert" if len(decorator.args) > 1 else ""
				lines += [f"### {_called(decorator.args[0].value, german)}{writing}", "", "```text"]
				body = node.body[1:] if ast.get_docstring(node) else node.body
				lines += [*_source(tree.text(_RULES).splitlines(), body), "```", ""]
	return lines


def _source(lines: list[str], body: list[ast.stmt]) -> list[str]:
	"""As it is written: what Python makes of it differs from version to version."""
	return [line.removeprefix("\t").expandtabs(4) for line in lines[body[0].lineno - 1 : body[-1].end_lineno]]


def _declared(tree: Tree) -> dict[str, dict[str, list[str]]]:
	"""The fields of each doctype by kind, read without importing the app."""
	constants: dict[str, str] = {}
	found: dict[str, dict[str, list[str]]] = {}
	for node in (tree.python(_DECLARATION) or ast.Module([], [])).body:
		if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
			constants[node.targets[0].id] = node.value.value
		if isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "DECLARED":
			for key, call in zip(node.value.keys, node.value.values, strict=True):
				found[key.value] = {
					each.arg: _words(each.value, constants) for each in call.keywords if each.arg in _KINDS
				}
	return found


def _words(value: ast.expr, constants: dict[str, str]) -> list[str]:
	if isinstance(value, ast.JoinedStr):
		parts = [
			constants[each.value.id] if isinstance(each, ast.FormattedValue) else each.value
			for each in value.values
		]
		return "".join(parts).split()
	return value.value.split()


if __name__ == "__main__":
	here = Tree(Path.cwd())
	(here.root / PAPER).parent.mkdir(parents=True, exist_ok=True)
	(here.root / PAPER).write_text(matrix(here), encoding="utf-8")
