"""Lists, searches, reports, exports and counts of what one may not see, with every argument that a client may send along."""

import json

import frappe
import pytest

from fokus_app import permissions
from tests.records import CANDIDATE, MEETING
from tests.security.attacks.doors import Door, nobody_reads
from tests.security.attacks.people import ATTACKERS, STRANGERS
from tests.versions import without_chance

ALL = {"doctype": "{doctype}", "fields": '["*"]', "limit_page_length": 0}
ROWS = {**ALL, "parent": "{parent}"}
REST = {"fields": '["*"]', "limit_page_length": 0, "parent": "{parent}"}
#: arguments that Frappe's own code may use and no client
FORCED = {
	"ignore_permissions": 1,
	"ignore_user_permissions": 1,
	"user": "Administrator",
	"flags": {"ignore_permissions": 1},
}
MORE = {"distinct": 1, "with_comment_count": 1, "as_list": 1, "join": "left join"}
EXPORT = {"file_format_type": "CSV", "title": "x"}
SEARCH = "frappe.desk.search"
LISTS = {
	"REST": Door("/api/resource/{doctype}", REST, verb="GET", shows=CANDIDATE),
	"REST, forced": Door("/api/resource/{doctype}", {**REST, **FORCED}, verb="GET"),
	"newer REST, forced": Door("/api/v2/document/{doctype}", {**REST, **FORCED}, verb="GET"),
	"get_list": Door("frappe.client.get_list", ROWS, shows=CANDIDATE),
	"get_list, forced": Door("frappe.client.get_list", {**ROWS, **FORCED}),
	"get_list, more": Door("frappe.client.get_list", {**ROWS, **MORE}),
	"get_list of a row of a meeting": Door("frappe.client.get_list", {**ROWS, "parent": MEETING}),
	"get_value": Door(
		"frappe.client.get_value",
		{"doctype": "{doctype}", "fieldname": '["*"]', "filters": {"name": "{name}"}, "parent": "{parent}"},
		CANDIDATE,
	),
	"reportview.get": Door("frappe.desk.reportview.get", ALL, shows=CANDIDATE),
	"reportview.get, more": Door("frappe.desk.reportview.get", {**ALL, **MORE}),
	"reportview.get_list": Door("frappe.desk.reportview.get_list", ALL, shows=CANDIDATE),
	"export_query": Door("frappe.desk.reportview.export_query", {**ALL, **EXPORT}, shows=CANDIDATE),
	"export_query of chosen ones": Door(
		"frappe.desk.reportview.export_query",
		{**ALL, **EXPORT, "ignore_permissions": 1, "selected_items": '["{name}"]'},
	),
	"page of a list": Door("frappe.www.list.get", {"doctype": "{doctype}", "txt": "", "limit": 100}),
	"page of a list, as a form's": Door(
		"frappe.www.list.get_list_data", {"doctype": "{doctype}", "web_form_name": "fokus-nomination"}
	),
	"calendar": Door(
		"frappe.desk.calendar.get_events",
		{
			"doctype": "{doctype}",
			"start": "2020-01-01",
			"end": "2030-01-01",
			"field_map": '{"start": "creation", "end": "modified", "id": "name", "title": "name"}',
			"fields": '["*"]',
		},
	),
	"reportview.get, forced": Door("frappe.desk.reportview.get", {**ALL, **FORCED}),
	"tree": Door("frappe.desk.treeview.get_children", {"doctype": "{doctype}", "parent": "", "is_root": 1}),
	"search_link": Door(f"{SEARCH}.search_link", {"doctype": "{doctype}", "txt": "", "page_length": 100}),
	"search_link, forced": Door(
		f"{SEARCH}.search_link", {"doctype": "{doctype}", "txt": "", **FORCED, "as_dict": 1}
	),
	"search_widget": Door(
		f"{SEARCH}.search_widget",
		{"doctype": "{doctype}", "txt": "", **FORCED, "filter_fields": '["*"]', "page_length": 100},
	),
	"search_widget for somebody's link": Door(
		f"{SEARCH}.search_widget", {"doctype": "{doctype}", "txt": "Kanari", "reference_doctype": CANDIDATE}
	),
	"search by the title": Door(
		f"{SEARCH}.search_link", {"doctype": "{doctype}", "txt": "Kanari", "searchfield": "candidate_name"}
	),
	"global search": Door("frappe.utils.global_search.search", {"text": "Kanari", "doctype": "{doctype}"}),
	"search of the website": Door("frappe.utils.global_search.web_search", {"text": "Kanari"}),
	"data export": Door(
		"frappe.core.doctype.data_export.exporter.export_data",
		{"doctype": "{doctype}", "with_data": 1, "select_columns": '{"{doctype}": ["name", "owner"]}'},
	),
	"template of an import": Door(
		"frappe.core.doctype.data_import.data_import.download_template",
		{
			"doctype": "{doctype}",
			"export_fields": '{"{doctype}": ["name", "owner"]}',
			"export_records": "all",
			"file_type": "CSV",
		},
	),
	"statistics": Door(
		"frappe.desk.reportview.get_sidebar_stats", {"doctype": "{doctype}", "stats": '["_user_tags"]'}
	),
	"files of a folder": Door("frappe.core.api.file.get_files_in_folder", {"folder": "Home/Attachments"}),
	"files by their text": Door("frappe.core.api.file.get_files_by_search_text", {"text": "Papier"}),
}
#: these ask for no doctype, or for doctypes that people have, or are there in later versions alone: one time each
ONCE = ("newer REST, forced", "search of the website", "files of a folder", "files by their text")
OF_ROWS = (
	"REST",
	"get_list",
	"get_list, forced",
	"get_list of a row of a meeting",
	"get_value",
	"reportview.get",
	"export_query",
)


@pytest.mark.parametrize("door", LISTS)
def test_nobody_lists_what_is_not_theirs(attack, nothing_changes, door):
	doctypes = attack.victims.doctypes if door in OF_ROWS else sorted(permissions.RULES)
	nobody_reads(attack, f"list: {door}", LISTS[door], [CANDIDATE] if door in ONCE else doctypes, STRANGERS)


@pytest.mark.parametrize("door", LISTS)
def test_who_sees_others_lists_neither_their_own_case_nor_what_is_confidential(attack, nothing_changes, door):
	insiders = {role: part for role, part in ATTACKERS.items() if role not in STRANGERS}
	nobody_reads(attack, f"list: {door}", LISTS[door], [CANDIDATE, "Sealed Text"], insiders)


# --- joins and rows


def _joins() -> list[tuple[str, str]]:
	"""What a list of one doctype may ask of another: rows within it, and tables that it has nothing to do with."""
	found = []
	for doctype in sorted({*permissions.RULES, "Daycare Centre", "Programme Cohort", "User"}):
		for df in frappe.get_meta(doctype).get_table_fields():
			found += [
				(doctype, f"`tab{df.options}`.`{field}` as x")
				for field in ("name", "reason", "observation", "title", "user")
				if frappe.get_meta(df.options).has_field(field) or field == "name"
			]
			found.append((doctype, f"{df.fieldname}.name as x"))
	for beside in ("User", "Daycare Centre", "File", "ToDo"):
		found += [(beside, f"`tab{ruled}`.`name` as x") for ruled in sorted(permissions.RULES)]
		found.append((beside, f"(select group_concat(reason) from `tab{CANDIDATE}`) as x"))
	return found


#: the same question at each place of a list's query
PLACES = {
	"field": lambda asked: {"fields": ["name", asked]},
	"order": lambda asked: {"fields": ["name"], "order_by": f"{asked.removesuffix(' as x')} desc"},
	"group": lambda asked: {
		"fields": ["count(name) as n", asked],
		"group_by": asked.removesuffix(" as x"),
	},
}


@pytest.mark.parametrize("place", PLACES)
def test_no_join_reaches_another_record(attack, nothing_changes, place):
	joins = _joins()
	assert len(joins) > 100

	def attempt(person, client):
		for doctype, asked in joins:
			sent = {"doctype": doctype, "limit_page_length": 0, **PLACES[place](asked)}
			answer = client.post("/api/method/frappe.client.get_list", json=sent)
			assert not attack.victims.leaked(person, answer.text), (doctype, asked, answer.text[:300])
			for hidden in ("Stage Change", "Competency Observation", *permissions.CONFIDENTIAL):
				assert attack.victims.names[hidden] not in answer.text, (doctype, asked, hidden)
		return len(joins)

	attack.by_everybody(
		f"joins: {place}",
		attempt,
		{"other area's manager": "othermanager", "other mentor": "mentor2", "no role": "outsider"},
	)


#: SQL where a list takes a name
INJECTED = (
	*(
		"name` from tabUser-- ",
		"(select password from __Auth limit 1)",
		"sleep(5)",
		"1 union select password",
	),
	*(
		"name, (select 1 from tabUser)",
		"extractvalue(1, (select password from __Auth limit 1))",
		"load_file('/etc/passwd')",
	),
)


@pytest.mark.parametrize(
	"argument", ["fields", "order_by", "group_by", "filters", "or_filters", "searchfield"]
)
def test_no_sql_goes_through_an_argument(attack, nothing_changes, argument):
	def attempt(person, client):
		for text in INJECTED:
			value = {"fields": json.dumps(["name", text]), "filters": json.dumps([[CANDIDATE, text, "=", 1]])}
			sent = {
				"doctype": "Daycare Centre",
				argument: value.get(argument.removeprefix("or_"), text),
				"txt": "x",
			}
			methods = ("frappe.client.get_list", "frappe.desk.reportview.get", f"{SEARCH}.search_link")
			for method in methods:
				answer = client.post(f"/api/method/{method}", json=sent)
				assert answer.elapsed.total_seconds() < 4.5, (method, text)
				assert "$pbkdf2" not in answer.text and "root:" not in answer.text, (method, text)
				if answer.status_code == 200 and argument != "searchfield":
					assert "x" not in (answer.json().get("message") or [{}])[0], (method, text, answer.text)
		return len(INJECTED) * 3

	attack.by_everybody(f"SQL: {argument}", attempt, {"other area's manager": "othermanager"})


# --- finding out without reading


PROBES = {
	"get_count": ("frappe.client.get_count", {}),
	"get_list": ("frappe.client.get_list", {}),
	"reportview.get_count": ("frappe.desk.reportview.get_count", {"fields": "[]"}),
	"reportview.get": ("frappe.desk.reportview.get", {"fields": '["name"]'}),
	"get_value": ("frappe.client.get_value", {"fieldname": "name"}),
	"search_link": ("frappe.desk.search.search_link", {"txt": ""}),
	"number card": ("frappe.desk.doctype.number_card.number_card.get_result", {}),
	"group by": ("frappe.desk.listview.get_group_by_count", {"field": "owner"}),
	"calendar": (
		"frappe.desk.calendar.get_events",
		{"start": "2020-01-01", "end": "2030-01-01", "field_map": '{"start": "creation", "end": "modified"}'},
	),
}


@pytest.mark.parametrize("probe", PROBES)
def test_an_answer_is_the_same_whether_the_word_is_there_or_not(attack, nothing_changes, probe):
	"""Filters on each word: to who may not see the record, a right guess looks as a wrong one."""
	method, more = PROBES[probe]
	secrets = [
		each for each in attack.victims.secrets if each.doctype in permissions.RULES and "." in each.place
	]
	chosen = list({each.doctype: each for each in secrets}.values())
	assert len(chosen) >= 12

	def answer_to(client, doctype, field, word):
		filters = json.dumps([[doctype, field, "like", f"%{word}%"]])
		sent = {
			"doctype": doctype,
			"filters": filters,
			"current_filters": filters,
			"doc": {"document_type": doctype, "function": "Count", "filters_json": filters},
			"limit_page_length": 0,
			**more,
		}
		answer = client.post(f"/api/method/{method}", json=sent)
		return answer.status_code, without_chance(answer.text.replace(word, ""))

	def attempt(person, client):
		for secret in chosen:
			if person in secret.readers:
				continue
			field = secret.place.split(".")[-1]
			right = answer_to(client, secret.doctype, field, secret.word)
			assert right == answer_to(client, secret.doctype, field, "Nachtigall"), (person, secret)
		return len(chosen)

	attack.by_everybody(f"guessing: {probe}", attempt)
