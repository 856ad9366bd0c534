"""Functions of which one part is missing: an operand of and/or, a branch, a filter, a row filter in the SQL that they build."""

import ast
import copy
import hashlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import CodeType, FunctionType

from bench.inside.mutation import sql_parts

#: calls whose arguments are alternatives of which each widens what somebody sees
_ALTERNATIVES = ("_any", "_any_of_few")


@dataclass(frozen=True)
class Mutant:
	"""A function without one of its parts. name: tells it from all others, also in the next run."""

	name: str
	function: FunctionType
	code: CodeType
	#: another one of the source, another mutant
	source: str


def mutants_of(function: Callable) -> Iterator[Mutant]:
	"""Every mutant of a function of a module. A decorated one: of what is wrapped."""
	plain = inspect.unwrap(function)
	source = textwrap.dedent(inspect.getsource(plain))
	tree = ast.parse(source).body[0]
	tree.decorator_list = []
	where = f"{plain.__module__.removeprefix('fokus_app.')}.{plain.__qualname__}"
	for number, (what, change) in enumerate(_changes(tree)):
		changed = copy.deepcopy(tree)
		change(changed)
		module = ast.fix_missing_locations(ast.Module([changed], []))
		names: dict = {}
		exec(compile(module, f"<{where}>", "exec"), plain.__globals__, names)
		digest = hashlib.sha256(source.encode()).hexdigest()[:12]
		yield Mutant(f"{where} · {number} {what}", plain, names[plain.__name__].__code__, digest)


def _changes(tree: ast.FunctionDef) -> Iterator[tuple[str, Callable[[ast.FunctionDef], None]]]:
	"""What each change is called, and the change itself, carried out in a copy of the tree."""
	for path, node in _walk(tree):
		yield from _of_node(path, node)


def _of_node(path: tuple, node: ast.AST) -> Iterator[tuple[str, Callable]]:
	if isinstance(node, ast.BoolOp):
		word = "and" if isinstance(node.op, ast.And) else "or"
		for index, value in enumerate(node.values):
			yield f"{word}: without {_text(value)}", _at(path, lambda n, i=index: _without_operand(n, i))
	elif isinstance(node, ast.If | ast.IfExp):
		for outcome in (True, False):
			yield (
				f"if {_text(node.test)}: always {outcome}",
				_at(path, lambda n, o=outcome: _with(n, "test", ast.Constant(o))),
			)
	elif isinstance(node, ast.comprehension):
		for index, test in enumerate(node.ifs):
			yield f"all, not only if {_text(test)}", _at(path, lambda n, i=index: n.ifs.pop(i) and n)
	elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
		return
	elif isinstance(node, ast.Call) and getattr(node.func, "id", "") in _ALTERNATIVES and len(node.args) > 1:
		for index, argument in enumerate(node.args):
			if not isinstance(argument, ast.Starred):
				yield (
					f"without the alternative {_text(argument)}",
					_at(path, lambda n, i=index: n.args.pop(i) and n),
				)
	elif isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
		text, fields = _template(node)
		for what, without in sql_parts.without_each(text):
			yield (
				f"SQL: without {_readable(what, fields)}",
				_at(path, lambda n, t=without, f=fields: _rebuilt(t, f)),
			)


def _walk(node: ast.AST, path: tuple = ()) -> Iterator[tuple[tuple, ast.AST]]:
	"""Every node below, with the way to it; the parts of an f-string are not looked at by themselves, nor docstrings."""
	for field, value in ast.iter_fields(node):
		children = list(enumerate(value)) if isinstance(value, list) else [(None, value)]
		for index, child in children:
			if not isinstance(child, ast.AST) or field in ("annotation", "returns"):
				continue
			if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
				continue
			way = (*path, (field, index))
			yield way, child
			if isinstance(child, ast.JoinedStr):
				continue
			yield from _walk(child, way)


def _at(path: tuple, change: Callable[[ast.AST], ast.AST]) -> Callable[[ast.FunctionDef], None]:
	def carry_out(tree: ast.FunctionDef) -> None:
		holder: ast.AST = tree
		for field, index in path[:-1]:
			holder = getattr(holder, field) if index is None else getattr(holder, field)[index]
		field, index = path[-1]
		if index is None:
			setattr(holder, field, change(getattr(holder, field)))
		else:
			getattr(holder, field)[index] = change(getattr(holder, field)[index])

	return carry_out


def _without_operand(node: ast.BoolOp, index: int) -> ast.AST:
	left = [value for number, value in enumerate(node.values) if number != index]
	return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _with(node: ast.AST, field: str, value: ast.AST) -> ast.AST:
	setattr(node, field, value)
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
