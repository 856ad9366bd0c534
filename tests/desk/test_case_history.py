"""The history of a case in the candidate's form: what has happened, in order, for whoever may see it."""

import frappe
import pytest
from frappe.desk.form.load import getdoc
from frappe.utils import add_days, get_datetime, now_datetime, today

from fokus_app import case_history
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING


@pytest.fixture
def lived(names) -> str:
	"""A candidate with an act, an interview, steps, a meeting that was attended, mentoring and two sessions."""
	case = names[CANDIDATE]
	stages.place(names, CANDIDATE, "Potential")
	with cast.acting_as("clerk"):
		stages.act(names, CANDIDATE, "Nominate")
	frappe.db.set_value(CANDIDATE, case, "assessment_on", f"{add_days(today(), -20)} 10:00:00")
	for title, status, done_on in (
		("Getan", "Done", add_days(today(), -10)),
		("<b>Fett</b>", "Done", add_days(today(), -9)),
		("Offen", "Open", None),
	):
		step = frappe.new_doc("Candidate Activity")
		step.update({"title": title, "candidate": case, "phase": "Preparation", "status": status})
		step.update({"done_on": done_on, "done_by": done_on and cast.address("candidate")})
		step.set_new_name()
		step.db_insert()
	frappe.db.set_value(MEETING, names[MEETING], "starts_on", f"{add_days(today(), -5)} 18:00:00")
	frappe.db.set_value(
		"Meeting Participation",
		{"meeting": names[MEETING], "user": cast.address("candidate")},
		"attendance",
		"Attended",
	)
	for days in (-4, -2):
		session = frappe.new_doc("Mentoring Session")
		session.update(
			{"relationship": names[MENTORING], "status": "Held", "session_date": add_days(today(), days)}
		)
		session.set_new_name()
		session.db_insert()
	return case


def _told(person: str, case: str) -> list[str]:
	with cast.acting_as(person):
		return [entry["content"] for entry in case_history.entries(CANDIDATE, case)]


def test_it_tells_everything_in_the_order_in_which_it_happened(lived):
	with cast.acting_as("clerk"):
		found = case_history.entries(CANDIDATE, lived)
	moments = [entry["creation"] for entry in found]
	assert moments == sorted(moments)
	text = "\n".join(entry["content"] for entry in found)
	wanted = [
		"Assessment interview",
		"Step done by Karla Kandidat: Getan",
		"Attended: Netzwerktreffen",
		"Mentoring session",
		"Nominate by Hanna Sachbearbeitung: now Nominated",
	]
	places = [text.index(sentence) for sentence in wanted]
	assert places == sorted(places)
	assert text.count("Mentoring session") == 2
	assert "Offen" not in text


def test_what_people_have_written_is_no_markup(lived):
	text = "".join(_told("clerk", lived))
	assert "&lt;b&gt;Fett&lt;/b&gt;" in text
	assert "<b>" not in text


def test_what_lies_ahead_has_not_happened(lived):
	frappe.db.set_value(CANDIDATE, lived, "assessment_on", add_days(now_datetime(), 1))
	assert not [line for line in _told("clerk", lived) if "interview" in line]


@pytest.mark.parametrize(
	("person", "sees_mentoring"),
	[("clerk", True), ("lead", True), ("manager", False), ("nominator", False)],
)
def test_mentoring_is_told_to_those_who_may_see_the_pair(lived, person, sees_mentoring):
	text = "".join(_told(person, lived))
	assert ("Mentoring" in text) is sees_mentoring
	assert "now Nominated" in text


def test_the_form_of_the_desk_gets_it(lived):
	with cast.acting_as("clerk"):
		getdoc(CANDIDATE, lived)
	entries = frappe.response.docinfo["additional_timeline_content"]
	assert any("now Nominated" in entry["content"] for entry in entries)
	assert all(get_datetime(entry["creation"]) <= now_datetime() for entry in entries)
