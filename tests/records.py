"""One record of every doctype that has a rule, and who may see it: the table of DESIGN §5, for tests of permissions and of attacks."""

import frappe

from fokus_app import people
from fokus_app.assessments import requests, writing
from fokus_app.confidential import anonymous
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.meetings import answer_links, feedback, feedback_marks, follow_up
from fokus_app.mentoring_sessions import log, reflection
from fokus_app.notifications import mass
from tests import programme as cast
from tests.consultations import conftest as consultations
from tests.workflows import design, stages

CANDIDATE, MENTORING, MEETING = design.TABLES
CLERKS = design.CLERKS
HR_AND_LEADS = (*CLERKS, *design.LEADS, "otherlead")


def one_of_each(programme: cast.Programme, names: dict[str, str]) -> dict[str, str]:
	"""One record of every doctype that has a rule, around the records of `stages.make`; names by doctype. Leaves committing to the caller."""
	# mandatory steps and a mail come from acting
	stages.place(names, CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	assessment = _handed_in(names)
	activity = frappe.db.get_value("Candidate Activity", {"candidate": names[CANDIDATE], "mandatory": 1})
	stages.place(names, MEETING, "Invited")
	return {
		CANDIDATE: names[CANDIDATE],
		MENTORING: names[MENTORING],
		MEETING: names[MEETING],
		"Candidate Activity": activity,
		"Competency Assessment": assessment,
		"Mentor": programme.mentor,
		"Meeting Participation": frappe.db.get_value(
			"Meeting Participation", {"user": cast.address("candidate")}
		),
		"FOKUS Mail": frappe.db.get_value("FOKUS Mail", {"recipient": cast.address("manager")}),
		"FOKUS Reminder": _reminder(activity),
		"FOKUS Consent": frappe.get_doc({"doctype": "FOKUS Consent", "user": cast.address("candidate")})
		.insert()
		.name,
		"FOKUS Erasure": frappe.get_doc({"doctype": "FOKUS Erasure", "kind": "Case"})
		.insert(set_name="probe")
		.name,
		"Taken Place": frappe.db.get_value("Taken Place", {"holder": names[CANDIDATE]}),
		**_words(names[MENTORING]),
		**_consultation(),
		"Answer Link": _answer_link(names[MEETING]),
		"FOKUS Mail Order": mass.order(
			frappe.get_doc(MEETING, names[MEETING]),
			"meeting_cancel_meeting_invited",
			"probe",
			people.people([cast.address("candidate")]),
		),
		**_afterwards(names[MEETING]),
		"Candidate Take-over": frappe.get_doc(
			{"doctype": "Candidate Take-over", "rows": [{"candidate": names[CANDIDATE], "row_number": 2}]}
		)
		.insert()
		.name,
	}


def _afterwards(meeting: str) -> dict[str, str]:
	"""What somebody said about a meeting that is over, totals, and the record of its photos; the candidate was there."""
	anonymous.keep(meeting, {"remarks": {"wishes": "Mehr Zeit"}})
	summary = frappe.get_doc({"doctype": feedback.SUMMARY, "meeting": meeting, "given": 5, "totals": "{}"})
	frappe.get_doc({"doctype": follow_up.FOLLOW_UP, "meeting": meeting}).insert(set_name="probe")
	there = {"meeting": meeting, "user": cast.address("candidate")}
	frappe.db.set_value("Meeting Participation", there, "attendance", "Attended")
	frappe.db.set_value(MEETING, meeting, "workflow_state", "Held")
	participation = frappe.db.get_value("Meeting Participation", there)
	feedback_marks.note(participation, meeting)
	return {
		"Meeting Feedback Mark": feedback_marks.name_of(participation),
		"Meeting Feedback": frappe.db.get_value("Meeting Feedback", {"meeting": meeting}),
		"Meeting Feedback Summary": summary.insert(set_name="probe").name,
		"Meeting Follow-up": "probe",
	}


def _answer_link(meeting: str) -> str:
	"""A link with which the candidate of the cast can answer."""
	participation = {"meeting": meeting, "user": cast.address("candidate")}
	answer_links.new(frappe.db.get_value("Meeting Participation", participation), meeting)
	return frappe.db.get_value("Answer Link", {"meeting": meeting})


def _handed_in(names) -> str:
	"""An assessment by the manager."""
	doc = frappe.get_doc(CANDIDATE, names[CANDIDATE])
	requests.make_for_interview(doc)
	name = frappe.db.get_value("Competency Assessment", {"candidate": doc.name, "kind": "Manager"})
	with cast.acting_as("manager"):
		modified = str(frappe.db.get_value("Competency Assessment", name, "modified"))
		writing.write(name, modified, [], "Führt ruhig und klar.", hand_in=True)
	return name


def _words(pair: str) -> dict[str, str]:
	"""A session of the pair, and how the candidate looks back."""
	with cast.acting_as("mentor"):
		session = log.log(pair, frappe.utils.today(), 60, topics="Dienstplan")["name"]
	with cast.acting_as("candidate"):
		reflection.reflect(pair, "Mid-Term", helped="Zuhören")
	return {
		"Mentoring Session": session,
		"Mentoring Reflection": frappe.db.get_value("Mentoring Reflection", {"relationship": pair}),
		"Sealed Text": frappe.db.get_value("Sealed Text", {"reference_name": session}),
	}


def _consultation() -> dict[str, str]:
	"""A group in which candidate, mentor and nominator advise each other, and one of its dates."""
	group = consultations.make_group("candidate", "mentor", "nominator")
	return {GROUP: group, CONSULTATION: consultations.planned(group)}


def _reminder(activity: str) -> str:
	"""That the candidate was reminded of this step."""
	row = frappe.new_doc("FOKUS Reminder")
	row.update(
		{
			"recipient": cast.address("candidate"),
			"kind": "step",
			"reference_doctype": "Candidate Activity",
			"reference_name": activity,
		}
	)
	return row.insert(set_name="probe").name


#: who sees the records above: a candidate in preparation of area Nord, mentored by "mentor" …
SEEN_BY = {
	CANDIDATE: (*HR_AND_LEADS, "manager", "deputy", "nominator"),
	"Candidate Activity": (*HR_AND_LEADS, "manager", "deputy", "nominator", "candidate", "mentor"),
	# HR sees the dates on the candidate's form
	"Competency Assessment": (*design.LEADS, "otherlead", "manager"),
	"Mentor": (*HR_AND_LEADS, "mentor"),
	MENTORING: (*HR_AND_LEADS, "mentor", "candidate"),
	# HR sees number and dates on the relationship's form
	"Mentoring Session": ("mentor", "candidate"),
	"Mentoring Reflection": ("candidate",),
	"Sealed Text": (),
	GROUP: (*HR_AND_LEADS, "candidate", "mentor", "nominator"),
	# HR sees number and dates on the group's form
	CONSULTATION: ("candidate", "mentor", "nominator"),
	MEETING: (*HR_AND_LEADS, "mentor", "candidate", "participant2"),
	"Meeting Participation": (*HR_AND_LEADS, "mentor", "candidate"),
	"Meeting Feedback": (),
	"Meeting Feedback Mark": (),
	"Meeting Feedback Summary": HR_AND_LEADS,
	"Meeting Follow-up": (*HR_AND_LEADS, "mentor", "candidate"),
	"FOKUS Mail": HR_AND_LEADS,
	"FOKUS Reminder": HR_AND_LEADS,
	"FOKUS Consent": HR_AND_LEADS,
	"FOKUS Erasure": HR_AND_LEADS,
	"Candidate Take-over": HR_AND_LEADS,
	"Taken Place": (),
	"Answer Link": (),
	"FOKUS Mail Order": (),
}
