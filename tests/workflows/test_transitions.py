"""Every state × action × person of the three workflows, against the tables of the design (DESIGN §3).

Allowed is exactly what a row of the table allows; everybody else is refused, and told by whom it is done
or that this action does not exist here.
"""

import frappe
import pytest

from fokus_app.workflows import guard
from tests import programme as cast
from tests.workflows import design, stages
from tests.workflows.stages import undone_afterwards

STATES = [(doctype, state) for doctype, states in design.STATES.items() for state in states]
ROWS = [(doctype, row) for doctype, table in design.TABLES.items() for row in table]
#: one person of each role, for actions that do not exist in a state
ONE_OF_EACH_ROLE = ("clerk", "lead", "manager", "candidate", "mentor", "sysadmin")


@pytest.mark.parametrize(("doctype", "state"), STATES)
def test_each_person_may_do_exactly_what_the_table_says(names, nobody_wants_mail, doctype, state):
	for action in design.actions(doctype):
		row = design.row_of(doctype, state, action)
		stages.place(names, doctype, state, action)
		before = _stored(names, doctype)
		for person in design.EVERYBODY if row else ONE_OF_EACH_ROLE:
			if not row or person not in row.who:
				_is_refused(names, doctype, state, action, person)
		assert _stored(names, doctype) == before, f"{action} left something behind"
		for person in row.who if row else ():
			with undone_afterwards():
				_is_carried_out(names, doctype, row, person)


@pytest.mark.parametrize(("doctype", "row"), ROWS, ids=str)
def test_mails_go_to_exactly_those_whom_the_table_names(names, doctype, row):
	person = row.who[0]
	stages.place(names, doctype, row.source, row.action)
	with cast.acting_as(person):
		stages.act(names, doctype, row.action)
	expected = set(row.mails) - {"-actor"} - ({person} if "-actor" in row.mails else set())
	assert stages.mailed(names, doctype) == sorted(expected)


def _is_carried_out(names, doctype, row, person):
	with cast.acting_as(person):
		answer = stages.act(names, doctype, row.action)
	doc = frappe.get_doc(doctype, names[doctype])
	assert answer["state"] == doc.workflow_state == row.target
	entry = doc.stage_changes[-1]
	assert (entry.action, entry.from_state, entry.to_state) == (row.action, row.source, row.target)
	assert entry.changed_by == cast.address(person)
	# an act that leaves the stage counts none: the change that ends the stage counts them all
	assert entry.days == (0 if row.source == row.target else 3)


def _is_refused(names, doctype, state, action, person):
	with cast.acting_as(person), pytest.raises(Exception) as refusal:
		stages.act(names, doctype, action)
	said = str(refusal.value)
	if person not in design.readers(doctype, state):
		assert isinstance(refusal.value, frappe.PermissionError), said
		assert state not in said, "a stranger learns the state"
	elif design.row_of(doctype, state, action):
		assert isinstance(refusal.value, guard.NotYourDecision), said
		assert f"“{action}” is for " in said, said
	else:
		assert isinstance(refusal.value, guard.UnknownAction), said
		assert action in said and state in said, said


def _stored(names, doctype):
	"""The record, how long its log is and how many mails there are about it."""
	return (
		frappe.db.get_value(doctype, names[doctype], "*", as_dict=True),
		frappe.db.count("Stage Change", {"parent": names[doctype]}),
		frappe.db.count("FOKUS Mail", {"reference_name": names[doctype]}),
	)
