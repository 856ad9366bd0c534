"""Every method of Frappe that a browser may call, found in its source: the way in that nobody thought of.

A method gets values for its parameters by their names, so that it gets as far as it can; what it answers must hold no
word that is not for who asked, and no record of ours is another afterwards. A version of Frappe with a new method is
attacked through it without a line here.
"""

import json
from pathlib import Path

import frappe

from tests.records import CANDIDATE
from tests.security.attacks.victims import filled
from tests.whitelisted import Method, methods_below

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


def _arguments(method: Method) -> dict:
	sent = {"doctype": "{doctype}", "name": "{name}", "fields": '["*"]', "filters": "[]"}
	for name in method.parameters:
		if name in VALUES:
			sent[name] = VALUES[name]
		elif name in method.needed:
			sent[name] = "{name}"
	return sent


def test_through_no_method_of_frappe_is_a_foreign_record_read_or_changed(attack, nothing_changes):
	methods = [each for each in methods_below(Path(frappe.__file__).parent) if each.path not in LEFT_OUT]
	assert len(methods) > 400
	broken = []

	def attempt(person, client):
		doctype = WHAT[person]
		mine = [each for each in methods if each.for_guests or person != "Guest"]
		for method in mine:
			sent = filled(
				attack.victims,
				doctype,
				person,
				_arguments(method),
				file=attack.victims.files[CANDIDATE],
			)
			answer = client.post(f"/api/method/{method.path}", json=sent)
			if found := attack.victims.leaked(person, answer.text):
				broken.append((person, method.path, [each.place for each in found], answer.text[:300]))
		return len(mine)

	attack.by_everybody("every method of Frappe", attempt, WHO)
	assert broken == [], json.dumps(broken, indent=1)
