"""Every method of Frappe that a browser may call, found in its source: the way in that nobody thought of.

A method gets values for its parameters by their names, so that it gets as far as it can; what it answers must hold no
word that is not for who asked, and no record of ours is another afterwards. A version of Frappe with a new method is
attacked through it without a line here.
"""

import ast
import json
from dataclasses import dataclass
from pathlib import Path

import frappe

from tests.records import CANDIDATE
from tests.security.attacks.victims import filled

WHO = {"other area's manager": "othermanager", "other participant": "participant2", "Guest": "Guest"}
#: which record of somebody else they ask for
WHAT = {"othermanager": CANDIDATE, "participant2": "Mentoring Session", "Guest": CANDIDATE}
#: they end the attacker's own session, or make a PDF of what the client itself sends
LEFT_OUT = {
	"frappe.handler.logout",
	"frappe.handler.web_logout",
	"frappe.sessions.clear",
	"frappe.utils.print_format.report_to_pdf",
}

#: values by the names of parameters; what is not here and has no default gets the record's name
VALUES = {
	**dict.fromkeys(
		(
			*(
				"doctype",
				"dt",
				"ref_doctype",
				"reference_doctype",
				"document_type",
				"linked_doctype",
				"doc_type",
			),
			*(
				"source_doctype",
				"attached_to_doctype",
				"reference_type",
				"parent_doctype",
				"_doctype",
				"doctypes",
			),
			*("document", "report_doctype", "target_doctype", "link_doctype", "doctype_name"),
		),
		"{doctype}",
	),
	**dict.fromkeys(("docs", "doc"), '{"doctype": "{doctype}", "name": "{name}"}'),
	**dict.fromkeys(("names", "docnames", "doc_names", "selected", "files"), '["{name}"]'),
	**dict.fromkeys(("fields", "fieldnames", "fieldname", "with_fields"), '["*"]'),
	**dict.fromkeys(("filters", "or_filters", "current_filters", "filters_json"), "[]"),
	**dict.fromkeys(("txt", "search_term", "query_text"), ""),
	**dict.fromkeys(("text", "keyword", "search_text", "content"), "Kanari"),
	**dict.fromkeys(("user", "email", "users", "usr", "for_user"), "{person}"),
	**dict.fromkeys(("web_form_name", "web_form"), "fokus-nomination"),
	**dict.fromkeys(("file_url", "file_path", "path"), "{file}"),
	**dict.fromkeys(("limit", "page_length", "page_len", "limit_page_length", "count"), 100),
	**dict.fromkeys(("start", "limit_start", "idx"), 0),
	**dict.fromkeys(("from_date", "date", "start_date"), "2020-01-01"),
	**dict.fromkeys(("to_date", "end_date", "end"), "2030-01-01"),
	**dict.fromkeys(
		("allow_read_on_all_link_options", "ignore_permissions", "ignore_user_permissions", "with_data"), 1
	),
	**dict.fromkeys(("parent", "parenttype"), "{parent}"),
	"searchfield": "name",
	"report_name": "FOKUS Candidate Pipeline",
	"field": "owner",
	"key": "owner",
	"title": "x",
	"data": '{"doctype": "{doctype}", "name": "{name}"}',
	"args": '{"doctype": "{doctype}", "name": "{name}", "assign_to": ["{person}"]}',
	"chart": '{"document_type": "{doctype}", "chart_type": "Group By", "group_by_based_on": "owner", "filters_json": "[]"}',
	"file_type": "CSV",
	"file_format_type": "CSV",
	"action": "Withdraw Candidacy",
	"method": "as_dict",
	"value": "Kanari",
	"tree_fn": "frappe.desk.treeview.get_children",
}


@dataclass(frozen=True)
class Method:
	"""A whitelisted function: parameters with whether they have a default, and whether guests may call it."""

	parameters: list[tuple[str, bool]]
	for_guests: bool


def whitelisted() -> dict[str, Method]:
	"""All whitelisted functions in Frappe's source, by dotted name."""
	root = Path(frappe.__file__).parent
	found = {}
	for file in sorted(root.rglob("*.py")):
		text = file.read_text("utf-8")
		if "whitelist(" not in text or "/tests/" in str(file) or file.name.startswith("test_"):
			continue
		module = ".".join(file.relative_to(root.parent).with_suffix("").parts).removesuffix(".__init__")
		for node in ast.parse(text).body:
			if not isinstance(node, ast.FunctionDef):
				continue
			decorators = " ".join(map(ast.unparse, node.decorator_list))
			if "whitelist" in decorators:
				given = [*node.args.posonlyargs, *node.args.args]
				without = len(given) - len(node.args.defaults)
				parameters = [(each.arg, number >= without) for number, each in enumerate(given)]
				found[f"{module}.{node.name}"] = Method(parameters, "allow_guest=True" in decorators)
	return found


def _arguments(parameters: list[tuple[str, bool]]) -> dict:
	sent = {"doctype": "{doctype}", "name": "{name}", "fields": '["*"]', "filters": "[]"}
	for name, has_default in parameters:
		if name in VALUES:
			sent[name] = VALUES[name]
		elif not has_default:
			sent[name] = "{name}"
	return sent


def test_through_no_method_of_frappe_is_a_foreign_record_read_or_changed(attack, nothing_changes):
	methods = {name: method for name, method in whitelisted().items() if name not in LEFT_OUT}
	assert len(methods) > 400
	broken = []

	def attempt(person, client):
		doctype = WHAT[person]
		mine = {name: each for name, each in methods.items() if each.for_guests or person != "Guest"}
		for method, described in mine.items():
			sent = filled(
				attack.victims,
				doctype,
				person,
				_arguments(described.parameters),
				file=attack.victims.files[CANDIDATE],
			)
			answer = client.post(f"/api/method/{method}", json=sent)
			if found := attack.victims.leaked(person, answer.text):
				broken.append((person, method, [each.place for each in found], answer.text[:300]))
		return len(mine)

	attack.by_everybody("every method of Frappe", attempt, WHO)
	assert broken == [], json.dumps(broken, indent=1)
