"""The nightly job that deletes what has been kept long enough. What that is, and how long, each capability says."""

import frappe

from fokus_app.consultations import retention as consultations
from fokus_app.mentoring_sessions import retention as mentorings

#: each with over() (names whose time has come) and delete_words(name) (True where something was there)
KINDS = (mentorings, consultations)


def delete_due() -> int:
	"""Delete all that is due; runs daily and may run twice or be cut off. Returns of how many records.

	Each is a transaction of its own: what goes wrong with one stops no other, and is tried again tomorrow.
	"""
	done = 0
	for kind in KINDS:
		for name in kind.over():
			try:
				done += kind.delete_words(name)
				frappe.db.commit()  # a job of its own; each record once
			except Exception as error:  # the others go on
				frappe.db.rollback()
				# the kind of error alone: its text may hold words
				frappe.log_error(title=f"FOKUS: {kind.TITLE} not deleted", message=type(error).__name__)
	return done
