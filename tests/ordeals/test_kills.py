"""A kill of each program in the middle of some work; all combinations, many times each, are `bench/ordeal killed-worker …`."""

import pytest

from ordeals import kills
from ordeals.outcome import Asked
from ordeals.works import Anonymising, Invitations, Reminders, Transitions
from tests.ordeals.conftest import unbroken


@pytest.mark.parametrize(
	("victim", "work"),
	[("worker", Invitations), ("web", Transitions), ("redis", Reminders), ("mariadb", Anonymising)],
)
def test_after_a_kill_all_is_whole_or_absent_and_mails_go_once(there, victim, work):
	assert unbroken(kills.kill(there, Asked(times=1, which=victim), works=(work,)))
