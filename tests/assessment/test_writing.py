"""Who is asked, who writes, hands in and releases an assessment: person × kind × stage."""

import frappe
import pytest
from frappe import client

from fokus_app.assessments import requests, scale, view, writing
from tests import programme as cast
from tests.assessment.conftest import (
	DOCTYPE,
	WRITERS,
	in_hours,
	request_of,
	switch_scale_on,
	write,
	write_all,
)
from tests.workflows import design, stages
from tests.workflows.stages import CANDIDATE

MAY_WRITE = {
	"Self": ("candidate",),
	"Manager": ("manager", "deputy"),
	"Panel": ("panelist",),
}
STAGES = ("Endorsed", "Assessment", "Preparation", "Ready", "Onboarding")


def _asked(names) -> list[tuple[str, str, str]]:
	rows = frappe.get_all(
		DOCTYPE, filters={"candidate": names[CANDIDATE]}, fields=["kind", "assessor", "status"]
	)
	return sorted((row.kind, (row.assessor or "").split("@")[0], row.status) for row in rows)


def test_the_invitation_asks_everybody_once(case):
	assert _asked(case) == [
		("Manager", "manager", "Open"),
		("Panel", "panelist", "Open"),
		("Self", "candidate", "Open"),
	]
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], "workflow_state", "Endorsed")
	with cast.acting_as("lead"):
		stages.act(case, CANDIDATE, "Invite to Assessment")
	assert len(_asked(case)) == 3


def test_each_request_names_every_competency_in_its_order(case):
	wanted = frappe.get_all("Leadership Competency", order_by="sort_order, name", pluck="name")
	doc = frappe.get_doc(DOCTYPE, request_of(case, "Self"))
	assert [row.competency for row in doc.observations] == wanted != []


@pytest.mark.parametrize("kind", MAY_WRITE)
def test_who_writes_what_in_which_stage(case, kind):
	name = request_of(case, kind)
	doc = frappe.get_doc(DOCTYPE, name)
	for state in (*design.OPEN_CASES, *design.CLOSED_CASES):
		frappe.db.set_value(CANDIDATE, case[CANDIDATE], "workflow_state", state)
		for person in design.EVERYBODY:
			allowed = person in MAY_WRITE[kind] and state in STAGES
			assert writing.may_write(doc, cast.address(person)) is allowed, (person, state)
			if not allowed:
				with pytest.raises(frappe.PermissionError):
					write(name, person)


@pytest.mark.parametrize("kind", MAY_WRITE)
def test_what_is_handed_in_is_only_read(case, kind):
	name = request_of(case, kind)
	assert write(name, WRITERS[kind], hand_in=False)["status"] == "Open"
	assert write(name, WRITERS[kind])["status"] == "Handed In"
	for person in design.EVERYBODY:
		with pytest.raises(frappe.PermissionError):
			write(name, person, "anders")


def test_a_text_that_is_not_handed_in_is_read_by_its_author_alone(case):
	for kind, person in WRITERS.items():
		name = request_of(case, kind)
		write(name, person, hand_in=False)
		for reader in design.EVERYBODY:
			allowed = reader == person != "candidate" or (reader, kind) == ("deputy", "Manager")
			with cast.acting_as(reader):
				doc = frappe.get_doc(DOCTYPE, name)
				assert doc.has_permission("read") is allowed, (reader, kind)


def test_nobody_writes_about_themselves_as_manager_or_panel(case):
	own = {"user": cast.address("manager"), "email": None}
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], own)
	with pytest.raises(frappe.PermissionError):
		write(request_of(case, "Manager"), "manager")
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], {"user": cast.address("panelist")})
	with pytest.raises(frappe.PermissionError):
		write(request_of(case, "Panel"), "panelist")


def test_nobody_writes_of_themselves_before_they_were_informed(case):
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], "informed_on", None)
	with pytest.raises(frappe.PermissionError):
		write(request_of(case, "Self"), "candidate")


#: what somebody might like to change beside their words
FORGED = {
	"status": "Handed In",
	"released_on": "2026-01-01",
	"handed_in_on": "2026-01-01",
	"assessor": "outsider@example.org",
	"kind": "Self",
	"scale": "gut\nschlecht",
	"requested_on": "2020-01-01",
}


@pytest.mark.parametrize("field", FORGED)
def test_what_the_app_keeps_cannot_be_written(case, field):
	name = request_of(case, "Panel")
	before = frappe.db.get_value(DOCTYPE, name, field)
	with cast.acting_as("panelist"):
		client.set_value(DOCTYPE, name, field, FORGED[field])
	assert frappe.db.get_value(DOCTYPE, name, field) == before


def test_nobody_makes_or_deletes_one_by_hand(case):
	for person in ("clerk", "lead", "manager", "panelist", "candidate", "sysadmin"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			frappe.get_doc({"doctype": DOCTYPE, "candidate": case[CANDIDATE], "kind": "Manager"}).insert()
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			frappe.delete_doc(DOCTYPE, request_of(case, "Panel"))


def test_rows_are_neither_added_nor_taken_away(case):
	name = request_of(case, "Panel")
	before = [row.competency for row in frappe.get_doc(DOCTYPE, name).observations]
	with cast.acting_as("panelist"):
		doc = frappe.get_doc(DOCTYPE, name)
		doc.set("observations", [{"competency": before[2], "observation": "Ruhig"}])
		doc.append("observations", {"competency": before[2], "observation": "Ruhig"})
		doc.save()
	doc = frappe.get_doc(DOCTYPE, name)
	assert [row.competency for row in doc.observations] == before
	assert [row.observation for row in doc.observations if row.observation] == ["Ruhig"]


def test_a_row_is_not_written_by_itself(case):
	row = frappe.get_doc(DOCTYPE, request_of(case, "Panel")).observations[0].name
	doc = frappe.get_doc("Competency Observation", row)
	doc.observation = "Anders"
	with cast.acting_as("panelist"), pytest.raises(frappe.PermissionError):
		doc.save()
	# this one saves the whole record, whose rules hold
	for person in ("manager", "lead", "clerk"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			client.set_value("Competency Observation", row, "observation", "Anders")
	assert not frappe.db.get_value("Competency Observation", row, "observation")


def test_an_older_window_does_not_overwrite_a_newer_one(case):
	name = request_of(case, "Self")
	old = str(frappe.db.get_value(DOCTYPE, name, "modified"))
	write(name, "candidate", "neu", hand_in=False)
	with cast.acting_as("candidate"), pytest.raises(frappe.TimestampMismatchError):
		writing.write(name, old, [], "alt")
	assert frappe.db.get_value(DOCTYPE, name, "overall_remark") == "neu alles"


def test_an_empty_assessment_is_not_handed_in(case):
	name = request_of(case, "Manager")
	with cast.acting_as("manager"), pytest.raises(frappe.ValidationError, match="at least one observation"):
		writing.hand_in(name)


@pytest.mark.parametrize("rows", ["kein JSON", "{}", '["x"]'])
def test_observations_that_are_no_rows_are_refused(case, rows):
	name = request_of(case, "Self")
	modified = str(frappe.db.get_value(DOCTYPE, name, "modified"))
	with cast.acting_as("candidate"), pytest.raises((frappe.ValidationError, ValueError)):
		writing.write(name, modified, rows)


# --- the scale


def test_without_the_scale_nothing_is_rated(case):
	assert scale.words() == []
	with pytest.raises(frappe.ValidationError, match="scale is off"):
		write(request_of(case, "Manager"), "manager", rating=2)


@pytest.mark.parametrize(("rating", "allowed"), [(0, True), (1, True), (3, True), (4, False), (-1, False)])
def test_a_rating_is_a_step_of_the_scale(case, rating, allowed):
	switch_scale_on("selten", "oft", "immer")
	name = request_of(case, "Manager")
	if not allowed:
		with pytest.raises(frappe.ValidationError, match="no such step"):
			write(name, "manager", rating=rating)
		return
	write(name, "manager", rating=rating)
	doc = frappe.get_doc(DOCTYPE, name)
	assert {row.rating for row in doc.observations} == {rating}
	assert doc.scale == "selten\noft\nimmer"


def test_a_rating_without_words_is_not_handed_in(case):
	switch_scale_on("selten", "oft")
	with pytest.raises(frappe.ValidationError, match="Words come first"):
		name = request_of(case, "Manager")
		doc = frappe.get_doc(DOCTYPE, name)
		rows = [{"competency": doc.observations[0].competency, "observation": " ", "rating": 1}]
		with cast.acting_as("manager"):
			writing.write(name, str(doc.modified), rows, "Alles gut", True)


@pytest.mark.parametrize("words", [(), ("nur eins",), ("gleich", "gleich"), ("eins", "  ")])
def test_a_scale_has_different_steps(programme, words):
	with pytest.raises(frappe.ValidationError):
		switch_scale_on(*words)


# --- people change, the case ends


def test_a_new_manager_is_asked_and_does_not_read_what_the_old_one_began(case):
	old = request_of(case, "Manager")
	write(old, "manager", hand_in=False)
	with cast.acting_as("clerk"):
		stages.act(case, CANDIDATE, "Change Manager")
	assert ("Manager", "othermanager", "Open") in _asked(case)
	with cast.acting_as("othermanager"):
		assert not frappe.get_list(DOCTYPE, filters={"name": old})
		new = frappe.get_list(DOCTYPE, filters={"status": "Open"}, pluck="name")
	assert [frappe.get_doc(DOCTYPE, name).overall_remark for name in new] == [None]


def test_the_self_assessment_follows_the_account(names):
	stages.place(names, CANDIDATE, "Endorsed", user=None)
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Invite to Assessment")
	assert ("Self", "", "Open") in _asked(names)
	with cast.acting_as("clerk"):
		doc = frappe.get_doc(CANDIDATE, names[CANDIDATE])
		doc.user = cast.address("candidate")
		doc.save()
	assert write(request_of(names, "Self"), "candidate")["status"] == "Handed In"


def test_the_panel_is_asked_as_it_is_now(case):
	values = {
		"assessment_panel": [{"user": cast.address("othermanager")}],
		"assessment_on": in_hours(300),
	}
	with cast.acting_as("lead"):
		stages.act(case, CANDIDATE, "Move Interview", values=values)
	assert ("Panel", "panelist", "Cancelled") in _asked(case)
	assert ("Panel", "othermanager", "Open") in _asked(case)


def test_a_closed_case_is_no_longer_written_about_and_a_reopened_one_is(case):
	with cast.acting_as("lead"):
		stages.act(case, CANDIDATE, "Reject Candidate")
	assert {status for *_, status in _asked(case)} == {"Cancelled"}
	assert requests.open_assessments() == []
	with cast.acting_as("lead"):
		stages.act(case, CANDIDATE, "Reopen")
	assert {status for *_, status in _asked(case)} == {"Open"}


def test_what_is_open_is_listed_for_reminders(case):
	write(request_of(case, "Manager"), "manager")
	rows = requests.open_assessments()
	assert [(row.kind, row.assessor, str(row.requested_on)) for row in rows] == [
		("Self", cast.address("candidate"), frappe.utils.today()),
		("Panel", cast.address("panelist"), frappe.utils.today()),
	]


@pytest.mark.parametrize("kind", ["Self", "Manager"])
def test_the_lead_and_nobody_else_asks_again(case, kind):
	for person in ("clerk", "otherlead", "manager", "candidate", "panelist"):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			requests.ask(case[CANDIDATE], kind)
	with cast.acting_as("lead"), pytest.raises(frappe.ValidationError, match="already"):
		requests.ask(case[CANDIDATE], kind)
	write(request_of(case, kind), WRITERS[kind])
	with cast.acting_as("lead"):
		name = requests.ask(case[CANDIDATE], kind)
	assert frappe.db.get_value(DOCTYPE, name, "status") == "Open"
	events = frappe.get_all("FOKUS Mail", filters={"reference_name": case[CANDIDATE]}, pluck="event")
	assert "candidate_assessment_requested" in events


# --- released to the candidate


RELEASERS = ("clerk", "clerk2", "clerkmanager", "lead", "deputylead", "otherlead")


@pytest.mark.parametrize("kind", ["Manager", "Panel"])
def test_hr_and_the_lead_release_and_take_back(case, kind):
	name = write_all(case)[kind]
	for person in design.EVERYBODY:
		with stages.undone_afterwards(), cast.acting_as(person):
			if person in RELEASERS:
				writing.release(name)
				assert frappe.db.get_value(DOCTYPE, name, "released_by") == cast.address(person)
				writing.release(name, "0")
				assert not frappe.db.get_value(DOCTYPE, name, "released_on")
			else:
				with pytest.raises(frappe.PermissionError):
					writing.release(name)


def test_only_what_others_handed_in_is_released(case):
	made = {kind: request_of(case, kind) for kind in WRITERS}
	write(made["Self"], "candidate")
	for name in made.values():
		with cast.acting_as("lead"), pytest.raises(frappe.ValidationError):
			writing.release(name)


def test_the_candidate_is_told_once_and_sees_it(case):
	name = write_all(case)["Manager"]
	with cast.acting_as("lead"):
		writing.release(name)
		writing.release(name)
	events = frappe.get_all("FOKUS Mail", filters={"reference_name": case[CANDIDATE]}, pluck="event")
	assert events.count("candidate_assessment_released") == 1
	with cast.acting_as("candidate"):
		shown = view.shown_to_the_candidate(frappe.get_doc(CANDIDATE, case[CANDIDATE]))
	assert [doc.kind for doc in shown] == ["Self", "Manager"]


def test_nobody_releases_what_is_about_themselves(case):
	name = write_all(case)["Manager"]
	frappe.db.set_value(CANDIDATE, case[CANDIDATE], {"user": cast.address("clerk")})
	with cast.acting_as("clerk"), pytest.raises(frappe.PermissionError):
		writing.release(name)
