"""The mentorings of a cohort in numbers: how many, how far, how often they met. No person, no word."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

import frappe

from fokus_app.mentoring_sessions import reflection, silence
from fokus_app.mentoring_sessions.record import ENDED, RELATIONSHIP, RUNNING
from fokus_app.numbers import FEWEST


@dataclass
class Row:
	"""One cohort (empty: without one) and kind."""

	cohort: str
	kind: str
	states: dict[str, int] = field(default_factory=lambda: defaultdict(int))
	sessions: int = 0
	without_session: int = 0
	silent: int = 0
	mid_term: int = 0
	closing: int = 0

	@property
	def begun(self) -> int:
		"""Pairs that worked together, whether they still do or not."""
		return sum(self.states[state] for state in (*RUNNING, *ENDED))

	def as_dict(self) -> dict:
		"""As a row of the report; None where a number would point to a person, or there is nothing to divide."""
		shown = self.begun >= FEWEST
		return {
			"cohort": self.cohort or None,
			"kind": self.kind,
			"pairs": self.begun,
			"running": sum(self.states[state] for state in RUNNING),
			"completed": self.states["Completed"],
			"ended_early": self.states["Ended Early"],
			"not_begun": sum(self.states.values()) - self.begun,
			"sessions": self.sessions,
			"sessions_per_pair": round(self.sessions / self.begun, 1) if self.begun else None,
			"without_session": self.without_session,
			"silent": self.silent,
			"mid_term": self.mid_term if shown else None,
			"closing": self.closing if shown else None,
		}


def by_cohort(today: date, cohort: str | None = None) -> list[dict]:
	"""The rows of the report, by cohort and kind; cohort: this one alone."""
	relationship, candidate = frappe.qb.DocType(RELATIONSHIP), frappe.qb.DocType("Leadership Candidate")
	query = (
		frappe.qb.from_(relationship)
		.join(candidate)
		.on(candidate.name == relationship.candidate)
		.select(
			relationship.name,
			relationship.kind,
			relationship.workflow_state,
			relationship.sessions_held,
			candidate.cohort,
		)
	)
	if cohort:
		query = query.where(candidate.cohort == cohort)
	pairs = query.run(as_dict=True)
	rows: dict[tuple[str, str], Row] = {}
	of_pair: dict[str, Row] = {}
	for pair in pairs:
		key = (pair.cohort or "", pair.kind)
		row = of_pair[pair.name] = rows.setdefault(key, Row(*key))
		row.states[pair.workflow_state] += 1
		row.sessions += pair.sessions_held or 0
		if pair.workflow_state in (*RUNNING, *ENDED) and not pair.sessions_held:
			row.without_session += 1
	for name in silence.names_for_hr(today):
		if name in of_pair:
			of_pair[name].silent += 1
	for written in reflection.written(list(of_pair)):
		row = of_pair[written.relationship]
		if written.kind == reflection.CLOSING:
			row.closing += 1
		else:
			row.mid_term += 1
	return [rows[key].as_dict() for key in sorted(rows)]
