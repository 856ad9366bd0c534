"""A manager nominates by the Web Form; employees nominate themselves where the switch is on."""

import json
from inspect import unwrap

import frappe
import pytest
from frappe.website.doctype.web_form.web_form import accept

from fokus_app import nomination, own_page
from tests import programme as cast
from tests.import_list.lists import sentences
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

FORM = "fokus-nomination"
ACCEPT = "frappe.website.doctype.web_form.web_form.accept"
TYPED = {
	"doctype": CANDIDATE,
	"web_form_name": FORM,
	"candidate_name": "Nora Neuling",
	"email": "nora.neuling@example.org",
	"position": "Gruppenleitung",
	"centre": "N-002",
	"entry_path": "Nominated",
	"readiness": "Now",
	"reason": "Leitet das Team in Vertretung.",
	"evidence": "",
	"informed_on": "",
}
MYSELF = {"centre": "N-002", "position": "Erzieherin", "reason": "Ich möchte leiten."}


def _accept(form: str, data: str):
	"""Frappe's own method, without its limit for an address."""
	return unwrap(accept)(form, data)


@pytest.fixture
def switch(programme):
	"""Turn self-nomination on or off."""

	def turn(on: bool):
		settings = frappe.get_doc("FOKUS Settings")
		settings.self_nomination = on
		settings.save()

	return turn


@pytest.fixture
def form():
	"""Send the Web Form as Frappe's own method takes it."""

	def send(person: str, **values):
		try:
			with stages.acting_or_undone(person):
				return _accept(FORM, json.dumps({**TYPED, **values}))
		finally:
			frappe.flags.in_web_form = False

	return send


#: a person's part: the manager who decides then, or None where they are refused
MAY_NOMINATE = {
	"nominator": "manager",
	"manager": "deputy",
	"othermanager": "manager",
	"clerkmanager": "manager",
	"lead": "manager",
	"clerk": None,
	"candidate": None,
	"mentor": None,
	"outsider": None,
	"sysadmin": None,
	"Guest": None,
}


@pytest.mark.parametrize("person", MAY_NOMINATE)
def test_the_form_nominates_in_the_same_request(programme, form, person):
	manager = MAY_NOMINATE[person]
	if not manager:
		with pytest.raises((frappe.PermissionError, frappe.ValidationError)):
			form(person)
		assert not frappe.db.exists(CANDIDATE, {"email": TYPED["email"]})
		return
	form(person)
	doc = frappe.get_doc(CANDIDATE, {"email": TYPED["email"]})
	assert (doc.workflow_state, doc.nominator, doc.manager, doc.hr_clerk) == (
		"Nominated",
		cast.address(person),
		cast.address(manager),
		cast.address("clerkmanager" if person == "clerkmanager" else "clerk"),
	)
	assert doc.waiting_for == cast.address(manager)
	assert [(row.action, row.changed_by) for row in doc.stage_changes] == [("Nominate", cast.address(person))]
	assert stages.mailed({CANDIDATE: doc.name}, CANDIDATE) == [manager]


@pytest.mark.parametrize(
	("values", "sentence"),
	[
		({"reason": ""}, "Reason"),
		({"centre": ""}, "Centre"),
		({"candidate_name": " "}, "Name"),
		({"email": "keine Adresse"}, "e-mail"),
		({"entry_path": "Self-Nominated"}, "how this person comes"),
		({"informed_on": "31.02.2026"}, "date"),
		({"email": "nominator@example.org"}, "yourself"),
	],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(programme, form, values, sentence):
	with pytest.raises((frappe.ValidationError, frappe.PermissionError), match=f"(?i){sentence}"):
		form("nominator", **values)
	assert not frappe.db.exists(CANDIDATE, {"candidate_name": ("like", "%Neuling%")})
	assert not frappe.db.count("FOKUS Mail")


def test_what_the_form_does_not_show_is_not_taken(programme, form):
	form(
		"nominator",
		manager=cast.address("othermanager"),
		workflow_state="Endorsed",
		nominator="x",
		recommendation="x",
	)
	doc = frappe.get_doc(CANDIDATE, {"email": TYPED["email"]})
	assert (doc.manager, doc.workflow_state) == (cast.address("manager"), "Nominated")


@pytest.mark.parametrize(
	"person", ["nominator", "manager", "lead", "clerk", "candidate", "outsider", "Guest"]
)
def test_who_cannot_nominate_is_not_shown_the_form(programme, server, person):
	client = server.guest() if person == "Guest" else server.login(cast.address(person))
	answer = client.get("/fokus-nomination/new")
	if person == "Guest":
		assert "web-form-wrapper" not in answer.text and "/login" in answer.text
	else:
		shown = "Gruppenleitung" in answer.text or "web-form-wrapper" in answer.text
		assert shown == bool(MAY_NOMINATE[person]), answer.status_code


def test_a_second_open_case_is_refused_without_giving_the_first_away(programme, server, worker, mailbox):
	cast.candidate(
		programme,
		email="vera@example.org",
		user=None,
		candidate_name="Vera Versteckt",
		manager=cast.address("lead"),
		nominator=None,
	)
	frappe.db.set_value(CANDIDATE, {"email": "vera@example.org"}, "area", None)
	client = server.login(cast.address("othermanager"))
	for _ in range(2):
		answer = client.call(
			ACCEPT,
			web_form=FORM,
			data=json.dumps({**TYPED, "candidate_name": "V. Versteckt", "email": "Vera@example.org"}),
		)
		assert answer.status_code == 417
		assert "meldet sich bei Ihnen" in sentences(answer)
		assert "FK-" not in answer.text
	worker.wait_until_idle()
	frappe.db.rollback()
	assert frappe.db.count(CANDIDATE, {"email": "vera@example.org"}) == 1
	mails = frappe.get_all("FOKUS Mail", filters={"event": "candidate_entered_again"}, pluck="recipient")
	assert mails == [cast.address("clerk")]
	assert (
		frappe.db.count(
			"Email Queue", {"reference_name": frappe.db.get_value(CANDIDATE, {"email": "vera@example.org"})}
		)
		== 1
	)


# --- nominating oneself

#: part: may with the switch on
MYSELVES = {
	"participant2": True,
	"mentor2": True,
	"othermanager": True,
	"manager": True,
	"clerk2": True,
	"outsider": True,
	"sysadmin": True,
	"Guest": False,
}
WAYS = {
	"own page": lambda person: nomination.nominate_myself(**MYSELF),
	"insert": lambda person: frappe.get_doc(_about(person)).insert(),
	"web form": lambda person: _accept(FORM, json.dumps({**TYPED, **_about(person)})),
}


def _about(person):
	return {
		"doctype": CANDIDATE,
		"candidate_name": "Ich Selbst",
		"email": cast.address(person),
		"user": cast.address(person),
		"entry_path": "Self-Nominated",
		**MYSELF,
	}


@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("person", MYSELVES)
def test_people_nominate_themselves_where_the_switch_is_on(programme, switch, person, on):
	switch(on)
	for way, nominate in WAYS.items():
		frappe.db.savepoint("way")
		# an insert past the page needs Frappe's right to make records; the web form is for nominating others
		desk = MYSELVES[person] and person in ("othermanager", "manager", "clerk2")
		goes = on and MYSELVES[person] and (way == "own page" or (way == "insert" and desk))
		try:
			with cast.acting_as(person):
				nominate(person)
		except (frappe.PermissionError, frappe.ValidationError):
			assert not goes, way
		else:
			assert goes, way
			doc = frappe.get_doc(CANDIDATE, {"user": cast.address(person)})
			assert (doc.workflow_state, doc.nominator, doc.entry_path) == (
				"Potential",
				None,
				"Self-Nominated",
			)
			assert doc.manager and doc.manager != cast.address(person)
			assert doc.waiting_for == cast.address("clerk") or person == "clerk2"
		finally:
			frappe.flags.in_web_form = False
			frappe.db.rollback(save_point="way")
			frappe.clear_cache(user=cast.address(person))


def test_hr_is_told_once_and_nominates_and_the_person_sees_their_path(programme, switch):
	switch(True)
	with cast.acting_as("participant2"):
		assert own_page.page()["nominate_myself"]
		nomination.nominate_myself(**MYSELF)
		path = own_page.page()["paths"][0]
		assert [action["action"] for action in path["actions"]] == ["Withdraw Candidacy"]
		assert own_page.page()["nominate_myself"] == []
	name = frappe.db.get_value(CANDIDATE, {"user": cast.address("participant2")})
	assert stages.mailed({CANDIDATE: name}, CANDIDATE) == ["clerk"]
	with cast.acting_as("participant2"), pytest.raises(frappe.PermissionError):
		stages.act({CANDIDATE: name}, CANDIDATE, "Nominate")
	with cast.acting_as("clerk"):
		stages.act({CANDIDATE: name}, CANDIDATE, "Nominate")
	assert stages.mailed({CANDIDATE: name}, CANDIDATE) == ["clerk", "manager"]


def test_a_manager_with_a_role_gets_the_participants_part_with_it(programme, switch):
	switch(True)
	with cast.acting_as("othermanager"):
		nomination.nominate_myself(**MYSELF)
		(path,) = own_page.page()["paths"]
	assert path["actions"][0]["action"] == "Withdraw Candidacy"


def test_a_manager_does_not_enter_somebody_as_self_nominated(programme, switch):
	switch(True)
	doc = {**_about("participant2"), "candidate_name": "Wer Anders"}
	doc.pop("user")
	with cast.acting_as("nominator"), pytest.raises(frappe.PermissionError):
		frappe.get_doc(doc).insert()
	with cast.acting_as("clerk"):
		assert frappe.get_doc(doc).insert().name


def test_hr_enters_what_reached_it_on_paper_whatever_the_switch_says(programme, switch):
	switch(False)
	with cast.acting_as("clerk"):
		assert frappe.get_doc(_about("participant2")).insert().entry_path == "Self-Nominated"
