"""Which functions are mutated, and the guards of the workflows that are data."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import replace
from types import FunctionType, ModuleType

from fokus_app import people, permissions
from fokus_app.workflows import definitions, guard
from fokus_app.workflows.definition import EditRule, Who, WorkflowDefinition

#: all functions of these
MODULES: tuple[ModuleType, ...] = (permissions, guard, people)


def functions() -> list[FunctionType]:
	"""The functions of MODULES, and those that transitions name as checks, with the helpers beside them that they call."""
	found: dict[FunctionType, None] = {}
	for module in MODULES:
		for function in vars(module).values():
			if inspect.isfunction(function) and inspect.unwrap(function).__module__ == module.__name__:
				found[inspect.unwrap(function)] = None
	for check in checks():
		_with_helpers(check, found)
	return [each for each in found if each.__name__ != "hook" and "<locals>" not in each.__qualname__]


def checks() -> list[FunctionType]:
	"""The requirements that transitions and hints name, each once."""
	found: dict[FunctionType, None] = {}
	for definition in definitions().values():
		for transition in definition.transitions:
			found.update(dict.fromkeys(transition.checks))
		found.update(dict.fromkeys(definition.hints))
	return [each for each in found if isinstance(each, FunctionType)]


def _with_helpers(function: FunctionType, found: dict[FunctionType, None]) -> None:
	if function in found:
		return
	found[function] = None
	for name in function.__code__.co_names:
		helper = function.__globals__.get(name)
		if inspect.isfunction(helper) and helper.__module__ == function.__module__:
			_with_helpers(inspect.unwrap(helper), found)


Undo = Callable[[], None]


def without_data() -> Iterator[tuple[str, Callable[[], Undo], Callable]]:
	"""Guards that are data: name, an act that drops it and returns how to put it back, and the function that its tests call."""
	for doctype, definition in definitions().items():
		for number, transition in enumerate(definition.transitions):
			for check in transition.checks:
				less = replace(
					transition, checks=tuple(each for each in transition.checks if each is not check)
				)
				name = f"{doctype}: {transition.source}: {transition.action} without {check.__name__}"
				changed = (*definition.transitions[:number], less, *definition.transitions[number + 1 :])
				yield name, _swap(doctype, transitions=changed), check
		for number, rule in enumerate(definition.edits):
			for changed_rule, what in _wider(rule, everybody(definition)):
				rules = (*definition.edits[:number], changed_rule, *definition.edits[number + 1 :])
				yield (
					f"{doctype}: edit rule {number} {what}",
					_swap(doctype, edits=rules),
					guard._refuse_fields,
				)


def everybody(definition: WorkflowDefinition) -> tuple[Who, ...]:
	"""Whoever may do anything at all in this workflow. (Of others a record of this kind knows nothing.)"""
	who = [each for transition in definition.transitions for each in transition.who]
	who += [each for rule in definition.edits for each in rule.who]
	return tuple(dict.fromkeys(who))


def _wider(rule: EditRule, everybody: tuple[Who, ...]) -> Iterator[tuple[EditRule, str]]:
	yield replace(rule, who=everybody), f"for everybody ({', '.join(rule.fields[:2])} …)"
	states = {state for definition in definitions().values() for state in definition.by_name}
	yield replace(rule, states=tuple(states)), f"in every state ({', '.join(rule.fields[:2])} …)"


def _swap(doctype: str, **values) -> Callable[[], Undo]:
	def act() -> Undo:
		before = definitions()[doctype]
		definitions()[doctype] = replace(before, **values)
		return lambda: definitions().__setitem__(doctype, before)

	return act
