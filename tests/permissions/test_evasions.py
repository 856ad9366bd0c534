"""Doors of Frappe that ask no record before they show something of it, or tie something to it."""

from contextlib import suppress

import frappe
import pytest
from frappe import client
from frappe.desk.form.assign_to import add as assign
from frappe.desk.form.document_follow import follow_document

from fokus_app import hooks
from tests import programme as cast
from tests.programme import acting_as
from tests.workflows import design, stages

CANDIDATE, MENTORING, MEETING = design.TABLES
WITHOUT_ACCESS = ("othermanager", "participant2", "mentor2", "outsider", "sysadmin")


@pytest.fixture
def case(names) -> str:
	"""A candidate whose stage log holds a reason that few may read, with a private file."""
	stages.place(names, CANDIDATE, "Nominated")
	with acting_as("manager"):
		stages.act(names, CANDIDATE, "Send Back", reason="Bitte noch einmal sprechen.")
	_file(names[CANDIDATE]).insert()
	return names[CANDIDATE]


def _file(case: str):
	return frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "Zeugnis.txt",
			"is_private": 1,
			"content": "Sehr gut",
			"attached_to_doctype": CANDIDATE,
			"attached_to_name": case,
		}
	)


def _called(method: str, **arguments):
	"""What a client gets from this method of Frappe, through what stands in for it."""
	handler = frappe.get_hooks("override_whitelisted_methods")[method][-1]
	frappe.response.pop("results", None)
	answer = frappe.call(frappe.get_attr(handler), cmd=method, **arguments)
	return frappe.response.pop("results", None) if answer is None else answer


def _rows(doctype: str, **arguments) -> list:
	try:
		return client.get_list(doctype, **arguments)
	except frappe.PermissionError:
		return []


@pytest.mark.parametrize("parent", design.TABLES)
@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_the_stage_log_is_not_listed_past_its_record(case, person, parent):
	with acting_as(person):
		assert not _rows("Stage Change", filters={"parent": case}, fields=["reason"], parent=parent)


@pytest.mark.parametrize("person", ["clerk", "lead", "manager", "nominator"])
def test_who_sees_the_record_may_list_its_log(case, person):
	with acting_as(person):
		rows = _rows("Stage Change", filters={"parent": case}, fields=["reason"], parent=CANDIDATE)
	assert [row.reason for row in rows] == ["Bitte noch einmal sprechen."]


@pytest.mark.parametrize(("person", "sees"), [("clerk", True), ("mentor", True), ("candidate", False)])
def test_a_meetings_log_is_for_who_keeps_it(names, person, sees):
	stages.place(names, MEETING, "Approved")
	with acting_as("mentor"):
		stages.act(names, MEETING, "Send Invitations")
	for way in ("apply_fieldlevel_read_permissions", "before_print"):
		with acting_as(person):
			meeting = frappe.get_doc(MEETING, names[MEETING])
			getattr(meeting, way)()
			assert bool(meeting.stage_changes) is sees


def test_counting_tells_nothing_of_the_log(case):
	with acting_as("outsider"), pytest.raises(frappe.PermissionError):
		_called("frappe.client.get_count", doctype="Stage Change", filters=[["reason", "like", "%sprechen%"]])


def test_rows_of_masters_are_listed_as_ever(programme):
	with acting_as("clerk"):
		assert _rows(
			"Activity Template Row", filters={"parent": programme.template}, parent="Activity Template"
		)


@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_the_name_of_a_file_shows_where_its_record_shows(case, person):
	with acting_as(person):
		assert not _rows("File", filters={"attached_to_name": case})
	with acting_as("clerk"):
		assert _rows("File", filters={"attached_to_name": case})


@pytest.mark.parametrize("method", ["search_link", "search_widget"])
def test_searching_leaves_out_nobodys_rules(case, method):
	asked = {"doctype": CANDIDATE, "txt": "", "ignore_user_permissions": 1, "filters": {"name": case}}
	found = {}
	for person in ("othermanager", "manager"):
		frappe.response.pop("values", None)
		with acting_as(person):
			answer = _called(f"frappe.desk.search.{method}", **asked)
		found[person] = bool(answer or frappe.response.pop("values", None))
	assert found == {"othermanager": False, "manager": True}


def test_searching_other_doctypes_works_as_ever(programme):
	with acting_as("nominator"):
		assert _called("frappe.desk.search.search_link", doctype="Daycare Centre", txt=programme.centre)


@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_what_links_to_a_master_shows_no_case(case, programme, person):
	method = "frappe.desk.form.linked_with.get"
	with acting_as(person):
		assert CANDIDATE not in _called(method, doctype="Daycare Centre", docname=programme.centre)
	with acting_as("manager"):
		linked = _called(method, doctype="Daycare Centre", docname=programme.centre)
	assert case in [row["name"] for row in linked[CANDIDATE]]


def test_what_another_method_stands_in_for_is_not_reached_past_it():
	"""A function imported into one of our modules could be called under that module's name."""
	for method, ours in hooks.override_whitelisted_methods.items():
		module, (home, name) = frappe.get_module(ours.rsplit(".", 1)[0]), method.rsplit(".", 1)
		theirs = getattr(frappe.get_module(home), name, None)  # 15.0 has not all of them
		assert theirs is None or getattr(module, name, None) is not theirs


@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_nobody_ties_anything_to_a_record_they_do_not_see(case, person):
	with acting_as(person):
		with pytest.raises(frappe.PermissionError):
			_file(case).insert()
		with pytest.raises(frappe.PermissionError):
			assign({"doctype": CANDIDATE, "name": case, "assign_to": [cast.address("clerk")]})


@pytest.mark.parametrize("person", WITHOUT_ACCESS)
def test_nobody_moves_anything_of_their_own_to_a_record_they_do_not_see(case, person):
	row = frappe.db.get_value("Stage Change", {"parent": case})
	file = {"doctype": "File", "file_name": "Eigenes.txt", "is_private": 1, "content": "Eigenes"}
	note = {"doctype": "ToDo", "description": "Eigenes", "allocated_to": cast.address("clerk")}
	with acting_as(person):
		for own, link in ((file, "attached_to_{}"), (note, "reference_{}")):
			name = frappe.get_doc(own).insert(ignore_permissions=True).name
			kind = link.format("type" if own is note else "doctype")
			for doctype, record in ((CANDIDATE, case), ("Stage Change", row)):
				there = {kind: doctype, link.format("name"): record}
				with pytest.raises(frappe.PermissionError):
					frappe.get_doc(own["doctype"], name).update(there).save(ignore_permissions=True)


#: what Frappe ties to a record, with the field that names the record's doctype and the one that names the record
BESIDE = {
	"Comment": ("reference_doctype", "reference_name", {"comment_type": "Comment", "content": "x"}),
	"Communication": ("reference_doctype", "reference_name", {"subject": "x", "content": "x"}),
	"ToDo": ("reference_type", "reference_name", {"description": "x", "allocated_to": "clerk@example.org"}),
	"File": (
		"attached_to_doctype",
		"attached_to_name",
		{"file_name": "x.txt", "is_private": 1, "content": "x"},
	),
	"Tag Link": ("document_type", "document_name", {"tag": "x"}),
}


@pytest.mark.parametrize("beside", BESIDE)
def test_beside_confidential_records_nobody_puts_anything_beside_others_they_do(programme, beside):
	doctype_field, name_field, values = BESIDE[beside]
	# whether there is such a record is not asked here
	how = {"ignore_permissions": True, "ignore_links": True}
	area = {doctype_field: "Daycare Area", name_field: programme.area}
	confidential = {doctype_field: "Meeting Feedback Summary", name_field: "probe"}
	with acting_as("clerk"):
		frappe.get_doc({"doctype": beside, **values, **area}).insert(**how)
		with pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": beside, **values, **confidential}).insert(**how)


def test_that_a_confidential_record_was_deleted_is_noted(programme):
	noted = {
		"comment_type": "Deleted",
		"reference_doctype": "Meeting Feedback Summary",
		"reference_name": "probe",
	}
	assert frappe.get_doc({"doctype": "Comment", **noted}).insert(ignore_links=True)


@pytest.mark.parametrize(
	("person", "seen"), [("clerk", 1), ("manager", 1), ("nominator", 1), ("othermanager", 0)]
)
def test_numbers_beside_a_master_are_of_what_one_sees(case, programme, person, seen):
	def numbers(**asked) -> dict:
		found = _called(
			"frappe.desk.notifications.get_open_count", doctype="Daycare Area", name=programme.area, **asked
		)["count"]
		found = found["external_links_found"] if isinstance(found, dict) else found
		return {row.get("name") or row["doctype"]: row["count"] for row in found}

	with acting_as(person):
		assert numbers() == {"Daycare Centre": 2, CANDIDATE: seen}
		assert numbers(items=[CANDIDATE, "Stage Change", "User"]) == {CANDIDATE: seen}


@pytest.mark.parametrize(("person", "sees"), [("clerk", True), ("manager", True), ("othermanager", False)])
def test_assignments_are_counted_where_their_record_is_seen(case, person, sees):
	def counted(doctype: str, field: str) -> list:
		method = "frappe.desk.listview.get_group_by_count"
		return _called(method, doctype=doctype, current_filters="[]", field=field)

	with acting_as("clerk"):
		assign({"doctype": CANDIDATE, "name": case, "assign_to": [cast.address("clerk2")]})
	with acting_as(person):
		assert bool(counted(CANDIDATE, "assigned_to")) is sees
		assert bool(counted(CANDIDATE, "workflow_state")) is sees
		with pytest.raises(frappe.ValidationError):
			counted(CANDIDATE, "nonsense")


def test_masters_are_tagged_and_followed_as_ever_and_rows_and_settings_are_not_tagged(case, programme):
	tagged = {"tag": "Probe", "dt": "Daycare Area", "dn": programme.area}
	follow = {"ref_doctype": "Daycare Area", "ref_docname": programme.area, "user": cast.address("clerk")}
	with acting_as("manager"):
		_called("frappe.desk.doctype.tag.tag.add_tag", **tagged)
		assert _called("frappe.desk.doctype.tag.tag.get_tagged_docs", doctype="Daycare Area", tag="%Probe%")
		frappe.get_doc({"doctype": "Document Follow", **follow}).insert(ignore_permissions=True)
	assert frappe.db.exists("Document Follow", follow)
	row = frappe.db.get_value("Stage Change", {"parent": case})
	for doctype, name in (("Stage Change", row), ("FOKUS Settings", "FOKUS Settings")):
		with acting_as("clerk"), pytest.raises(frappe.ValidationError):
			_called("frappe.desk.doctype.tag.tag.add_tag", tag="Probe", dt=doctype, dn=name)
	with acting_as("clerk"), pytest.raises(frappe.ValidationError):
		_called("frappe.desk.doctype.tag.tag.add_tag", **{**tagged, "tag": '“x" y'})


def test_who_lost_access_closes_what_they_have_assigned(case):
	with acting_as("nominator"):
		assign({"doctype": CANDIDATE, "name": case, "assign_to": [cast.address("clerk")]})
		frappe.db.set_value(CANDIDATE, case, {"nominator": None, "area": None})
		todo = frappe.get_last_doc("ToDo", {"reference_name": case})
		todo.status = "Closed"
		todo.save(ignore_permissions=True)


def test_things_are_put_beside_a_record_that_is_not_stored_yet(programme):
	name = "new-leadership-candidate-abc"
	with acting_as("clerk"):
		_file(name).insert()
		comment = {"doctype": "Comment", "comment_type": "Comment", "reference_doctype": CANDIDATE}
		frappe.get_doc(comment).insert(ignore_permissions=True)
	meeting = {"attached_to_doctype": MEETING, "attached_to_name": "new-network-meeting-abc"}
	with acting_as("mentor"):
		_file(name).update(meeting).insert(ignore_permissions=True)


def test_a_note_on_no_record_is_for_anybody(programme):
	note = {"doctype": "ToDo", "description": "x", "reference_type": CANDIDATE}
	with acting_as("clerk"):
		note["allocated_to"] = cast.address("outsider")
		assert frappe.get_doc(note).insert(ignore_permissions=True)


def test_an_address_elsewhere_may_stand_with_a_case(case):
	with acting_as("clerk"):
		file = _file(case).update(
			{"content": None, "is_private": 0, "file_url": "https://example.org/plan.pdf"}
		)
		assert not file.insert().is_private


@pytest.mark.parametrize("person", ["outsider", "clerk"])
def test_nobody_follows_a_record_by_mails_that_quote_it(case, person):
	frappe.db.set_value("User", cast.address(person), "document_follow_notify", 1)
	# later versions refuse those without a desk
	with acting_as(person), suppress(frappe.PermissionError):
		follow_document(CANDIDATE, case, cast.address(person))
	assert not frappe.db.exists("Document Follow", {"ref_docname": case})
