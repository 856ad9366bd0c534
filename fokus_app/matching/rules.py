"""Which pairs are forbidden, and why, as a sentence.

The rules about persons are written so that they compare one mentee with one mentor as well as columns of
codes with rows of codes (`fokus_app.matching.grid`): each stands here once.
"""

from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import Any

import frappe
from frappe import _

from fokus_app.matching.facts import Mentee, Mentor, Period, Situation


class Refusal(IntEnum):
	"""Why two are no pair; the first that applies is told."""

	NONE = 0
	SELF = 1
	MANAGER = 2
	CENTRE = 3
	YOURSELF = 4
	RUNNING = 5
	OVER = 6
	DISABLED = 7
	INACTIVE = 8
	NOT_YET = 9
	NO_LONGER = 10
	LEAVES = 11
	FULL = 12


PERSONAL: tuple[tuple[Refusal, Callable[[Any, Any], Any]], ...] = (
	(Refusal.SELF, lambda mentee, mentor: (mentee.user == mentor.user) | (mentee.email == mentor.email)),
	(Refusal.MANAGER, lambda mentee, mentor: mentee.manager == mentor.user),
	(Refusal.CENTRE, lambda mentee, mentor: mentee.centre == mentor.centre),
)


def personal(mentee: Mentee, mentor: Mentor) -> Refusal:
	"""What stands between these two as persons."""
	return next((refusal for refusal, holds in PERSONAL if holds(mentee, mentor)), Refusal.NONE)


def in_time(mentor: Mentor, period: Period) -> Refusal:
	"""Why this mentor is not there for the whole period."""
	if not mentor.enabled:
		return Refusal.DISABLED
	if mentor.status != "Active":
		return Refusal.INACTIVE
	if mentor.available_from > period.start:
		return Refusal.NOT_YET
	if mentor.available_until < period.start:
		return Refusal.NO_LONGER
	if mentor.available_until < period.until:
		return Refusal.LEAVES
	return Refusal.NONE


def of_mentor(mentor: Mentor, situation: Situation) -> Refusal:
	"""What keeps this mentor from everybody."""
	if mentor.user == situation.acting:
		return Refusal.YOURSELF
	refusal = in_time(mentor, situation.period)
	return refusal or (Refusal.NONE if mentor.free else Refusal.FULL)


def of_history(situation: Situation) -> Iterator[tuple[tuple[str, str], Refusal]]:
	"""Pairs (mentee, mentor) that were or are together."""
	for pair in situation.over:
		yield pair, Refusal.OVER
	for pair in situation.running:
		yield pair, Refusal.RUNNING


def sentence(refusal: Refusal, mentor: Mentor) -> str:
	"""Why, in the user's language."""
	if refusal == Refusal.NOT_YET:
		return _("The mentor is available only from {0}.").format(_day(mentor.available_from))
	if refusal == Refusal.LEAVES:
		return _("The mentor is available only until {0}.").format(_day(mentor.available_until))
	return {
		Refusal.SELF: _("Nobody can be their own mentor."),
		Refusal.MANAGER: _("The mentee's manager cannot be the mentor."),
		Refusal.CENTRE: _("Mentor and mentee must not work in the same daycare centre."),
		Refusal.YOURSELF: _("Nobody proposes themself as a mentor; please ask a colleague."),
		Refusal.RUNNING: _("The two are a pair already."),
		Refusal.OVER: _("The two were a pair before, or one of them has declined."),
		Refusal.DISABLED: _("The mentor's account is disabled."),
		Refusal.INACTIVE: _("The mentor is not active at present."),
		Refusal.NO_LONGER: _("The mentor is no longer available."),
		Refusal.FULL: _("The mentor has no free place."),
	}[refusal]


def counted(refusal: Refusal, count: int) -> str:
	"""How many mentors are out of the question for the same reason, as a part of a sentence."""
	if refusal in (Refusal.INACTIVE, Refusal.DISABLED, Refusal.NOT_YET, Refusal.NO_LONGER, Refusal.LEAVES):
		return _("{0} not available in this time").format(count)
	return {
		Refusal.SELF: _("{0} the same person").format(count),
		Refusal.MANAGER: _("{0} the manager").format(count),
		Refusal.CENTRE: _("{0} from the same centre").format(count),
		Refusal.YOURSELF: _("{0} whom a colleague has to propose").format(count),
		Refusal.RUNNING: _("{0} a mentor of theirs already").format(count),
		Refusal.OVER: _("{0} an earlier mentor, or declined").format(count),
		Refusal.FULL: _("{0} without a free place").format(count),
	}[refusal]


def not_here() -> str:
	"""Said of a pair of which one side is not (any more) among those who can be proposed."""
	return _("One of the two is no longer among those who can be proposed.")


def _day(date) -> str:
	return frappe.format(date, "Date")
