"""How long cases are kept: periods for each outcome (FOKUS Settings), and the nightly job that anonymises what is over.

AGG § 15 (4) and § 61b ArbGG: claims of somebody who was rejected can come for some months; six are kept by default.
"""

import time

import frappe
from frappe import _
from frappe.query_builder.functions import Coalesce
from frappe.utils import add_months, cint, getdate, today

from fokus_app import again, candidacy
from fokus_app.notifications import delivery
from fokus_app.people import default_language
from fokus_app.privacy import protocol
from fokus_app.privacy.cases import CANDIDATE, RELATIONSHIP, Batch
from fokus_app.workflows import definitions, guard

#: outcome and the setting that says how many months a case is kept after it; 0: never by itself
PERIODS = {
	"Rejected": "rejected_months",
	"Withdrawn": "withdrawn_months",
	"Ended": "ended_months",
	"Established": "established_months",
}
OPEN_PERIOD = "open_months"
#: in the log of a case that nobody has touched for so long, and what people read there
ACTION, ACTION_LABEL = "Closed After Long Silence", lambda: _("Closed After Long Silence")
#: a date that lies ahead says that somebody still thinks of the case
_AHEAD = ("deferred_until", "expected_return", "next_talk_on", "start_date", "review_due_on", "assessment_on")
#: so many cases are looked up at once; each is a transaction of its own
PIECE = 50
#: after so many seconds a new job goes on, well before Frappe ends this one
SECONDS = 900


def over() -> list[tuple[str, str]]:
	"""Cases whose time is over, with the rule by which they go; not those on legal hold. The oldest first."""
	found = [pair for state in PERIODS for pair in _closed_over(state)]
	return found + [(name, _rule(OPEN_PERIOD)) for name in _forgotten()]


def erase_due() -> int:
	"""Anonymise all that is due; runs daily, may run twice or be cut off. Returns how many cases."""
	done, began = 0, time.monotonic()
	due = over()
	for start in range(0, len(due), PIECE):
		if time.monotonic() - began > SECONDS:
			frappe.enqueue("fokus_app.privacy.periods.erase_due", queue="long", timeout=1500)
			break
		piece = due[start : start + PIECE]
		batch = Batch([name for name, _rule_of in piece])
		for name, rule in piece:
			done += _try(batch, name, rule)
	return done


def _try(batch: Batch, name: str, rule: str) -> int:
	try:
		erased = again.until_done(lambda: _erase(batch, name, rule))
		frappe.db.commit()  # a job of its own; each case once
		return erased
	except Exception as error:  # the others go on, and this one is tried again tomorrow
		frappe.db.rollback()
		# the kind of error alone: its text may hold names
		frappe.log_error(title="FOKUS: case not anonymised", message=type(error).__name__)
		frappe.db.commit()
		return 0


def _erase(batch: Batch, name: str, rule: str) -> int:
	state, held = frappe.db.get_value(CANDIDATE, name, ("workflow_state", "legal_hold"), for_update=True)
	if held:
		return 0  # somebody set it at this very moment
	if state in definitions()[CANDIDATE].open_states:
		close_forgotten(name)
	counts = batch.erase(name)
	if counts is None:
		return 0
	protocol.note(protocol.CASE, rule, name, counts)
	return 1


def close_forgotten(name: str) -> None:
	"""Close an open case as withdrawn, as an act of its own: nobody is written to."""
	doc = frappe.get_doc(CANDIDATE, name, for_update=True)
	guard.record_act(doc, ACTION, None, to_state="Withdrawn", stage_since=today(), closed_on=today())
	candidacy.keep_place(doc)
	candidacy.close_case(doc)


def _closed_over(state: str) -> list[tuple[str, str]]:
	months = _months(PERIODS[state])
	if not months:
		return []
	case = frappe.qb.DocType(CANDIDATE)
	limit = add_months(getdate(), -months)
	ended = Coalesce(case.closed_on, case.stage_since)
	names = (
		frappe.qb.from_(case)
		.select(case.name)
		.where((case.workflow_state == state) & (case.legal_hold == 0) & case.erased_on.isnull())
		.where(ended <= limit)
		.orderby(case.name)
		.run(pluck=True)
	)
	return [(name, _rule(PERIODS[state])) for name in names]


def _forgotten() -> list[str]:
	"""Open cases in which nothing has happened for so long, and nothing is planned."""
	months = _months(OPEN_PERIOD)
	if not months:
		return []
	limit = add_months(getdate(), -months)
	rows = frappe.get_all(
		CANDIDATE,
		filters={
			"workflow_state": ("in", definitions()[CANDIDATE].open_states),
			"legal_hold": 0,
			"erased_on": ("is", "not set"),
			"modified": ("<", limit),
			"stage_since": ("<=", limit),
		},
		fields=["name", *_AHEAD],
		order_by="name",
	)
	names = [
		row.name for row in rows if not any(row[field] and getdate(row[field]) > limit for field in _AHEAD)
	]
	alive = set(
		frappe.get_all(
			"Candidate Activity",
			filters={"candidate": ("in", names or [""]), "modified": (">=", limit)},
			pluck="candidate",
		)
	)
	alive |= set(
		frappe.get_all(
			RELATIONSHIP,
			filters={
				"candidate": ("in", names or [""]),
				"workflow_state": ("in", definitions()[RELATIONSHIP].open_states),
			},
			pluck="candidate",
		)
	)
	return [name for name in names if name not in alive]


def _months(setting: str) -> int:
	return cint(frappe.get_cached_doc("FOKUS Settings").get(setting))


def _rule(setting: str) -> str:
	with delivery.language(default_language()):
		label = _(frappe.get_meta("FOKUS Settings").get_label(setting))
	return f"{label}: {_months(setting)}"
