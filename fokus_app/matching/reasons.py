"""Why a pair was proposed, or why somebody has no mentor: in plain words."""

from collections import Counter

import numpy as np
from frappe import _

from fokus_app.matching import grid, rules
from fokus_app.matching.facts import Mentee, Mentor, Situation
from fokus_app.matching.rules import Refusal


def why(mentee: Mentee, mentor: Mentor, near: int) -> str:
	"""What speaks for this pair today, and what of the wishes stays open. near: as in `grid.nearness`."""
	free = _("{0} of {1} places are free.").format(mentor.free, mentor.capacity)
	return " ".join(filter(None, (_fit(mentee, mentor, near), free)))


def lasting(mentee: Mentee, mentor: Mentor, near: int) -> str:
	"""The same for the relationship, without what is soon no longer true."""
	return _fit(mentee, mentor, near) or _("There was a free place.")


def _fit(mentee: Mentee, mentor: Mentor, near: int) -> str:
	sentences = (_competencies(mentee, mentor), _wishes(mentee, mentor), _way(mentee, mentor, near))
	return " ".join(filter(None, sentences))


def why_nobody(refusals: np.ndarray, too_few: int) -> str:
	"""Why nobody is proposed to somebody. refusals: of all mentors; too_few: how many have too few points."""
	if not len(refusals):
		return _("There is no mentor of this kind yet.")
	parts: Counter[str] = Counter()
	for refusal, count in sorted(Counter(refusals.tolist()).items()):
		if refusal != Refusal.NONE:
			parts[_kind(refusal)] += count
	if parts.total() == len(refusals):
		reasons = ", ".join(rules.counted(Refusal(kind), count) for kind, count in parts.items())
		return _("Nobody is possible: {0}.").format(reasons)
	if too_few and parts.total() + too_few == len(refusals):
		return _("Nobody fits well enough (FOKUS Settings say how many points a pair needs at least).")
	return _("The places of the possible mentors go to others, so that all together fit best.")


def _kind(refusal: int) -> int:
	"""All that has to do with the time is told as one reason."""
	in_time = (Refusal.DISABLED, Refusal.INACTIVE, Refusal.NOT_YET, Refusal.NO_LONGER, Refusal.LEAVES)
	return Refusal.INACTIVE if refusal in in_time else refusal


def _competencies(mentee: Mentee, mentor: Mentor) -> str:
	asked = mentee.competencies
	if not asked:
		return ""
	met = [each for each in asked if each in mentor.competencies]
	missing = [each for each in asked if each not in mentor.competencies]
	if not met:
		return _("None of the wished competencies.")
	if not missing:
		return _("Offers what is wished for: {0}.").format(", ".join(met))
	return _("Offers {0} of {1} wished competencies: {2}; not: {3}.").format(
		len(met), len(asked), ", ".join(met), ", ".join(missing)
	)


def _wishes(mentee: Mentee, mentor: Mentor) -> str:
	met = [each for each in mentee.wishes if each in mentor.wishes]
	missing = [each for each in mentee.wishes if each not in mentor.wishes]
	sentences = []
	if met:
		sentences.append(_("Meets the wish: {0}.").format(", ".join(met)))
	if missing:
		sentences.append(_("Does not meet: {0}.").format(", ".join(missing)))
	return " ".join(sentences)


def _way(mentee: Mentee, mentor: Mentor, near: int) -> str:
	if near == grid.SAME:
		return _("The same area.") if mentee.area == mentor.area else _("The same town.")
	return _("A neighbouring area.") if near == grid.BESIDE else ""


def wishes_of(mentee: Mentee) -> list[str]:
	"""All that somebody wishes for, the competencies first."""
	return [*mentee.competencies, *mentee.wishes]


def too_many(mentor: Mentor, count: int) -> str:
	"""More pairs with this mentor than places."""
	return _("{0} has {1} free places; here are {2} people.").format(mentor.title, mentor.free, count)


def left_out(situation: Situation) -> list[dict]:
	"""Mentees (title, why) who are not looked at."""
	return [
		{"title": each.title, "why": taken()} for each in situation.mentees if each.name in situation.taken
	]


def taken() -> str:
	"""Why somebody is not given a mentor."""
	return _("has such a mentor already, or is proposed to one")
