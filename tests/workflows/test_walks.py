"""Random actions by random people: only the ways of the table, a log without gaps, the mails of the table, no place too many."""

import frappe
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import programme as cast
from tests.workflows import design, stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

PEOPLE = (
	"clerk",
	"clerk2",
	"lead",
	"deputylead",
	"manager",
	"deputy",
	"manager2",
	"nominator",
	"candidate",
	"mentor",
	"othermanager",
)
#: where Continue and Reopen lead stands in the record, not in the table
LEADS_BACK = {"Continue", "Reopen"}


def _presses(doctype):
	press = st.tuples(st.sampled_from(PEOPLE), st.sampled_from(design.actions(doctype)))
	return st.lists(press, min_size=10, max_size=40)


def _walk(names, doctype, presses):
	"""Press one after the other; what was carried out, as (person, action, from, to, expected mails)."""
	done = []
	for person, action in presses:
		before = frappe.db.get_value(
			doctype, names[doctype], ["workflow_state", *_RECIPIENTS[doctype]], as_dict=True
		)
		try:
			with stages.acting_or_undone(person):
				state = stages.act(names, doctype, action)["state"]
		except (frappe.ValidationError, frappe.PermissionError):
			frappe.clear_messages()
			assert frappe.db.get_value(doctype, names[doctype], "workflow_state") == before.workflow_state
			continue
		done.append((person, action, before, state))
	return done


def _interviews_called_off(done) -> int:
	"""How often an interview to which people were invited in this walk did not take place."""
	invited, called_off = False, 0
	for _person, action, before, _state in done:
		invited |= action in ("Invite to Assessment", "Move Interview")
		leaves = action in ("Defer", "Reject Candidate", "Withdraw Candidacy")
		called_off += invited and leaves and before.workflow_state == "Assessment"
	return called_off


_RECIPIENTS = {
	CANDIDATE: ("manager", "nominator"),
	MENTORING: ("mentor_user", "mentee_user"),
	MEETING: ("organiser",),
}


def _check(names, doctype, done):
	doc = frappe.get_doc(doctype, names[doctype])
	log = [(row.changed_by, row.action, row.from_state, row.to_state) for row in doc.stage_changes]
	assert log == [
		(cast.address(person), action, before.workflow_state, state) for person, action, before, state in done
	]
	mails = frappe.get_all(
		"FOKUS Mail", filters={"reference_name": doc.name}, fields=["event", "recipient"], order_by="creation"
	)
	called_off = [mail for mail in mails if mail.event == "candidate_interview_called_off"]
	assert len(called_off) == 2 * _interviews_called_off(done), done
	expected = len(called_off)
	for person, action, before, state in done:
		row = design.row_of(doctype, before.workflow_state, action)
		assert row, f"{action} from {before.workflow_state} is not in the table"
		assert (
			person in row.who
			or before.get("manager") == cast.address(person)
			or before.get("manager") == cast.address("manager2")
		)
		assert state == row.target or action in LEADS_BACK
		expected += len(set(row.mails) - {"-actor"} - ({person} if "-actor" in row.mails else set()))
	if doctype != CANDIDATE or "Appoint" not in [action for _, action, _, _ in done]:
		assert len(mails) == expected, (mails, done)
	for resource, limit in (("Programme Cohort", "places"), ("Mentor", "capacity")):
		for name, places in frappe.get_all(resource, fields=["name", limit], as_list=True):
			assert frappe.db.count("Taken Place", {"resource_doctype": resource, "resource": name}) <= places


EASY = settings(
	max_examples=12,
	deadline=None,
	derandomize=True,
	suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@EASY
@given(presses=_presses(CANDIDATE), start=st.sampled_from(design.OPEN_CASES))
def test_a_candidate(names, nobody_wants_mail, presses, start):
	with stages.undone_afterwards():
		stages.place(names, CANDIDATE, start)
		_check(names, CANDIDATE, _walk(names, CANDIDATE, presses))


@EASY
@given(
	presses=_presses(MENTORING),
	start=st.sampled_from(("Proposed", "Awaiting Mentor", "Awaiting Mentee", "Active")),
)
def test_a_relationship(names, nobody_wants_mail, presses, start):
	with stages.undone_afterwards():
		stages.place(names, MENTORING, start)
		_check(names, MENTORING, _walk(names, MENTORING, presses))


@EASY
@given(
	presses=_presses(MEETING),
	start=st.sampled_from(("Draft", "Pending Approval", "Approved", "Invited", "Held")),
)
def test_a_meeting(names, nobody_wants_mail, presses, start):
	with stages.undone_afterwards():
		stages.place(names, MEETING, start)
		done = _walk(names, MEETING, presses)
		doc = frappe.get_doc(MEETING, names[MEETING])
		assert [row.action for row in doc.stage_changes] == [action for _, action, _, _ in done]
		for person, action, before, state in done:
			row = design.row_of(MEETING, before.workflow_state, action)
			assert row and person in row.who and state == row.target
