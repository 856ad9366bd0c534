"""The ways past the action method that Frappe offers end at the same guard.

`apply_workflow`, a PUT of the state, `frappe.client.set_value`, the desk's save, a kanban card, a bulk action,
an import: the right person succeeds where nothing is asked for, and is refused where a reason is due;
everybody else is refused.
"""

import json

import frappe
import pytest
from frappe.client import set_value
from frappe.core.doctype.data_import.importer import Importer
from frappe.desk.doctype.kanban_board.kanban_board import update_order_for_single_card
from frappe.desk.form.save import savedocs
from frappe.model.workflow import apply_workflow, bulk_workflow_approval

from tests import programme as cast
from tests.workflows import design, stages
from tests.workflows.stages import undone_afterwards

ROWS = [(doctype, row) for doctype, table in design.TABLES.items() for row in table]


def by_apply_workflow(doctype, name, row):
	apply_workflow(json.dumps({"doctype": doctype, "name": name}), row.action)


def by_set_value(doctype, name, row):
	set_value(doctype, name, "workflow_state", row.target)


def by_desk_save(doctype, name, row):
	savedocs(json.dumps({**_loaded(doctype, name), "workflow_state": row.target}, default=str), "Save")


def by_kanban_card(doctype, name, row):
	board = _kanban_board(doctype, name, row)
	update_order_for_single_card(board, name, row.source, row.target, 0, 0)


CHANNELS = (by_apply_workflow, by_set_value, by_desk_save, by_kanban_card)


@pytest.mark.parametrize(("doctype", "row"), ROWS, ids=str)
def test_frappes_own_ways_meet_the_guard(names, nobody_wants_mail, doctype, row):
	stages.place(names, doctype, row.source, row.action)
	readers = design.readers(doctype, row.source)
	right = next((person for person in row.who if person in readers), None)
	wrong = [next(person for person in readers if person not in row.who), "othermanager"]
	for channel in CHANNELS:
		for person in wrong:
			_is_refused(channel, names, doctype, row, person)
		if right is None:
			continue
		if row.asks or row.source == row.target:
			_is_refused(channel, names, doctype, row, right)
		else:
			with undone_afterwards():
				with cast.acting_as(right):
					channel(doctype, names[doctype], row)
				_is_logged(names, doctype, row, right)


def test_a_bulk_action_moves_those_that_may_move(programme, nobody_wants_mail):
	mine, someone_elses = cast.candidate(programme), cast.candidate(programme, manager=cast.address("lead"))
	for candidate in (mine, someone_elses):
		stages.place(
			{stages.CANDIDATE: candidate.name}, stages.CANDIDATE, "Nominated", manager=candidate.manager
		)
	frappe.db.set_value(stages.CANDIDATE, someone_elses.name, {"area": None, "centre": None})
	with cast.acting_as("deputy"):
		bulk_workflow_approval(json.dumps([mine.name, someone_elses.name]), stages.CANDIDATE, "Endorse")
	assert frappe.db.get_value(stages.CANDIDATE, mine.name, "workflow_state") == "Endorsed"
	assert frappe.db.get_value(stages.CANDIDATE, someone_elses.name, "workflow_state") == "Nominated"


@pytest.mark.parametrize(
	("person", "state", "target", "moves"),
	[
		("clerk", "Potential", "Nominated", True),
		("clerk", "Nominated", "Endorsed", False),
		("clerk", "Ready", "Interrupted", False),
		("clerk", "Potential", "Preparation", False),
		("clerk", "Established", "Onboarding", False),
		("sysadmin", "Potential", "Nominated", False),
	],
)
def test_an_import_meets_the_guard(programme, person, state, target, moves):
	candidate = cast.candidate(programme)
	stages.place({stages.CANDIDATE: candidate.name}, stages.CANDIDATE, state)
	frappe.db.commit()
	log = _imported(person, f"ID,Stage\n{candidate.name},{target}\n")
	assert frappe.db.get_value(stages.CANDIDATE, candidate.name, "workflow_state") == (
		target if moves else state
	)
	assert bool(log.success) == moves, log
	assert frappe.db.count("Stage Change", {"parent": candidate.name}) == (1 if moves else 0)


def test_continue_and_reopen_lead_only_where_the_case_stood(names, nobody_wants_mail):
	for state, wrong_target, person in (
		("Interrupted", "Onboarding", "clerk"),
		("Established", "Preparation", "lead"),
	):
		stages.place(names, stages.CANDIDATE, state)
		with cast.acting_as(person), pytest.raises(frappe.ValidationError):
			set_value(stages.CANDIDATE, names[stages.CANDIDATE], "workflow_state", wrong_target)


@pytest.mark.parametrize("doctype", design.TABLES)
def test_no_way_leads_where_the_table_has_none(names, nobody_wants_mail, doctype):
	for state in design.STATES[doctype]:
		stages.place(names, doctype, state)
		ways = {row.target for row in design.TABLES[doctype] if row.source == state}
		if state in design.STOOD_BEFORE and doctype == stages.CANDIDATE:
			ways |= set(design.OPEN_CASES)  # the same action; tested above
		for target in design.STATES[doctype]:
			if target in ways or target == state:
				continue
			with pytest.raises(frappe.ValidationError):
				set_value(doctype, names[doctype], "workflow_state", target)  # as Administrator
		assert frappe.db.get_value(doctype, names[doctype], "workflow_state") == state


@pytest.mark.parametrize("doctype", design.TABLES)
def test_a_record_begins_in_the_first_state(names, doctype):
	doc = frappe.copy_doc(frappe.get_doc(doctype, names[doctype]))
	doc.workflow_state = design.STATES[doctype][2]
	with cast.acting_as("clerk"), pytest.raises(frappe.ValidationError, match="begins in the state"):
		doc.insert()


def _is_refused(channel, names, doctype, row, person):
	log = frappe.db.count("Stage Change", {"parent": names[doctype]})
	with undone_afterwards(), cast.acting_as(person):
		try:
			channel(doctype, names[doctype], row)
		except (
			Exception
		) as refusal:  # the kinds differ by channel: PermissionError, WorkflowPermissionError …
			assert isinstance(refusal, frappe.ValidationError | frappe.PermissionError), refusal
			# an act that stays in its state is not in Frappe's Workflow: there is no such action for Frappe
			if person in row.who and row.asks and row.source != row.target:
				assert "reason" in str(refusal)
		else:
			assert row.source == row.target, f"{channel.__name__} as {person} went through"
	assert frappe.db.get_value(doctype, names[doctype], "workflow_state") == row.source
	assert frappe.db.count("Stage Change", {"parent": names[doctype]}) == log


def _is_logged(names, doctype, row, person):
	doc = frappe.get_doc(doctype, names[doctype])
	last = doc.stage_changes[-1]
	assert (doc.workflow_state, last.action, last.changed_by) == (
		row.target,
		row.action,
		cast.address(person),
	)


def _loaded(doctype, name) -> dict:
	"""The record as the desk has loaded it."""
	return frappe.get_doc(doctype, name).as_dict(convert_dates_to_str=True)


def _kanban_board(doctype, name, row) -> str:
	board = frappe.new_doc("Kanban Board")
	board.update(
		{
			"kanban_board_name": frappe.generate_hash(length=10),
			"reference_doctype": doctype,
			"field_name": "workflow_state",
		}
	)
	for state in design.STATES[doctype]:
		board.append(
			"columns", {"column_name": state, "order": json.dumps([name] if state == row.source else [])}
		)
	with cast.acting_as("Administrator"):
		board.insert()
	return board.name


def _imported(person: str, content: str):
	"""Import this CSV as `person`; the numbers of rows that went through and failed."""
	file = frappe.get_doc(
		{"doctype": "File", "file_name": "probe.csv", "content": content, "is_private": 1}
	).insert()
	data_import = frappe.get_doc(
		{
			"doctype": "Data Import",
			"reference_doctype": stages.CANDIDATE,
			"import_type": "Update Existing Records",
			"import_file": file.file_url,
			"submit_after_import": 0,
		}
	).insert()
	frappe.db.commit()
	with cast.acting_as(person):
		Importer(stages.CANDIDATE, data_import=data_import).import_data()
	logs = frappe.get_all(
		"Data Import Log", filters={"data_import": data_import.name}, fields=["success", "messages"]
	)
	assert len(logs) == 1
	return logs[0]
