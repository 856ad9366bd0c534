"""The ordeals of `bench/ordeal` on the test site, each a short sample."""

import pytest

from ordeals.outcome import Outcome
from ordeals.running import Running, forget_erasures


@pytest.fixture
def there(world, programme, _server, _mailbox, _worker) -> Running:
	"""The test site with all that runs on it; what was killed runs again afterwards."""
	_mailbox.clear()
	found = Running(world, programme, _server, _mailbox, _worker)
	found.connect()
	forget_erasures()
	yield found
	_worker.start()
	found.connect()
	forget_erasures()


def unbroken(outcome: Outcome) -> bool:
	"""Whether nothing broke; says what did."""
	assert outcome.problems == [], "\n".join(outcome.problems)
	return bool(outcome.rows)
