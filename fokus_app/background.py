"""What a long job (actions on many records, a long list) tells the person who waits for it.

It is kept in the cache for a day, for that person alone.
"""

import time

import frappe
from frappe import _

_SECONDS = 24 * 60 * 60
#: a job that has said nothing for so long was cut off, or no worker runs
SILENT_SECONDS = 90


def begin(**state: object) -> str:
	"""Keep the state of a job that the acting user has asked for; returns its key."""
	key = frappe.generate_hash(length=20)
	_keep(key, {**state, "user": frappe.session.user})
	return key


def note(key: str, **changes: object) -> None:
	"""Change what is kept of a job."""
	_keep(key, {**of(key), **changes})


def of(key: str) -> dict:
	"""What is kept of a job of the acting user, with `silent` (true when it has said nothing for too long).

	Raises frappe.DoesNotExistError where nothing is kept, or it is somebody else's.
	"""
	kept = frappe.cache.get_value(_name(key), expires=True)
	if not kept or kept["user"] != frappe.session.user:
		frappe.throw(
			_("The result of this job is not kept any more. Please start it again: nothing happens twice."),
			frappe.DoesNotExistError,
		)
	return {**kept, "silent": time.time() - kept["at"] > SILENT_SECONDS}


def _keep(key: str, state: dict) -> None:
	frappe.cache.set_value(_name(key), {**state, "at": time.time()}, expires_in_sec=_SECONDS)


def _name(key: str) -> str:
	return f"fokus_job:{key}"
