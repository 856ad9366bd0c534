"""How people come in: each door of the app is taken as the person who takes it would."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from inspect import unwrap

import frappe
from frappe.website.doctype.web_form.web_form import accept

from fokus_app import nomination, take_over
from fokus_app.import_list import running
from tests import programme as cast
from tests.import_list.lists import people, sent
from tests.journey.expected import Case
from tests.journey.ways import FORM, HAND, LIST, SELF, TAKE_OVER, Step
from tests.workflows.stages import CANDIDATE

CENTRE, REASON = "N-001", "Leitet das Team in Vertretung."
WEB_FORM = "fokus-nomination"


def come_in(door: str, cases: list[Case]) -> dict[str, str]:
	"""Let these come in through the door; returns the names of their records by title of the case."""
	return dict(zip((case.title for case in cases), _DOORS[door](cases), strict=True))


def has_nominated(case: Case, step: Step) -> bool:
	"""True for the nomination that the Web Form carries out in the same request."""
	return case.door == FORM and step is case.steps[0]


def _by_hand(cases: list[Case]) -> Iterator[str]:
	for case in cases:
		doc = frappe.new_doc(CANDIDATE)
		doc.update(
			{
				"candidate_name": case.person,
				"email": case.address,
				"user": case.account,
				"centre": CENTRE,
				"entry_path": case.path,
				"nominator": cast.address("nominator"),
				"reason": REASON,
			}
		)
		with cast.acting_as("clerk"):
			yield doc.insert().name


def _web_form(cases: list[Case]) -> Iterator[str]:
	for case in cases:
		typed = {
			"doctype": CANDIDATE,
			"web_form_name": WEB_FORM,
			"candidate_name": case.person,
			"email": case.address,
			"position": "Gruppenleitung",
			"centre": CENTRE,
			"entry_path": case.path,
			"readiness": "Now",
			"reason": REASON,
			"evidence": "",
			"informed_on": "",
		}
		with cast.acting_as("nominator"), _one_request():
			# without the limit for an address, which needs a request
			yield unwrap(accept)(WEB_FORM, json.dumps(typed)).name


def _oneself(cases: list[Case]) -> Iterator[str]:
	for case in cases:
		with cast.acting_as(case.account):
			nomination.nominate_myself(REASON, CENTRE)
		yield frappe.db.get_value(CANDIDATE, {"user": case.account})


def _list(cases: list[Case]) -> Iterator[str]:
	return _read_in(running.read_in, [_row(case) for case in cases])


def _take_over(cases: list[Case]) -> Iterator[str]:
	rows = []
	for case in cases:
		already = case.already
		more = {
			"Jahrgang": "FOKUS Probe",
			"Stufe": frappe._(already.stage, "de"),
			"Seit": _german(already.since),
			"Schritte erledigt bis": _german(already.done_until),
			"Beginn in der Rolle": _german(already.values.get("start_date")),
			"Rückkehr": _german(already.values.get("expected_return")),
			"Wiedervorlage": _german(already.values.get("deferred_until")),
		}
		rows.append({**_row(case), **more})
	return _read_in(take_over.read_in, rows)


def _read_in(method: Callable[[str], dict], rows: list[dict[str, str]]) -> Iterator[str]:
	with cast.acting_as("clerk"):
		result = method(**sent(people(*rows)))
	assert not result["wrong"], result["wrong"]
	return (made["name"] for made in result["created"])


def _row(case: Case) -> dict[str, str]:
	return {
		"Name": case.person,
		"E-Mail": case.address,
		"Benutzerkonto": case.account or "",
		"KiTa": CENTRE,
		"Einstieg": frappe._(case.path, "de"),
		"Nominiert durch": cast.address("nominator"),
		"Begründung": REASON,
	}


def _german(day: date | None) -> str:
	return f"{day:%d.%m.%Y}" if day else ""


@contextmanager
def _one_request() -> Iterator[None]:
	"""Frappe notes for the rest of a request that a web form was sent."""
	try:
		yield
	finally:
		frappe.flags.in_web_form = False


_DOORS: dict[str, Callable[[list[Case]], Iterator[str]]] = {
	HAND: _by_hand,
	LIST: _list,
	FORM: _web_form,
	SELF: _oneself,
	TAKE_OVER: _take_over,
}
