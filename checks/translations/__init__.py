"""Everything that a user can meet has its German in translations/de.csv."""

from checks.problem import Problem
from checks.translations import (
	catalogue,
	from_javascript,
	from_json,
	from_python,
	from_templates,
	from_workflows,
)
from checks.translations.found import Found
from checks.tree import Tree

_COLLECTORS = (from_json, from_workflows, from_python, from_javascript, from_templates)


def collect(tree: Tree) -> list[Found]:
	"""Every string of ours that people can meet."""
	return [found for collector in _COLLECTORS for found in collector.collect(tree)]


def check(tree: Tree) -> list[Problem]:
	"""Strings without German, translations that are wrong, and texts that cannot be translated."""
	found = collect(tree)
	problems = catalogue.check_form(tree) + catalogue.check_against(tree, found)
	for each in found:
		if each.source != each.source.strip():
			problems.append(
				Problem(each.path, each.line, f"“{each.source}” begins or ends with a blank: _() cuts it off")
			)
	for collector in (from_json, from_python, from_javascript, from_templates):
		problems += collector.check(tree)
	return problems
