"""A short sample of each ordeal that is no kill."""

import pytest

from ordeals import clock, disk_full, mail_server_down, random_input, soak
from ordeals.outcome import Asked, Outcome
from tests.ordeals.conftest import unbroken

OBSTACLE = disk_full.obstacle()


def test_a_week_without_a_scheduler_then_every_job_twice_at_once(there):
	outcome = Outcome(())
	clock.week_off(there, outcome)
	assert unbroken(outcome)


def test_mails_wait_for_a_mail_server_that_is_away(there):
	outcome = Outcome(())
	mail_server_down.day_without(there, outcome, runs=12)
	assert unbroken(outcome)


@pytest.fixture
def without_server(there):
	there.server.stop()
	yield there
	there.server.start()


@pytest.mark.skipif(OBSTACLE is not None, reason=str(OBSTACLE))
def test_a_full_disk_is_said_and_leaves_nothing_by_half(without_server):
	assert unbroken(disk_full.fill(without_server, times=1))


def test_random_input_meets_no_fault_and_stores_nothing_that_was_refused(there):
	assert unbroken(random_input.call_all(there, Asked(seed=1), examples=2))


def test_many_people_for_a_while(there):
	assert unbroken(soak.use(there, Asked(minutes=0.08)))
