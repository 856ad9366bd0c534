"""Somebody who may write a record writes every field of it: what the server decides stays, whatever is sent and however.

The fields come from the app, so a new one is attacked at once; which of them a person does set is listed here.
"""

import json
from inspect import unwrap

import frappe
import pytest
from frappe import client
from frappe.desk.form.save import savedocs
from frappe.model import no_value_fields, table_fields
from frappe.utils import add_days, add_to_date, getdate
from frappe.website.doctype.web_form import web_form

from tests import programme as cast
from tests.records import CANDIDATE, MEETING, MENTORING
from tests.security.attacks import ledger
from tests.workflows import stages

#: what Frappe keeps in every record
OF_EVERY_RECORD = {
	**dict.fromkeys(("owner", "_assign", "_liked_by", "_user_tags", "_comments"), "Data"),
	"creation": "Datetime",
	"docstatus": "Int",
}
PERSON = "candidate_name email user personnel_number position centre nominator readiness hr_clerk informed_on consent_on consent_withdrawn_on"
WISHES = (
	"wished_areas wish_note wished_competencies mentoring_wishes mentor_wish_note last_talk_on next_talk_on"
)
LATER = "target_centre start_date staff_council_concluded_on review_due_on expected_return"
ASSESSED = "cohort recommendation recommendation_note deferred_until review_held_on"
INTERVIEW = "assessment_on assessment_minutes assessment_place assessment_panel"
PAIR = "goals frequency agreement"
STEP = "title phase status due_date due_days mandatory responsible_kind responsible competency meeting_kind description"
#: (record, its state, part of the cast): the fields that this person sets by hand
SET = {
	(CANDIDATE, "Potential", "nominator"): "reason evidence readiness",
	(CANDIDATE, "Nominated", "nominator"): "",
	(CANDIDATE, "Nominated", "manager"): "manager_statement",
	(CANDIDATE, "Preparation", "manager"): "",
	(CANDIDATE, "Endorsed", "clerk"): f"{PERSON} {WISHES} {LATER} previous_candidacy",
	(CANDIDATE, "Endorsed", "lead"): f"{ASSESSED} {INTERVIEW} {LATER} {WISHES}",
	(CANDIDATE, "Rejected", "clerk"): "",
	(MENTORING, "Awaiting Mentor", "mentor"): "",
	(MENTORING, "Active", "mentor"): PAIR,
	(MENTORING, "Active", "candidate"): PAIR,
	(MENTORING, "Active", "clerk"): "from_date until_date",
	(
		MEETING,
		"Draft",
		"mentor",
	): "title kind cohort focus_topic starts_on ends_on rsvp_deadline venue room link seats agenda",
	(MEETING, "Invited", "mentor"): "focus_topic agenda rsvp_deadline",
	(MEETING, "Held", "mentor"): "",
	("Candidate Activity", "", "candidate"): "status",
	("Candidate Activity", "", "mentor"): "",
	("Candidate Activity", "", "manager"): "",
	("Candidate Activity", "", "clerk"): STEP,
	("Competency Assessment", "", "manager"): "",
	("Competency Assessment", "", "lead"): "",
	("Meeting Participation", "", "clerk"): "programme_role attendance",
	(
		"Mentor",
		"",
		"clerk",
	): "mentor_name capacity status kind centre area competencies wishes qualified_on available_from available_until note",
	("Peer Consultation Group", "", "clerk"): "title cohort status template meeting members",
}
OTHER_DOORS = {
	"save": lambda doc: client.save(json.dumps(doc, default=str)),
	"form": lambda doc: savedocs(json.dumps(doc, default=str), "Save"),
	"bulk": lambda doc: client.bulk_update(json.dumps([{**doc, "docname": doc["name"]}], default=str)),
	"PUT": lambda doc: frappe.get_doc(doc["doctype"], doc["name"]).update(doc).save(),
}
REFUSALS = (frappe.PermissionError, frappe.ValidationError, frappe.DoesNotExistError)


@pytest.fixture
def placed(attack):
	"""Puts a victim into a state; undone afterwards."""
	frappe.db.savepoint("placed")

	def place(doctype: str, state: str) -> str:
		if state:
			stages.place(attack.victims.names, doctype, state)
		return attack.victims.names[doctype]

	yield place
	frappe.db.rollback(save_point="placed")


def _fields(doctype: str) -> list:
	fields = frappe.get_meta(doctype).fields
	holding = [df for df in fields if df.fieldtype in table_fields or df.fieldtype not in no_value_fields]
	return [
		*holding,
		*(frappe._dict(fieldname=field, fieldtype=kind) for field, kind in OF_EVERY_RECORD.items()),
	]


def _another(df, old: object) -> object:
	"""A value that the field can hold and does not."""
	kind = df.fieldtype
	if kind in table_fields:
		rows = [each for each in frappe.get_meta(df.options).fields if each.fieldtype not in no_value_fields]
		return [{each.fieldname: _another(each, None) for each in rows}]
	if kind == "Link" and df.options == "User":
		return cast.address("outsider" if old != cast.address("outsider") else "clerk2")
	if kind == "Link":
		return frappe.db.get_value(df.options, {"name": ("!=", old or "")}) or "Gefälscht"
	if kind == "Select":
		return next(each for each in df.options.split("\n") if each and each != old)
	if kind in ("Check", "Int", "Float"):
		return 0 if old and kind == "Check" else (old or 0) + 1
	if kind == "Date":
		return str(add_days(getdate(old), 11))
	if kind == "Datetime":
		return str(add_to_date(old or "2027-03-01 10:00:00", minutes=20))
	if kind == "Time":
		return "04:05:06"
	return {"Email": cast.address("outsider"), "URL": "https://example.org/x"}.get(df.options, "Gefälscht")


def _stored(doctype: str, name: str) -> dict:
	"""The record with what its rows hold, as the database has it."""
	found = frappe.db.get_value(doctype, name, "*", as_dict=True)
	for df in frappe.get_meta(doctype).get_table_fields():
		columns = [
			each.fieldname
			for each in frappe.get_meta(df.options).fields
			if each.fieldtype not in no_value_fields
		]
		rows = frappe.get_all(
			df.options, {"parent": name, "parentfield": df.fieldname}, columns, order_by="idx"
		)
		found[df.fieldname] = [dict(row) for row in rows]
	for field in ("modified", "modified_by", "_seen"):
		found.pop(field, None)
	return dict(found)


def _after(doctype: str, name: str, person: str, write) -> dict | None:
	"""What is stored after `write` by this person, or None where it was refused; undone."""
	with stages.undone_afterwards():
		with cast.acting_as(person):
			try:
				write()
			except REFUSALS:
				return None
		return _stored(doctype, name)


@pytest.mark.parametrize(("doctype", "state", "person"), SET, ids=lambda value: value)
def test_who_may_write_a_record_sets_no_field_that_is_not_theirs(attack, placed, doctype, state, person):
	name = placed(doctype, state)
	allowed = set(SET[doctype, state, person].split())
	before = _stored(doctype, name)
	# saved without any change: what the server works out anew at each save is no deed of the attacker
	unchanged = (
		_after(doctype, name, person, lambda: client.set_value(doctype, name, "_user_tags", None)) or before
	)
	changed = set()
	for df in _fields(doctype):
		if df.fieldname == "workflow_state":
			continue  # some moves are theirs: tests/workflows
		sent = {df.fieldname: _another(df, before.get(df.fieldname))}
		after = _after(doctype, name, person, lambda sent=sent: client.set_value(doctype, name, sent))
		if after and after != unchanged:
			changed.add(df.fieldname)
	assert changed <= allowed, f"not theirs: {changed - allowed}"
	# others of these fields take no other value here (a date to come, somebody without the role)
	assert bool(changed) == bool(allowed), "they set nothing of what is listed"
	ledger.count("fields of one's own records", person, len(before) - len(allowed))


@pytest.mark.parametrize(("doctype", "state", "person"), SET, ids=lambda value: value)
def test_nor_by_any_other_door(attack, placed, doctype, state, person):
	"""All that no person fills in (read-only, hidden, beyond their level, kept by Frappe) at once."""
	name = placed(doctype, state)
	before = _stored(doctype, name)
	unchanged = (
		_after(doctype, name, person, lambda: client.set_value(doctype, name, "_user_tags", None)) or before
	)
	theirs = set(SET[doctype, state, person].split())
	forged = {
		df.fieldname: _another(df, before.get(df.fieldname))
		for df in _fields(doctype)
		if df.fieldname not in theirs
		and (df.fieldname in OF_EVERY_RECORD or df.read_only or df.hidden or df.permlevel)
		# a move of the workflow, with rules of its own
		and df.fieldname not in ("workflow_state", "docstatus")
	}
	for door, write in OTHER_DOORS.items():
		sent = {**frappe.get_doc(doctype, name).as_dict(convert_dates_to_str=True), **forged}
		after = _after(doctype, name, person, lambda write=write, sent=sent: write(sent))
		if after and after not in (before, unchanged):
			assert {field: after[field] for field in before if after[field] != unchanged[field]} == {}, door
		ledger.count("fields of one's own records", person, len(forged))


#: who makes a record: with which values
NEW = {
	(CANDIDATE, "nominator"): {
		"candidate_name": "Neu",
		"centre": "N-001",
		"reason": "Gut",
		"entry_path": "Nominated",
	},
	(CANDIDATE, "clerk"): {"candidate_name": "Neu", "centre": "N-001", "reason": "Gut"},
	(MEETING, "clerk"): {"title": "Neu"},
	("Candidate Activity", "clerk"): {
		"title": "Neu",
		"phase": "Preparation",
		"responsible_kind": "Candidate",
	},
	("Meeting Participation", "clerk"): {"user": "othermanager@example.org"},
	("Mentor", "clerk"): {"user": "panelist@example.org", "mentor_name": "Petra", "capacity": 1},
	("Peer Consultation Group", "clerk"): {
		"title": "Neu",
		"members": [{"user": "candidate@example.org"}, {"user": "mentor@example.org"}],
	},
}


def _web_form(doc: dict) -> str:
	"""By the form for nominating, which takes what it asks for alone."""
	try:
		return unwrap(web_form.accept)("fokus-nomination", json.dumps(doc)).name
	finally:
		frappe.flags.in_web_form = False


@pytest.mark.parametrize(("doctype", "person"), NEW, ids=lambda value: value)
def test_a_new_record_holds_nothing_that_the_server_decides(attack, doctype, person):
	names = attack.victims.names
	links = {"candidate": names[CANDIDATE], "meeting": names[MEETING]}
	given = {
		**NEW[doctype, person],
		**{key: links[key] for key in links if frappe.get_meta(doctype).get_field(key)},
	}
	if doctype == "Peer Consultation Group":
		given.pop("meeting")
	ways = {"insert": lambda doc: client.insert(json.dumps(doc)).get("name")}
	if (doctype, person) == (CANDIDATE, "nominator"):
		ways["web form"] = _web_form
	for way, make in ways.items():
		tried, refused = 0, None
		for df in _fields(doctype):
			if not (df.fieldname in OF_EVERY_RECORD or df.read_only or df.hidden):
				continue
			value = _another(df, df.default)
			if df.fieldname == "owner":
				value = cast.address("outsider")
			with stages.undone_afterwards():
				with cast.acting_as(person):
					try:
						name = make({"doctype": doctype, **given, df.fieldname: value})
					except REFUSALS as refusal:
						refused = f"{refusal!r} {frappe.get_message_log()[-1:]}"
						continue
				stored = _stored(doctype, name)
			tried += 1
			if df.fieldtype in table_fields:
				assert "Gefälscht" not in str(stored[df.fieldname]), (way, df.fieldname)
			else:
				assert str(stored.get(df.fieldname)) != str(value), (way, df.fieldname)
		assert tried > 5, f"{way}: nothing was made: {refused}"
		ledger.count("fields of new records", person, tried)
