"""What the database undoes in favour of somebody else is begun again."""

import random
import time
from collections.abc import Callable
from typing import TypeVar

import frappe
from frappe import _

#: how often something is tried that the database undoes in favour of something else
_TRIES = 6

Outcome = TypeVar("Outcome")


class TooManyAtOnce(frappe.ValidationError):
	"""The database could not carry it out beside what others did at the same moment."""

	http_status_code = 409


def until_done(work: Callable[[], Outcome]) -> Outcome:
	"""Do `work`, again from the beginning where the database has undone it (a deadlock).

	It does so when people act on neighbouring records at the same moment: nobody's fault, and nothing that
	anybody should have to read about. For a transaction that holds nothing else. Raises TooManyAtOnce.
	"""
	for tries_left in reversed(range(_TRIES)):
		try:
			return work()
		except frappe.QueryDeadlockError:
			_begin_again(tries_left)


def alone(work: Callable[[], Outcome]) -> Outcome:
	"""As `until_done` where a request does nothing else; inside of something bigger `work` once, for whoever called decides
	about the transaction."""
	return until_done(work) if getattr(frappe.local, "request", None) else work()


def _begin_again(tries_left: int) -> None:
	frappe.db.rollback()
	frappe.clear_messages()
	if not tries_left:
		frappe.throw(
			_("Too many people are acting at this moment. Nothing was changed; please try again."),
			TooManyAtOnce,
		)
	time.sleep(random.uniform(0.02, 0.2))
