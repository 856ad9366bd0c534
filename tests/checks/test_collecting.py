"""Every string that people meet is found, with its place, and nothing else."""

import json

import pytest

from checks import translations
from checks.translations import from_javascript, from_json, from_python, from_templates, from_workflows


def sources(found) -> list[tuple[str, int, str, str]]:
	return sorted((str(each.path), each.line, each.source, each.context) for each in found)


PYTHON = [
	("a literal", '_("Not Changed")', [("Not Changed", "")]),
	("without a word", '_("{0}: {1}")', []),
	("one letter", '_("A")', []),
	("lines joined", '_("You cannot "\n"change this")', [("You cannot change this", "")]),
	("context by name", '_("Change", context="Coins")', [("Change", "Coins")]),
	("context by position", '_("Change", "de", "Coins")', [("Change", "Coins")]),
	("lazily", '_lt("Later on")', [("Later on", "")]),
	("through frappe", 'frappe._("Later on")', [("Later on", "")]),
	("formatted outside", '_("{0} days").format(3)', [("{0} days", "")]),
	("inside an f-string", "f\"<b>{_('Bold word')}</b>\"", [("Bold word", "")]),
	("a variable", "_(label)", []),
	("another function", 'N_("Never")', []),
	("a comment", '# _("Never")', []),
	("a string", "'_(\"Never\")'", []),
]


@pytest.mark.parametrize(
	("code", "expected"), [case[1:] for case in PYTHON], ids=[case[0] for case in PYTHON]
)
def test_python(plant, code, expected):
	tree = plant({"fokus_app/a.py": f"\n{code}\n"})
	found = list(from_python.collect(tree))
	assert [(each.source, each.context) for each in found] == expected
	assert all(each.line == 2 for each in found)


SCRIPTS = [
	("double quotes", '__("Add People")', [("Add People", "")]),
	("single quotes", "__('Add People')", [("Add People", "")]),
	("a quote escaped", r"__('Don\'t ask')", [("Don't ask", "")]),
	("a letter escaped", r'__("In 1\u20132 Years")', [("In 1–2 Years", "")]),
	("a template without substitution", "__(`Add People`)", [("Add People", "")]),
	("literals joined", '__("Add " + "People")', [("Add People", "")]),
	("values", '__("{0} added", [count, name("x")])', [("{0} added", "")]),
	("context", '__("Change", null, "Coins")', [("Change", "Coins")]),
	("context after values", '__("Change {0}", [a, b], "Coins")', [("Change {0}", "Coins")]),
	("spread over lines", '__(\n\t"Add People"\n)', [("Add People", "")]),
	("in a substitution", "`<b>${__('Add People')}</b>`", [("Add People", "")]),
	("in a template in a template", '`${rows.map((r) => `<i>${__("Row")}</i>`)}`', [("Row", "")]),
	("in an argument", 'say(__("Add People"), __("Remove"))', [("Add People", ""), ("Remove", "")]),
	("after a regular expression", 'x.replace(/["\'`]/g, ""); __("Add People")', [("Add People", "")]),
	("after a division", 'a / b; __("Add People"); c / d', [("Add People", "")]),
	("after an unclosed quote in a comment", '// don\'t\n__("Add People")', [("Add People", "")]),
	("a variable", "__(label)", []),
	("a line comment", '// __("Never")', []),
	("a block comment", '/* __("Never") */', []),
	("a string", "'__(\"Never\")'", []),
	("a definition", 'function __(text = "Never") {}', []),
	("another function", '___("Never"); a__("Never")', []),
]


@pytest.mark.parametrize(
	("code", "expected"), [case[1:] for case in SCRIPTS], ids=[case[0] for case in SCRIPTS]
)
def test_javascript(plant, code, expected):
	found = from_javascript.collect(plant({"fokus_app/public/js/a.js": code}))
	assert [(each.source, each.context) for each in found] == expected


def test_javascript_names_the_line(plant):
	code = "const a = `\n${b}\n`;\n\n// a remark\nconst c = `\n\t${__('Add People')}`;\n"
	(found,) = from_javascript.collect(plant({"fokus_app/public/js/a.js": code}))
	assert found.line == 7


TEMPLATES = [
	("an expression", "<p>{{ _('My Path') }}</p>", [("My Path", 1)]),
	("a statement", '\n{% set title = _("My Path") %}', [("My Path", 2)]),
	("context", '{{ _("Change", context="Coins") }}', [("Change", 1)]),
	("a script", "<script>\nfrappe.show_alert(__('Saved'));\n</script>", [("Saved", 2)]),
	("an attribute", "<a title=\"{{ _('My Path') }}\"></a>", [("My Path", 1)]),
	("a comment", "{# {{ _('Never') }} #}", []),
]


@pytest.mark.parametrize(
	("text", "expected"), [case[1:] for case in TEMPLATES], ids=[case[0] for case in TEMPLATES]
)
def test_templates(plant, text, expected):
	found = from_templates.collect(plant({"fokus_app/www/fokus.html": text}))
	assert [(each.source, each.line) for each in found] == expected


def test_the_texts_of_mails_are_written_in_each_language(plant):
	tree = plant({"fokus_app/templates/emails/en/a.html": "<p>Hello {{ _('there') }}</p>"})
	assert translations.collect(tree) == []
	assert from_templates.check(tree) == []


RECORDS = [
	(
		"DocType",
		{
			"name": "Daycare Centre",
			"fields": [
				{"fieldname": "code", "fieldtype": "Data", "label": "Short Code", "description": "Lasting"},
				{"fieldname": "kind", "fieldtype": "Select", "options": "\nBig One\nSmall One"},
				{"fieldname": "area", "fieldtype": "Link", "options": "Daycare Area"},
			],
			"links": [{"group": "People", "link_doctype": "Mentor"}],
			"actions": [{"label": "Invite"}],
			"states": [{"title": "Closed"}],
		},
		{"Daycare Centre", "Short Code", "Lasting", "Big One", "Small One", "People", "Invite", "Closed"},
	),
	(
		"Workspace",
		{
			"label": "FOKUS",
			"title": "FOKUS",
			"links": [{"label": "People", "link_to": "User"}],
			"shortcuts": [{"label": "Waits for Me", "format": "{} open"}],
			"number_cards": [{"label": "Overdue"}],
			"content": json.dumps([{"type": "paragraph", "data": {"text": "<b>Today</b>"}}]),
		},
		{"FOKUS", "People", "Waits for Me", "{} open", "Overdue", "<b>Today</b>"},
	),
	(
		"Report",
		{"report_name": "Cohort", "columns": [{"label": "Days"}], "filters": [{"label": "Area"}]},
		{"Cohort", "Days", "Area"},
	),
	("Number Card", {"name": "overdue", "label": "Overdue"}, {"Overdue"}),
	("Dashboard Chart", {"chart_name": "By Area"}, {"By Area"}),
	("Print Format", {"name": "Agenda Sheet"}, {"Agenda Sheet"}),
	(
		"Web Form",
		{"title": "My Answer", "web_form_fields": [{"label": "Remark", "fieldtype": "Data"}]},
		{"My Answer", "Remark"},
	),
]


@pytest.mark.parametrize(("kind", "record", "expected"), RECORDS, ids=[case[0] for case in RECORDS])
def test_records(plant, kind, record, expected):
	tree = plant({"fokus_app/fokus/thing/a/a.json": json.dumps({"doctype": kind, **record}, indent=1)})
	assert {each.source for each in from_json.collect(tree)} == expected


def test_a_record_names_the_line(plant):
	record = {"doctype": "Number Card", "name": "a", "label": "Über „Fälle“"}
	for ascii_only in (True, False):
		tree = plant({"fokus_app/fokus/a.json": json.dumps(record, indent=1, ensure_ascii=ascii_only)})
		assert sources(from_json.collect(tree)) == [("fokus_app/fokus/a.json", 4, "Über „Fälle“", "")]


def test_roles_come_from_the_fixture(plant):
	tree = plant({"fixtures/role.json": json.dumps([{"doctype": "Role", "role_name": "FOKUS Mentor"}])})
	assert [each.source for each in from_json.collect(tree)] == ["FOKUS Mentor"]


def test_what_an_association_writes_itself_is_not_ours_to_translate(plant):
	tree = plant({"fixtures/seed/a.json": json.dumps([{"doctype": "Report", "report_name": "Eigener"}])})
	assert list(from_json.collect(tree)) == []


def test_workflows(plant):
	tree = plant(
		{
			"fokus_app/workflows/mentor.py": """
LEAVING = ("Workload", "Not Stated")
ALL = ("Illness", *LEAVING)
STATES = (State("Asked", "Warning"), State(name="Gone"))
TRANSITIONS = (
	Transition("Ask Again", "Asked", "Asked", who=(), needs=("reason",)),
	*from_each(("Asked",), action="Leave", target="Gone", who=(), categories=ALL),
)
WORKFLOW = WorkflowDefinition(doctype="Mentor", name="FOKUS Mentor", states=STATES, transitions=TRANSITIONS)
"""
		}
	)
	assert sources(from_workflows.collect(tree)) == [
		("fokus_app/workflows/mentor.py", 2, "Not Stated", ""),
		("fokus_app/workflows/mentor.py", 2, "Workload", ""),
		("fokus_app/workflows/mentor.py", 3, "Illness", ""),
		("fokus_app/workflows/mentor.py", 4, "Asked", ""),
		("fokus_app/workflows/mentor.py", 4, "Gone", ""),
		("fokus_app/workflows/mentor.py", 6, "Ask Again", ""),
		("fokus_app/workflows/mentor.py", 7, "Leave", ""),
	]


def test_persons_of_a_workflow(plant):
	code = 'class Who(str, Enum):\n\t"""Whom."""\n\n\tLEAD = "Programme Lead"\n\n\nclass Other:\n\tNONE = "Nobody"\n'
	tree = plant({"fokus_app/workflows/definition.py": code})
	assert sources(from_workflows.collect(tree)) == [
		("fokus_app/workflows/definition.py", 4, "Programme Lead", "")
	]
