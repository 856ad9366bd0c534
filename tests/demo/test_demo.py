"""The demo: what a stranger finds in it, that it was really acted out, and that loading it again does no harm."""

import hashlib
import re
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import frappe
import pytest
from frappe.utils import date_diff, getdate, today
from frappe.utils.password import check_password

from fokus_app import own_page, people
from fokus_app.assessments import view
from fokus_app.consultations import words
from fokus_app.consultations.groups import CONSULTATION
from fokus_app.demo import cast, clock, load, logins
from fokus_app.demo.candidacies import cases as candidacies
from fokus_app.demo.mentorings import cases as mentorings
from fokus_app.demo.network_meetings import cases as network_meetings
from fokus_app.demo.peer_consultations import cases as peer_consultations
from fokus_app.demo.steps import acting_as
from fokus_app.notifications.notices import NOTICES
from fokus_app.workflows import definitions
from tests.activities import holidays_nrw

APP = Path(load.__file__).resolve().parent.parent

#: DESIGN §3
STATES = {
	"Leadership Candidate": "Potential, Nominated, Endorsed, Assessment, Deferred, Preparation, Ready, Onboarding,"
	" Interrupted, Established, Rejected, Withdrawn, Ended",
	"Mentoring Relationship": "Proposed, Awaiting Mentor, Awaiting Mentee, Active, Paused, Completed, Ended Early,"
	" Declined, Cancelled",
	"Network Meeting": "Draft, Pending Approval, Approved, Invited, Held, Closed, Cancelled",
}

#: who may have carried out what only one kind of person decides: the roles they hold
DECIDERS = {
	"Endorse": people.MANAGER,
	"Send Back": people.MANAGER,
	"Decline Nomination": people.MANAGER,
	"Ask Manager Again": people.LEAD,
	"Invite to Assessment": people.LEAD,
	"Accept into Programme": people.LEAD,
	"Admit New Leader": people.LEAD,
	"Confirm Readiness": people.LEAD,
	"Complete Onboarding": people.LEAD,
	"Appoint": people.HR_CLERK,
	"Interrupt": people.HR_CLERK,
}


@pytest.fixture(scope="module")
def demo(fresh_site: str) -> str:
	"""The demo, loaded and committed on a fresh site."""
	load.load()
	frappe.db.commit()
	return fresh_site


@pytest.fixture
def candidates(demo: str) -> list:
	return [
		frappe.get_doc("Leadership Candidate", name)
		for name in frappe.get_all("Leadership Candidate", pluck="name")
	]


def records(demo: str) -> list:
	"""Every record that has a workflow."""
	return [
		frappe.get_doc(doctype, name) for doctype in STATES for name in frappe.get_all(doctype, pluck="name")
	]


# What is in it


@pytest.mark.parametrize("doctype", STATES)
def test_every_state_is_seen(demo, doctype):
	assert set(frappe.get_all(doctype, pluck="workflow_state")) == set(STATES[doctype].split(", "))


@pytest.mark.parametrize(
	("doctype", "number"),
	[("Daycare Area", 3), ("Daycare Centre", 12), ("Leadership Candidate", 30), ("Mentor", 6)],
)
def test_it_is_of_the_promised_size(demo, doctype, number):
	assert frappe.db.count(doctype) == number


def test_all_entry_paths_and_both_kinds_of_mentors_are_seen(demo):
	paths = set(frappe.get_all("Leadership Candidate", pluck="entry_path"))
	assert paths == {"Nominated", "Self-Nominated", "HR Proposal", "New Leader"}
	assert set(frappe.get_all("Mentor", pluck="kind")) == {"Mentor", "Senior Adviser"}


def test_a_cohort_is_current_today_and_has_places_left(demo):
	current = frappe.get_all(
		"Programme Cohort", {"starts_on": ("<=", today()), "ends_on": (">=", today())}, pluck="name"
	)
	assert len(current) == 1
	cohort = frappe.get_doc("Programme Cohort", current[0])
	assert 0 < cohort.places_taken < cohort.places


def test_the_kick_off_is_told_as_it_was(demo):
	kick_off = frappe.get_doc("Network Meeting", {"kind": "Kick-off"})
	assert kick_off.workflow_state == "Closed"
	assert getdate(kick_off.starts_on) == date(2026, 1, 29)
	assert "Essen" in kick_off.venue
	assert {row.kind for row in kick_off.agenda} == {"Impulse", "Exercise", "Exchange", "Break"}
	assert {row.exercise for row in kick_off.agenda if row.kind == "Exercise"} == {
		"Was hat ein Mobile mit dem systemischen Ansatz zu tun?",
		"Meine Landkarte ist nicht deine Landkarte",
	}
	attendance = frappe.get_all("Meeting Participation", {"meeting": kick_off.name}, pluck="attendance")
	assert set(attendance) == {"Attended", "Absent"}


@pytest.mark.parametrize("days", [2, 9, 20])
def test_somebody_has_been_waiting_for_a_decision(demo, days):
	since = frappe.get_all("Leadership Candidate", {"workflow_state": "Nominated"}, pluck="waiting_since")
	waiting = [date_diff(today(), day) for day in since]
	# a weekend is never a day of the story: it happened on the Friday before
	assert [each for each in waiting if days <= each <= days + 2], waiting


def test_some_steps_are_overdue_and_more_are_done(demo):
	overdue = frappe.db.count("Candidate Activity", {"status": "Open", "due_date": ("<", today())})
	assert 0 < overdue < frappe.db.count("Candidate Activity", {"status": "Done"})


@pytest.mark.parametrize(("part", "user", "password"), logins.logins())
def test_each_login_works_and_has_its_part(demo, part, user, password):
	roles = {
		"HR clerk": people.HR_CLERK,
		"Programme lead": people.LEAD,
		"Deputy lead": people.LEAD,
		"Centre leader": people.MANAGER,
		"Area manager": people.MANAGER,
		"Deputy area": people.MANAGER,
		"Mentor": people.MENTOR,
		"Senior adviser": people.MENTOR,
		"Participant": people.PARTICIPANT,
		"New leader": people.PARTICIPANT,
	}
	expected = next(role for beginning, role in roles.items() if part.startswith(beginning))
	assert check_password(user, password) == user
	assert people.roles_of(user).intersection(people.ROLES) == {expected}


def test_nobody_becomes_system_manager_by_chance(demo):
	holders = frappe.get_all("Has Role", {"role": "System Manager", "parenttype": "User"}, pluck="parent")
	assert set(holders) <= {"Administrator", cast.address(cast.ADMINISTRATOR)}


def test_assessments_are_seen_as_they_come_in(demo):
	rows = frappe.get_all(
		"Competency Assessment", fields=["candidate_name", "kind", "status", "released_on"], order_by="status"
	)
	seen: dict[str, dict[str, str]] = {}
	for row in rows:
		status = "Released" if row.released_on else row.status
		seen.setdefault(row.candidate_name, {}).setdefault(row.kind, []).append(status)
	written = {name: kinds for name, kinds in seen.items() if "Handed In" in kinds["Self"]}
	assert written == {
		"Lea Hartkopf": {"Self": ["Handed In"], "Manager": ["Released"], "Panel": ["Handed In", "Open"]},
		"Amina Diallo": {"Self": ["Handed In"], "Manager": ["Handed In"], "Panel": ["Handed In", "Open"]},
		"Sven Dickmann": {"Self": ["Handed In"], "Manager": ["Open"], "Panel": ["Open", "Open"]},
	}


def test_the_picture_of_a_profile_is_seen_by_the_lead_and_in_part_by_whom_it_shows(demo):
	def shown_to(name: str) -> str:
		with acting_as(cast.address(name)):
			return " ".join(own_page.page()["profiles"])

	case = frappe.db.get_value("Leadership Candidate", {"candidate_name": "Lea Hartkopf"})
	with acting_as(cast.address(cast.LEAD)):
		shown = view.overview(case)["profile"]
	assert "<svg" in shown and "Self-Assessment" in shown
	assert "Vorbild für andere" in shown and "unterschätzt" in shown
	hers, another = shown_to("Lea Hartkopf"), shown_to("Amina Diallo")
	assert "<svg" in hers and "unterschätzt" in hers and "lebendiges" not in hers
	assert "Mentorin" in another and "Lernfeld" not in another
	assert not frappe.db.get_single_value("FOKUS Settings", "use_rating_scale")


def test_a_group_has_met_and_will_meet_again(demo):
	assert sorted(frappe.get_all(CONSULTATION, pluck="status")) == ["Held", "Planned"]
	for name in ("Lea Hartkopf", "Yusuf Bayram", "Dorothea Wiesmann"):
		with acting_as(cast.address(name)):
			[group] = own_page.page()["consultation_groups"]
			assert len(group["held"]) == len(group["planned"]) == 1
			read = words.read(group["held"][0]["name"])
		texts = [each["text"] for each in read["others"]] + list(filter(None, read["mine"].values()))
		assert len(texts) == 3
	# the moderation goes round
	assert len(set(frappe.get_all(CONSULTATION, pluck="moderator"))) == 2


# That it was acted out


def test_the_stage_log_has_no_gap_and_its_times_increase(demo):
	for doc in records(demo):
		at, when = definitions()[doc.doctype].first_state, datetime.min
		for row in doc.stage_changes:
			assert row.from_state == at, (doc.name, row.action)
			assert row.changed_on > when, (doc.name, row.action)
			at, when = row.to_state, row.changed_on
		assert doc.workflow_state == at
		assert when < frappe.utils.now_datetime()


def test_each_step_was_taken_by_who_may_take_it(candidates):
	taken = 0
	for doc in candidates:
		for row in doc.stage_changes:
			if role := DECIDERS.get(row.action):
				taken += 1
				assert role in people.roles_of(row.changed_by), (doc.name, row.action, row.changed_by)
				assert row.changed_by != doc.user
			assert row.changed_by not in ("Administrator", "Guest")
	assert taken > 60


def test_who_endorsed_manages_the_area_and_did_not_nominate(candidates):
	for doc in candidates:
		area = frappe.get_doc(
			"Daycare Area", frappe.db.get_value("Daycare Centre", doc.previous_centre or doc.centre, "area")
		)
		for row in doc.stage_changes:
			if row.action == "Endorse":
				assert row.changed_by in (area.area_manager, area.deputy), doc.candidate_name
				assert row.changed_by != doc.nominator


def test_what_was_written_differs_from_candidate_to_candidate(candidates):
	for field in ("reason", "evidence", "manager_statement", "recommendation_note"):
		texts = [doc.get(field) for doc in candidates if doc.get(field)]
		assert len(texts) > 5
		assert len(set(texts)) == len(texts), field


def test_every_mail_belongs_to_a_transition(demo):
	occasions = {}
	for doc in records(demo):
		definition = definitions()[doc.doctype]
		for row in doc.stage_changes:
			transition = definition.by_action(row.from_state, row.action)
			events = {definition.mail_event(transition, who) for who in transition.mails}
			occasions.setdefault(doc.name, []).append((row.name, events))
	mails = frappe.get_all(
		"FOKUS Mail",
		# notices are caused by something else than a transition, as an interview that is called off
		filters={"event": ("not in", list(NOTICES))},
		fields=["name", "event", "recipient", "recipient_email", "reference_name", "status"],
	)
	assert len(mails) > 150
	for mail in mails:
		recipient = mail.recipient or mail.recipient_email
		belongs = [
			events
			for occasion, events in occasions[mail.reference_name]
			if hashlib.sha256(f"{occasion}:{recipient}".encode()).hexdigest()[:24] == mail.name
		]
		assert len(belongs) == 1, mail
		assert mail.event in belongs[0]
	assert {mail.status for mail in mails} <= {"Queued", "Sent"}


def test_each_mail_carries_the_day_on_which_it_was_written(demo):
	rows = frappe.get_all("Email Queue", {"reference_doctype": ("in", list(STATES))}, ["creation", "message"])
	assert rows
	for row in rows:
		sent = frappe.utils.get_datetime(re.search(r"^Date: (.+)$", row.message, re.MULTILINE).group(1))
		assert abs((sent.date() - row.creation.date()).days) <= 1


def test_due_dates_follow_the_template_from_the_anchor(candidates):
	activities = 0
	for doc in candidates:
		anchors = {
			"Preparation": frappe.db.get_value("Programme Cohort", doc.cohort, "starts_on"),
			"Onboarding": doc.start_date,
		}
		for step in frappe.get_all(
			"Candidate Activity", {"candidate": doc.name}, ["phase", "due_date", "template_row"]
		):
			activities += 1
			days = frappe.db.get_value("Activity Template Row", step.template_row, "due_days")
			assert step.due_date == holidays_nrw.due(anchors[step.phase], days)
	assert activities > 80


def test_steps_were_ticked_off_by_who_does_them(demo):
	for step in frappe.get_all(
		"Candidate Activity", {"status": "Done"}, ["name", "responsible", "done_by", "done_on"]
	):
		assert step.done_on <= getdate()
		assert step.done_by == step.responsible or people.HR_CLERK in people.roles_of(step.done_by), step


def test_open_steps_with_a_mentor_belong_to_who_mentors_now(demo):
	steps = frappe.get_all(
		"Candidate Activity", {"responsible_kind": "Mentor", "status": "Open"}, ["candidate", "responsible"]
	)
	assert any(step.responsible for step in steps)
	for step in steps:
		running = {"candidate": step.candidate, "workflow_state": ("in", ("Active", "Paused"))}
		mentors = frappe.get_all("Mentoring Relationship", running, pluck="mentor_user")
		assert [step.responsible] == (mentors or [None])


# That nobody real is in it


def test_all_addresses_are_at_example_org(demo):
	users = frappe.get_all("User", {"name": ("not in", ("Administrator", "Guest"))}, pluck="email")
	addresses = users + frappe.get_all("Email Queue Recipient", pluck="recipient")
	addresses += [each for each in frappe.get_all("Leadership Candidate", pluck="email") if each]
	addresses += [each for each in frappe.get_all("FOKUS Mail", pluck="recipient_email") if each]
	assert len(users) > 30
	assert {each.rsplit("@", 1)[1] for each in addresses} == {"example.org"}


def test_no_name_of_the_press_notice_is_used():
	# the fingerprints of those words, so that they do not stand here either
	real = {"d93723417ad7031a", "72988a352cb32f5a", "8682a080b3772015"}
	files = [*APP.joinpath("demo").glob("*.py"), *APP.joinpath("fixtures", "seed").glob("*.json")]
	assert len(files) > 8
	for file in files:
		words = set(re.findall(r"\w+", file.read_text("utf-8").lower()))
		assert not real.intersection(hashlib.sha256(word.encode()).hexdigest()[:16] for word in words), (
			file.name
		)


# That it can be loaded whenever and as often as one likes


def test_loading_again_changes_nothing(demo):
	def rows() -> dict[str, int]:
		ours = frappe.get_all("DocType", {"module": "FOKUS", "issingle": 0}, pluck="name")
		return {
			doctype: frappe.db.count(doctype)
			for doctype in [*ours, "User", "Contact", "Email Queue", "Version"]
		}

	before = rows()
	load.load()
	assert rows() == before


def test_a_site_in_use_is_left_alone(demo):
	frappe.db.set_global("fokus_demo_loaded", None)
	with pytest.raises(frappe.ValidationError):
		load.load()


@pytest.mark.parametrize(
	"day",
	[
		date(2026, 2, 12),
		date(2026, 3, 15),
		date(2026, 8, 1),
		date(2026, 8, 2),
		date(2026, 11, 22),
		date(2028, 5, 10),
	],
)
def test_whenever_it_is_loaded_all_happened_on_working_days_before(day):
	calendar = clock.Calendar(day, ZoneInfo("Europe/Berlin"))
	stories = [*candidacies(day), *mentorings(), *network_meetings(day), *peer_consultations()]
	for number, story in enumerate(stories):
		moments = calendar.moments([step.when for step in story.steps], number)
		for before, after in pairwise(moments):
			assert before < after, story.title
		assert moments[-1].date() < day, story.title
		for moment in moments:
			assert moment.weekday() < 5, (story.title, moment)
			assert 8 <= moment.hour < 20, (story.title, moment)
