"""The nightly job anonymises cases whose time is over while the lead erases one by hand."""

import frappe

from fokus_app.privacy import periods, protocol, replay
from ordeals.works.work import Work
from tests.privacy.conftest import NAME, case_of
from tests.workflows.stages import CANDIDATE

CASES = 5


class Anonymising(Work):
	NAME = "anonymising"
	#: what an erased case is like, as a batch showed it that nobody disturbed
	WHOLE: tuple | None = None

	def make(self) -> None:
		self.nightly = [case_of(self.running.programme, user=None) for _ in range(CASES)]
		self.by_hand = case_of(self.running.programme, user=None, months=0)
		self.cases = [*self.nightly, self.by_hand]
		frappe.db.commit()
		self.absent = {case: picture(case) for case in self.cases}

	def begin(self) -> None:
		frappe.enqueue(periods.erase_due, queue="long")
		self.meanwhile(self._press)

	def _press(self) -> object:
		erase = "fokus_app.privacy.acts.erase"
		return self.press("lead", erase, kind=protocol.CASE, confirmed=NAME, case=self.by_hand)

	def is_over(self) -> bool:
		frappe.db.rollback()
		over = all(picture(case) != self.absent[case] for case in self.cases)
		if over and not Anonymising.WHOLE:
			Anonymising.WHOLE = picture(self.cases[0])
		return over

	def torn(self) -> list[str]:
		frappe.db.rollback()
		listed = {entry["reference"] for entry in protocol._entries()}
		found = []
		for case in self.cases:
			seen = picture(case)
			if seen not in (self.absent[case], self.WHOLE):
				found.append(f"{case} is neither erased nor there: {seen}")
			if seen == self.WHOLE and case not in listed:
				found.append(f"{case} is erased and not on the list outside the database")
		return found

	def again(self) -> None:
		replay.run()
		periods.erase_due()
		frappe.db.commit()
		if picture(self.by_hand) != self.WHOLE:
			self._press()

	def unfinished(self) -> list[str]:
		frappe.db.rollback()
		found = [f"{case} is not erased" for case in self.cases if picture(case) != self.WHOLE]
		return found + [f"{len(protocol.missing())} of the list are unknown"] * bool(protocol.missing())


def picture(case: str) -> tuple:
	"""What is left of a case."""
	row = frappe.db.get_value(CANDIDATE, case, ["candidate_name", "email", "erased_on"], as_dict=True)
	reasons = frappe.get_all("Stage Change", {"parent": case}, pluck="reason")
	return (
		row.candidate_name,
		bool(row.email),
		bool(row.erased_on),
		any(reasons),
		len(reasons),
		frappe.db.count("Comment", {"reference_name": case}),
		frappe.db.count("Version", {"docname": case}),
		frappe.db.count(protocol.DOCTYPE, {"reference_name": case}) > 0,
	)
