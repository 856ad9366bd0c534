"""Ask for the assessments of cases that were invited before the programme asked for them; may run twice.

Nobody is written to: who is asked sees it where they work, and is reminded like everybody else.
"""

import frappe

from fokus_app.assessments import requests

CANDIDATE = "Leadership Candidate"


def execute() -> None:
	asked = set(frappe.get_all(requests.DOCTYPE, pluck="candidate"))
	for name in frappe.get_all(CANDIDATE, filters={"workflow_state": "Assessment"}, pluck="name"):
		if name not in asked:
			requests.make_for_interview(frappe.get_doc(CANDIDATE, name))
