"""kill -9 in the middle of work: afterwards all is whole or absent, each mail goes once, and what is begun again comes to its end."""

import random
import time
from collections import Counter

import frappe
from frappe.utils import now_datetime
from frappe.utils.background_jobs import get_queue
from rq.registry import StartedJobRegistry

from ordeals import mails
from ordeals.outcome import Asked, Outcome
from ordeals.running import Running, running
from ordeals.victims import VICTIMS, Victim, children, is_alive
from ordeals.works import WORKS
from ordeals.works.work import Work
from tests import programme as cast
from tests.services import Client

TITLE = "kill -9: {which}"
#: what may be told
OPTIONS: tuple[str, ...] = ("times", "seed")
#: a job that was begun lives on where only its worker was killed
_JOBS_END_SECONDS = 30


def undergo(asked: Asked) -> Outcome:
	"""Kill one victim (`asked.which`) in each work so often."""
	with running() as there:
		return kill(there, asked)


def kill(there: Running, asked: Asked, works: tuple[type[Work], ...] = WORKS) -> Outcome:
	"""Kill the victim `asked.times` times in each of these works, at instants that the seed gives."""
	outcome = Outcome(("in the middle of", "kills", "cut off", "mails sent", "unclear"))
	chance = random.Random(f"{asked.seed} {asked.which}")
	victim = VICTIMS[asked.which](there)
	for work in works:
		if asked.which in work.APART_FROM:
			continue
		seconds = _undisturbed(there, work)
		counted: Counter = Counter()
		for _ in range(asked.times):
			counted += _once(there, work, victim, chance, seconds, outcome.problems)
		outcome.rows.append(
			(
				f"{work.NAME} ({seconds:.1f} s undisturbed)",
				asked.times,
				counted["cut off"],
				counted["Sent"],
				counted["Unclear"],
			)
		)
		print("|", *outcome.rows[-1], f"| {len(outcome.problems)} problems", flush=True)
	kills = sum(row[1] for row in outcome.rows)
	outcome.rows.append(("all", *(sum(row[column] for row in outcome.rows) for column in range(1, 5))))
	outcome.remarks.append(f"{kills} kills; “cut off”: something was left to do afterwards.")
	return outcome


def _undisturbed(there: Running, work: type[Work]) -> float:
	"""How long a batch takes; it also shows what whole is. The second one: the first imports."""
	for _ in range(2):
		batch = _made(there, work)
		began = time.monotonic()
		batch.begin()
		while not batch.is_over():
			if time.monotonic() > began + 60:
				raise TimeoutError(f"{work.NAME} does not come to its end though nobody disturbs it")
			time.sleep(0.05)
		seconds = time.monotonic() - began
		batch.wait()
		there.mailbox.deliver()
	return seconds


def _made(there: Running, work: type[Work]) -> Work:
	batch = work(there, _clients(there))
	batch.make()
	return batch


def _clients(there: Running) -> dict[str, Client]:
	return {
		person: there.server.login(cast.address(person), cast.PASSWORD)
		for person in ("clerk", "manager", "lead")
	}


def _once(
	there: Running,
	work: type[Work],
	victim: Victim,
	chance: random.Random,
	seconds: float,
	problems: list[str],
) -> Counter:
	there.connect()
	there.mailbox.clear()
	since = str(now_datetime())
	batch = _made(there, work)
	batch.begin()
	moment = chance.uniform(0, seconds)
	time.sleep(moment)
	part = victim.kill(chance)
	victim.start()
	batch.wait()
	there.worker.start()  # as a supervisor does where it died of what happened to something else
	there.connect()
	where = f"{work.NAME}, {type(victim).__name__} ({part}) killed after {moment:.2f} s: "
	print(where, flush=True)
	found = batch.torn()
	cut_off = not batch.is_over()
	batch.again()
	_let_jobs_end(there, victim)
	there.mailbox.deliver()
	mails.refresh()
	found += batch.unfinished()
	states, wrong = mails.count(there, since)
	problems += [where + each for each in found + wrong]
	return states + Counter({"cut off": int(cut_off)})


def _let_jobs_end(there: Running, victim: Victim) -> None:
	"""Jobs that are at work come to their end; what nobody works on any more is left."""
	end = time.monotonic() + _JOBS_END_SECONDS
	quiet = 0
	while quiet < 3 and time.monotonic() < end:
		at_work = children(there.worker.pid) or any(map(is_alive, victim.orphans))
		quiet = 0 if at_work else quiet + 1
		time.sleep(0.05)
	# what the worker itself does some minutes later: a job that nobody works on any more has failed
	for name in ("short", "default", "long"):
		StartedJobRegistry(queue=get_queue(name)).cleanup(time.time() + 3600)
	frappe.db.rollback()
