"""Lists of 100,000 candidates: for a manager who may see 30 of them, and for HR, beside the same list without our rules."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from statistics import median

import frappe
import frappe.app
from frappe.model.db_query import DatabaseQuery
from frappe.utils import add_to_date, now_datetime
from werkzeug.test import Client

from bench.lib.paths import test_world
from benchmarks import crowd, setting
from benchmarks.counting import counted, table
from tests import programme as cast

TITLE = "Lists of 100,000 candidates"
CASES, OWN = 100_000, 30
TRIES = 15
DOCTYPE = "Leadership Candidate"
#: what the list in the desk asks for
_FIELDS = ["name", "candidate_name", "centre", "workflow_state", "waiting_for", "stage_since", "modified"]


def measure() -> list[str]:
	"""Page and count, each as the request that the desk sends, from the session to the answer."""
	rows = []
	with setting.fresh() as programme:
		_fill(programme)
		for part, what in (("othermanager", f"a manager who may see {OWN}"), ("clerk", "HR, who sees all")):
			client = _signed_in(part)
			for name, ask in (("page of 20", _page), ("count", _count)):
				ours, theirs = _side_by_side(partial(ask, client))
				rows.append(
					[
						what,
						name,
						f"{ours.found:,} / {theirs.found:,}",
						f"{ours.queries} / {theirs.queries}",
						f"{ours.milliseconds:,.1f} ms / {theirs.milliseconds:,.1f} ms",
						f"{ours.milliseconds / theirs.milliseconds:.2f}",
					]
				)
	return [
		f"{CASES:,} candidates; with our rules / the same list without them. The whole request, without the way through a network; both in turns, "
		f"medians of {TRIES}.",
		"",
		*table(["who", "what", "found", "queries", "time", "ours ÷ without rules"], rows),
	]


@dataclass
class Asked:
	"""What one kind of request found and cost."""

	found: int
	queries: int
	milliseconds: float


def _side_by_side(ask: Callable[[], int]) -> tuple[Asked, Asked]:
	"""The request with our rules and without, one after the other many times over."""
	ours, theirs = [], []
	for _ in range(TRIES):
		ours.append(_asked(ask))
		with without_rules():
			theirs.append(_asked(ask))
	return _middle(ours), _middle(theirs)


def _asked(ask: Callable[[], int]) -> Asked:
	with counted() as count:
		found = ask()
	return Asked(found, count.queries, count.seconds * 1000)


def _middle(tries: list[Asked]) -> Asked:
	return Asked(tries[-1].found, tries[-1].queries, median(each.milliseconds for each in tries))


def _signed_in(part: str) -> Client:
	"""A client of the site's WSGI application in this process, so that its queries can be counted."""
	frappe.app._site = test_world().site
	client = Client(frappe.app.application)
	sent = {"usr": cast.address(part), "pwd": cast.PASSWORD}
	assert client.post("/api/method/login", data=sent).status_code == 200
	return client


def _page(client: Client) -> int:
	asked = {
		"doctype": DOCTYPE,
		"fields": json.dumps([f"`tab{DOCTYPE}`.`{field}`" for field in _FIELDS]),
		"order_by": f"`tab{DOCTYPE}`.`modified` desc",
		"start": 0,
		"page_length": 20,
		"with_comment_count": 0,
	}
	return len(_message(client, "frappe.desk.reportview.get", asked)["values"])


def _count(client: Client) -> int:
	asked = {"doctype": DOCTYPE, "filters": "[]", "fields": "[]", "distinct": "false"}
	return _message(client, "frappe.desk.reportview.get_count", asked)


def _message(client: Client, method: str, asked: dict) -> object:
	answer = client.get(f"/api/method/{method}", query_string=asked)
	assert answer.status_code == 200, answer.text[:500]
	return answer.json["message"]


@contextmanager
def without_rules() -> Iterator[None]:
	"""Stock Frappe: everybody whose role may read a doctype sees all of it."""
	kept = DatabaseQuery.get_permission_query_conditions
	DatabaseQuery.get_permission_query_conditions = lambda self: ""
	try:
		yield
	finally:
		DatabaseQuery.get_permission_query_conditions = kept


def _fill(programme: cast.Programme) -> None:
	"""Cases of invented people in all stages, of whom a few are one manager's."""
	states = ("Potential", "Nominated", "Endorsed", "Preparation", "Onboarding", "Established", "Rejected")
	begun = now_datetime()

	def values(number: int) -> dict:
		own = number % (CASES // OWN) == 7 and number // (CASES // OWN) < OWN
		moment = add_to_date(begun, seconds=-number)
		return {
			"workflow_state": states[number % len(states)],
			"manager": cast.address("othermanager" if own else "manager2"),
			"nominator": cast.address("panelist"),
			"modified": moment,
			"creation": moment,
		}

	crowd.cases(programme, CASES, values)
	frappe.db.sql(f"analyze table `tab{DOCTYPE}`")
	frappe.db.commit()
