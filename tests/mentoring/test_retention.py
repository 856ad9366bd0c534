"""The words are deleted some weeks after the end; numbers and dates stay."""

import frappe
import pytest
from frappe.utils import getdate

from fokus_app import retention as job
from fokus_app.confidential import texts
from fokus_app.mentoring_sessions import retention, view
from fokus_app.notifications.variables import day
from tests import programme as cast
from tests.mentoring.conftest import SHARED, ago, held
from tests.workflows import stages
from tests.workflows.stages import MENTORING

WEEKS = 12


@pytest.fixture
def session(pair):
	"""A session in a committed world that is put right afterwards (the job commits)."""
	frappe.db.set_single_value("FOKUS Settings", "session_weeks", WEEKS)
	yield held(pair)
	frappe.db.delete("Mentoring Session")
	frappe.db.delete("Sealed Text")
	frappe.db.commit()


def _end(names, state: str, days: int) -> None:
	stages.place(names, MENTORING, state)
	frappe.db.set_value(MENTORING, names[MENTORING], "stage_since", ago(days))


@pytest.mark.parametrize("state", ["Completed", "Ended Early"])
@pytest.mark.parametrize(
	("days", "there"), [(0, True), (7 * WEEKS - 1, True), (7 * WEEKS, False), (900, False)]
)
def test_words_are_there_for_some_weeks_after_the_end(names, pair, session, state, days, there):
	_end(names, state, days)
	job.delete_due()
	assert texts.is_there("Mentoring Session", [session]) is there
	with cast.acting_as("candidate"):
		assert bool(view.content(session)["topics"]) is there
	assert frappe.db.get_value(MENTORING, pair, "sessions_held") == 1
	assert frappe.db.exists("Mentoring Session", session)


@pytest.mark.parametrize("state", ["Active", "Paused"])
def test_while_it_runs_nothing_is_deleted(names, pair, session, state):
	_end(names, state, 900)
	job.delete_due()
	assert texts.is_there("Mentoring Session", [session])


def test_the_pair_is_told_on_which_day(names, pair, session):
	_end(names, "Completed", 7)
	last_day = getdate(ago(7 - 7 * WEEKS))
	with cast.acting_as("candidate"):
		assert view.overview(pair)["deleted_on"] == day(last_day, "en")
	assert retention.deleted_on(frappe.get_doc(MENTORING, pair)) == last_day


def test_what_is_deleted_is_nowhere_any_more(names, pair, session):
	sealed = frappe.get_all("Sealed Text", filters={"reference_name": session}, pluck="sealed")
	_end(names, "Completed", 900)
	job.delete_due()
	assert len(sealed) == 3 and SHARED not in str(sealed)
	for text in sealed:
		assert not frappe.db.exists("Deleted Document", {"data": ("like", f"%{text[:40]}%")})
		assert not frappe.db.exists("Version", {"data": ("like", f"%{text[:40]}%")})


def test_one_that_fails_stops_no_other_and_is_tried_again(names, pair, session, monkeypatch):
	_end(names, "Completed", 900)
	frappe.db.commit()
	whole = retention.delete_words

	def fail(name):
		whole(name)
		raise RuntimeError(SHARED)

	monkeypatch.setattr(retention, "delete_words", fail)
	assert job.delete_due() == 0
	assert texts.is_there("Mentoring Session", [session])
	assert not frappe.db.exists("Error Log", {"error": ("like", f"%{SHARED}%")})
	monkeypatch.setattr(retention, "delete_words", whole)
	assert job.delete_due() == 1
	assert job.delete_due() == 0
	assert not texts.is_there("Mentoring Session", [session])
