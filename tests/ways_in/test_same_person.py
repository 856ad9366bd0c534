"""The same person twice: refused for certain, pointed out where it may be, linked to what was before."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import frappe
import pytest
from frappe import client

from fokus_app import same_person, waiting
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

PAULA = {"candidate_name": "Paula Probe", "email": "paula@example.org", "centre": "N-001"}
#: another entry of the same person, and whether it is refused, and whether it is pointed out as certain
AGAIN = {
	"the same address": ({"candidate_name": "P. Probe", "email": "paula@example.org"}, True),
	"the address in other letters": ({"candidate_name": "P. Probe", "email": "Paula@Example.org"}, True),
	"the address with a name": ({"candidate_name": "P. Probe", "email": "P <paula@example.org>"}, True),
	"the same name at the same centre": ({"candidate_name": "Paula  PROBE", "centre": "N-001"}, False),
	"another address": (
		{"candidate_name": "Paula Probe", "email": "p2@example.org", "centre": "N-001"},
		False,
	),
}


def _insert(values: dict, person: str = "clerk"):
	with stages.acting_or_undone(person):
		return frappe.get_doc(
			{"doctype": CANDIDATE, "nominator": cast.address("nominator"), **values}
		).insert()


@pytest.mark.parametrize("case", AGAIN)
def test_an_open_second_case_is_refused_and_a_similar_one_pointed_out(programme, case):
	values, refused = AGAIN[case]
	first = _insert(PAULA)
	with cast.acting_as("clerk"):
		found = same_person.look_alikes(
			**{key: values.get(key) for key in ("candidate_name", "email", "centre")}
		)
	if "with a name" not in case and "PROBE" not in str(values):
		assert [(row["name"], row["certain"], row["open"]) for row in found] == [(first.name, refused, True)]
	if refused:
		with pytest.raises(same_person.AlreadyThere, match=first.name):
			_insert(values)
	else:
		assert _insert(values).name


@pytest.mark.parametrize("field", ["user", "email"])
def test_account_and_address_are_one_person(programme, field):
	first = {"candidate_name": "Eins", field: cast.address("participant2")}
	other = "email" if field == "user" else "user"
	_insert(first)
	with pytest.raises(same_person.AlreadyThere):
		_insert({"candidate_name": "Zwei", other: cast.address("participant2")})


@pytest.mark.parametrize("door", ["set_value", "insert", "reopen"])
def test_every_door_refuses(programme, nobody_wants_mail, door):
	first, second = _insert(PAULA), _insert({"candidate_name": "Zweite", "email": "zwei@example.org"})
	with cast.acting_as("clerk"), pytest.raises(same_person.AlreadyThere):
		if door == "set_value":
			client.set_value(CANDIDATE, second.name, "email", PAULA["email"])
		elif door == "insert":
			client.insert({"doctype": CANDIDATE, **PAULA})
		else:
			stages.act({CANDIDATE: first.name}, CANDIDATE, "Withdraw Candidacy")
			_insert(PAULA)
			with cast.acting_as("lead"):
				stages.act({CANDIDATE: first.name}, CANDIDATE, "Reopen")


@pytest.mark.parametrize(
	("state", "linked"),
	[("Rejected", True), ("Withdrawn", True), ("Ended", True), ("Established", False)],
)
def test_a_new_candidacy_is_linked_to_the_one_before(programme, state, linked):
	first = _insert(PAULA)
	stages.place({CANDIDATE: first.name}, CANDIDATE, state, open_address=None)
	assert _insert({**PAULA, "candidate_name": "Paula Neu"}).previous_candidacy == (
		first.name if linked else None
	)
	# by name alone nobody is linked to somebody else's history
	assert not _insert({"candidate_name": "Paula Probe", "centre": "N-001"}).previous_candidacy


def test_a_manager_may_enter_somebody_who_was_rejected_and_is_not_shown_that_case(programme):
	first = _insert({**PAULA, "manager": cast.address("lead"), "nominator": None, "centre": None})
	stages.place(
		{CANDIDATE: first.name},
		CANDIDATE,
		"Rejected",
		open_address=None,
		area=None,
		manager=cast.address("lead"),
	)
	new = _insert(PAULA, "nominator")
	assert new.previous_candidacy == first.name
	with cast.acting_as("nominator"):
		assert same_person.look_alikes(**PAULA, name=new.name) == []


def test_the_list_shows_who_may_have_been_entered_twice(programme):
	twice = [
		_insert({"candidate_name": name, "centre": "N-001"}).name
		for name in ("Dora Doppelt", "dora  DOPPELT")
	]
	_insert({"candidate_name": "Dora Doppelt", "centre": "N-002"})
	with cast.acting_as("clerk"):
		filters = waiting.filters_for(CANDIDATE, "maybe_twice")
		assert sorted(frappe.get_list(CANDIDATE, filters=filters, pluck="name")) == sorted(twice)
	with cast.acting_as("othermanager"):
		assert frappe.get_list(CANDIDATE, filters=filters, pluck="name") == []


@pytest.mark.parametrize("person", ["nominator", "manager", "clerk", "lead"])
def test_the_earlier_case_is_shown_to_hr_and_lead_alone(programme, server, person):
	first = _insert({"candidate_name": "Vera Vorher", "email": f"vera.{person}@example.org"})
	stages.place({CANDIDATE: first.name}, CANDIDATE, "Rejected", open_address=None, area=None, centre=None)
	frappe.db.set_value(CANDIDATE, first.name, {"manager": cast.address("lead"), "nominator": None})
	frappe.db.commit()
	client = server.login(cast.address(person))
	new = {"candidate_name": "Vera Wieder", "email": f"vera.{person}@example.org", "centre": "N-001"}
	made = client.post(f"/api/resource/{CANDIDATE}", json={**new, "reason": "Gut"})
	assert made.status_code == 200, made.text[-500:]
	name = made.json()["data"]["name"]
	assert frappe.db.get_value(CANDIDATE, name, "previous_candidacy", for_update=True) == first.name
	frappe.db.rollback()
	asked = {"doctype": CANDIDATE, "name": name}
	listed = {
		"doctype": CANDIDATE,
		"fields": '["name","previous_candidacy"]',
		"filters": f'[["name","=","{name}"]]',
	}
	field = {"doctype": CANDIDATE, "fieldname": "previous_candidacy", "filters": f'{{"name": "{name}"}}'}
	answers = {
		"insert": made,
		"REST": client.get(f"/api/resource/{CANDIDATE}/{name}"),
		"list": client.get(f'/api/resource/{CANDIDATE}?fields=["*"]&filters=[["name","=","{name}"]]'),
		"form": client.call("frappe.desk.form.load.getdoc", **asked),
		"client.get": client.call("frappe.client.get", **asked),
		"get_value": client.call("frappe.client.get_value", **field),
		"report view": client.call("frappe.desk.reportview.get", **listed),
		"standard print": client.get(f"/printview?doctype={CANDIDATE}&name={name}&format=Standard"),
		"set_value": client.call("frappe.client.set_value", **asked, fieldname="readiness", value="Now"),
	}
	shown = [where for where, answer in answers.items() if first.name in answer.text]
	if person in ("clerk", "lead"):
		assert {"insert", "REST", "list", "form", "client.get"} <= set(shown)
	else:
		assert shown == []


def test_who_may_not_see_the_case_learns_nothing_of_it(programme):
	_insert({**PAULA, "manager": cast.address("lead"), "nominator": None, "centre": None})
	with cast.acting_as("othermanager"):
		assert same_person.look_alikes(**PAULA) == []
	with pytest.raises(same_person.AlreadyThere, match="HR knows of it") as refusal:
		_insert({"candidate_name": "Wer", "email": PAULA["email"]}, "othermanager")
	assert "FK-" not in str(refusal.value)
	for person in ("candidate", "outsider"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			same_person.look_alikes(**PAULA)


def test_of_people_who_enter_the_same_person_at_once_one_succeeds(programme, server):
	clients = [server.login(cast.address(part)) for part in ("clerk", "clerk2", "clerk", "clerk2")]
	for turn in range(5):
		barrier = Barrier(len(clients))
		values = {"candidate_name": "Zugleich", "email": f"zugleich{turn}@example.org", "centre": "N-001"}

		def enter(client, barrier=barrier, values=values):
			barrier.wait()
			return client.post(f"/api/resource/{CANDIDATE}", json=values)

		with ThreadPoolExecutor(len(clients)) as pool:
			answers = list(pool.map(enter, clients))
		codes = sorted(answer.status_code for answer in answers)
		assert codes == [200, 417, 417, 417], [answer.text[:300] for answer in answers]
		frappe.db.rollback()
		assert frappe.db.count(CANDIDATE, {"email": values["email"]}) == 1
