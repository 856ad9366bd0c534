"""Random input on every method that a browser may call: no fault, no traceback, and what is refused stores nothing."""

import inspect
import json
import random
import types
import typing
from collections import Counter

import frappe
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st

from ordeals.outcome import Asked, Outcome
from ordeals.running import Running, running
from tests import programme as cast
from tests.services import Client
from tests.whitelisted import OURS, Method
from tests.workflows import stages

TITLE = "Random input on every method of the app"
#: what may be told
OPTIONS: tuple[str, ...] = ("times", "seed")
#: Frappe's records that stand beside ours
_BESIDE = (
	*(
		"Has Role",
		"File",
		"Comment",
		"Communication",
		"Version",
		"ToDo",
		"DocShare",
		"Tag Link",
		"Singles",
	),
	*("Email Queue", "Email Queue Recipient", "Notification Log", "Document Follow", "Deleted Document"),
)

_text = st.text(st.characters(exclude_categories=("Cs",)), max_size=30) | st.sampled_from(
	(
		"",
		" ",
		"\0",
		"x" * 5000,
		"'\"`;--",
		"<script>alert(1)</script>",
		"%s%(x)s{0}",
		"../../etc/passwd",
		"2026-02-30",
		"١٢",
	)
)
_plain = (
	st.none()
	| st.booleans()
	| st.integers(-(2**70), 2**70)
	| st.floats(allow_nan=False, allow_infinity=False)
	| _text
)
_json = st.recursive(
	_plain,
	lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_text, inner, max_size=3),
	max_leaves=6,
)


def undergo(asked: Asked) -> Outcome:
	"""`asked.times` × 8 calls of each method."""
	with running() as there:
		return call_all(there, asked, examples=asked.times * 8)


def call_all(there: Running, asked: Asked, examples: int) -> Outcome:
	"""Call each method so often, as somebody with all of our roles and as a guest where guests may."""
	names = stages.make(there.programme)
	user = frappe.get_doc("User", cast.address("clerkmanager"))
	user.add_roles(*(role for role in frappe.get_all("Role", pluck="name") if role.startswith("FOKUS ")))
	frappe.db.set_single_value("System Settings", "allow_error_traceback", 0)
	frappe.db.commit()
	everybody = there.server.login(user.name, cast.PASSWORD)
	outcome = Outcome(
		("methods", "calls", "answered", "refused", "faults", "refused and stored all the same")
	)
	counted: Counter = Counter()
	for method in OURS:
		caller = (
			there.server.guest()
			if method.for_guests and random.Random(method.path).random() < 0.3
			else everybody
		)
		_call(there, outcome, counted, method, caller, _known(names), asked.seed, examples)
	row = ("calls", "answered", "refused", "faults", "stored")
	outcome.rows.append((len(OURS), *(counted[each] for each in row)))
	return outcome


def _known(names: dict[str, str]) -> list[str]:
	"""Values that mean something, so that calls get far."""
	return [
		*names,
		*names.values(),
		*map(cast.address, ("clerk", "candidate", "mentor")),
		"de",
		"mine",
		"N-001",
		"2026-12-01",
		"Nominate",
	]


def _call(
	there: Running,
	outcome: Outcome,
	counted: Counter,
	method: Method,
	caller: Client,
	known: list[str],
	seed: int,
	examples: int,
) -> None:
	parameters = inspect.signature(frappe.get_attr(method.path)).parameters
	frappe.db.rollback()
	strategies = {
		name: _strategy(parameter, known)
		for name, parameter in parameters.items()
		if parameter.kind is not inspect.Parameter.VAR_KEYWORD
	}
	required = {name: each for name, each in strategies.items() if name in method.needed}
	optional = {name: each for name, each in strategies.items() if name not in method.needed}
	whole = st.fixed_dictionaries(required, optional=optional)
	with_gaps = st.fixed_dictionaries({}, optional=strategies)
	before = _stored()

	@seeded(seed)
	@settings(
		max_examples=examples,
		database=None,
		deadline=None,
		phases=(Phase.generate,),
		suppress_health_check=list(HealthCheck),
	)
	@given(whole | with_gaps if required else whole)
	def once(arguments: dict) -> None:
		nonlocal before
		answer = _send(caller, method, arguments)
		counted["calls"] += 1
		shown = f"{method.path}({json.dumps(arguments, ensure_ascii=True)[:300]})"
		if answer.status_code >= 500 or "Traceback (most recent call last)" in answer.text:
			counted["faults"] += 1
			outcome.problems.append(f"{shown}: {answer.status_code} {answer.text[-300:]}")
		elif answer.status_code >= 400:
			counted["refused"] += 1
		else:
			counted["answered"] += 1
			there.worker.wait_until_idle()  # what it left to do is no doing of the next call
		now = _stored()
		if now != before and not answer.ok:
			counted["stored"] += 1
			tables = sorted(table for table in now if now[table] != before.get(table))
			outcome.problems.append(f"{shown}: refused and stored all the same in {tables}")
		before = now

	once()


def _send(caller: Client, method: Method, arguments: dict):
	address = f"/api/method/{method.path}"
	if method.verb == "GET":
		return caller.get(address, params={key: _in_address(each) for key, each in arguments.items()})
	return caller.post(address, data=json.dumps(arguments), headers={"Content-Type": "application/json"})


def _in_address(value: object) -> object:
	return value if isinstance(value, str | None) else json.dumps(value)


def _strategy(parameter: inspect.Parameter, known: list[str]) -> st.SearchStrategy:
	"""What is sent for a parameter: what its type says as often as anything else."""
	kinds = typing.get_args(parameter.annotation) or (parameter.annotation,)
	meant = [st.sampled_from(known)]
	for kind in kinds:
		origin = typing.get_origin(kind) or kind
		if origin is int:
			meant.append(st.integers(-5, 100))
		elif origin is bool:
			meant.append(st.booleans())
		elif origin is list:
			meant.append(st.lists(st.sampled_from(known) | _json, max_size=3))
		elif origin is dict:
			meant.append(st.dictionaries(st.sampled_from(known) | _text, _json, max_size=3))
		elif origin is types.NoneType:
			meant.append(st.none())
	return st.one_of(*meant) | _json | _json.map(json.dumps)


def _stored() -> dict[str, int]:
	"""A checksum of every table of ours, and of Frappe's beside them that a request could write to."""
	frappe.db.rollback()
	ours = frappe.get_all("DocType", {"module": "FOKUS", "issingle": 0, "is_virtual": 0}, pluck="name")
	listed = ", ".join(f"`tab{doctype}`" for doctype in (*ours, *_BESIDE))
	# whoever calls is seen, and that may be stored
	columns = ", ".join(f"`{each}`" for each in frappe.db.get_table_columns("User") if each != "last_active")
	users = frappe.db.sql(f"SELECT BIT_XOR(CRC32(CONCAT_WS('|', {columns}))) FROM tabUser")[0][0]
	return {**dict(frappe.db.sql(f"CHECKSUM TABLE {listed}")), "User": users}
