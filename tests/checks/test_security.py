"""What the checks of security find wrong, and what they leave alone."""

import json

import pytest

from checks import built_sql, evaluated, guests, permission_table, raw_html, reading_methods, role_permissions
from tests.checks.conftest import said

SQL = [
	("a literal", 'frappe.db.sql("select 1 from `tabUser` where name = %s", name)', True),
	("joined literals", 'frappe.db.sql("select 1 " + "from `tabUser`")', True),
	("an f-string", 'frappe.db.sql(f"select 1 from `tab{doctype}`")', False),
	("format", 'frappe.db.sql("select {}".format(field))', False),
	("percent", 'frappe.db.sql("select %s" % field)', False),
	("joined with a name", 'frappe.db.sql("select 1 where " + condition)', False),
	("a name", "frappe.db.sql(query)", False),
	("by its name", "frappe.db.sql(query=query)", False),
	("DDL", 'frappe.db.sql_ddl(f"drop table {name}")', False),
	("with its reason", "frappe.db.sql(query)  # built by the rules from escaped values", True),
	("something else", "report.sql(query)", True),
]


@pytest.mark.parametrize(("code", "fine"), [case[1:] for case in SQL], ids=[case[0] for case in SQL])
def test_built_sql(plant, code, fine):
	found = said(built_sql.check(plant({"fokus_app/a.py": f"{code}\n"})))
	assert (found == []) is fine, found


EVALUATED = [
	("eval(text)", "eval runs a text as code"),
	("exec(text)", "exec runs a text as code"),
	("frappe.safe_eval(text)", "frappe.safe_eval runs a text as code"),
	("pickle.loads(text)", "pickle.loads runs a text as code"),
	("yaml.safe_load(text)", None),
	("subprocess.run(command, shell=True)", "a shell runs what is put into the command"),
	("subprocess.run(command, shell=False)", None),
	("frappe.render_template(doc.text, {})", "frappe.render_template of a text"),
	('frappe.render_template("fokus_app/templates/x.html", {})', None),
	("environment.from_string(source)", "environment.from_string of a text"),
	("environment.from_string(source)  # a sandbox with these variables alone", None),
]


@pytest.mark.parametrize(("code", "message"), EVALUATED)
def test_evaluated(plant, code, message):
	found = said(evaluated.check(plant({"fokus_app/a.py": f"{code}\n"})))
	assert found == [] if message is None else message in found[0], found


def test_guests(plant):
	function = '@frappe.whitelist(allow_guest={}, methods=["POST"])\ndef {}() -> None:\n\t"""x"""\n'
	tree = plant(
		{
			"fokus_app/a.py": function.format("True", "anybody") + function.format("False", "nobody"),
			"fokus_app/meetings/answers.py": function.format("True", "by_link"),
		}
	)
	assert said(guests.check(tree)) == [
		"fokus_app/a.py:2: anybody is open to guests: say why in checks/guests.py"
	]
	tree = plant(
		{"checks/guests.py": '"fokus_app.meetings.answers.by_link"\n"fokus_app.compat.download_pdf"\n'}
	)
	assert "checks/guests.py:2: fokus_app.compat.download_pdf is not open to guests any more" in said(
		guests.check(tree)
	)


HTML = [
	("{{ name }}", True),
	("{{ name | safe }}", False),
	("{{ name|safe }}", False),
	("{# our own HTML, made of escaped parts #}\n{{ body | safe }}", True),
	("{% autoescape false %}", False),
]


@pytest.mark.parametrize(("text", "fine"), HTML)
def test_templates(plant, text, fine):
	found = said(raw_html.check(plant({"fokus_app/templates/a.html": f"{text}\n"})))
	assert (found == []) is fine, found


SCRIPT = [
	("`<b>${fokus.text(row.name)}</b>`", True),
	("`<b>${row.name}</b>`", False),
	("`<b>${row?.name}</b>`", False),
	("`<b>${rows.length}</b>`", True),
	("`${row.name} of ${row.title}`", True),
	("`<ul>${rows.map((row) => `<li>${row.title}</li>`).join('')}</ul>`", False),
	("`<ul>${rows.map((row) => `<li>${fokus.text(row.title)}</li>`).join('')}</ul>`", True),
	("`<b>${row.on ? 'on' : 'off'}</b>`", True),
	("node.innerHTML = text", False),
	("node.textContent = text", True),
	("node.insertAdjacentHTML('beforeend', text)", False),
	("if (node.innerHTML === text) go()", True),
]


@pytest.mark.parametrize(("text", "fine"), SCRIPT)
def test_scripts(plant, text, fine):
	found = said(raw_html.check(plant({"fokus_app/public/js/a.js": f"{text};\n"})))
	assert (found == []) is fine, found


READING = [
	('["GET"]', "return frappe.get_list(name)", True),
	('["GET"]', "frappe.get_doc(name).save()", False),
	('["GET", "POST"]', "frappe.db.set_value(name)", False),
	('["POST"]', "frappe.get_doc(name).save()", True),
	('["GET"]', "frappe.cache.set_value(name)", True),
	('["GET"]', "return _helper(name)", False),
]


@pytest.mark.parametrize(("methods", "body", "fine"), READING)
def test_reading_methods(plant, methods, body, fine):
	code = (
		f"@frappe.whitelist(methods={methods})\ndef look(name: str) -> None:\n\t{body}\n\n\n"
		"def _helper(name):\n\tfrappe.delete_doc(name)\n"
	)
	found = said(reading_methods.check(plant({"fokus_app/a.py": code})))
	assert (found == []) is fine, found


def _mentor(**changes) -> dict:
	rows = [
		{"role": role, **dict.fromkeys(sorted(rights), 1)}
		for role, rights in permission_table.TABLE["Mentor"].items()
	]
	return {"doctype": "DocType", "name": "Mentor", "permissions": rows, **changes}


ROLES = [
	("as in the table", lambda doctype: None, []),
	(
		"more",
		lambda doctype: doctype["permissions"][-1].update({"delete": 1}),
		["lets FOKUS Mentor delete, which the table does not"],
	),
	(
		"fewer",
		lambda doctype: doctype["permissions"][-1].pop("print"),
		["does not let FOKUS Mentor print, which the table does"],
	),
	(
		"another role",
		lambda doctype: doctype["permissions"].append({"role": "All", "read": 1}),
		["lets All read, which the table does not"],
	),
	(
		"another level",
		lambda doctype: doctype["permissions"].append({"role": "FOKUS Mentor", "permlevel": 1, "read": 1}),
		["lets FOKUS Mentor read on level 1, which the table does not"],
	),
	(
		"whoever made it",
		lambda doctype: doctype["permissions"][-1].update({"if_owner": 1}),
		["gives rights to whoever made a Mentor"],
	),
	("not in the table", lambda doctype: doctype.update(name="Mentress"), ["Mentress is not in"]),
	("a row", lambda doctype: doctype.update(name="Mentress", istable=1), []),
]


@pytest.mark.parametrize(
	("change", "messages"), [case[1:] for case in ROLES], ids=[case[0] for case in ROLES]
)
def test_role_permissions(plant, change, messages):
	doctype = _mentor()
	change(doctype)
	found = said(
		role_permissions.check(plant({"fokus_app/doctype/mentor/mentor.json": json.dumps(doctype, indent=1)}))
	)
	assert len(found) == len(messages)
	assert all(message in line for message, line in zip(messages, found, strict=True)), found
