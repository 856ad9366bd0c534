"""Mutation of the workflows: the named person, a reason or a field that a transition asks for is dropped, one at a time.

Each time somebody can do what the table of the design (`design`) does not allow, or without what it asks for: so the
tests against that table notice. A few of the mutants run with every run, all of them with `bench/mutate`.
"""

import os
from dataclasses import dataclass, replace

import frappe
import pytest

from bench.inside.mutation import targets
from fokus_app.workflows import definitions
from fokus_app.workflows.definition import Transition
from tests import programme as cast
from tests.workflows import design, stages

#: every how manieth mutant runs without bench/mutate
SAMPLE = 1 if os.environ.get("FOKUS_MUTANTS") == "all" else 16


#: told from fields that are called "reason"
REASON = "a reason"


@dataclass(frozen=True)
class Mutant:
	"""A transition without one of its guards: `who`, `reason`, or a field that it needs."""

	doctype: str
	transition: Transition
	dropped: str

	def __str__(self) -> str:
		return f"{self.transition.source}: {self.transition.action} without {self.dropped}"

	@property
	def changed(self) -> Transition:
		if self.dropped == "who":
			return replace(self.transition, who=targets.everybody(definitions()[self.doctype]))
		if self.dropped == REASON:
			return replace(self.transition, reason=None)
		return replace(
			self.transition, needs=tuple(each for each in self.transition.needs if each != self.dropped)
		)


def mutants() -> list[Mutant]:
	"""One for each guard of each transition that the design's table names."""
	found = []
	for doctype, definition in definitions().items():
		for transition in definition.transitions:
			if not design.row_of(doctype, transition.source, transition.action):
				continue
			guards = ["who", *([REASON] if transition.reason else []), *transition.needs]
			found += [Mutant(doctype, transition, guard) for guard in guards]
	return found


def test_there_are_guards_to_drop():
	assert len(mutants()) > 120


@pytest.mark.parametrize("mutant", mutants()[::SAMPLE], ids=str)
def test_a_dropped_guard_is_noticed(names, nobody_wants_mail, monkeypatch, mutant):
	doctype, action = mutant.doctype, mutant.transition.action
	row = design.row_of(doctype, mutant.transition.source, action)
	stages.place(names, doctype, row.source, action)
	if mutant.dropped not in ("who", REASON):
		_empty(doctype, names[doctype], mutant.dropped)
	people = design.EVERYBODY if mutant.dropped == "who" else row.who[:1]
	given = {"reason": "", "reason_category": ""} if mutant.dropped == REASON else {}
	if mutant.dropped in stages.asked_for(row).get("values", {}):
		given = {"values": {}}
	before = {person: _outcome(names, doctype, action, person, given) for person in people}
	definition = definitions()[doctype]
	changed = tuple(mutant.changed if each is mutant.transition else each for each in definition.transitions)
	monkeypatch.setitem(definitions(), doctype, replace(definition, transitions=changed))
	after = {person: _outcome(names, doctype, action, person, given) for person in people}
	if mutant.dropped == "who":
		assert {person for person, said in before.items() if not said} == set(row.who)
	else:
		assert all(before.values()), "carried out without what is asked for"
	# where Frappe's own role check refuses the others then, it does not say by whom this is done: the table asks for that too
	assert before != after, "nobody would notice"


def _empty(doctype: str, name: str, field: str) -> None:
	df = frappe.get_meta(doctype).get_field(field)
	if df.fieldtype in frappe.model.table_fields:
		frappe.db.delete(df.options, {"parent": name, "parentfield": field})
	else:
		# a number that is not there is 0 to the database
		nothing = 0 if df.fieldtype == "Int" else None
		frappe.db.set_value(doctype, name, field, nothing, update_modified=False)


def _outcome(names: dict, doctype: str, action: str, person: str, given: dict) -> str:
	"""Nothing where it was carried out, else what the refusal says; nothing of it is kept."""
	with stages.undone_afterwards(), cast.acting_as(person):
		try:
			stages.act(names, doctype, action, **given)
		except Exception as refusal:
			return f"{type(refusal).__name__}: {refusal}"
	return ""
