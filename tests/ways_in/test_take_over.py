"""The go-live: participants come in from a list in their stage, without mails, and can be taken back as a whole."""

import re
from email import message_from_string, policy

import frappe
import pytest
from frappe.utils import add_days, getdate
from frappe.utils.user import UserPermissions

from fokus_app import desk, take_back, take_over
from fokus_app.patches import mentoring_settings, points_for_mentors, take_over_open
from fokus_app.reminders import due, sending
from fokus_app.workflows import bulk
from tests import programme as cast
from tests.import_list.lists import people, sent
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

BASE = {"KiTa": "N-001", "Jahrgang": "FOKUS Probe", "Begründung": "Gut", "Seit": "01.09.2026"}
#: a stage in HR's words, what else the row needs: the state, and what it brings
ROWS = {
	"Potenzial": ({}, "Potential"),
	"Nominiert": ({"Nominiert durch": "nominator@example.org"}, "Nominated"),
	"Befürwortet": ({}, "Endorsed"),
	"Auswahl": ({}, "Assessment"),
	"Zurückgestellt": ({"Wiedervorlage": "01.03.2027"}, "Deferred"),
	"Vorbereitung": ({"Schritte erledigt bis": "15.09.2026"}, "Preparation"),
	"Bereit": ({}, "Ready"),
	"Einarbeitung": ({"Beginn in der Rolle": "01.10.2026"}, "Onboarding"),
	"Unterbrochen": ({"Rückkehr": "01.06.2027", "Schritte erledigt bis": "15.09.2026"}, "Interrupted"),
}
#: who is interrupted and has a start in the role returns to the onboarding
ONBOARDING_INTERRUPTED = {"Rückkehr": "01.06.2027", "Beginn in der Rolle": "01.09.2026"}


@pytest.fixture(autouse=True)
def in_german(programme):
	frappe.local.lang = "de"
	frappe.db.set_value("Programme Cohort", programme.cohort, "places", 50)
	yield
	frappe.local.lang = "en"


def _row(number: int, stage: str, **more) -> dict:
	return {
		"Name": f"Person {number}",
		"E-Mail": f"person{number}@example.org",
		"Stufe": stage,
		**BASE,
		**more,
	}


def _everybody() -> bytes:
	return people(*(_row(n, stage, **more) for n, (stage, (more, _state)) in enumerate(ROWS.items())))


def _call(method, content: bytes, person: str = "clerk"):
	with cast.acting_as(person):
		return method(**sent(content))


@pytest.fixture
def committed(programme):
	frappe.db.commit()
	yield
	frappe.db.rollback()
	for name in frappe.get_all(take_over.DOCTYPE, pluck="name"):
		frappe.delete_doc(take_over.DOCTYPE, name, force=True, delete_permanently=True)
	for name in frappe.get_all(CANDIDATE, pluck="name"):
		frappe.db.delete("Candidate Activity", {"candidate": name})
		frappe.delete_doc(CANDIDATE, name, force=True, delete_permanently=True)
	frappe.db.commit()


def test_the_preview_understands_every_stage_and_saves_nothing(programme, committed):
	found = _call(take_over.preview, _everybody())
	assert (found["right"], found["wrong"]) == (len(ROWS), 0), found["rows"]
	assert [row["stage"] for row in found["rows"]] == [frappe._(state) for _more, state in ROWS.values()]
	assert not [column for column in found["columns"] if not column["label"]]
	assert not frappe.db.count(CANDIDATE) and not frappe.db.count("Candidate Activity")


def test_everybody_stands_in_their_stage_with_what_belongs_to_it_and_nobody_is_written_to(
	programme, committed
):
	result = _call(take_over.read_in, _everybody())
	assert result["wrong"] == []
	for made, (_more, state) in zip(result["created"], ROWS.values(), strict=True):
		doc = frappe.get_doc(CANDIDATE, made["name"])
		assert (doc.workflow_state, str(doc.stage_since)) == (state, "2026-09-01")
		(entry,) = doc.stage_changes
		assert (entry.action, entry.from_state, entry.to_state, entry.changed_by, entry.days) == (
			"Taken Over",
			"Potential",
			state,
			cast.address("clerk"),
			0,
		)
		placed = state in ("Preparation", "Ready", "Onboarding", "Interrupted")
		assert bool(frappe.db.exists("Taken Place", {"holder": doc.name})) == placed
		steps = frappe.get_all(
			"Candidate Activity",
			filters={"candidate": doc.name},
			fields=["title", "status", "due_date", "done_on"],
			order_by="due_date",
		)
		if state in ("Preparation", "Interrupted"):
			assert [(step.title, step.status) for step in steps] == [
				("Hospitation", "Done"),
				("Buch lesen", "Open"),
			]
			assert steps[0].done_on == steps[0].due_date
		elif state == "Onboarding":
			assert [step.title for step in steps] == ["100-Tage-Gespräch"]
			assert steps[0].due_date >= getdate(add_days("2026-10-01", 100))
		elif state == "Interrupted":
			assert [(step.title, step.status) for step in steps] == [
				("Hospitation", "Open"),
				("Buch lesen", "Open"),
			]
		else:
			assert steps == []
		if state == "Nominated":
			assert doc.waiting_for == doc.manager == cast.address("manager")
		if state == "Interrupted":
			with cast.acting_as("clerk"):
				assert stages.act({CANDIDATE: doc.name}, CANDIDATE, "Continue")["state"] == "Preparation"
	people_written_to = frappe.get_all(
		"FOKUS Mail", {"event": ("!=", "participants_taken_over")}, pluck="event"
	)
	assert [event for event in people_written_to if "continue" not in event] == []


def test_who_is_interrupted_in_the_onboarding_returns_to_its_steps(programme, committed):
	result = _call(take_over.read_in, people(_row(1, "Unterbrochen", **ONBOARDING_INTERRUPTED)))
	(name,) = (row["name"] for row in result["created"])
	assert frappe.get_all("Candidate Activity", {"candidate": name}, pluck="title") == ["100-Tage-Gespräch"]
	with cast.acting_as("clerk"):
		assert stages.act({CANDIDATE: name}, CANDIDATE, "Continue")["state"] == "Onboarding"
	assert frappe.db.count("Candidate Activity", {"candidate": name, "status": "Open"}) == 1


def test_only_open_stages_are_offered(programme, committed):
	found = _call(take_over.preview, people(_row(1, "Mittendrin")))
	(problem,) = found["rows"][0]["problems"]
	offered = problem.split("möglich sind: ")[1].rstrip(".").split(", ")
	assert sorted(offered) == sorted(frappe._(state) for _more, state in ROWS.values())


WRONG = {
	"no stage": ({"Stufe": ""}, "„Stufe“ fehlt"),
	"a closed stage": ({"Stufe": "Abgelehnt"}, "keine Stufe"),
	"an unknown stage": ({"Stufe": "Mittendrin"}, "Mittendrin"),
	"no cohort": ({"Jahrgang": ""}, "Jahrgang"),
	"no start": ({"Stufe": "Einarbeitung"}, "fehlt"),
	"the future": ({"Seit": "01.09.2099"}, "„In dieser Stufe seit“ liegt in der Zukunft"),
	"steps done in the future": (
		{"Schritte erledigt bis": "01.09.2099"},
		"„Schritte erledigt bis“ liegt in der Zukunft",
	),
	"an unknown centre": ({"KiTa": "Wolkenheim"}, "Wolkenheim"),
	"no name": ({"Name": ""}, "Name"),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_row_is_named_and_the_right_ones_come_in(programme, committed, case):
	values, word = WRONG[case]
	content = people({**_row(1, "Vorbereitung"), **values}, _row(2, "Vorbereitung"))
	found = _call(take_over.preview, content)
	assert (found["right"], found["wrong"]) == (1, 1)
	assert word in " ".join(found["rows"][0]["problems"])
	result = _call(take_over.read_in, content)
	assert [row["number"] for row in result["created"]] == [3]
	assert word in " ".join(result["wrong"][0]["problems"])
	assert "person1@" in result["wrong_csv"]
	assert frappe.db.count(CANDIDATE) == 1


def test_places_are_not_given_twice(programme, committed):
	frappe.db.set_value("Programme Cohort", programme.cohort, "places", 2)
	frappe.db.commit()
	result = _call(take_over.read_in, people(*(_row(n, "Vorbereitung") for n in range(4))))
	assert (len(result["created"]), len(result["wrong"])) == (2, 2)
	assert frappe.db.count("Taken Place", {"resource": programme.cohort}) == 2


def test_the_same_list_twice_takes_nobody_over_twice(programme, committed):
	_call(take_over.read_in, _everybody())
	frappe.db.commit()
	again = _call(take_over.read_in, _everybody())
	assert (again["created"], again["name"], len(again["wrong"])) == ([], None, len(ROWS))


def test_undo_deletes_who_was_left_alone_and_names_the_others(programme, committed):
	result = _call(take_over.read_in, people(*(_row(n, "Vorbereitung") for n in range(4))))
	names = [row["name"] for row in result["created"]]
	with cast.acting_as("clerk"):
		frappe.client.set_value(CANDIDATE, names[0], "position", "Erzieherin")
		step = frappe.db.get_value("Candidate Activity", {"candidate": names[1], "status": "Open"})
		doc = frappe.get_doc("Candidate Activity", step)
		doc.status = "Done"
		doc.save()
		frappe.get_doc(
			{"doctype": "Mentoring Relationship", "candidate": names[2], "mentor": programme.mentor}
		).insert()
	with cast.acting_as("lead"):
		before = take_back.preview(result["name"])
		outcome = take_back.undo(result["name"])
	assert (outcome["undone"], [row["candidate"] for row in outcome["kept"]]) == (1, names[:3])
	assert [row["candidate"] for row in before["gone"]] == names[3:]
	assert [(row["candidate"], row["why"]) for row in before["kept"]] == [
		(row["candidate"], row["why"]) for row in outcome["kept"]
	]
	assert before["steps"] == 2
	assert sorted(frappe.get_all(CANDIDATE, pluck="name")) == names[:3]
	assert not frappe.db.count("Candidate Activity", {"candidate": names[3]})
	assert frappe.db.count("Taken Place", {"resource": programme.cohort}) == 3
	assert not frappe.db.exists("Deleted Document", {"deleted_name": names[3]})
	kept = frappe.get_doc(take_over.DOCTYPE, result["name"])
	assert kept.status == "Partly Undone"
	assert [bool(row.why_kept) for row in kept.rows] == [True, True, True, False]
	frappe.delete_doc(
		"Mentoring Relationship",
		frappe.db.get_value("Mentoring Relationship", {"candidate": names[2]}),
		force=True,
	)
	with cast.acting_as("clerk"):
		assert take_back.undo(result["name"])["undone"] == 1


def test_nobody_is_greeted_with_steps_that_were_late_before_and_hr_sees_them(programme, committed):
	result = _call(take_over.read_in, people(_row(1, "Vorbereitung")))
	(case,) = (row["name"] for row in result["created"])
	early, late = frappe.get_all(
		"Candidate Activity", {"candidate": case}, pluck="name", order_by="due_date, name"
	)

	def heard(day: str) -> list[str]:
		return [each.name for each in due.all_due(getdate(day)) if each.name in (early, late)]

	frappe.db.set_value("Candidate Activity", {"candidate": case}, "responsible", cast.address("mentor"))
	today = frappe.utils.today()
	for days, reminded in ((-200, []), (-1, []), (0, []), (1, [late])):
		frappe.db.set_value("Candidate Activity", early, "due_date", add_days(today, -30))
		frappe.db.set_value("Candidate Activity", late, "due_date", add_days(today, days))
		assert sorted(set(heard(add_days(today, 60)))) == reminded
		with cast.acting_as("clerk"):
			shown = take_back.late_steps(frappe.get_doc(take_over.DOCTYPE, result["name"]))
		assert shown == 2 - len(reminded)
	# a start that moves brings the step back, like any other
	frappe.db.set_value("Candidate Activity", early, "due_date", add_days(today, 5))
	assert early in heard(add_days(today, 5))


def test_a_reminder_is_nobodys_work(programme, committed, worker):
	rows = [_row(n, "Befürwortet") for n in range(2)]
	result = _call(take_over.read_in, people(*rows, _row(2, "Vorbereitung")))
	names = [row["name"] for row in result["created"]]
	frappe.db.commit()
	with cast.acting_as("clerk"):
		job = sending.remind_now(CANDIDATE, names[:2])["job"]
		worker.wait_until_idle()
		assert bulk.progress(job)["failed"] == []
	frappe.db.rollback()
	step = frappe.db.get_value("Candidate Activity", {"candidate": names[2], "status": "Open"})
	for kind, name in ((CANDIDATE, names[2]), ("Candidate Activity", step)):
		frappe.get_doc(
			{"doctype": "FOKUS Reminder", "reference_doctype": kind, "reference_name": name, "kind": "step"}
		).insert(set_name=f"probe-{name}")
	with cast.acting_as("clerk"):
		assert (take_back.undo(result["name"])["undone"], frappe.db.count(CANDIDATE)) == (3, 0)
	assert not frappe.db.count("FOKUS Reminder")


#: what somebody leaves beside a case without changing it
TRACES = {
	"a comment": lambda kind, name: frappe.get_doc(kind, name).add_comment("Comment", "Angerufen"),
	"a file": lambda kind, name: frappe.get_doc(
		{
			"doctype": "File",
			"file_name": "Notiz.txt",
			"content": "Notiz",
			"is_private": 1,
			"attached_to_doctype": kind,
			"attached_to_name": name,
		}
	).insert(ignore_permissions=True),
	"a task": lambda kind, name: frappe.get_doc(
		{"doctype": "ToDo", "reference_type": kind, "reference_name": name, "description": "Anrufen"}
	).insert(ignore_permissions=True),
	"a tag": lambda kind, name: frappe.get_doc(
		{"doctype": "Tag Link", "document_type": kind, "document_name": name, "tag": "Anrufen"}
	).insert(ignore_permissions=True, ignore_links=True),
}


@pytest.mark.parametrize("trace", TRACES)
@pytest.mark.parametrize("kind", [CANDIDATE, "Candidate Activity"])
def test_what_somebody_left_beside_a_case_is_work_on_it(programme, committed, kind, trace):
	result = _call(take_over.read_in, people(*(_row(n, "Vorbereitung") for n in range(2))))
	names = [row["name"] for row in result["created"]]
	steps = frappe.get_all("Candidate Activity", {"candidate": names[0]}, pluck="name")
	with cast.acting_as("clerk"):
		TRACES[trace](kind, names[0] if kind == CANDIDATE else steps[0])
		outcome = take_back.undo(result["name"])
	assert (outcome["undone"], [row["candidate"] for row in outcome["kept"]]) == (1, names[:1])
	assert "Kommentar" in outcome["kept"][0]["why"]


@pytest.mark.parametrize("person", ["clerk", "lead", "sysadmin"])
@pytest.mark.parametrize("ptype", ["create", "write", "delete"])
def test_nobody_writes_a_take_over_by_hand(programme, person, ptype):
	assert not frappe.has_permission(take_over.DOCTYPE, ptype, user=cast.address(person))


def test_hr_and_the_lead_find_the_take_overs_in_the_desk(programme):
	for person in ("clerk", "lead"):
		with cast.acting_as(person):
			may = UserPermissions(cast.address(person))
			may.build_permissions()
			assert take_over.DOCTYPE in may.can_read and take_over.DOCTYPE not in may.can_create


def test_once_it_is_closed_nobody_takes_over_but_what_was_taken_over_can_be_undone(programme, committed):
	result = _call(take_over.read_in, people(_row(1, "Bereit")))
	with cast.acting_as("lead"):
		settings = frappe.get_doc("FOKUS Settings")
		settings.take_over_open = 0
		settings.save()
	try:
		for person in ("clerk", "lead"):
			for method in (take_over.preview, take_over.read_in):
				with pytest.raises(take_over.TakeOverClosed, match="geschlossen"):
					_call(method, people(_row(2, "Bereit")), person)
		with cast.acting_as("clerk"):
			assert not desk_of_acting_user().take_over_open
			with pytest.raises(frappe.PermissionError):
				frappe.client.set_value("FOKUS Settings", "FOKUS Settings", "take_over_open", 1)
			assert take_back.undo(result["name"])["undone"] == 1
	finally:
		frappe.db.set_single_value("FOKUS Settings", "take_over_open", 1)
	with cast.acting_as("clerk"):
		assert desk_of_acting_user().take_over_open


@pytest.mark.parametrize(
	("patch", "field", "first"),
	[
		(take_over_open, "take_over_open", 1),
		(mentoring_settings, "silent_weeks", 8),
		(points_for_mentors, "points_wishes", 25),
	],
)
@pytest.mark.parametrize("stored", [None, 0, 1])
def test_a_setting_that_a_site_from_before_lacks_is_set_once(programme, patch, field, first, stored):
	frappe.db.delete("Singles", {"doctype": "FOKUS Settings", "field": field})
	if stored is not None:
		frappe.db.set_single_value("FOKUS Settings", field, stored)
	for _twice in range(2):
		patch.execute()
		found = frappe.db.get_single_value("FOKUS Settings", field, cache=False)
		assert found == (first if stored is None else stored)


def desk_of_acting_user() -> frappe._dict:
	"""What the acting user's desk knows of FOKUS from the start."""
	boot = frappe._dict(user_info={})
	desk.extend_bootinfo(boot)
	return frappe._dict(boot.fokus)


#: who takes over, people by cohort, and how many people the mail to each lead names
TOLD = [
	("clerk", {"FOKUS Probe": 2}, {"lead": 2}),
	("clerk", {"FOKUS Probe": 2, "FOKUS Nachbarn": 1}, {"lead": 2, "otherlead": 1}),
	("clerk", {"": 1}, {"lead": 1}),
	("lead", {"FOKUS Probe": 2}, {}),
	("deputylead", {"FOKUS Probe": 1}, {"lead": 1}),
]


@pytest.mark.parametrize(("person", "cohorts", "told"), TOLD)
def test_the_lead_hears_of_a_take_over_by_somebody_else(programme, committed, person, cohorts, told):
	sent_before = set(frappe.get_all("FOKUS Mail", pluck="name"))
	names = [cohort for cohort, count in cohorts.items() for _each in range(count)]
	rows = [_row(n, "Befürwortet", Jahrgang=cohort) for n, cohort in enumerate(names)]
	result = _call(take_over.read_in, people(*rows), person)
	assert len(result["created"]) == len(rows), result["wrong"]
	mails = frappe.get_all(
		"FOKUS Mail",
		filters={"name": ("not in", sent_before or [""])},
		fields=["event", "recipient", "email_queue", "reference_name", "status"],
	)
	assert {(mail.event, mail.reference_name, mail.status) for mail in mails} <= {
		("participants_taken_over", result["name"], "Queued")
	}
	assert sorted(mail.recipient for mail in mails) == sorted(map(cast.address, told))
	for mail in mails:
		message = message_from_string(
			frappe.db.get_value("Email Queue", mail.email_queue, "message"), policy=policy.default
		)
		text = message.get_body(("html",)).get_content()
		number = told[mail.recipient.split("@")[0]]
		assert ("eine Person" if number == 1 else f"{number} Personen") in text
		assert people_name(person) in text and result["name"] in text and not re.search(r"Person \d", text)


def test_that_nobody_could_be_told_is_kept_for_hr(programme, committed):
	frappe.db.set_single_value("FOKUS Settings", {"programme_lead": None, "deputy_lead": None})
	frappe.db.commit()
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	result = _call(take_over.read_in, people(_row(1, "Befürwortet", Jahrgang="")))
	(problem,) = frappe.get_all(
		"FOKUS Mail", {"reference_name": result["name"], "status": "Not Sent"}, pluck="problem"
	)
	frappe.db.set_single_value(
		"FOKUS Settings", {"programme_lead": cast.address("lead"), "deputy_lead": cast.address("deputylead")}
	)
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	assert "Programmleitung" in problem


def people_name(part: str) -> str:
	"""The full name of somebody of the cast."""
	return cast.CAST[part][0]


@pytest.mark.parametrize(
	"person", ["manager", "nominator", "mentor", "candidate", "outsider", "sysadmin", "Guest"]
)
def test_only_hr_and_the_lead_take_over(programme, person):
	for call in (
		lambda: take_over.preview(**sent(_everybody())),
		lambda: take_over.read_in(**sent(_everybody())),
		lambda: take_back.undo("TO-2026-0001"),
		lambda: take_back.preview("TO-2026-0001"),
		take_over.example,
	):
		with cast.acting_as(person), pytest.raises(frappe.PermissionError):
			call()


def test_nobody_takes_themselves_over(programme, committed):
	row = {**_row(1, "Bereit"), "E-Mail": cast.address("clerk")}
	result = _call(take_over.read_in, people(row))
	assert result["created"] == [] and "Sie selbst" in " ".join(result["wrong"][0]["problems"])


def test_the_example_is_understood_as_it_is(programme, committed):
	with cast.acting_as("clerk"):
		take_over.example()
	content = frappe.response["filecontent"]
	found = _call(take_over.preview, content)
	assert (found["right"], found["wrong"]) == (2, 0), found["rows"]
