"""The scheduler off for a week, clocks that are changed and set back, jobs started twice at the same moment."""

from collections import Counter
from datetime import timedelta

import frappe
from frappe.utils import add_days, get_datetime, now_datetime, today

from fokus_app.notifications.notices import DIGEST
from fokus_app.privacy import protocol
from ordeals import jobs
from ordeals.outcome import Asked, Outcome
from ordeals.running import Running, running
from ordeals.works.anonymising import picture
from ordeals.works.work import guests
from tests import programme as cast
from tests.privacy.conftest import case_of
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

TITLE = "The clock: a week without a scheduler, change of clocks, jobs twice at the same moment"
#: what may be told
OPTIONS: tuple[str, ...] = ("times",)
PEOPLE, CASES = 5, 3


def undergo(asked: Asked) -> Outcome:
	"""`asked.times` times."""
	with running() as there:
		outcome = Outcome(("what", "processes at once", "people reminded", "mails", "cases anonymised"))
		for _ in range(asked.times):
			week_off(there, outcome)
			change_of_clocks(there, outcome)
			set_back(there, outcome)
		return outcome


def week_off(there: Running, outcome: Outcome) -> None:
	"""A step for each person on each day of the lost week; then every job of the scheduler runs in two processes at once, and again."""
	steps, erased = _due(days=range(7))
	moment = f"{add_days(today(), 7)} 07:00:00"
	_twice(there, outcome, "a week without a scheduler", moment, steps, erased)


def change_of_clocks(there: Running, outcome: Outcome) -> None:
	"""In the night in which an hour comes twice, and in the one in which an hour is missing."""
	for what, moment in _nights():
		steps, erased = _due(days=range(1), on=moment[:10])
		_twice(there, outcome, what, moment, steps, erased)


def set_back(there: Running, outcome: Outcome) -> None:
	"""The jobs have run; then the clock goes back by an hour and they run again."""
	steps, erased = _due(days=range(1))
	later = now_datetime() + timedelta(minutes=90)
	first = later.isoformat(sep=" ", timespec="seconds")
	again = (later - timedelta(hours=1)).isoformat(sep=" ", timespec="seconds")
	_twice(there, outcome, "the clock set back an hour", first, steps, erased, again)


def _twice(
	there: Running,
	outcome: Outcome,
	what: str,
	moment: str,
	steps: dict[str, list[str]],
	erased: list[str],
	again: str | None = None,
) -> None:
	errors = frappe.db.count("Error Log")
	every = jobs.scheduled()
	outcome.problems += jobs.run(there.world, moment, every, at_once=2)
	outcome.problems += jobs.run(there.world, again or moment, every, at_once=2)
	names = [name for mine in steps.values() for name in mine]
	said = Counter(
		frappe.get_all("FOKUS Reminder", {"reference_name": ("in", names)}, pluck="reference_name", limit=0)
	)
	since = min(frappe.get_all("Candidate Activity", {"name": ("in", names)}, pluck="creation"))
	mails = Counter(
		frappe.get_all(
			"FOKUS Mail",
			{"event": DIGEST.event, "recipient": ("in", list(steps)), "attempted_on": (">=", since)},
			pluck="recipient",
		)
	)
	gone = [case for case in erased if picture(case)[2]]
	outcome.rows.append((what, 2, len(mails), sum(mails.values()), len(gone)))
	if set(said.values()) != {1} or len(said) != len(names):
		outcome.problems.append(f"{what}: of {len(names)} steps {len(said)} were said, {said.most_common(1)}")
	if any(mails[user] != 1 for user in steps):
		outcome.problems.append(f"{what}: mails by person {dict(mails)}")
	for case in erased:
		if frappe.db.count(protocol.DOCTYPE, {"reference_name": case}) != 1:
			outcome.problems.append(f"{what}: {case} does not stand in the protocol once")
	if (new := frappe.db.count("Error Log") - errors) > 0:
		titles = frappe.get_all("Error Log", limit=new, order_by="creation desc", pluck="method")
		outcome.problems.append(f"{what}: {new} errors in the log: {sorted(set(titles))}")
	for doctype in ("FOKUS Mail", "Email Queue", "Email Queue Recipient"):
		frappe.db.delete(doctype)
	frappe.db.commit()


def _due(days: range, on: str | None = None) -> tuple[dict[str, list[str]], list[str]]:
	"""A step for each of some people on each of these days from `on`, by person, and cases whose time is over."""
	programme = frappe._dict(centre="N-001", cohort="FOKUS Probe")
	case = cast.candidate(programme).name
	stages.place({CANDIDATE: case}, CANDIDATE, "Ready")
	steps: dict[str, list[str]] = {}
	for user in guests(PEOPLE):
		for day in days:
			step = {
				"doctype": "Candidate Activity",
				"candidate": case,
				"title": f"Schritt {day}",
				"phase": "Preparation",
				"responsible_kind": "Candidate",
				"responsible": user,
				"mandatory": 1,
				"due_date": add_days(on or today(), day),
			}
			steps.setdefault(user, []).append(frappe.get_doc(step).insert().name)
	erased = [case_of(programme, user=None) for _ in range(CASES)]
	frappe.db.commit()
	return steps, erased


def _nights() -> list[tuple[str, str]]:
	"""The next change to winter time and the next one to summer time in Germany, each with a time of the clock in it."""
	found = []
	for what, month in (("an hour comes twice (winter time)", 10), ("an hour is missing (summer time)", 3)):
		year = now_datetime().year
		while (day := _last_sunday(year, month)) <= get_datetime(today()):
			year += 1
		found.append((what, f"{day:%Y-%m-%d} 02:30:00"))
	return sorted(found, key=lambda night: night[1])


def _last_sunday(year: int, month: int) -> object:
	last = get_datetime(f"{year}-{month}-31")
	return last - timedelta(days=(last.weekday() + 1) % 7)
