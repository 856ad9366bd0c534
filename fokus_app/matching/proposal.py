"""The proposal as HR sees it: who with whom and why, what else would be possible, and what a change costs."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from fokus_app.matching import grid, optimum, reasons, rules
from fokus_app.matching.facts import Mentee, Situation
from fokus_app.matching.rules import Refusal

#: how many mentors stand in each choice besides the chosen one
ALTERNATIVES = 2

#: mentee to mentor, None: stays without one
Pairs = dict[str, str | None]


class Grid:
	"""The pairs of a situation, without those who have a mentor already: forbidden or not, and their points."""

	def __init__(self, situation: Situation):
		self.left_out = reasons.left_out(situation)
		free = tuple(each for each in situation.mentees if each.name not in situation.taken)
		self.situation = replace(situation, mentees=free)
		self.refusals = grid.refusals(self.situation)
		self.fit = grid.fit(self.situation)
		self.near = grid.nearness(self.situation).astype(np.int8)
		self.loads = [grid.load(each, situation.points) for each in situation.mentors]
		#: the points of each pair if it were the only one
		self.alone = self.fit + np.array([each[0] if each else 0 for each in self.loads], np.int64)
		self.row_of = {each.name: row for row, each in enumerate(free)}
		self.column_of = {each.name: column for column, each in enumerate(situation.mentors)}
		self.titles = {each.name: each.title for each in situation.mentees}
		self.fits_enough = self.fit >= situation.points.least * grid.THOUSAND


def best(table: Grid, fixed: Pairs) -> Pairs:
	"""The best pairs for all together, with what HR has fixed by hand as it is."""
	mentors = table.situation.mentors
	taken = [0] * len(mentors)
	open_rows = [row for name, row in table.row_of.items() if name not in fixed]
	for name, mentor in fixed.items():
		if name in table.row_of and mentor in table.column_of:
			taken[table.column_of[mentor]] += 1
	permitted = (table.refusals[open_rows] == Refusal.NONE) & table.fits_enough[open_rows]
	places = [loads[used:] for loads, used in zip(table.loads, taken, strict=True)]
	found = optimum.assign(table.fit[open_rows], permitted, places)
	chosen: Pairs = {name: mentor for name, mentor in fixed.items() if name in table.row_of}
	for row, column in zip(open_rows, found.tolist(), strict=True):
		name = table.situation.mentees[row].name
		chosen[name] = None if column == optimum.NOBODY else mentors[column].name
	return chosen


def shown(table: Grid, chosen: Pairs, note: Callable[[int], None] = lambda count: None) -> dict:
	"""What HR sees of these pairs.

	Returns rows (candidate, title, centre, wishes, note, mentor, mentor_title, points, why, problem and
	choices: mentor, title, points, why), total (points in thousandths), pairs (how many), problems (how
	many), left_out (title, why). note: is told now and then how many rows are done.
	"""
	places = places_of(table, chosen)
	rows = []
	for count, mentee in enumerate(table.situation.mentees, 1):
		rows.append(_row(table, mentee, chosen.get(mentee.name), places))
		if count % 100 == 0:
			note(count)
	return {
		"rows": rows,
		"total": sum(row.pop("thousandths") for row in rows),
		"pairs": sum(bool(row["mentor"]) for row in rows),
		"problems": sum(bool(row["problem"]) for row in rows),
		"left_out": table.left_out,
	}


def choices(table: Grid, candidate: str) -> list[dict]:
	"""All mentors who are possible for a candidate, the best first: mentor, title, points, why."""
	row = table.row_of.get(candidate)
	if row is None:
		return []
	return [_choice(table, row, column) for column in _by_fit(table, row)]


def why(table: Grid, candidate: str, mentor: str, lasting: bool = False) -> str:
	"""Why these two are proposed; lasting: as it will stand in their relationship."""
	row, column = table.row_of[candidate], table.column_of[mentor]
	pair = table.situation.mentees[row], table.situation.mentors[column], table.near[row, column]
	return reasons.lasting(*pair) if lasting else reasons.why(*pair)


def problem(table: Grid, candidate: str, mentor: str, places: dict[str, list[str]]) -> str:
	"""Why these two cannot be proposed, or an empty text. places: as from `places_of`."""
	row, column = table.row_of.get(candidate), table.column_of.get(mentor)
	if row is None or column is None:
		return rules.not_here()
	person = table.situation.mentors[column]
	refusal = Refusal(table.refusals[row, column])
	if refusal != Refusal.NONE:
		return rules.sentence(refusal, person)
	if places[mentor].index(candidate) >= person.free:
		return reasons.too_many(person, len(places[mentor]))
	return ""


def places_of(table: Grid, chosen: Pairs) -> dict[str, list[str]]:
	"""The mentees of each mentor, in the order of their names: so many places are asked for."""
	found: dict[str, list[str]] = {}
	for mentee in table.situation.mentees:
		if mentor := chosen.get(mentee.name):
			found.setdefault(mentor, []).append(mentee.name)
	return found


def _row(table: Grid, mentee: Mentee, mentor: str | None, places: dict[str, list[str]]) -> dict:
	row = table.row_of[mentee.name]
	shown = {
		"candidate": mentee.name,
		"title": mentee.title,
		"centre": mentee.centre_name,
		"wishes": reasons.wishes_of(mentee),
		"note": mentee.note,
		"mentor": mentor,
		"choices": [_choice(table, row, column) for column in _by_fit(table, row)[: ALTERNATIVES + 1]],
	}
	if not mentor:
		too_few = int(((table.refusals[row] == Refusal.NONE) & ~table.fits_enough[row]).sum())
		nobody = reasons.why_nobody(table.refusals[row], too_few)
		return {**shown, "mentor_title": "", "points": 0, "thousandths": 0, "why": nobody, "problem": ""}
	wrong = problem(table, mentee.name, mentor, places)
	column = table.column_of.get(mentor)
	points = 0
	if not wrong:
		points = int(table.fit[row, column]) + table.loads[column][places[mentor].index(mentee.name)]
	return {
		**shown,
		"mentor_title": table.situation.mentors[column].title if column is not None else mentor,
		"points": _rounded(points),
		"thousandths": points,
		"why": "" if wrong else why(table, mentee.name, mentor),
		"problem": wrong,
	}


def _by_fit(table: Grid, row: int) -> list[int]:
	"""The possible mentors for this row, the best first, equal ones by name."""
	possible = (table.refusals[row] == Refusal.NONE).nonzero()[0]
	return possible[np.argsort(-table.alone[row, possible], kind="stable")].tolist()


def _choice(table: Grid, row: int, column: int) -> dict:
	mentor = table.situation.mentors[column]
	return {
		"mentor": mentor.name,
		"title": mentor.title,
		"points": _rounded(int(table.alone[row, column])),
		"why": why(table, table.situation.mentees[row].name, mentor.name),
	}


def _rounded(thousandths: int) -> int:
	return round(thousandths / grid.THOUSAND)
