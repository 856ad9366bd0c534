"""All pairs of mentees and mentors at once: which are forbidden, and how well the others fit.

Points are counted in thousandths and are whole numbers, so that equal is equal.
"""

from collections.abc import Iterable
from types import SimpleNamespace

import numpy as np

from fokus_app.matching import rules
from fokus_app.matching.facts import Mentee, Mentor, Points, Situation

#: how many thousandths a point has
THOUSAND = 1000
#: how near: the same area or town, a neighbouring area, anywhere else
SAME, BESIDE, FAR = 2, 1, 0


def refusals(situation: Situation) -> np.ndarray:
	"""A `rules.Refusal` for each mentee (row) and mentor (column); 0 where they may be a pair."""
	mentees, mentors = situation.mentees, situation.mentors
	found = np.zeros((len(mentees), len(mentors)), np.int8)
	# what is written last is what is told: the rules about persons
	for column, mentor in enumerate(mentors):
		found[:, column] = rules.of_mentor(mentor, situation)
	row_of = {each.name: row for row, each in enumerate(mentees)}
	column_of = {each.name: column for column, each in enumerate(mentors)}
	for (mentee, mentor), refusal in rules.of_history(situation):
		if mentee in row_of and mentor in column_of:
			found[row_of[mentee], column_of[mentor]] = refusal
	sides = _coded(mentees, mentors, ("user", "email", "manager", "centre"))
	for refusal, holds in reversed(rules.PERSONAL):
		found[holds(*sides)] = refusal
	return found


def fit(situation: Situation) -> np.ndarray:
	"""How well each mentor (column) fits each mentee (row), the load of the mentor apart."""
	mentees, mentors, points = situation.mentees, situation.mentors, situation.points
	total = _share([each.competencies for each in mentees], [each.competencies for each in mentors])
	total *= points.competencies
	total += points.wishes * _share([each.wishes for each in mentees], [each.wishes for each in mentors])
	total += points.nearness * THOUSAND * nearness(situation) // SAME
	return total


def load(mentor: Mentor, points: Points) -> list[int]:
	"""What each free place of a mentor is worth, the first one first: the fewer are taken, the more."""
	return [
		points.fairness * THOUSAND * (mentor.capacity - taken) // mentor.capacity
		for taken in range(mentor.used, mentor.capacity)
	]


def nearness(situation: Situation) -> np.ndarray:
	"""SAME, BESIDE or FAR for each mentee (row) and mentor (column)."""
	mentees, mentors = situation.mentees, situation.mentors
	mentee, mentor = _coded(mentees, mentors, ("area", "city"))
	same = (mentee.area == mentor.area) | (mentee.city == mentor.city)
	beside = np.zeros(same.shape, bool)
	columns: dict[str, list[int]] = {}
	for column, each in enumerate(mentors):
		columns.setdefault(each.area, []).append(column)
	for row, each in enumerate(mentees):
		for area in situation.neighbours.get(each.area, ()):
			beside[row, columns.get(area, [])] = True
	return np.where(same, SAME, np.where(beside, BESIDE, FAR)).astype(np.int64)


def _share(asked: list[Iterable[str]], offered: list[Iterable[str]]) -> np.ndarray:
	"""Which part of what each row asks for each column offers, in thousandths; 0 where nothing is asked."""
	words = {word: number for number, word in enumerate(sorted(set().union(*asked)))}
	wanted = _marks(asked, words)
	met = wanted @ _marks(offered, words).T
	return (met * THOUSAND // np.maximum(wanted.sum(axis=1, keepdims=True), 1)).astype(np.int64)


def _marks(sets: list[Iterable[str]], words: dict[str, int]) -> np.ndarray:
	# floats: numpy multiplies whole numbers without its fast library; such small ones stay exact
	marks = np.zeros((len(sets), len(words)))
	for row, each in enumerate(sets):
		marks[row, [words[word] for word in each if word in words]] = 1
	return marks


def _coded(
	mentees: tuple[Mentee, ...], mentors: tuple[Mentor, ...], fields: tuple[str, ...]
) -> tuple[SimpleNamespace, SimpleNamespace]:
	"""These fields as numbers, equal where the texts are: mentees as a column, mentors as a row."""
	codes: dict[str, int] = {}

	def column(sides: tuple, field: str) -> np.ndarray:
		return np.array(
			[codes.setdefault(getattr(each, field, ""), len(codes)) for each in sides], dtype=np.int32
		)

	return (
		SimpleNamespace(**{field: column(mentees, field)[:, None] for field in fields}),
		SimpleNamespace(**{field: column(mentors, field)[None, :] for field in fields}),
	)
