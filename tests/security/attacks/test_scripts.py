"""Script in every text field, as it might have come in before anything refused it: no page, print or mail carries it out."""

import frappe
import pytest

from tests import programme as cast
from tests.records import CANDIDATE, MEETING, MENTORING
from tests.security.attacks import ledger
from tests.security.attacks.victims import MEANT, TEXTS

SCRIPT = "</script><img src=x onerror=evil()>{{ 7654321 * 3 }}{% print(7654321 * 3) %}"
#: what would stand there if a text were read as a template
COMPUTED = "22962963"
#: who opens which page of ours; the Web Form is Frappe's, which puts names of centres into a script as they are: of
#: such markup it has to be said that no field takes it (`tests/test_bad_input.py`)
PAGES = (
	("candidate", "/fokus"),
	("mentor", "/fokus"),
	("manager", "/fokus/decision?name={Leadership Candidate}"),
	("mentor", "/fokus/attendance?meeting={Network Meeting}"),
	("candidate", "/fokus/answer?meeting={Network Meeting}"),
	("candidate", "/fokus/feedback?meeting={Network Meeting}"),
	("candidate", "/fokus/certificate?meeting={Network Meeting}"),
	("candidate", "/fokus/consultation?name={Peer Consultation}"),
	("lead", "/app"),
)


@pytest.fixture(scope="module")
def infested(attack, _server):
	"""Every text field of every record holds the script; put right again afterwards."""
	before = {}
	for doctype, name in attack.victims.names.items():
		fields = [
			df.fieldname
			for df in frappe.get_meta(doctype).fields
			if df.fieldtype in TEXTS and df.fieldname not in MEANT
		]
		if fields:
			before[doctype, name] = frappe.db.get_value(doctype, name, fields, as_dict=True)
			frappe.db.set_value(doctype, name, dict.fromkeys(fields, SCRIPT), update_modified=False)
	for doctype, field in (("Daycare Area", "area_name"), ("Daycare Centre", "centre_name")):
		for number, name in enumerate(frappe.get_all(doctype, pluck="name")):
			before[doctype, name] = frappe.db.get_value(doctype, name, [field], as_dict=True)
			frappe.db.set_value(doctype, name, field, f"{SCRIPT}{number}", update_modified=False)
	frappe.db.commit()
	yield
	for (doctype, name), values in before.items():
		frappe.db.set_value(doctype, name, values, update_modified=False)
	frappe.db.commit()


@pytest.mark.parametrize(("person", "address"), PAGES)
def test_no_page_carries_it_out(attack, infested, _server, person, address):
	for doctype, name in attack.victims.names.items():
		address = address.replace(f"{{{doctype}}}", name)
	client = _server.login(cast.address(person), cast.PASSWORD)
	answer = client.get(address)
	assert answer.status_code < 500, answer.text[-500:]
	assert COMPUTED not in answer.text
	assert "<img src=x" not in answer.text, answer.text[max(answer.text.find("<img src=x") - 300, 0) :][:400]
	ledger.count("script on pages", person)


def _prints() -> list[tuple[str, str]]:
	formats = frappe.get_all("Print Format", {"module": "FOKUS"}, ["name", "doc_type"])
	return [(each.doc_type, each.name) for each in formats] + [
		(doctype, "Standard") for doctype in (CANDIDATE, MENTORING, MEETING)
	]


def test_no_print_carries_it_out(attack, infested):
	prints = _prints()
	assert len(prints) > 10
	for doctype, format_name in prints:
		name = attack.victims.names.get(doctype) or frappe.db.get_value(doctype, {}, "name")
		sent = {"doc": doctype, "name": name, "print_format": format_name}
		answer = attack.clients["lead"].call("frappe.www.printview.get_html_and_style", **sent)
		html = (answer.json().get("message") or {}).get("html") or ""
		assert COMPUTED not in html, format_name
		if (
			format_name != "Standard"
		):  # Frappe's own prints a stored text as it is: it is refused on its way in
			assert "<img src=x" not in html, (
				format_name,
				html[max(html.find("<img src=x") - 300, 0) :][:400],
			)
		ledger.count("script in prints", "programme lead")


def test_our_answers_to_screens_are_data_and_no_page(attack, infested):
	"""What a screen of ours puts into a page itself is checked in its source (checks/raw_html.py)."""
	for method, arguments in (
		(
			"fokus_app.workflows.next_steps.next_steps",
			{"doctype": CANDIDATE, "name": attack.victims.names[CANDIDATE]},
		),
		("fokus_app.assessments.view.overview", {"candidate": attack.victims.names[CANDIDATE]}),
	):
		answer = attack.clients["lead"].call(method, **arguments)
		assert answer.headers["Content-Type"].startswith("application/json"), method
		assert "nosniff" in answer.headers.get("X-Content-Type-Options", "nosniff")


def test_not_by_a_tag(attack):
	"""Who sees a record may tag it, and its lists show that to everybody else who does."""
	case = attack.victims.names[CANDIDATE]
	for tag in (
		"\"' autofocus onfocus=evil() b='",
		'a" onmouseover="evil()',
		"a' onmouseover='evil()",
		"&lt;img&gt;",
		"<b>x</b>",
	):
		for method, sent in (
			("add_tag", {"tag": tag, "dn": case}),
			("add_tags", {"tags": [tag], "docs": [case]}),
		):
			answer = attack.clients["lead"].call(
				f"frappe.desk.doctype.tag.tag.{method}", dt=CANDIDATE, **sent
			)
			# "<" and ">" are in no name of Frappe's (409), the others in no tag
			assert answer.status_code in (409, 417), (tag, answer.text[-300:])
			ledger.count("scripts in tags", "programme lead")
	frappe.db.rollback()
	assert not frappe.db.get_value(CANDIDATE, case, "_user_tags")
