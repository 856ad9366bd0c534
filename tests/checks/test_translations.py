"""What the check of the translations finds wrong."""

import json

import pytest

from checks import translations
from checks.translations.catalogue import entries
from checks.translations.sort import sort
from tests.checks.conftest import rows, said

CSV = "fokus_app/translations/de.csv"
GOOD = ("Not Changed", "Nicht geändert", "")


def test_nothing_is_wrong_where_every_string_has_its_german(plant):
	tree = plant(
		{
			CSV: rows(("Add People", "Personen hinzufügen", ""), ("Change", "Wechselgeld", "Coins"), GOOD),
			"fokus_app/a.py": 'a = _("Not Changed")\nb = _("Change", context="Coins")\n',
			"fokus_app/a.js": '__("Add People")',
		}
	)
	assert said(translations.check(tree)) == []


def test_a_plain_translation_serves_every_context(plant):
	tree = plant({CSV: rows(("Change", "Ändern", "")), "fokus_app/a.py": '_("Change", context="Coins")\n'})
	assert said(translations.check(tree)) == []


CATALOGUES = [
	("missing", [], "a.py:1: no German for “Not Changed”"),
	("other context only", [("Not Changed", "Gleich", "Coins")], "a.py:1: no German for “Not Changed”"),
	("unused", [GOOD, ("Old Word", "Altes Wort", "")], "de.csv:2: nobody uses “Old Word”"),
	("unused context", [GOOD, ("Not Changed", "Gleich", "Coins")], "de.csv:2: nobody uses “Not Changed”"),
	("twice", [GOOD, GOOD], "de.csv:2: “Not Changed” stands on line 1 too"),
	("empty", [("Not Changed", "", "")], "“Not Changed” has no translation"),
	("left in English", [("Not Changed", "Not Changed", "")], "“Not Changed” is left in English"),
	("a blank before", [("Not Changed", " Nicht geändert", "")], "begins or ends with a blank"),
	("a blank after", [("Not Changed", "Nicht geändert ", "")], "begins or ends with a blank"),
	("a placeholder more", [("Not Changed", "{0} nicht geändert", "")], "different placeholders"),
	("columns missing", [("Not Changed",)], "has 1 columns"),
	("a comma unquoted", [("Not Changed", "Nicht", " geändert", "")], "has 4 columns"),
	("out of order", [("Zone", "Zone", ""), GOOD], "de.csv:2: “Not Changed” is out of order"),
]


@pytest.mark.parametrize(
	("catalogue", "message"), [c[1:] for c in CATALOGUES], ids=[c[0] for c in CATALOGUES]
)
def test_catalogue(plant, catalogue, message):
	tree = plant({CSV: rows(*catalogue), "fokus_app/a.py": '_("Not Changed")\n'})
	found = said(translations.check(tree))
	assert any(message in line for line in found), found


def test_placeholders_may_change_places(plant):
	tree = plant(
		{
			CSV: rows(("{0} of {1} done", "Von {1} sind {0} erledigt", "")),
			"fokus_app/a.js": '__("{0} of {1} done")',
		}
	)
	assert said(translations.check(tree)) == []


def test_a_catalogue_that_excel_wrote(plant):
	tree = plant({CSV: "\ufeff" + rows(GOOD), "fokus_app/a.py": '_("Not Changed")\n'})
	assert any("byte order mark" in line for line in said(translations.check(tree)))


def test_no_catalogue_at_all(plant):
	tree = plant({"fokus_app/a.py": '_("Not Changed")\n'})
	assert said(translations.check(tree)) == [
		"fokus_app/a.py:1: no German for “Not Changed”",
		f"{CSV}:1: is missing",
	]


TEXTS = [
	("f-string", "a.py", "_(f'{n} days')", "an f-string inside _()"),
	("formatted inside", "a.py", "_('{0} days'.format(n))", "a formatted string inside _()"),
	("percent inside", "a.py", "_('%s days' % n)", "a built string inside _()"),
	("joined inside", "a.py", "_('Days of ' + name)", "a built string inside _()"),
	("blank at the end", "a.py", "_(' or ')", "begins or ends with a blank"),
	(
		"untranslated message",
		"a.py",
		"frappe.throw('Not allowed here')",
		"the text of frappe.throw is not inside _()",
	),
	(
		"untranslated f-string",
		"a.py",
		"frappe.msgprint(f'Not {n} here')",
		"the text of frappe.msgprint is not inside _()",
	),
	("untranslated title", "a.py", "frappe.throw(_('No'), title='Not allowed')", "“title” is not inside _()"),
	("template built", "a.js", "__(`${n} days`)", "a built string inside __()"),
	("script joined", "a.js", "__('Days of ' + name)", "a built string inside __()"),
	("script chosen inside", "a.js", "__(a ? 'Yes here' : 'No')", "a built string inside __()"),
	(
		"untranslated button",
		"a.js",
		"frm.add_custom_button('Add People', f)",
		"the text of add_custom_button is not inside __()",
	),
	("untranslated label", "a.js", "({fieldname: 'a', label: 'Add People'})", "“label” is not inside __()"),
	("untranslated HTML", "a.js", "x = `<b>Add ${n}</b>`", "the HTML holds a text"),
	(
		"untranslated page",
		"www/a.html",
		"<p>\nMy {{ n }} path</p>",
		"www/a.html:2: “My path” is not inside _()",
	),
	("untranslated attribute", "www/a.html", "<a title='My path'></a>", "“My path” is not inside _()"),
	(
		"untranslated script of a page",
		"www/a.html",
		"<script>msgprint('All done')</script>",
		"the text of msgprint",
	),
]


@pytest.mark.parametrize(("name", "text", "message"), [c[1:] for c in TEXTS], ids=[c[0] for c in TEXTS])
def test_texts_that_no_catalogue_holds(plant, name, text, message):
	found = said(translations.check(plant({f"fokus_app/{name}": text, CSV: rows()})))
	assert any(message in line for line in found), found


HARMLESS = [
	("a name of a field", "a.js", "({title: 'candidate_name', label: label})"),
	("a class in HTML", "a.js", "x = `<b class='big one'>${n}</b>`"),
	("an exception's own text", "a.py", "raise ValueError('Nobody sees this')"),
	("a value passed on", "a.py", "frappe.throw(message)"),
	(
		"style and script of a page",
		"www/a.html",
		"<style>p { color: red }</style><script>let all = 1</script>",
	),
	("a page of placeholders", "www/a.html", "<p>{{ name }}: {{ n }} &ndash; {% if a %}{% endif %}</p>"),
]


@pytest.mark.parametrize(("name", "text"), [c[1:] for c in HARMLESS], ids=[c[0] for c in HARMLESS])
def test_texts_that_nobody_reads(plant, name, text):
	assert said(translations.check(plant({f"fokus_app/{name}": text, CSV: rows()}))) == []


def test_a_kind_of_record_that_the_check_does_not_know(plant):
	tree = plant({"fokus_app/fokus/a.json": json.dumps({"doctype": "Kanban Board"}), CSV: rows()})
	assert said(translations.check(tree)) == [
		"fokus_app/fokus/a.json:1: checks do not know which texts of a Kanban Board people see"
	]


def test_a_header_in_a_workspace_stays_english_in_frappe_15_0(plant):
	content = json.dumps([{"type": "header", "data": {"text": "Today"}}])
	record = json.dumps({"doctype": "Workspace", "content": content})
	tree = plant({"fokus_app/fokus/a.json": record, CSV: rows(("Today", "Heute", ""))})
	assert said(translations.check(tree)) == [
		"fokus_app/fokus/a.json:1: Frappe 15.0 does not translate a header block: use a paragraph"
	]


def test_sorting_keeps_every_row_once(plant):
	tree = plant({CSV: rows(("b", "zwei", ""), ("a, b", "eins", ""), ("b", "zwei", ""), ("B", "drei", "x"))})
	sort(tree)
	assert [(e.source, e.translation, e.context) for e in entries(tree)] == [
		("a, b", "eins", ""),
		("B", "drei", "x"),
		("b", "zwei", ""),
	]
