"""A large cohort: worked out by a worker with progress, within the time that was promised, in a few queries."""

import time

import frappe
import pytest

from fokus_app.matching import facts, screen
from tests import programme as cast
from tests.matching.conftest import START, UNTIL, many, mentee, mentor
from tests.workflows.stages import CANDIDATE, MENTORING

TIME = {"kind": "Mentoring", "start": START, "until": UNTIL}
MENTEES, MENTORS = 1000, 400


def _wait_for(worker, job: str) -> dict:
	worker.wait_until_idle()
	frappe.db.rollback()
	with cast.acting_as("clerk"):
		return screen.progress(job)


@pytest.fixture
def by_a_worker(monkeypatch):
	"""Whatever is asked for is so much that a worker does it."""
	monkeypatch.setattr(screen, "PAIRS_IN_REQUEST", 0)
	monkeypatch.setattr(screen, "MADE_IN_REQUEST", 0)


def test_a_worker_proposes_and_makes_the_pairs(programme, worker, by_a_worker):
	frappe.db.set_value(
		"Mentor", {"name": ("in", (programme.mentor, programme.mentor2))}, "status", "Retired"
	)
	anna, xenia = mentee(programme, "Anna"), mentor("Xenia")
	frappe.db.commit()
	with cast.acting_as("clerk"):
		asked = screen.propose(**TIME, cohort=programme.cohort)
	seen = _wait_for(worker, asked["job"])
	assert not seen["error"] and not seen["silent"]
	assert [(row["candidate"], row["mentor"]) for row in seen["result"]["rows"]] == [(anna, xenia)]
	# the worker speaks the language of who asked
	assert seen["result"]["rows"][0]["why"] == "1 von 1 Plätzen sind frei."

	with cast.acting_as("clerk"):
		asked = screen.create(**TIME, pairs={anna: xenia})
	seen = _wait_for(worker, asked["job"])
	[name] = seen["result"]["made"]
	assert (seen["count"], seen["total"]) == (1, 1)
	made = frappe.get_doc(MENTORING, name)
	assert (made.workflow_state, made.owner) == ("Proposed", cast.address("clerk"))

	# the same once more is refused with the reason, and leaves nothing
	with cast.acting_as("clerk"):
		asked = screen.create(**TIME, pairs={anna: xenia})
	seen = _wait_for(worker, asked["job"])
	assert not seen["result"]
	assert "Anna Probe: hat schon eine solche Begleitung" in seen["error"]
	assert frappe.db.count(MENTORING, {"candidate": anna}) == 1
	with cast.acting_as("clerk2"), pytest.raises(frappe.DoesNotExistError):
		screen.progress(asked["job"])


def test_a_thousand_mentees_and_four_hundred_mentors_take_less_than_five_seconds(programme):
	many(programme, MENTEES, MENTORS)
	import scipy.optimize  # noqa: F401 – once in a worker's life

	with cast.acting_as("clerk"):
		began = time.process_time()
		# what a worker does; its own time, since others may use the processor at this moment
		order = screen._order(**TIME, cohort=programme.cohort, candidate=None, pairs=None)
		seen = screen._propose(order)
		took = time.process_time() - began
	assert seen["pairs"] == MENTEES and seen["problems"] == 0
	assert took < 5, f"{took:.1f} s"


def test_more_people_need_no_more_queries(programme):
	counts = []
	for size in (5, 50):
		many(programme, size, size)
		with cast.acting_as("clerk"):
			counts.append(_queries(programme))
		for doctype in (CANDIDATE, "Mentor", "Wished Competency", "Mentoring Wish Row", "Mentor Competency"):
			frappe.db.delete(doctype, {"name": ("like", "%viele%")})
		frappe.db.delete("User", {"name": ("in", [f"m{number}@example.org" for number in range(size)])})
	assert counts[0] == counts[1] <= 20


def _queries(programme) -> int:
	facts.read("Mentoring", facts.Period.beginning(START, UNTIL), cohort=programme.cohort)
	count, sql = 0, frappe.db.sql

	def counted(*args, **kwargs):
		nonlocal count
		count += 1
		return sql(*args, **kwargs)

	frappe.db.sql = counted
	try:
		facts.read("Mentoring", facts.Period.beginning(START, UNTIL), cohort=programme.cohort)
	finally:
		frappe.db.sql = sql
	return count
