"""The same action on many records: a worker acts, every refusal is named, nothing happens twice."""

import frappe
import pytest

from fokus_app import background
from fokus_app.workflows import bulk
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

pytestmark = pytest.mark.usefixtures("fresh_site")


@pytest.fixture
def cases(programme, nobody_wants_mail):
	"""`cases(n, state)`: n candidates in this state, committed; as `bulk.start` takes them."""

	def make(count: int, state: str, **values) -> list[dict]:
		made = []
		for number in range(count):
			doc = cast.candidate(
				programme,
				candidate_name=f"Person {number:03}",
				email=f"person{number:03}-{frappe.generate_hash(length=6)}@example.org",
				user=None,
			)
			stages.place({CANDIDATE: doc.name}, CANDIDATE, state, **values)
			made.append(
				{"name": doc.name, "title": doc.candidate_name, "modified": str(doc.get_db_value("modified"))}
			)
		frappe.db.commit()
		return made

	return make


def _start(person: str, action: str, cases: list[dict], **answers) -> str:
	with cast.acting_as(person):
		return bulk.start(CANDIDATE, action, cases, **answers)["job"]


def _outcome(person: str, job: str, worker) -> dict:
	worker.wait_until_idle(120)
	frappe.db.rollback()
	with cast.acting_as(person):
		return bulk.progress(job)


def _states(cases: list[dict]) -> list[str]:
	return [frappe.db.get_value(CANDIDATE, case["name"], "workflow_state") for case in cases]


def test_two_hundred_are_rejected_at_once(cases, worker):
	chosen = cases(200, "Endorsed")
	job = _start("lead", "Reject Candidate", chosen, reason="Zu viele Nominierungen in diesem Jahr.")
	outcome = _outcome("lead", job, worker)
	assert outcome == {"total": 200, "count": 200, "finished": True, "silent": False, "failed": []}
	assert set(_states(chosen)) == {"Rejected"}
	log = frappe.get_all(
		"Stage Change", {"parent": ("in", [case["name"] for case in chosen])}, ["changed_by", "reason"]
	)
	assert len(log) == 200
	assert {(row.changed_by, row.reason) for row in log} == {
		(cast.address("lead"), "Zu viele Nominierungen in diesem Jahr.")
	}


def test_accepting_more_than_there_are_places_names_those_left_out(cases, worker, programme):
	chosen = cases(7, "Assessment")
	free = 5 - frappe.db.count("Taken Place", {"resource": programme.cohort})
	job = _start(
		"lead",
		"Accept into Programme",
		chosen,
		values={"cohort": programme.cohort, "recommendation": "Recommended"},
	)
	outcome = _outcome("lead", job, worker)
	assert [case["title"] for case in outcome["failed"]] == [case["title"] for case in chosen[free:]]
	assert all("Plätze" in case["why"] and "<" not in case["why"] for case in outcome["failed"])
	assert _states(chosen) == ["Preparation"] * free + ["Assessment"] * (7 - free)


def test_each_refusal_has_its_own_reason(cases, worker):
	right, stale, elsewhere, own = (cases(1, "Endorsed")[0] for _ in range(4))
	frappe.db.set_value(CANDIDATE, elsewhere["name"], "workflow_state", "Potential")
	frappe.db.set_value(CANDIDATE, own["name"], {"user": cast.address("lead"), "email": cast.address("lead")})
	frappe.db.commit()
	for case in (elsewhere, own):
		case["modified"] = str(frappe.db.get_value(CANDIDATE, case["name"], "modified"))
	stale["modified"] = "2026-01-01 00:00:00"
	gone = {"name": "FK-1999-00001", "title": "Niemand", "modified": ""}
	job = _start("lead", "Reject Candidate", [right, stale, elsewhere, own, gone], reason="Weil es so ist.")
	outcome = _outcome("lead", job, worker)
	assert _states([right, stale, elsewhere, own]) == ["Rejected", "Endorsed", "Potential", "Endorsed"]
	assert [case["name"] for case in outcome["failed"]] == [
		case["name"] for case in (stale, elsewhere, own, gone)
	]
	whys = [case["why"] for case in outcome["failed"]]
	assert "inzwischen" in whys[0]
	assert "nicht möglich" in whys[1]
	assert all(whys) and len(set(whys)) == 4


def test_the_same_order_twice_does_everything_once(cases, worker):
	chosen = cases(3, "Endorsed")
	jobs = [_start("lead", "Reject Candidate", chosen, reason="Weil es so ist.") for _ in range(2)]
	failed = [len(_outcome("lead", job, worker)["failed"]) for job in jobs]
	assert failed == [0, 3]
	assert frappe.db.count("Stage Change", {"parent": ("in", [case["name"] for case in chosen])}) == 3


def test_who_may_not_act_gets_only_refusals(cases, worker):
	chosen = cases(2, "Endorsed")
	outcome = _outcome("clerk", _start("clerk", "Reject Candidate", chosen, reason="Weil."), worker)
	assert len(outcome["failed"]) == 2
	assert _states(chosen) == ["Endorsed"] * 2


def test_nobody_else_learns_what_became_of_it(cases, worker):
	job = _start("lead", "Reject Candidate", cases(1, "Endorsed"), reason="Weil es so ist.")
	for person in ("clerk", "deputylead", "candidate", "outsider"):
		with cast.acting_as(person), pytest.raises(frappe.DoesNotExistError):
			bulk.progress(job)


def test_more_than_a_list_shows_is_refused(programme):
	with cast.acting_as("lead"):
		with pytest.raises(bulk.TooMany):
			bulk.start(CANDIDATE, "Reject Candidate", [{"name": "x"}] * (bulk.MOST + 1), reason="Weil.")
		with pytest.raises(bulk.TooMany):
			bulk.prepare(CANDIDATE, [str(number) for number in range(bulk.MOST + 1)], "Reject Candidate")


@pytest.mark.parametrize(
	("person", "state", "asked", "mine"),
	[
		("lead", "Endorsed", True, True),
		("clerk", "Endorsed", False, False),
		("lead", "Nominated", False, False),
	],
)
def test_the_dialog_asks_once_for_all(cases, person, state, asked, mine):
	names = [case["name"] for case in cases(2, state)]
	with cast.acting_as(person):
		prepared = bulk.prepare(CANDIDATE, names, "Reject Candidate")
	assert bool(prepared["step"]) is asked
	assert [(case["name"], case["mine"]) for case in prepared["cases"]] == [(name, mine) for name in names]


def test_what_one_may_not_see_is_not_prepared(cases):
	names = [case["name"] for case in cases(1, "Endorsed")]
	with cast.acting_as("othermanager"):
		assert bulk.prepare(CANDIDATE, names, "Reject Candidate") == {"step": None, "cases": []}


def test_a_job_that_was_cut_off_goes_on_with_the_others(cases, worker, monkeypatch):
	chosen = cases(5, "Endorsed")
	with cast.acting_as("lead"):
		order = {"doctype": CANDIDATE, "action": "Reject Candidate", "cases": chosen}
		answers = {"reason": "Weil es so ist.", "reason_category": None, "values": None}
		state = {"order": order, "answers": answers, "total": 5, "count": 0, "done": [], "failed": []}
		job = background.begin(**state, finished=False, work="fokus_app.workflows.bulk.carry_out")
		note = background.note

		def note_and_stop(key: str, **changes: object) -> None:
			note(key, **changes)
			if changes["count"] == 2:
				raise SystemExit

		with monkeypatch.context() as broken, pytest.raises(SystemExit):
			broken.setattr(background, "note", note_and_stop)
			bulk.carry_out(job)
		assert (bulk.progress(job)["count"], bulk.progress(job)["finished"]) == (2, False)
		bulk.go_on(job)
		worker.wait_until_idle()
		assert bulk.progress(job)["count"] == 2, "somebody still works on it"
		monkeypatch.setattr(background, "SILENT_SECONDS", -1)
		bulk.go_on(job)
	monkeypatch.undo()
	outcome = _outcome("lead", job, worker)
	assert (outcome["count"], outcome["finished"], outcome["failed"]) == (5, True, [])
	assert _states(chosen) == ["Rejected"] * 5
	assert frappe.db.count("Stage Change", {"parent": ("in", [case["name"] for case in chosen])}) == 5
	with cast.acting_as("lead"):
		bulk.go_on(job)
	assert _outcome("lead", job, worker) == outcome


@pytest.mark.parametrize(
	("person", "offered"),
	[
		("lead", {"Invite to Assessment": 2, "Defer": 3, "Reject Candidate": 3, "Accept into Programme": 1}),
		("clerk", {"Withdraw Candidacy": 4, "Change Manager": 4}),
		("manager", {"Endorse": 1, "Send Back": 1, "Decline Nomination": 1}),
	],
)
def test_beside_the_chosen_stands_what_one_can_do_with_how_many(cases, person, offered):
	manager = {"manager": cast.address("manager")}
	names = [
		case["name"]
		for count, state in ((2, "Endorsed"), (1, "Assessment"), (1, "Nominated"))
		for case in cases(count, state, **manager)
	]
	with cast.acting_as(person):
		found = {row["action"]: row["count"] for row in bulk.offered(CANDIDATE, names)}
	assert {action: found.get(action) for action in offered} == offered
	if person != "lead":
		assert found == offered


def test_a_job_without_a_worker_is_told_as_silent(programme, monkeypatch):
	with cast.acting_as("lead"):
		job = background.begin(total=1, count=0, failed=[], finished=False)
		assert bulk.progress(job)["silent"] is False
		monkeypatch.setattr(background, "SILENT_SECONDS", -1)
		assert bulk.progress(job)["silent"] is True
