"""People endorse and accept, each by themselves and many at once by a worker."""

import frappe

from ordeals.works.work import Work
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

ACT, BULK = "fokus_app.workflows.action.act", "fokus_app.workflows.bulk.start"
#: who, what, from where, with what
ENDORSE = ("manager", "Endorse", "Nominated", {"manager_statement": "Ja"})
ACCEPT = ("lead", "Accept into Programme", "Assessment", {"recommendation": "Recommended"})


class Transitions(Work):
	NAME = "transitions"
	#: what a transition leaves behind, as a batch showed it that nobody disturbed
	WHOLE: dict[str, tuple] = {}

	def make(self) -> None:
		frappe.db.set_value("Programme Cohort", self.running.programme.cohort, "places", 10**6)
		self.cases = {self._case(ENDORSE[2]): ENDORSE for _ in range(3)}
		self.cases |= {self._case(ACCEPT[2]): ACCEPT for _ in range(3)}
		self.many = [self._case(ENDORSE[2]) for _ in range(4)]
		self.cases |= {case: ENDORSE for case in self.many}
		frappe.db.commit()
		self.seen = {case: str(frappe.db.get_value(CANDIDATE, case, "modified")) for case in self.cases}
		self.absent = {case: picture(case) for case in self.cases}

	def _case(self, state: str) -> str:
		name = cast.candidate(self.running.programme).name
		stages.place({CANDIDATE: name}, CANDIDATE, state, recommendation=None)
		return name

	def begin(self) -> None:
		for whole in (ENDORSE, ACCEPT):
			mine = [case for case, each in self.cases.items() if each is whole and case not in self.many]
			self.meanwhile(lambda mine=mine: [self._press(case) for case in mine])
		cases = [{"name": case, "title": case, "modified": self.seen[case]} for case in self.many]
		self.meanwhile(
			lambda: self.press(
				"manager", BULK, doctype=CANDIDATE, action="Endorse", cases=cases, values=ENDORSE[3]
			)
		)

	def _press(self, case: str, modified: str | None = None) -> object:
		person, action, _source, values = self.cases[case]
		return self.press(
			person,
			ACT,
			doctype=CANDIDATE,
			name=case,
			action=action,
			modified=modified or self.seen[case],
			values=values,
		)

	def is_over(self) -> bool:
		frappe.db.rollback()
		over = all(picture(case) != self.absent[case] for case in self.cases)
		if over:
			for case, (_person, action, *_rest) in self.cases.items():
				Transitions.WHOLE.setdefault(action, picture(case))
		return over

	def torn(self) -> list[str]:
		frappe.db.rollback()
		return [
			f"{action} of {case} is neither whole nor absent: {picture(case)}"
			for case, (_person, action, *_rest) in self.cases.items()
			if picture(case) not in (self.absent[case], self.WHOLE[action])
		]

	def again(self) -> None:
		"""Who finds their case as it was presses again; a job that outlived its worker may be quicker, and they are told so."""
		self.said: dict[str, str] = {}
		for case, (_person, action, *_rest) in self.cases.items():
			frappe.db.rollback()
			if picture(case) == self.WHOLE[action]:
				continue
			answer = self._press(case, str(frappe.db.get_value(CANDIDATE, case, "modified")))
			self.said[case] = "no answer" if answer is None else f"{answer.status_code} {answer.text[:300]}"

	def unfinished(self) -> list[str]:
		frappe.db.rollback()
		return [
			f"{action} of {case} is not whole though it was pressed again: {picture(case)}, {self.said.get(case)}"
			for case, (_person, action, *_rest) in self.cases.items()
			if picture(case) != self.WHOLE[action]
		]


def picture(case: str) -> tuple:
	"""What there is of a case: its state, its log, its steps, its place, its mails."""
	log = frappe.get_all(
		"Stage Change",
		{"parent": case},
		["action", "from_state", "to_state", "changed_by"],
		order_by="idx",
		as_list=True,
	)
	mails = frappe.get_all(
		"FOKUS Mail", {"reference_name": case}, ["event", "recipient", "email_queue"], order_by="event"
	)
	queued = frappe.db.count("Email Queue", {"name": ("in", [mail.email_queue for mail in mails] or [""])})
	return (
		frappe.db.get_value(CANDIDATE, case, "workflow_state"),
		tuple(log),
		frappe.db.count("Candidate Activity", {"candidate": case}),
		frappe.db.count("Taken Place", {"holder": case}),
		tuple((mail.event, mail.recipient) for mail in mails),
		queued,
	)
