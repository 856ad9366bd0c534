"""Erasing a person: a search through the dump of the whole database and through all files finds nothing of them."""

import json

import frappe
import pytest

from fokus_app.privacy import access, acts, persons, protocol, replay, sweep
from fokus_app.privacy.names import Names
from tests import programme as cast
from tests.privacy import dump
from tests.privacy.conftest import ADDRESS, LAST_NAME, NAME, came_to_meeting, case_of, pair_of
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MENTORING

#: as Frappe and mail programs may write the name
_WRITTEN = (NAME, LAST_NAME, ADDRESS, json.dumps(NAME)[1:-1], json.dumps(LAST_NAME)[1:-1], "kaethe", "P-4711")


@pytest.fixture(scope="module", autouse=True)
def own_list(tmp_path_factory, programme):
	"""The list outside the database; the site's own is left alone."""
	before, file = protocol.path, tmp_path_factory.mktemp("erasures") / "list"
	protocol.path = lambda: file
	yield file
	protocol.path = before


@pytest.fixture
def stored(programme, person, server):
	"""Somebody about whom much is stored, committed, everywhere where something can be."""
	case, other = (
		case_of(programme),
		cast.candidate(programme, candidate_name="Kuno Teilnehmer", email=None, user=None),
	)
	made = {
		"case": case,
		"pair": pair_of(programme, case),
		"participation": came_to_meeting(programme),
		"other": other.name,
	}
	server.login(person)  # sessions, activity log
	_mail(f"{NAME} wartet", "clerk@example.org", CANDIDATE, case)
	_mail("Übersicht", "clerk@example.org", "User", "clerk@example.org", f"<p>Bald entscheiden: {NAME}</p>")
	_mail("Willkommen", ADDRESS, "User", ADDRESS)
	frappe.get_doc(
		{
			"doctype": "Deleted Document",
			"deleted_doctype": CANDIDATE,
			"deleted_name": "FK-2020-00001",
			"data": frappe.as_json({"candidate_name": NAME}),
		}
	).insert()
	frappe.get_doc(
		{
			"doctype": "Contact",
			"first_name": NAME,
			"user": ADDRESS,
			"email_ids": [{"email_id": ADDRESS, "is_primary": 1}],
		}
	).insert()
	frappe.get_doc(
		{"doctype": "ToDo", "description": f"{NAME} anrufen", "allocated_to": "clerk@example.org"}
	).db_insert()
	frappe.get_doc(
		{
			"doctype": "Notification Log",
			"subject": f"{NAME} hat etwas geteilt",
			"for_user": "clerk@example.org",
			"from_user": ADDRESS,
		}
	).db_insert()
	frappe.log_error(title="Fehler", message=f"in {ADDRESS}")
	frappe.get_doc(
		{
			"doctype": "Communication",
			"subject": NAME,
			"content": f"Liebe {NAME}",
			"reference_doctype": CANDIDATE,
			"reference_name": case,
			"communication_medium": "Email",
			"recipients": ADDRESS,
		}
	).db_insert()
	for name, content, about in (
		("lebenslauf.txt", f"{NAME} wurde geboren", (CANDIDATE, case)),
		("liste.csv", f"Name;Mail\n{NAME};{ADDRESS}\n", (None, None)),
		("alt.csv", f"Name\n{NAME}\n".encode("cp1252"), (None, None)),
	):
		frappe.get_doc(
			{
				"doctype": "File",
				"file_name": name,
				"content": content,
				"is_private": 1,
				"attached_to_doctype": about[0],
				"attached_to_name": about[1],
			}
		).insert()
	frappe.db.set_value(
		CANDIDATE, other.name, "evidence", f"Von {NAME} empfohlen; auch Frau {LAST_NAME} war dabei."
	)
	frappe.defaults.set_user_default("fokus", NAME, ADDRESS)
	frappe.db.commit()
	return made


def _mail(subject, to, doctype, name, text="Hallo"):
	frappe.sendmail(
		recipients=[to], subject=subject, message=text, reference_doctype=doctype, reference_name=name
	)


def test_the_whole_database_and_the_files_know_nothing_any_more(stored, own_list):
	assert {each.split(":")[0] for each in dump.naming(_WRITTEN)} >= {
		"dump",
		"mails",
		"liste.csv",
		"alt.csv",
		"lebenslauf.txt",
	}
	with cast.acting_as("lead"):
		shown = acts.preview("Person", case=stored["case"])
		assert (shown["title"], shown["obstacles"], shown["cases"]) == (NAME, [], [stored["case"]])
		# a last name in somebody else's case is for a person to look at, and is put right there
		assert [(each["doctype"], each["name"]) for each in shown["texts"]] == [(CANDIDATE, stored["other"])]
		frappe.db.set_value(CANDIDATE, stored["other"], "evidence", f"Von {NAME} empfohlen.")
		answer = acts.erase("Person", confirmed=NAME.lower(), case=stored["case"])
	frappe.db.commit()
	assert answer["left"] == []
	assert dump.naming(_WRITTEN) == []
	alias = frappe.db.get_value(protocol.DOCTYPE, answer["name"], "reference_name")
	assert frappe.db.get_value("User", alias, ["enabled", "full_name"]) == (0, "Anonymisiert")
	assert frappe.db.get_value("Meeting Participation", stored["participation"], "attendance") == "Attended"
	assert frappe.db.get_value(CANDIDATE, stored["other"], "evidence") == "Von Anonymisiert empfohlen."
	assert frappe.db.get_value(protocol.DOCTYPE, answer["name"], "carried_out_by") == cast.address("lead")
	for word in _WRITTEN:
		assert word not in own_list.read_text()


def test_after_a_restore_it_is_done_again(stored, own_list):
	"""The backup from before: the person is there again, and the list outside the database knows."""
	with cast.acting_as("lead"):
		frappe.db.set_value(CANDIDATE, stored["other"], "evidence", "")
		frappe.db.commit()
		acts.erase("Person", confirmed=NAME, case=stored["case"])
	frappe.db.rollback()  # as if the backup from just before had been put back: only the list outside remains
	assert frappe.db.exists("User", ADDRESS)
	assert len(protocol.missing()) == 1
	assert replay.run() == 1
	assert replay.run() == 0
	assert dump.naming(_WRITTEN) == []
	assert frappe.get_all(protocol.DOCTYPE, filters={"replayed": 1}, pluck="kind") == ["Person"]


def test_a_mentor_goes_and_what_the_mentee_wrote_stays(programme, names):
	"""The pair's words: those of the other side stay with them, and nothing reads the mentor's."""
	pair = pair_of(programme, names[CANDIDATE])
	for name in frappe.get_all(MENTORING, filters={"mentor": programme.mentor}, pluck="name"):
		frappe.db.set_value(MENTORING, name, "workflow_state", "Completed")
	session = frappe.db.get_value("Mentoring Session", {"relationship": pair})
	user, alias = cast.address("mentor"), persons.new_alias()
	frappe.db.set_value("Network Meeting", {"organiser": user}, "workflow_state", "Closed")
	assert persons.obstacles(user, []) == []
	persons.erase(user, [], alias)
	rows = frappe.get_all(
		"Sealed Text", filters={"reference_name": session}, fields=["author", "readers", "slot"]
	)
	assert {(row.author, row.readers) for row in rows} == {(alias, json.dumps([cast.address("candidate")]))}
	assert "private_note" not in {row.slot for row in rows}
	assert frappe.db.get_value("Mentor", programme.mentor, ["mentor_name", "status"]) == (
		"Anonymisiert",
		"Retired",
	)
	assert frappe.db.get_value(MENTORING, pair, ["mentor_name", "mentor_user"]) == ("Anonymisiert", alias)


@pytest.mark.parametrize(
	("user", "said"),
	[
		("manager", "Hand Over"),
		("mentor", "go on with this person"),
		("sysadmin", "administers the system"),
		("candidate", "open case"),
	],
)
def test_what_stands_in_the_way(programme, names, user, said):
	found = persons.obstacles(cast.address(user), persons.cases_of(cast.address(user)))
	assert said in " ".join(found)


@pytest.mark.parametrize("who", ["clerk", "manager", "mentor", "candidate", "sysadmin", "outsider"])
@pytest.mark.parametrize("method", ["preview", "erase", "set_hold"])
def test_only_the_lead_may(names, who, method):
	given = {
		"preview": {"kind": "Case", "case": names[CANDIDATE]},
		"erase": {"kind": "Case", "case": names[CANDIDATE], "confirmed": "Karla Kandidat"},
		"set_hold": {"case": names[CANDIDATE], "on": 1, "reason": "Klage"},
	}[method]
	with cast.acting_as(who), pytest.raises(frappe.PermissionError):
		getattr(acts, method)(**given)


def test_nobody_is_erased_by_mistake(programme, person):
	case = case_of(programme)
	with cast.acting_as("lead"):
		for typed in ("", "Käthe", "Karla Kandidat"):
			with pytest.raises(acts.NotConfirmed):
				acts.erase("Case", confirmed=typed, case=case)
		acts.set_hold(case, True, "Klage angekündigt")
		for kind in ("Case", "Person"):
			with pytest.raises(persons.NotErased):
				acts.erase(kind, confirmed=NAME, case=case)
		assert frappe.get_doc(CANDIDATE, case).stage_changes[-1].action == acts.HOLD
		acts.set_hold(case, False, "Erledigt")
		acts.erase("Case", confirmed=NAME, case=case)
	assert frappe.db.get_value(CANDIDATE, case, "candidate_name") == "Anonymisiert"
	with cast.acting_as("lead"), pytest.raises(frappe.PermissionError):
		acts.erase("Person", confirmed="Paula Programmleitung", user=cast.address("lead"))


def test_somebody_without_an_account(programme):
	case = case_of(programme, user=None)
	with cast.acting_as("lead"):
		acts.erase("Person", confirmed=NAME, case=case)
	assert frappe.db.get_value(CANDIDATE, case, ["candidate_name", "email"]) == ("Anonymisiert", None)
	assert (
		sweep.search([Names(frozenset([NAME]), frozenset([ADDRESS]))], {CANDIDATE, "Version", "Comment"}).rows
		== {}
	)


def test_somebody_without_account_and_address_is_nobody_else_who_has_none(programme):
	"""Neither is the other one erased with them, nor do they read of the other one."""
	without = {"user": None, "email": None}
	mine = cast.candidate(programme, candidate_name="Mara Muster", **without)
	others = cast.candidate(programme, candidate_name="Nora Niemand", **without)
	for case in (mine, others):
		stages.place({CANDIDATE: case.name}, CANDIDATE, "Rejected")
	with cast.acting_as("lead"):
		shown = acts.preview("Person", case=mine.name)
		assert shown["cases"] == [mine.name] and shown["obstacles"] == []
		access.download_for(mine.name, "JSON")
		assert "Nora Niemand" not in str(frappe.local.response.filecontent)
		acts.erase("Person", confirmed="Mara Muster", case=mine.name)
	assert frappe.db.get_value(CANDIDATE, others.name, "candidate_name") == "Nora Niemand"
	assert persons.cases_of(None) == []
