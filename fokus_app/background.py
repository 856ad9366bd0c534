"""What a long job (actions on many records, a long list) tells the person who waits for it, and how it goes on
where something is refused.

It is kept in the cache for a day, for that person alone.
"""

import time
from collections.abc import Callable, Iterable

import frappe
from frappe import _
from frappe.utils import strip_html

_SECONDS = 24 * 60 * 60
#: a job that has said nothing for so long was cut off, or no worker runs
SILENT_SECONDS = 90


def begin(**state: object) -> str:
	"""Keep the state of a job that the acting user has asked for; returns its key."""
	key = frappe.generate_hash(length=20)
	_keep(key, {**state, "user": frappe.session.user})
	return key


def start(work: str, **state: object) -> str:
	"""Have a worker call `work` (a function's dotted name) with the key of a new job, as the acting user; returns the key."""
	key = begin(**state, work=work, count=0, done=[], failed=[], finished=False)
	_enqueue(work, key)
	return key


def go_on(key: str) -> None:
	"""Have a worker go on with a job of the acting user that was cut off; nothing where it is finished or at work.

	Raises frappe.DoesNotExistError as `of`.
	"""
	kept = of(key)
	if kept["silent"] and not kept["finished"]:
		note(key)  # somebody who asks again at once starts no other worker
		_enqueue(kept["work"], key)


def _enqueue(work: str, key: str) -> None:
	# not after commit: such a request writes nothing to the database, so Frappe would not commit
	frappe.enqueue(work, queue="long", timeout=1500, key=key)


def note(key: str, **changes: object) -> None:
	"""Change what is kept of a job."""
	_keep(key, {**of(key), **changes})


def of(key: str) -> dict:
	"""What is kept of a job of the acting user, with `silent` (true when it has said nothing for too long).

	Raises frappe.DoesNotExistError where nothing is kept, or it is somebody else's.
	"""
	# what a worker has written since, not what this process remembers of its own (as Frappe 16 does)
	frappe.local.cache.pop(frappe.cache.make_key(_name(key)), None)
	kept = frappe.cache.get_value(_name(key), expires=True)
	if not kept or kept["user"] != frappe.session.user:
		frappe.throw(
			_("The result of this job is not kept any more. Please start it again: nothing happens twice."),
			frappe.DoesNotExistError,
		)
	return {**kept, "silent": time.time() - kept["at"] > SILENT_SECONDS}


def carry_out(key: str, pieces: Iterable[tuple[list[dict], Callable[[], object]]]) -> None:
	"""Carry out one piece of a job after the other, each a transaction of its own, and note progress and refusals.

	pieces: the records that a piece is about (each with name and title), and what it does; what that raises is why
	these records failed. A job that was cut off goes on behind the last piece that it has noted.
	"""
	kept = of(key)
	count, done, failed = kept["count"], kept["done"], kept["failed"]
	for cases, act in pieces:
		if all(case["name"] in done for case in cases):
			continue
		if why := _try(act):
			failed += [{"name": case["name"], "title": case["title"], "why": why} for case in cases]
		count += len(cases)
		done += [case["name"] for case in cases]
		note(key, count=count, done=done, failed=failed)
	note(key, finished=True)


def _try(act: Callable[[], object]) -> str | None:
	"""Carry out one piece; returns why it was refused, or None."""
	try:
		act()
		frappe.db.commit()  # what was done stays done if the job is cut off
	except (frappe.ValidationError, frappe.PermissionError) as refusal:
		frappe.db.rollback()
		return strip_html(str(refusal).replace("<br>", " ")) or _("Refused")
	except Exception as error:  # whatever is wrong with one piece, the others are carried out
		frappe.db.rollback()
		# the kind of error alone: its text may hold names
		frappe.log_error(title=f"FOKUS bulk action: {type(error).__name__}", message=type(error).__name__)
		frappe.db.commit()
		return _("This did not work. The administrators find it in the error log.")
	finally:
		frappe.clear_messages()
	return None


def _keep(key: str, state: dict) -> None:
	frappe.cache.set_value(_name(key), {**state, "at": time.time()}, expires_in_sec=_SECONDS)


def _name(key: str) -> str:
	return f"fokus_job:{key}"
