"""Functions of which one part is missing: an operand of and/or, a branch, a filter, a row filter in the SQL that they build."""

import ast
import copy
import hashlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from types import CodeType, FunctionType

from bench.inside.mutation import sql_parts

#: calls whose arguments are alternatives of which each widens what somebody sees
_ALTERNATIVES = ("_any", "_any_of_few")


#: where only true or false counts of what stands there
_CONDITIONS = ("test", "ifs", "values", "operand")
#: a way from a function's tree down to one node: field and, in a list, place
Path = tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Spot:
	"""An expression whose value decides whether a mutant makes a difference, by its way in the function's tree.

	outcome: what it must come out as, true or false; None: it has only to be worked out.
	"""

	path: str
	outcome: bool | None = None


@dataclass(frozen=True)
class Mutant:
	"""A function without one of its parts. name: tells it from all others, also in the next run."""

	name: str
	function: FunctionType
	code: CodeType
	#: another one of the source, another mutant
	source: str
	spot: Spot


@dataclass(frozen=True)
class _Part:
	what: str
	#: the node that is changed, and below it the expression that decides
	at: Path
	decides: Path
	outcome: bool | None
	change: Callable[[ast.AST], ast.AST]


def mutants_of(function: Callable) -> Iterator[Mutant]:
	"""Every mutant of a function of a module. A decorated one: of what is wrapped."""
	plain, source, tree = _parsed(function)
	where = f"{plain.__module__.removeprefix('fokus_app.')}.{plain.__qualname__}"
	digest = hashlib.sha256(source.encode()).hexdigest()[:12]
	for number, part in enumerate(_parts(tree)):
		changed = copy.deepcopy(tree)
		_replace(changed, part.at, part.change)
		spot = Spot(_named(part.decides), part.outcome)
		yield Mutant(f"{where} · {number} {part.what}", plain, _compiled(changed, plain), digest, spot)


def watched(function: Callable, note: str) -> CodeType:
	"""The code of the function as it is, but `note(spot, value)` is told of each expression that decides about a mutant, and of
	what is returned (as spot "return"), and gives the value back. note: the name of a builtin."""
	plain, _source, tree = _parsed(function)
	spots = {part.decides for part in _parts(tree)}
	returns = {
		(*path, ("value", None)) for path, node in _walk(tree) if isinstance(node, ast.Return) and node.value
	}

	def noting(name: str) -> Callable[[ast.AST], ast.AST]:
		return lambda node: ast.Call(ast.Name(note, ast.Load()), [ast.Constant(name), node], [])

	# from the inside to the outside: what is put around a node changes the way to those below it
	for path in sorted(spots, key=len, reverse=True):
		_replace(tree, path, noting(_named(path)))
	for path in returns:
		_replace(tree, path, noting("return"))
	return _compiled(tree, plain)


def _parsed(function: Callable) -> tuple[FunctionType, str, ast.FunctionDef]:
	plain = inspect.unwrap(function)
	source = textwrap.dedent(inspect.getsource(plain))
	tree = ast.parse(source).body[0]
	tree.decorator_list = []
	return plain, source, tree


def _compiled(tree: ast.FunctionDef, plain: FunctionType) -> CodeType:
	_keep_closures(tree, plain.__code__)
	module = ast.fix_missing_locations(ast.Module([tree], []))
	names: dict = {}
	exec(compile(module, f"<{plain.__qualname__}>", "exec"), plain.__globals__, names)
	return names[plain.__name__].__code__


def _parts(tree: ast.FunctionDef) -> Iterator[_Part]:
	for path, node in _walk(tree):
		yield from _of_node(path, node)


def _keep_closures(tree: ast.FunctionDef, code: CodeType) -> None:
	"""Let functions within this one go on taking the same names from it, since a living function takes no code that
	takes others."""
	codes = {each.co_name: each for each in code.co_consts if isinstance(each, CodeType)}
	for inner in tree.body:
		if isinstance(inner, ast.FunctionDef):
			names = [ast.Name(name, ast.Load()) for name in codes[inner.name].co_freevars]
			# is never carried out
			inner.body.append(ast.If(ast.Constant(False), [ast.Expr(ast.Tuple(names, ast.Load()))], []))
			_keep_closures(inner, codes[inner.name])


def _of_node(path: Path, node: ast.AST) -> Iterator[_Part]:
	def part(what: str, below: Path, outcome: bool | None, change: Callable[[ast.AST], ast.AST]) -> _Part:
		return _Part(what, path, (*path, *below), outcome, change)

	if isinstance(node, ast.BoolOp):
		word = "and" if isinstance(node.op, ast.And) else "or"
		for index, value in enumerate(node.values):
			what = f"{word}: without {_text(value)}"
			# of "and" one that is false ends it, of "or" one that is true; the last one is what comes out
			is_value = index == len(node.values) - 1 and path[-1][0] not in _CONDITIONS
			outcome = None if is_value else word == "or"
			yield part(what, (("values", index),), outcome, partial(_without_operand, index=index))
	elif isinstance(node, ast.If | ast.IfExp):
		for always in (True, False):
			what = f"if {_text(node.test)}: always {always}"
			yield part(what, (("test", None),), not always, partial(_with_test, value=always))
	elif isinstance(node, ast.comprehension):
		for index, test in enumerate(node.ifs):
			what = f"all, not only if {_text(test)}"
			yield part(what, (("ifs", index),), False, lambda n, i=index: n.ifs.pop(i) and n)
	elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in _ALTERNATIVES and len(node.args) > 1:
		for index, argument in enumerate(node.args):
			# a mere name, as that of a doctype, is no condition
			if not isinstance(argument, ast.Starred | ast.Constant):
				what = f"without the alternative {_text(argument)}"
				yield part(what, (("args", index),), None, lambda n, i=index: n.args.pop(i) and n)
	elif isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
		text, fields = _template(node)
		for what, without in sql_parts.without_each(text):
			what = f"SQL: without {_readable(what, fields)}"
			yield part(what, (), None, lambda n, t=without, f=fields: _rebuilt(t, f))


def _walk(node: ast.AST, path: Path = ()) -> Iterator[tuple[Path, ast.AST]]:
	"""Every node below, with the way to it; the parts of an f-string are not looked at by themselves, nor docstrings and
	sentences for users."""
	for field, value in ast.iter_fields(node):
		children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
		for index, child in children:
			if not isinstance(child, ast.AST) or field in ("annotation", "returns"):
				continue
			if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
				continue
			if isinstance(child, ast.Call) and getattr(child.func, "id", "") == "_":
				continue
			way = (*path, (field, index))
			yield way, child
			if isinstance(child, ast.JoinedStr):
				continue
			yield from _walk(child, way)


def _replace(tree: ast.FunctionDef, path: Path, change: Callable[[ast.AST], ast.AST]) -> None:
	holder: ast.AST = tree
	for field, index in path[:-1]:
		holder = getattr(holder, field) if index is None else getattr(holder, field)[index]
	field, index = path[-1]
	if index is None:
		setattr(holder, field, change(getattr(holder, field)))
	else:
		getattr(holder, field)[index] = change(getattr(holder, field)[index])


def _named(path: Path) -> str:
	return ".".join(field if index is None else f"{field}{index}" for field, index in path)


def _without_operand(node: ast.BoolOp, index: int) -> ast.AST:
	left = [value for number, value in enumerate(node.values) if number != index]
	return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _with_test(node: ast.If | ast.IfExp, value: bool) -> ast.AST:
	node.test = ast.Constant(value)
	return node


def _template(node: ast.AST) -> tuple[str, list[ast.AST]]:
	"""The text of a string with ⟦number⟧ in place of what is put into it."""
	if isinstance(node, ast.Constant):
		return node.value, []
	text, fields = "", []
	for value in node.values:
		if isinstance(value, ast.Constant):
			text += value.value
		else:
			text += f"⟦{len(fields)}⟧"
			fields.append(value)
	return text, fields


def _rebuilt(text: str, fields: list[ast.AST]) -> ast.AST:
	values: list[ast.AST] = []
	for number, piece in enumerate(text.split("⟦")):
		if number:
			index, piece = piece.split("⟧", 1)
			values.append(fields[int(index)])
		if piece:
			values.append(ast.Constant(piece))
	return ast.JoinedStr(values)


def _readable(text: str, fields: list[ast.AST]) -> str:
	for number, field in enumerate(fields):
		text = text.replace(f"⟦{number}⟧", "{" + ast.unparse(field.value) + "}")
	return _short(text)


def _text(node: ast.AST) -> str:
	return _short(ast.unparse(node))


def _short(text: str) -> str:
	text = " ".join(text.split())
	return text if len(text) <= 90 else text[:87] + "…"
