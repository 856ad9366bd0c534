"""How long the proposal of mentors takes, and how much memory: for a large cohort, and growing.

The people are invented and lie in memory; reading them from the database is part of
`tests/matching/test_large.py`.
Each size runs in a process of its own, so that its peak of memory is its own.
"""

import random
import resource
import subprocess
import sys
import time
from datetime import date
from itertools import pairwise

from bench.lib.paths import CHECKOUT
from fokus_app.matching import proposal
from fokus_app.matching.facts import Mentee, Mentor, Period, Situation, in_order

TITLE = "Proposing mentors"
#: mentees and mentors; the first is what the app promises to do within five seconds
SIZES = ((1000, 400), (250, 100), (500, 200), (2000, 800), (5000, 2000))


def people(mentees: int, mentors: int) -> Situation:
	"""Invented people as in a large association: areas, centres, wishes; the same at every run."""
	dice = random.Random(27)
	areas = [f"Gebiet {number}" for number in range(25)]
	centres = [(f"K-{number:03}", areas[number % 25], f"stadt {number % 60}") for number in range(250)]
	competencies = [f"Kompetenz {number}" for number in range(12)]
	wishes = [f"Wunsch {number}" for number in range(12)]

	def place() -> dict:
		centre, area, city = dice.choice(centres)
		return {"centre": centre, "area": area, "city": city}

	looking = [
		Mentee(
			f"FK-{number:05}",
			f"Name {dice.randrange(10**6):06}",
			user=f"mentee{number}",
			email=f"mentee{number}",
			manager=f"mentor{dice.randrange(mentors)}",
			competencies=tuple(dice.sample(competencies, dice.randrange(4))),
			wishes=tuple(dice.sample(wishes, dice.randrange(3))),
			**place(),
		)
		for number in range(mentees)
	]
	offering = [
		Mentor(
			f"MT-{number:05}",
			f"Name {dice.randrange(10**6):06}",
			user=f"mentor{number}",
			email=f"mentor{number}",
			capacity=dice.choice((2, 3, 4)),
			used=dice.choice((0, 0, 1)),
			competencies=frozenset(dice.sample(competencies, 4)),
			wishes=frozenset(dice.sample(wishes, 3)),
			**place(),
		)
		for number in range(mentors)
	]
	neighbours = {
		area: frozenset((areas[place - 1], areas[(place + 1) % 25])) for place, area in enumerate(areas)
	}
	period = Period(date(2026, 8, 1), date(2027, 7, 31))
	return Situation(in_order(looking), in_order(offering), period, neighbours=neighbours)


def print_row(mentees: int, mentors: int) -> None:
	"""Print one row of the table."""
	situation = people(mentees, mentors)
	clock = [(time.perf_counter(), time.process_time())]

	def lap() -> None:
		clock.append((time.perf_counter(), time.process_time()))

	import scipy.optimize  # noqa: F401 – once in a worker's life, and so told apart

	lap()
	table = proposal.Grid(situation)
	lap()
	chosen = proposal.best(table, {})
	lap()
	seen = proposal.shown(table, chosen)
	lap()
	peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
	places = sum(each.free for each in situation.mentors)
	laps = [
		f"{after[0] - before[0]:.1f} s ({after[1] - before[1]:.1f})"
		for before, after in (*pairwise(clock), (clock[1], clock[-1]))
	]
	print(
		f"| {mentees:,} × {mentors:,} | {places:,} | {seen['pairs']:,} | {' | '.join(laps)} | {peak:,.0f} MB |",
		flush=True,
	)


def measure() -> list[str]:
	"""One row for each size, from a process of its own."""
	lines = [
		"Seconds by the clock, in brackets those of the processor.",
		"",
		"| mentees × mentors | free places | pairs | loading scipy | weighing | optimum | explaining"
		" | without loading | peak memory |",
		"|---|---|---|---|---|---|---|---|---|",
	]
	for mentees, mentors in SIZES:
		command = [sys.executable, "-m", "benchmarks.matching", str(mentees), str(mentors)]
		lines.append(
			subprocess.run(command, check=True, capture_output=True, text=True, cwd=CHECKOUT).stdout.strip()
		)
	return lines


if __name__ == "__main__":
	print_row(*map(int, sys.argv[1:]))
