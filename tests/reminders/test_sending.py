"""Each person gets one mail about all that is new, each thing once, whatever happens to the job."""

import subprocess
from concurrent.futures import ThreadPoolExecutor

import frappe
import pytest
import time_machine
from frappe.utils import add_days, today

from bench.lib.paths import python
from fokus_app import background
from fokus_app.reminders import sending
from fokus_app.workflows import bulk
from tests import programme as cast
from tests.reminders.conftest import ago
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

pytestmark = pytest.mark.usefixtures("fresh_site")


@pytest.fixture(autouse=True)
def nothing_said(programme):
	"""Sending commits; afterwards all is taken away again."""
	yield
	frappe.db.rollback()
	frappe.set_user("Administrator")
	for doctype in (
		"FOKUS Reminder",
		"FOKUS Mail",
		"Email Queue",
		"Email Queue Recipient",
		"Candidate Activity",
	):
		frappe.db.delete(doctype)
	frappe.db.delete("Email Unsubscribe")
	frappe.db.set_value(CANDIDATE, {}, {"workflow_state": "Ready", "informed_on": today()})
	frappe.db.commit()
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")


def _digests() -> dict[str, list[str]]:
	"""The bodies of the reminders, by part of the cast."""
	found: dict[str, list[str]] = {}
	for mail in frappe.get_all(
		"FOKUS Mail",
		filters={"event": "reminder_digest"},
		fields=["recipient_email", "email_queue"],
		order_by="creation",
	):
		message = frappe.db.get_value("Email Queue", mail.email_queue, "message")
		found.setdefault(mail.recipient_email.split("@")[0], []).append(message)
	return found


def test_one_mail_holds_all_that_is_due_for_a_person(nominated, step, mailbox):
	nominated(40)
	step(20)
	frappe.db.set_value(CANDIDATE, {}, "workflow_state", "Nominated")
	step_case = cast.candidate(frappe._dict(centre="N-001", cohort="FOKUS Probe"), user=None, email=None)
	stages.place({CANDIDATE: step_case.name}, CANDIDATE, "Deferred", deferred_until=ago(0))
	assert sending.send_due() == 2
	mailbox.deliver()
	(mail,) = mailbox.to(cast.address("lead"))
	assert mail["Subject"] == "FOKUS: Das wartet auf Sie"
	body = mail.get_body(("html",)).get_content()
	assert "Gerda Gebietsleitung ist seit dem" in body
	assert "zurückgestellt bis zum" in body
	assert f"/app/leadership-candidate/{step_case.name}" in body


def test_everything_is_said_once(nominated):
	nominated(15)
	assert [sending.send_due() for _ in range(3)] == [1, 0, 0]
	assert {person: len(mails) for person, mails in _digests().items()} == {"manager": 1}


def test_what_is_new_on_another_day_is_said_then(nominated):
	nominated(15)
	sending.send_due()
	with time_machine.travel(f"{add_days(today(), 14)} 07:00:00", tick=True):
		assert sending.send_due() == 1
	assert {person: len(mails) for person, mails in _digests().items()} == {"manager": 1, "lead": 1}


def test_a_week_without_a_scheduler_is_caught_up_once(nominated, step):
	"""Steps due on each day of the lost week come in one mail, not in seven."""
	for days in range(7):
		step(-days, title=f"Schritt {days}")
	with time_machine.travel(f"{add_days(today(), 7)} 07:00:00", tick=True):
		assert [sending.send_due(), sending.send_due()] == [1, 0]
	(body,) = _digests()["candidate"]
	assert [f"Schritt {days}" in body for days in range(7)] == [True] * 7


def test_of_an_interview_without_a_decision_the_lead_and_hr_hear_once(case):
	interview = {"workflow_state": "Assessment", "assessment_on": f"{ago(1)} 15:00:00", "hr_clerk": None}
	frappe.db.set_value(CANDIDATE, case, interview)
	for days in (0, 1, 13, 14, 15, 40, 200):
		with time_machine.travel(f"{add_days(today(), days)} 07:00:00", tick=True):
			sending.send_due()
	told = frappe.get_all("FOKUS Reminder", {"reference_name": case}, ["kind", "recipient"], order_by="kind")
	assert [(each.kind, each.recipient) for each in told] == [
		("interviewed", cast.address("lead")),
		("undecided", cast.address("clerk")),
	]


def test_after_a_new_waiting_time_the_person_is_reminded_again(nominated):
	nominated(40)
	sending.send_due()
	nominated(15)
	assert sending.send_due() == 1
	assert len(_digests()["manager"]) == 2


def test_what_goes_wrong_with_one_person_stops_nobody_else(nominated, step):
	nominated(15, workflow_state="Ready", waiting_for=None)
	step(0)
	step(0, responsible="a-person-who-is-gone@example.org")
	frappe.db.commit()
	assert sending.send_due() == 1
	assert list(_digests()) == ["candidate"]
	(log,) = frappe.get_all(
		"Error Log", filters={"method": ("like", "FOKUS reminder%")}, fields=["error", "method"]
	)
	assert "Karla" not in log.error + log.method


def test_who_cannot_be_written_to_is_shown_to_hr_and_not_asked_again(nominated):
	nominated(15)
	frappe.get_doc(
		{"doctype": "Email Unsubscribe", "email": cast.address("manager"), "global_unsubscribe": 1}
	).insert()
	assert [sending.send_due(), sending.send_due()] == [1, 0]
	(mail,) = frappe.get_all("FOKUS Mail", fields=["status", "problem", "recipient"])
	assert (mail.status, mail.recipient) == ("Not Sent", cast.address("manager"))


def test_the_switch_in_the_settings_is_obeyed(nominated):
	nominated(15)
	frappe.db.set_single_value("FOKUS Settings", "send_reminders", 0)
	frappe.clear_document_cache("FOKUS Settings", "FOKUS Settings")
	assert sending.send_due() == 0
	frappe.db.set_single_value("FOKUS Settings", "send_reminders", 1)


def test_two_jobs_at_once_write_once(nominated, step, world):
	nominated(40)
	step(0)
	frappe.db.commit()
	code = (
		"import frappe, sys; frappe.init(site=sys.argv[1]); frappe.connect();"
		"from fokus_app.reminders.sending import send_due; send_due()"
	)

	def job(_number: int) -> None:
		subprocess.run([python(), "-c", code, world.site], cwd=world.sites, check=True)

	with ThreadPoolExecutor(4) as pool:
		list(pool.map(job, range(4)))
	frappe.db.rollback()
	assert {person: len(mails) for person, mails in _digests().items()} == {"manager": 1, "lead": 1}


def test_the_job_is_in_the_schedule(site):
	assert frappe.get_all(
		"Scheduled Job Type", {"method": "fokus_app.reminders.sending.send_due"}, pluck="frequency"
	) == ["Daily Long"]


# --- HR reminds by hand


@pytest.fixture
def remind(worker):
	"""`remind(person, names)`: reminded by this person through the job; how far it came, as bulk actions say it."""

	def ask(person: str, names: list[str]) -> dict:
		frappe.db.commit()
		with cast.acting_as(person):
			job = sending.remind_now(CANDIDATE, names)["job"]
			worker.wait_until_idle()
			frappe.db.rollback()
			return bulk.progress(job)

	return ask


@pytest.mark.parametrize(
	("person", "may"), [("clerk", True), ("lead", True), ("manager", False), ("candidate", False)]
)
def test_hr_and_the_lead_remind_by_hand(nominated, remind, person, may):
	name = nominated(1)
	if not may:
		with pytest.raises(frappe.PermissionError):
			remind(person, [name])
		return
	outcome = remind(person, [name])
	assert outcome == {"total": 1, "count": 1, "finished": True, "silent": False, "failed": []}
	assert list(_digests()) == ["manager"]


def test_who_was_reminded_today_is_named_and_not_written_to_again(nominated, remind):
	name = nominated(1)
	remind("clerk", [name])
	(failed,) = remind("clerk", [name])["failed"]
	assert "Gerda Gebietsleitung" in failed["why"]
	assert len(_digests()["manager"]) == 1


def test_where_nobody_is_awaited_it_says_so(case, remind):
	frappe.db.set_value(CANDIDATE, case, "waiting_for", None)
	(failed,) = remind("clerk", [case, case])["failed"]
	assert failed["title"] == "Karla Kandidat" and failed["why"]


def test_a_record_one_may_not_see_tells_nothing(nominated, remind):
	before = {"user": cast.address("candidate"), "email": cast.address("candidate")}
	name = nominated(1, user=cast.address("clerk"), email=cast.address("clerk"))
	try:
		(failed,) = remind("clerk", [name])["failed"]
	finally:
		frappe.db.set_value(CANDIDATE, name, before)
		frappe.db.commit()
	assert failed["title"] == name and not _digests()


@pytest.fixture
def waiting(programme):
	"""`waiting(n, person)`: n more candidates who have waited for this person since yesterday; their names."""

	def make(count: int, person: str) -> list[str]:
		made = []
		for number in range(count):
			doc = cast.candidate(
				programme,
				candidate_name=f"Person {number}",
				email=f"{person}{number}-{frappe.generate_hash(length=6)}@example.org",
				user=None,
			)
			frappe.db.set_value(
				CANDIDATE,
				doc.name,
				{
					"workflow_state": "Nominated",
					"waiting_for": cast.address(person),
					"waiting_for_deputy": None,
					"waiting_since": ago(1),
				},
			)
			made.append(doc.name)
		return made

	return make


def test_the_people_reminded_of_many_cases_get_one_mail(waiting, remind):
	outcome = remind("clerk", waiting(12, "manager"))
	assert (outcome["count"], outcome["failed"]) == (12, [])
	(body,) = _digests()["manager"]
	assert sum(f"Person {number} " in body for number in range(12)) == 12


def test_the_reminder_to_answer_brings_a_link_that_needs_no_login(names):
	stages.place(names, stages.MEETING, "Invited", starts_on=f"{ago(-20)} 14:00:00", rsvp_deadline=ago(-2))
	frappe.db.set_value("Meeting Participation", {"user": cast.address("candidate")}, "answer", "")
	sending.send_due()
	sending.send_due()
	mails = frappe.get_all(
		"FOKUS Mail",
		{"recipient": cast.address("candidate"), "event": "reminder_digest"},
		pluck="email_queue",
	)
	assert len(mails) == 1
	assert "/fokus/answer?key=" in frappe.db.get_value("Email Queue", mails[0], "message").replace(
		"=\n", ""
	).replace("=3D", "=")


#: why a mail to the manager cannot go out, and the word in which HR is told
OBSTACLES = {
	"a disabled account": (("User", cast.address("manager"), "enabled", 0), "gesperrt"),
	"no address": (("User", cast.address("manager"), "email", ""), "adresse"),
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_who_cannot_be_written_to_is_named_and_the_others_are_reminded(waiting, remind, obstacle):
	(doctype, name, field, value), word = OBSTACLES[obstacle]
	before = frappe.db.get_value(doctype, name, field)
	unreachable, others = waiting(2, "manager"), waiting(1, "lead")
	frappe.db.set_value(doctype, name, field, value)
	try:
		outcome = remind("clerk", [*unreachable, *others])
		assert [failed["name"] for failed in outcome["failed"]] == unreachable
		assert all(
			"Gerda Gebietsleitung" in each["why"] and word in each["why"] for each in outcome["failed"]
		)
		assert list(_digests()) == ["lead"]
		assert frappe.db.count("FOKUS Reminder") == 1
		frappe.db.set_value(doctype, name, field, before)
		assert remind("clerk", unreachable)["failed"] == []
		assert sorted(_digests()) == ["lead", "manager"]
	finally:
		frappe.db.set_value(doctype, name, field, before)
		frappe.db.commit()


def test_where_somebody_left_their_deputy_is_reminded(nominated, remind):
	name = nominated(1)
	frappe.db.set_value("User", cast.address("manager"), "enabled", 0)
	try:
		assert remind("clerk", [name])["failed"] == []
		assert list(_digests()) == ["deputy"]
	finally:
		frappe.db.set_value("User", cast.address("manager"), "enabled", 1)
		frappe.db.commit()


def test_what_goes_wrong_with_one_person_takes_no_other_reminder_away(waiting, remind):
	lost, others = waiting(1, "manager"), waiting(1, "lead")
	# an account that is gone: nothing can be said about this person
	frappe.db.set_value(CANDIDATE, lost[0], "waiting_for", "weg@example.org")
	outcome = remind("clerk", [*lost, *others])
	assert [failed["name"] for failed in outcome["failed"]] == lost and outcome["failed"][0]["why"]
	assert list(_digests()) == ["lead"]


def test_reminding_that_was_cut_off_goes_on_and_writes_nobody_twice(waiting, worker, monkeypatch):
	names = [*waiting(3, "manager"), *waiting(2, "lead"), *waiting(2, "deputylead")]
	frappe.db.commit()
	write = sending._write

	def write_or_stop(user: str, dues: list) -> str | None:
		if user == cast.address("lead"):
			raise SystemExit
		return write(user, dues)

	with cast.acting_as("clerk"):
		work = "fokus_app.reminders.sending.carry_out"
		state = {"doctype": CANDIDATE, "names": names, "total": 7, "count": 0, "done": [], "failed": []}
		job = background.begin(**state, finished=False, work=work)
		with monkeypatch.context() as broken, pytest.raises(SystemExit):
			broken.setattr(sending, "_write", write_or_stop)
			sending.carry_out(job)
		frappe.db.rollback()
		assert (bulk.progress(job)["count"], list(_digests())) == (3, ["manager"])
		monkeypatch.setattr(background, "SILENT_SECONDS", -1)
		bulk.go_on(job)
		worker.wait_until_idle()
		frappe.db.rollback()
		assert (bulk.progress(job)["count"], bulk.progress(job)["failed"]) == (7, [])
	assert {person: len(mails) for person, mails in _digests().items()} == {
		"manager": 1,
		"lead": 1,
		"deputylead": 1,
	}


def test_two_hundred_are_reminded_of_in_one_mail_a_person_also_when_two_ask_at_once(waiting, worker):
	names = [*waiting(100, "manager"), *waiting(100, "lead")]
	frappe.db.commit()
	jobs = {}
	for person in ("clerk", "deputylead"):
		with cast.acting_as(person):
			jobs[person] = sending.remind_now(CANDIDATE, names)["job"]
	worker.wait_until_idle()
	frappe.db.rollback()
	failed = {}
	for person, job in jobs.items():
		with cast.acting_as(person):
			assert bulk.progress(job)["count"] == 200
			failed[person] = bulk.progress(job)["failed"]
	assert sorted(map(len, failed.values())) == [0, 200]
	assert all("heute schon" in each["why"] for each in [*failed["clerk"], *failed["deputylead"]])
	assert {person: len(mails) for person, mails in _digests().items()} == {"manager": 1, "lead": 1}


def test_more_than_a_list_shows_is_refused(programme):
	with cast.acting_as("clerk"), pytest.raises(bulk.TooMany):
		sending.remind_now(CANDIDATE, [str(number) for number in range(bulk.MOST + 1)])
