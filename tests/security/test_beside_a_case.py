"""Ways around a case over HTTP: who lists accounts, what is counted, tagged, liked, said or attached beside it."""

import json
from pathlib import Path

import frappe
import pytest

from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

PEOPLE = (
	*("clerk", "lead", "manager", "othermanager", "nominator"),
	*("candidate", "participant2", "mentor", "mentor2", "outsider", "sysadmin"),
)
#: who sees the case of `stages.make`
SEES = {"clerk", "lead", "manager", "nominator"}


@pytest.fixture(scope="module")
def case(names) -> str:
	stages.place(names, CANDIDATE, "Endorsed")
	frappe.db.commit()
	return names[CANDIDATE]


@pytest.fixture(scope="module")
def clients(case, _server):
	for person in PEOPLE:
		# as Frappe does when an account is saved: everybody opens and changes their own
		frappe.get_doc("User", cast.address(person)).share_with_self()
	frappe.db.commit()
	return {person: _server.login(cast.address(person), cast.PASSWORD) for person in PEOPLE}


# --- accounts

WITH_THE_ROLE = [["Has Role", "role", "=", "FOKUS Participant"]]


def _people(client, **more) -> set[str]:
	answer = client.get(
		"/api/resource/User", params={"fields": '["name", "full_name"]', "limit_page_length": 0, **more}
	)
	assert answer.status_code in (200, 403), answer.text[-400:]
	return {row["name"] for row in answer.json().get("data") or []}


@pytest.mark.parametrize("person", ["candidate", "participant2", "mentor"])
def test_who_has_only_a_page_of_their_own_lists_no_other_account(clients, person):
	assert _people(clients[person]) <= {cast.address(person)}
	assert _people(clients[person], filters=json.dumps(WITH_THE_ROLE)) <= {cast.address(person)}
	for method in ("search_link", "search_widget"):
		found = clients[person].call(
			f"frappe.desk.search.{method}", doctype="User", txt="", ignore_user_permissions=1
		)
		assert not [part for part in PEOPLE if part != person and cast.address(part) in found.text], (
			found.text
		)


def test_who_takes_part_is_listed_for_hr_and_not_for_managers(clients):
	participants = {cast.address(part) for part in ("candidate", "participant2")}
	listed = {
		person: _people(clients[person], filters=json.dumps(WITH_THE_ROLE)) & participants
		for person in ("clerk", "lead", "sysadmin", "manager", "nominator", "mentor", "outsider")
	}
	assert {person for person, found in listed.items() if found} == {"clerk", "lead", "sysadmin"}


def test_in_the_desk_people_are_chosen_as_ever(clients):
	for person in ("clerk", "manager"):
		assert cast.address("outsider") in _people(clients[person])
		found = clients[person].call("frappe.desk.search.search_link", doctype="User", txt="Dieter")
		assert cast.address("deputy") in found.text


def test_people_still_open_and_change_their_own_account(clients):
	for person in ("candidate", "mentor"):
		own = f"/api/resource/User/{cast.address(person)}"
		assert clients[person].get(own).status_code == 200
		assert clients[person].put(own, json={"phone": "0201 123"}).status_code == 200


# --- numbers


def _open_count(client, doctype, name) -> int:
	answer = client.call(
		"frappe.desk.notifications.get_open_count", doctype=doctype, name=name, items=json.dumps([CANDIDATE])
	)
	assert answer.status_code == 200, answer.text[-500:]
	found = answer.json()["message"]["count"]
	found = found["external_links_found"] if isinstance(found, dict) else found
	return sum(row["count"] for row in found)


def test_nobody_learns_of_their_own_case_by_a_number(clients, case):
	frappe.db.set_value(CANDIDATE, case, "informed_on", None)
	frappe.db.commit()
	for person in ("candidate", "participant2", "outsider"):
		assert _open_count(clients[person], "User", cast.address(person)) == 0


def test_numbers_beside_a_record_are_those_that_one_sees(clients, case):
	frappe.db.set_value(CANDIDATE, case, "user", cast.address("sysadmin"))
	frappe.db.commit()
	assert _open_count(clients["sysadmin"], "User", cast.address("sysadmin")) == 0
	frappe.db.set_value(CANDIDATE, case, "user", cast.address("candidate"))
	frappe.db.commit()


# --- what is put beside a case

BESIDE = {
	"tag": ("frappe.desk.doctype.tag.tag.add_tag", {"tag": "Auffällig", "dt": CANDIDATE, "dn": "{case}"}),
	"tags": (
		"frappe.desk.doctype.tag.tag.add_tags",
		{"tags": '["Auffällig"]', "dt": CANDIDATE, "docs": '["{case}"]'},
	),
	"like": ("frappe.desk.like.toggle_like", {"doctype": CANDIDATE, "name": "{case}", "add": "Yes"}),
	"comment": (
		"frappe.desk.form.utils.add_comment",
		{
			"reference_doctype": CANDIDATE,
			"reference_name": "{case}",
			"content": "Auffällig",
			"comment_email": "x@example.org",
			"comment_by": "x",
		},
	),
	"comment as a record": (
		"frappe.client.insert",
		{
			"doc": {
				"doctype": "Comment",
				"comment_type": "Comment",
				"reference_doctype": CANDIDATE,
				"reference_name": "{case}",
				"content": "Auffällig",
			}
		},
	),
	"follow": (
		"frappe.desk.form.document_follow.follow_document",
		{"doctype": CANDIDATE, "doc_name": "{case}", "user": "{person}"},
	),
	"take a tag away": (
		"frappe.desk.doctype.tag.tag.remove_tag",
		{"tag": "Auffällig", "dt": CANDIDATE, "dn": "{case}"},
	),
	"take a like away": (
		"frappe.desk.like.toggle_like",
		{"doctype": CANDIDATE, "name": "{case}", "add": "No"},
	),
}


def _call(client, way, case, person):
	method, arguments = BESIDE[way]
	text = json.dumps(arguments).replace("{case}", case).replace("{person}", cast.address(person))
	return client.post(f"/api/method/{method}", json=json.loads(text))


def _kept(case) -> dict:
	frappe.db.rollback()
	row = frappe.db.get_value(CANDIDATE, case, ["_user_tags", "_liked_by", "_comments"], as_dict=True)
	return {
		**row,
		"tags": frappe.db.count("Tag Link", {"document_name": case}),
		"comments": frappe.db.count("Comment", {"reference_name": case}),
		"followers": frappe.db.count("Document Follow", {"ref_docname": case}),
	}


@pytest.mark.parametrize("way", BESIDE)
def test_nothing_is_put_beside_a_case_that_one_may_not_see(clients, case, way):
	before = _kept(case)
	for person in PEOPLE:
		if person not in SEES:
			answer = _call(clients[person], way, case, person)
			if way != "follow":  # taken away and not refused
				assert answer.status_code == 403, (person, answer.status_code, answer.text[-300:])
			assert _kept(case) == before, person


@pytest.mark.parametrize("way", BESIDE)
def test_who_sees_a_case_tags_and_likes_it_as_ever(clients, case, way):
	for person in ("clerk", "manager"):
		answer = _call(clients[person], way, case, person)
		if way != "comment as a record":  # Frappe's own right to insert comments
			assert answer.status_code == 200, (person, answer.text[-400:])


def test_tags_are_read_by_who_sees_the_case(clients, case):
	assert _call(clients["clerk"], "tag", case, "clerk").status_code == 200
	for person in PEOPLE:
		value = clients[person].post(
			"/api/method/frappe.client.get_value",
			json={"doctype": CANDIDATE, "fieldname": "_user_tags", "filters": {"name": case}},
		)
		tagged = clients[person].call(
			"frappe.desk.doctype.tag.tag.get_tagged_docs", doctype=CANDIDATE, tag="%Auff%"
		)
		assert ("Auff" in value.text) == (person in SEES), (person, value.text[-300:])
		assert (case in tagged.text) == (person in SEES), (person, tagged.text[-300:])


# --- files


def _upload(client, case, private, **more):
	return client.post(
		"/api/method/upload_file",
		data={"is_private": private, "doctype": CANDIDATE, "docname": case, **more},
		files={} if more else {"file": ("Zeugnis.txt", b"Sehr gut, sagt die Leitung", "text/plain")},
	)


def _on_disk() -> list[str]:
	return [file.name for file in Path(frappe.get_site_path("public", "files")).glob("*Zeugnis*")]


def test_a_file_with_a_case_is_never_public(clients, case, server):
	refused = _upload(clients["clerk"], case, 0)
	assert refused.status_code == 417 and "privat" in refused.text, refused.text[-300:]
	assert _on_disk() == []
	assert "Sehr gut" not in server.guest().get("/files/Zeugnis.txt").text


def test_a_private_file_with_a_case_does_not_become_public(clients, case):
	made = _upload(clients["clerk"], case, 1)
	assert made.status_code == 200, made.text[-400:]
	name = made.json()["message"]["name"]
	changed = clients["clerk"].put(f"/api/resource/File/{name}", json={"is_private": 0})
	assert changed.status_code == 417, changed.text[-300:]
	set_so = clients["clerk"].call(
		"frappe.client.set_value", doctype="File", name=name, fieldname="is_private", value=0
	)
	assert set_so.status_code == 417, set_so.text[-300:]
	assert _on_disk() == []
	frappe.db.rollback()
	assert frappe.db.get_value("File", name, ["is_private", "file_url"])[0] == 1
	own = clients["clerk"].get(frappe.db.get_value("File", name, "file_url"))
	assert own.status_code == 200 and "Sehr gut" in own.text


def test_a_public_file_is_not_tied_to_a_case_later(clients, case):
	made = clients["clerk"].post(
		"/api/method/upload_file",
		data={"is_private": 0},
		files={"file": ("Plan.txt", b"Plan", "text/plain")},
	)
	assert made.status_code == 200
	file = made.json()["message"]
	tied = clients["clerk"].put(
		f"/api/resource/File/{file['name']}",
		json={"attached_to_doctype": CANDIDATE, "attached_to_name": case},
	)
	assert tied.status_code == 417, tied.text[-300:]
	assert _upload(clients["clerk"], case, 0, file_url=file["file_url"]).status_code == 417
