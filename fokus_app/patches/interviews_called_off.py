"""Mark interviews to come that were called off before this was noted, so that a reopened case asks for a new invitation.

May run twice.
"""

import frappe
from frappe.utils import now

from fokus_app.notifications.notices import INTERVIEW_CALLED_OFF


def execute() -> None:
	cases = frappe.get_all(
		"FOKUS Mail", filters={"event": INTERVIEW_CALLED_OFF.event}, pluck="reference_name"
	)
	if not cases:
		return
	candidate = frappe.qb.DocType("Leadership Candidate")
	(
		frappe.qb.update(candidate)
		.set(candidate.interview_called_off, 1)
		.where(candidate.name.isin(sorted(set(cases))))
		# who is in the stage may have been invited again
		.where((candidate.workflow_state != "Assessment") & (candidate.assessment_on > now()))
	).run()
