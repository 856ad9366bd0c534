"""Input that nobody should send: a clear message, nothing saved, nothing shown unescaped. Over HTTP, as people send it."""

import json
from email import message_from_string, policy

import frappe
import pytest

from fokus_app import field_values
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

SCRIPT = "<script>alert(1)</script>"
GOOD = {"candidate_name": "Neue Person", "centre": "N-001", "reason": "Gut"}


@pytest.fixture(scope="module")
def clients(names, _server):
	people = ("clerk", "lead", "manager", "nominator", "candidate")
	return {person: _server.login(cast.address(person), cast.PASSWORD) for person in people}


#: a field of a candidate and what is typed into it
WRONG = [
	("candidate_name", ""),
	("candidate_name", "   "),
	("candidate_name", "\u200b"),
	("candidate_name", "x" * 141),
	("candidate_name", ["eins", "zwei"]),
	("candidate_name", {"a": 1}),
	("email", "keine Adresse"),
	("email", "a@b"),
	("email", "x" * 200 + "@example.org"),
	("position", "y" * 141),
	("reason", "z" * 70000),
	("centre", "Gibt es nicht"),
	("centre", "N-001' or '1'='1"),
	("manager", "niemand@example.org"),
	("cohort", "FOKUS 1899"),
	("user", "unbekannt@example.org"),
	("entry_path", "Vitamin B"),
	("readiness", "Sofort"),
	("informed_on", "2026-02-30"),
	("informed_on", "31.13.2026"),
	("informed_on", "tomorrow"),
	("informed_on", "0206-05-01"),
	("informed_on", "20226-05-01"),
	("informed_on", "2026-13-01"),
	("informed_on", "x" * 5000),
	("informed_on", SCRIPT),
	("consent_on", [2026, 1, 1]),
	("previous_candidacy", "FK-9999-99999"),
]


@pytest.mark.parametrize(("field", "value"), WRONG, ids=lambda value: repr(value)[:30])
def test_a_wrong_value_is_refused_with_a_message(names, clients, field, value):
	before = _everything(names)
	insert = clients["clerk"].post(f"/api/resource/{CANDIDATE}", json={**GOOD, field: value})
	update = clients["clerk"].put(f"/api/resource/{CANDIDATE}/{names[CANDIDATE]}", json={field: value})
	for answer in (insert, update):
		_is_a_clear_refusal(answer)
	assert _everything(names) == before


#: action, state, person, values that come with it
WRONG_VALUES = [
	("Defer", "Endorsed", "lead", {"deferred_until": "2026-02-30"}),
	("Defer", "Endorsed", "lead", {"deferred_until": "31.13.2026"}),
	("Defer", "Endorsed", "lead", {"deferred_until": "tomorrow"}),
	("Defer", "Endorsed", "lead", {"deferred_until": "0206-01-01"}),
	("Defer", "Endorsed", "lead", {"deferred_until": {"a": 1}}),
	("Defer", "Endorsed", "lead", {"deferred_until": ["2030-01-01"]}),
	("Invite to Assessment", "Endorsed", "lead", {"assessment_on": "2026-02-30 10:00:00"}),
	("Invite to Assessment", "Endorsed", "lead", {"assessment_on": "übermorgen"}),
	("Accept into Programme", "Assessment", "lead", {"cohort": "Unbekannt"}),
	("Accept into Programme", "Assessment", "lead", {"recommendation": "Unbedingt"}),
	("Endorse", "Nominated", "manager", {"manager_statement": "x" * 70000}),
	("Endorse", "Nominated", "manager", {"manager_statement": "   "}),
	("Appoint", "Ready", "clerk", {"target_centre": "Unbekannt"}),
	("Appoint", "Ready", "clerk", {"start_date": "gestern"}),
]


@pytest.mark.parametrize(
	("action", "state", "person", "values"), WRONG_VALUES, ids=lambda value: str(value)[:30]
)
def test_wrong_values_of_an_action_are_refused(names, clients, action, state, person, values):
	stages.place(names, CANDIDATE, state)
	frappe.db.commit()
	before = _everything(names)
	_is_a_clear_refusal(_act(clients[person], names, action, values=values, reason="weil"))
	_is_a_clear_refusal(_act(clients[person], names, action, values=json.dumps(values), reason="weil"))
	assert _everything(names) == before


#: what replaces an argument of the action method
WRONG_ARGUMENTS = [
	{"doctype": "User"},
	{"doctype": "Gibt es nicht"},
	{"doctype": ""},
	{"name": "FK-9999-99999"},
	{"name": ""},
	{"name": {"workflow_state": "Nominated"}},
	{"name": ["x"]},
	{"action": ""},
	{"action": SCRIPT},
	{"action": {"a": 1}},
	{"modified": "gestern"},
	{"modified": ""},
	{"modified": None},
	{"values": "kein JSON"},
	{"values": "[1, 2]"},
	{"values": '"text"'},
	{"values": {"docstatus": 1}},
	{"values": {"owner": "clerk@example.org"}},
	{"values": {"name": "FK-1"}},
	{"values": {"flags": {"ignore_permissions": 1}}},
	{"values": {SCRIPT: 1}},
	{"action": "Send Back", "reason": "x" * 70000},
	{"action": "Send Back", "reason": {"a": 1}},
]


@pytest.mark.parametrize("wrong", WRONG_ARGUMENTS, ids=lambda value: str(value)[:50])
def test_wrong_arguments_of_the_action_method_are_refused(names, clients, wrong):
	stages.place(names, CANDIDATE, "Nominated")
	frappe.db.commit()
	before = _everything(names)
	_is_a_clear_refusal(_act(clients["manager"], names, **{"action": "Endorse", **wrong}))
	assert _everything(names) == before


@pytest.mark.parametrize(
	("doctype", "values"),
	[
		(MEETING, {"title": "x", "starts_on": "2026-02-30 10:00:00"}),
		(MEETING, {"title": "x", "starts_on": "übermorgen"}),
		(MEETING, {"title": "", "starts_on": "2027-02-03 10:00:00"}),
		(MEETING, {"title": "x", "seats": -5}),
		(MEETING, {"title": "x", "link": "javascript:alert(1)"}),
		(MEETING, {"title": "x", "link": "javascript://example.org/%0aalert(1)"}),
		(MEETING, {"title": "x", "link": "mailto:lead@example.org"}),
		(MEETING, {"title": "x", "link": "www.example.org/raum"}),
		(MEETING, {"title": "x", "link": "https://[example.org"}),
		(MEETING, {"title": "x", "kind": "Party"}),
		(MEETING, {"title": "x", "organiser": "niemand"}),
		(MENTORING, {"candidate": "FK-9999-1", "mentor": "MT-1"}),
		(MENTORING, {}),
		("Mentor", {"user": "clerk@example.org", "mentor_name": "x", "capacity": -1}),
		(
			"Mentor",
			{
				"user": "clerk@example.org",
				"mentor_name": "x",
				"available_from": "2027-01-01",
				"available_until": "2026-01-01",
			},
		),
		(
			"Programme Cohort",
			{
				"title": "y",
				"starts_on": "2027-08-01",
				"ends_on": "2026-08-01",
				"programme_lead": "lead@example.org",
				"places": 3,
			},
		),
		(
			"Programme Cohort",
			{
				"title": "y",
				"starts_on": "1.13.2026",
				"ends_on": "2027-08-01",
				"programme_lead": "lead@example.org",
				"places": 3,
			},
		),
		("Meeting Participation", {"meeting": "NT-9999", "user": "candidate@example.org"}),
	],
	ids=lambda value: str(value)[:60],
)
def test_other_records_refuse_wrong_values_too(names, clients, doctype, values):
	count = frappe.db.count(doctype)
	_is_a_clear_refusal(clients["clerk"].post(f"/api/resource/{doctype}", json=values))
	frappe.db.rollback()
	assert frappe.db.count(doctype) == count


MARKUP = [
	SCRIPT,
	"<b>Fett</b>",
	'"><img src=x onerror=alert(1)>',
	'Max <img src="https://evil.example/x.png"> <a href="https://evil.example">hier</a>',
	"Max <!-- -->",
	"</td>Max",
]


@pytest.mark.parametrize("text", MARKUP)
@pytest.mark.parametrize("field", ["candidate_name", "position", "personnel_number", "reason", "evidence"])
def test_markup_is_refused_and_nothing_saved(names, clients, field, text):
	before = _everything(names)
	path = f"/api/resource/{CANDIDATE}"
	changed = {"doctype": CANDIDATE, "name": names[CANDIDATE], "fieldname": field, "value": text}
	answers = (
		clients["clerk"].post(path, json={**GOOD, field: text}),
		clients["clerk"].put(f"{path}/{names[CANDIDATE]}", json={field: text}),
		clients["clerk"].call("frappe.client.set_value", **changed),
	)
	for answer in answers:
		_is_a_clear_refusal(answer)
		assert "HTML oder Skript" in json.loads(answer.text)["_server_messages"].encode().decode(
			"unicode_escape"
		)
	assert _everything(names) == before


def test_a_reason_with_markup_is_refused(names, clients):
	stages.place(names, CANDIDATE, "Nominated")
	frappe.db.commit()
	before = _everything(names)
	_is_a_clear_refusal(_act(clients["manager"], names, "Send Back", reason=MARKUP[3]))
	assert _everything(names) == before


def _texts_that_people_write() -> list[tuple[str, str]]:
	"""Each field of plain text of a record of ours that some role may write, with its record."""
	doctypes = frappe.get_all("DocType", filters={"module": "FOKUS", "istable": 0}, pluck="name")
	return [
		(doctype, df.fieldname)
		for doctype in doctypes
		for meta in [frappe.get_meta(doctype)]
		if any(each.write or each.create for each in meta.permissions)
		for df in meta.fields
		if df.fieldtype in ("Data", "Small Text") and not df.read_only and not df.fetch_from
	]


def test_no_record_of_ours_takes_markup(programme):
	fields = _texts_that_people_write()
	assert len(fields) > 30
	for doctype, field in fields:
		for text in MARKUP:
			doc = frappe.new_doc(doctype)
			doc.set(field, text)
			with pytest.raises(field_values.WrongValue, match="HTML"):
				doc.run_method("validate")
				pytest.fail(f"{doctype}.{field} takes {text}")


@pytest.mark.parametrize("row", [{"title": MARKUP[3]}, {"title": "x", "description": MARKUP[3]}])
def test_no_row_of_a_record_takes_markup(programme, row):
	step = {"phase": "Preparation", "responsible_kind": "Candidate", "due_days": 3, **row}
	with pytest.raises(field_values.WrongValue, match="HTML"):
		frappe.get_doc({"doctype": "Activity Template", "title": "x", "steps": [step]}).insert()


@pytest.mark.parametrize("text", ["O'Neill & Söhne", "{{ 7 * 7 }}", "5 < 7 > 3", "<3 für Kinder"])
def test_what_is_no_markup_is_kept_as_typed(names, clients, text):
	stages.place(names, CANDIDATE, "Potential")
	frappe.db.commit()
	values = {"candidate_name": text, "reason": text}
	answer = clients["clerk"].put(f"/api/resource/{CANDIDATE}/{names[CANDIDATE]}", json=values)
	assert answer.status_code == 200, answer.text[-300:]
	frappe.db.rollback()
	assert frappe.db.get_value(CANDIDATE, names[CANDIDATE], ["candidate_name", "reason"]) == (text, text)


def test_a_record_with_markup_from_before_stays_editable(names, clients):
	stages.place(names, CANDIDATE, "Potential", candidate_name="<b>Alt</b>")
	frappe.db.commit()
	path = f"/api/resource/{CANDIDATE}/{names[CANDIDATE]}"
	assert clients["clerk"].put(path, json={"position": "Erzieherin"}).status_code == 200


@pytest.mark.parametrize("name", [*MARKUP, "{{ 7 * 7 }}", "O'Neill & Söhne"])
def test_html_in_a_name_from_before_reaches_nobody_as_html(names, clients, name):
	stages.place(names, CANDIDATE, "Potential", candidate_name=name)
	frappe.db.set_value(CANDIDATE, names[CANDIDATE], "reason", name)
	frappe.db.commit()
	assert _act(clients["clerk"], names, "Nominate").status_code == 200
	frappe.db.rollback()
	queued = frappe.get_all(
		"FOKUS Mail",
		filters={"reference_name": names[CANDIDATE]},
		pluck="email_queue",
		order_by="creation desc",
	)
	mail = message_from_string(frappe.get_doc("Email Queue", queued[0]).message, policy=policy.default)
	body = mail.get_body(("html",)).get_content()
	for live in ("<script>alert", "<b>Fett", "<img src=", '<a href="https://evil', " 49 "):
		assert live not in body
	steps = clients["clerk"].call(
		"fokus_app.workflows.next_steps.next_steps", doctype=CANDIDATE, name=names[CANDIDATE]
	)
	assert steps.status_code == 200 and "<script>" not in steps.text


def test_messages_show_what_was_sent_escaped(names, clients):
	answer = clients["clerk"].put(
		f"/api/resource/{CANDIDATE}/{names[CANDIDATE]}", json={"informed_on": SCRIPT}
	)
	messages = [json.loads(message)["message"] for message in json.loads(answer.json()["_server_messages"])]
	assert messages and not any("<script>" in message for message in messages)
	answer = _act(clients["manager"], names, SCRIPT)
	messages = [json.loads(message)["message"] for message in json.loads(answer.json()["_server_messages"])]
	assert messages and not any("<script>" in message for message in messages)
	answer = _act(clients["clerk"], names, "Nominate", values={SCRIPT: 1})
	messages = [json.loads(message)["message"] for message in json.loads(answer.json()["_server_messages"])]
	assert messages and not any("<script>" in message for message in messages)


def _act(client, names, action, **given):
	sent = {
		"doctype": CANDIDATE,
		"name": names[CANDIDATE],
		"action": action,
		"modified": str(frappe.db.get_value(CANDIDATE, names[CANDIDATE], "modified")),
		**given,
	}
	return client.call("fokus_app.workflows.action.act", **sent)


def _everything(names):
	frappe.db.rollback()
	row = frappe.db.get_value(CANDIDATE, names[CANDIDATE], "*", as_dict=True)
	return row, frappe.db.count(CANDIDATE), frappe.db.count("Stage Change"), frappe.db.count("FOKUS Mail")


def _is_a_clear_refusal(answer):
	assert 400 <= answer.status_code < 500, (answer.status_code, answer.text[-700:])
	said = answer.json()
	# Frappe itself refuses arguments of a wrong type, with the message in "exception" alone
	assert (
		said.get("_server_messages") or "FrappeTypeError" in said["exception"] or answer.status_code == 404
	), said
