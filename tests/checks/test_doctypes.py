"""What the checks of the doctypes, their controllers and the fields in workflows and rules find wrong."""

import copy
import json
from collections.abc import Callable

import pytest

from checks import controllers, doctypes, rule_indexes, workflow_data
from tests.checks.conftest import said

ROLES = {"fixtures/role.json": json.dumps([{"doctype": "Role", "name": "FOKUS Mentor"}])}
MENTOR = {
	"doctype": "DocType",
	"name": "Senior Mentor",
	"module": "FOKUS",
	"title_field": "title",
	"search_fields": "kind, user",
	"field_order": ["title", "user", "kind", "sec", "rows"],
	"fields": [
		{"fieldname": "title", "fieldtype": "Data", "label": "Title", "reqd": 1},
		{"fieldname": "user", "fieldtype": "Link", "label": "User", "options": "User", "search_index": 1},
		{"fieldname": "kind", "fieldtype": "Select", "label": "Kind", "options": "\nOne\nTwo"},
		{"fieldname": "sec", "fieldtype": "Section Break"},
		{"fieldname": "rows", "fieldtype": "Table", "label": "Rows", "options": "Mentor Row"},
	],
	"permissions": [{"role": "FOKUS Mentor", "read": 1}],
}
ROW = {
	"doctype": "DocType",
	"name": "Mentor Row",
	"module": "FOKUS",
	"istable": 1,
	"field_order": ["days"],
	"fields": [{"fieldname": "days", "fieldtype": "Int", "label": "Days"}],
}
CONTROLLER = """from frappe.model.document import Document


class SeniorMentor(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF

		from fokus_app.fokus.doctype.mentor_row.mentor_row import MentorRow

		kind: DF.Literal["", "One", "Two"]
		rows: DF.Table[MentorRow]
		title: DF.Data
		user: DF.Link | None
	# end: auto-generated types
"""
ROW_CONTROLLER = """class MentorRow(Document):
	# begin: auto-generated types
	if TYPE_CHECKING:
		days: DF.Int
		parent: DF.Data
		parentfield: DF.Data
		parenttype: DF.Data
	# end: auto-generated types
"""
MENTOR_PATH, ROW_PATH = (
	"fokus_app/doctype/senior_mentor/senior_mentor",
	"fokus_app/doctype/mentor_row/mentor_row",
)


def files(mentor: dict = MENTOR, controller: str = CONTROLLER) -> dict[str, str]:
	"""Two doctypes as they should be, one of them as given."""
	return {
		**ROLES,
		f"{MENTOR_PATH}.json": json.dumps(mentor, indent=1),
		f"{MENTOR_PATH}.py": controller,
		"fokus_app/doctype/__init__.py": "",
		"fokus_app/doctype/senior_mentor/__init__.py": "",
		"fokus_app/doctype/mentor_row/__init__.py": "",
		f"{ROW_PATH}.json": json.dumps(ROW, indent=1),
		f"{ROW_PATH}.py": ROW_CONTROLLER,
	}


def test_doctypes_as_they_should_be(plant):
	tree = plant(files())
	assert said(doctypes.check(tree)) == []
	assert said(controllers.check(tree)) == []


def field(name: str, **changes) -> Callable[[dict], None]:
	return lambda doctype: next(f for f in doctype["fields"] if f["fieldname"] == name).update(changes)


JSON = [
	("another module", lambda d: d.update(module="Core"), "belongs to the module “Core”"),
	("another place", lambda d: d.update(name="Mentor"), "“Mentor” lies in the wrong place"),
	(
		"a title that is no field",
		lambda d: d.update(title_field="label"),
		"title_field: there is no field “label”",
	),
	(
		"searched that is no field",
		lambda d: d.update(search_fields="a"),
		"search_fields: there is no field “a”",
	),
	("a field twice", lambda d: d["fields"].append(d["fields"][1]), "“user” is there twice"),
	("another order", lambda d: d["field_order"].reverse(), "field_order names other fields"),
	("no label", field("title", label=""), "“title” has no label"),
	("a link to nothing", field("user", options="Usr"), "“user” points to “Usr”, which nobody knows"),
	("a dynamic link", field("user", fieldtype="Dynamic Link"), "“user” takes its doctype from “User”"),
	("a table of no table", field("rows", options="Senior Mentor"), "“rows” holds rows of “Senior Mentor”"),
	("nothing to choose", field("kind", options=""), "“kind” has nothing to choose from"),
	(
		"an option escaped",
		field("kind", options="One\nAll of One's Own"),
		"“kind”: lists look an option with",
	),
	("fetched from nowhere", field("title", fetch_from="usr.name"), "“title” is fetched from “usr.name”"),
	(
		"a role of others",
		lambda d: d["permissions"].append({"role": "Guest"}),
		"“Guest”, which is none of our roles",
	),
	("a share", lambda d: d["permissions"][0].update(share=1), "lets FOKUS Mentor share records"),
	("permissions of a table", lambda d: d.update(istable=1), "has the permissions of its parent"),
]


@pytest.mark.parametrize(("change", "message"), [case[1:] for case in JSON], ids=[case[0] for case in JSON])
def test_json(plant, change, message):
	changed = copy.deepcopy(MENTOR)
	change(changed)
	found = said(doctypes.check(plant(files(changed))))
	assert any(message in line and line.startswith(MENTOR_PATH) for line in found), found


CONTROLLERS = [
	("no class", "class SeniorMentor(", "class Mentor(", "has no class SeniorMentor"),
	("no block", "# begin: auto-generated types", "# types", "has no block of auto-generated types"),
	("a field missing", "\t\ttitle: DF.Data\n", "", "the types lack “title”"),
	("a field too many", "\t\ttitle:", "\t\tname1: DF.Data\n\t\ttitle:", "the types name “name1”"),
	("another kind", "title: DF.Data", "title: DF.Int", "“title” is DF.Int, the JSON says DF.Data"),
	("other options", '"One", ', "", "“kind” is DF.Literal['', 'Two'], the JSON says"),
	("empty possible", "DF.Link | None", "DF.Link", "“user” is DF.Link, the JSON says DF.Link | None"),
]


@pytest.mark.parametrize(
	("old", "new", "message"), [case[1:] for case in CONTROLLERS], ids=[case[0] for case in CONTROLLERS]
)
def test_controller(plant, old, new, message):
	assert old in CONTROLLER
	found = said(controllers.check(plant(files(controller=CONTROLLER.replace(old, new)))))
	assert any(message in line for line in found), found


@pytest.mark.parametrize(
	("missing", "message"),
	[
		(f"{MENTOR_PATH}.py", "there is no senior_mentor.py beside it"),
		(f"{MENTOR_PATH}.json", "a folder for a doctype without its JSON"),
		("fokus_app/doctype/senior_mentor/__init__.py", "there is no __init__.py beside it"),
	],
)
def test_a_file_of_a_doctype_is_missing(plant, missing, message):
	found = said(controllers.check(plant({path: text for path, text in files().items() if path != missing})))
	assert any(message in line for line in found), found


WORKFLOW = """
PERSON = ("title", "user")
WORKFLOW = WorkflowDefinition(doctype="Senior Mentor", name="a", states=(), transitions=(
	Transition("Ask", "Asked", "Gone", who=(), needs=("kind",), offers=("title",), target_field="user"),
), edits=(EditRule((Who.MENTOR,), ("Asked",), (*PERSON, "rows")),))
"""
FIELDS = [
	("all there", "kind", "kind", None),
	("needed", '"kind"', '"sort"', "workflows/a.py:4: Senior Mentor has no field “sort”"),
	("offered", '("title",)', '("sort",)', "workflows/a.py:4: Senior Mentor has no field “sort”"),
	("remembered", 'target_field="user"', 'target_field="sort"', "Senior Mentor has no field “sort”"),
	("edited", '"rows"', '"sort"', "workflows/a.py:5: Senior Mentor has no field “sort”"),
	("in a constant", '"user")', '"sort")', "workflows/a.py:2: Senior Mentor has no field “sort”"),
	("not to be read", 'needs=("kind",)', "needs=find()", "“needs” is not made of literals: find()"),
	("another doctype", "Senior Mentor", "Mentor", "there is no doctype “Mentor”"),
]


@pytest.mark.parametrize(
	("old", "new", "message"), [case[1:] for case in FIELDS], ids=[case[0] for case in FIELDS]
)
def test_fields_of_a_workflow(plant, old, new, message):
	assert old in WORKFLOW
	found = said(
		workflow_data.check(plant({**files(), "fokus_app/workflows/a.py": WORKFLOW.replace(old, new)}))
	)
	assert (found == []) if message is None else any(message in line for line in found), found


RULES = [
	("an index", "f'{table}.user = {user}'", None),
	("a fixed value", "f\"{table}.kind = 'One'\"", None),
	("the name", "f'{table}.name in (select a from b)'", None),
	("no index", "f'{table}.kind = {user}'", "Senior Mentor: “kind” decides who sees a row and has no index"),
	("no index, in a list", "f'{table}.kind in ({areas})'", "“kind” decides who sees a row and has no index"),
	("table written out", "f'`tabSenior Mentor`.kind = {user}'", "“kind” decides who sees a row"),
	(
		"a subselect",
		"f'name in (select name from `tabMentor Row` where days = {user})'",
		"Mentor Row: “days” decides",
	),
	("no field", "f'{table}.usr = {user}'", "Senior Mentor has no field “usr”"),
]


@pytest.mark.parametrize(
	("condition", "message"), [case[1:] for case in RULES], ids=[case[0] for case in RULES]
)
def test_indexes_of_the_rules(plant, condition, message):
	rule = f'@rule("Senior Mentor")\ndef mentors(user, roles):\n\treturn {condition}\n'
	found = said(rule_indexes.check(plant({**files(), "fokus_app/permissions.py": rule})))
	if message is None:
		assert found == []
	else:
		assert any(line.startswith("fokus_app/permissions.py:3:") and message in line for line in found), (
			found
		)
