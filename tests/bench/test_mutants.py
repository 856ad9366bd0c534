"""What `bench/mutate` stands on: parts taken out of functions, tests run again and again, failures that are a mutant's doing."""

import json
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from bench.inside.mutation import parts, sight, sql_parts
from bench.inside.mutation.changes import Change, every_change
from bench.inside.mutation.reasons import REASONS
from bench.inside.mutation.swapping import code_swap
from bench.lib.paths import CHECKOUT

#: what is mutated below
RULES = '''
	"""Rules of a small house."""

	def may_enter(name, key):
		return bool(name) and key == 7

	def hook_of(colour):
		def hook(number):
			if number > 3:
				return colour
			return ""

		return hook

	red = hook_of("red")
'''


@pytest.fixture
def rules(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
	"""The small house as a module."""
	(tmp_path / "house_rules.py").write_text(textwrap.dedent(RULES))
	monkeypatch.syspath_prepend(str(tmp_path))
	monkeypatch.delitem(sys.modules, "house_rules", raising=False)
	import house_rules

	return house_rules


def test_each_operand_and_each_branch_is_taken_out(rules):
	found = {mutant.name.split(" ", 3)[3]: mutant for mutant in parts.mutants_of(rules.may_enter)}
	assert list(found) == ["and: without bool(name)", "and: without key == 7"]
	without_name = code_swap(rules.may_enter, found["and: without bool(name)"].code)
	undo = without_name()
	assert rules.may_enter("", 7)
	undo()
	assert not rules.may_enter("", 7)


def test_a_function_that_another_one_has_made_changes_with_it(rules):
	found = {mutant.name.split(" ", 3)[3]: mutant for mutant in parts.mutants_of(rules.hook_of)}
	assert list(found) == ["if number > 3: always True", "if number > 3: always False"]
	undo = code_swap(rules.hook_of, found["if number > 3: always False"].code)()
	assert rules.red(5) == ""
	undo()
	assert rules.red(5) == "red"


def test_it_is_noted_what_decides_about_a_mutant(rules):
	watch = sight.Watch([rules.may_enter, rules.hook_of])
	with watch.on():
		assert rules.may_enter("Ada", 8) is False
		assert rules.red(5) == "red"
	seen = watch.seen()
	assert not rules.may_enter("", 7)  # is not noted any more
	assert [
		mutant.name.split(" ", 3)[3]
		for function in (rules.may_enter, rules.hook_of)
		for mutant in parts.mutants_of(function)
		if Change("", "", None, sight.id_of(function), mutant.spot).may_be_noticed(seen)
	] == ["and: without key == 7", "if number > 3: always False"]


@pytest.mark.parametrize(
	("text", "without"),
	[
		("a = 1 and b = 2", {"a = 1": " b = 2", "b = 2": "a = 1 "}),
		("select name from t where a = 1", {"a = 1": "select name from t where 1=1 "}),
		("(a = 1 or b = 2) and c = 3", {"a = 1", "b = 2", "(a = 1 or b = 2)", "c = 3"}),
		("a = 'x and y'", {}),
		("Files of HR and the lead", {}),
	],
)
def test_each_operand_in_sql_is_taken_out(text, without):
	found = {what: left for what, left in sql_parts.without_each(text)}
	if isinstance(without, set):
		assert set(found) == without
	else:
		assert {what: left.split() for what, left in found.items()} == {
			what: left.split() for what, left in without.items()
		}


HOUSE_TESTS = """
	import house_rules
	import pytest

	left_behind = []

	@pytest.fixture(scope="module")
	def house():
		left_behind.clear()
		return []

	@pytest.fixture
	def tidy(house):
		assert house == []
		house.append("mine")
		yield
		house.clear()

	def test_first(tidy):
		assert not left_behind
		assert not house_rules.may_enter("Ada", 8)

	def test_second(tidy):
		if house_rules.red(2) == "red":
			left_behind.append("red")
		assert not left_behind
"""

JUDGED = """
	import json

	import pytest

	from bench.inside.mutation import changes, parts
	from bench.inside.mutation.court import Court
	from bench.inside.mutation.swapping import code_swap
	from bench.inside.mutation.tests_run import Tests

	@pytest.hookimpl(tryfirst=True)
	def pytest_runtestloop(session):
		import house_rules

		tests = Tests(session)
		again_and_again = [tests.passes(item) for item in session.items * 3]
		every = {
			mutant.name: changes.Change(mutant.name, mutant.source, code_swap(function, mutant.code), function.__name__)
			for function in (house_rules.hook_of, house_rules.may_enter)
			for mutant in parts.mutants_of(function)
		}
		court = Court(tests)
		for change in every.values():
			court.suspects(change, session.items[::-1])
		noticed, cleared = court.decide()
		for change, item in cleared:
			court.suspects(change, [other for other in session.items if other is not item])
			noticed += court.decide()[0]
		noticed = {change.name: test for change, test in noticed}
		print("FOUND" + json.dumps([again_and_again, list(every), noticed]))
		return True
"""


def test_what_is_left_behind_by_one_mutant_is_not_taken_for_the_next_ones_doing(tmp_path):
	for name, text in (("house_rules", RULES), ("test_house", HOUSE_TESTS), ("conftest", JUDGED)):
		(tmp_path / f"{name}.py").write_text(textwrap.dedent(text))
	done = subprocess.run(
		[sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "--rootdir", tmp_path, tmp_path],
		cwd=CHECKOUT,
		capture_output=True,
		text=True,
	)
	said = next((line for line in done.stdout.splitlines() if "FOUND" in line), None)
	assert said, done.stdout + done.stderr
	again_and_again, every, noticed = json.loads(said.split("FOUND")[1])
	assert again_and_again == [True] * 6
	assert [noticed.get(name, "").split("::")[-1] for name in every] == [
		"test_second",  # what reaches the number 3 is red
		"",
		"",
		"test_first",
	]


def test_reasons_are_for_parts_that_there_are():
	assert REASONS.keys() <= {change.name for change in every_change()}
