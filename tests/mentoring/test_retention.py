"""The words are deleted some weeks after the end; numbers and dates stay."""

import frappe
import pytest
from frappe.utils import getdate

from fokus_app import retention as job
from fokus_app.confidential import texts
from fokus_app.confidential import weeks as kept
from fokus_app.mentoring_sessions import reflection, retention, view
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
	frappe.db.delete("Mentoring Reflection")
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


@pytest.mark.parametrize("weeks", [0, -1, -12])
@pytest.mark.parametrize("field", ["session_weeks", "consultation_weeks"])
def test_less_than_a_week_is_refused_and_never_deletes_at_once(names, pair, session, field, weeks):
	settings = frappe.get_doc("FOKUS Settings")
	settings.set(field, weeks)
	with pytest.raises(frappe.ValidationError, match="at least 1 week"):
		settings.save()
	# what a site stored before the rule was there
	frappe.db.set_single_value("FOKUS Settings", field, weeks)
	_end(names, "Completed", 7 * WEEKS - 1)
	assert job.delete_due() == 0
	usual = int(settings.meta.get_field(field).default)
	assert kept.weeks(field) == usual
	frappe.db.set_single_value("FOKUS Settings", field, WEEKS)


@pytest.mark.parametrize("state", ["Active", "Paused"])
@pytest.mark.parametrize(
	("until", "met", "looked_back", "there"),
	[
		(7 * WEEKS - 1, 99, None, True),
		(7 * WEEKS, 99, None, False),
		(900, 7 * WEEKS - 1, None, True),
		(900, 7 * WEEKS, None, False),
		(900, 900, 3, True),
		(900, 900, 7 * WEEKS, False),
	],
)
def test_nobody_closed_it_and_the_agreed_time_counts(
	names, pair, session, state, until, met, looked_back, there
):
	values = {"from_date": ago(1000), "until_date": ago(until), "last_session": ago(met)}
	stages.place(names, MENTORING, state, **values)
	if looked_back is not None:
		with cast.acting_as("mentor"):
			reflection.reflect(pair, "Closing", helped=SHARED)
		frappe.db.set_value("Mentoring Reflection", {"relationship": pair}, "written_on", ago(looked_back))
	assert job.delete_due() == int(not there)
	assert texts.is_there("Mentoring Session", [session]) is there
	assert frappe.db.get_value(MENTORING, pair, "workflow_state") == state


@pytest.mark.parametrize("until", [0, -30, None])
def test_while_the_agreed_time_goes_on_no_day_is_named(names, pair, session, until):
	stages.place(names, MENTORING, "Active", until_date=until if until is None else ago(until))
	assert retention.deleted_on(frappe.get_doc(MENTORING, pair)) is None


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
