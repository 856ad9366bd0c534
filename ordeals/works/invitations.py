"""HR invites so many people that a worker writes the mails."""

import frappe

from fokus_app.notifications import mass
from ordeals.works.transitions import ACT
from ordeals.works.work import Work, guests
from tests.meetings.conftest import MEETING, PARTICIPATION, make_meeting

PEOPLE = mass.AT_ONCE + 4


class Invitations(Work):
	NAME = "invitations"

	def make(self) -> None:
		self.users = guests(PEOPLE)
		self.meeting = make_meeting(self.users).name
		frappe.db.commit()
		self.modified = str(frappe.db.get_value(MEETING, self.meeting, "modified"))

	def begin(self) -> None:
		self.meanwhile(self._press)

	def _press(self) -> object:
		return self.press(
			"clerk",
			ACT,
			doctype=MEETING,
			name=self.meeting,
			action="Send Invitations",
			modified=self.modified,
		)

	def is_over(self) -> bool:
		frappe.db.rollback()
		return len(self._mails()) == PEOPLE

	def torn(self) -> list[str]:
		frappe.db.rollback()
		state = frappe.db.get_value(MEETING, self.meeting, "workflow_state")
		invited = frappe.db.count(PARTICIPATION, {"meeting": self.meeting, "invited_on": ("is", "set")})
		log = frappe.db.count("Stage Change", {"parent": self.meeting})
		orders = frappe.get_all(mass.ORDER, {"reference_name": self.meeting}, ["total", "written"])
		mails = len(self._mails())
		whole = (state, invited, log, [row.total for row in orders]) == ("Invited", PEOPLE, 1, [PEOPLE])
		absent = (state, invited, log, orders, mails) == ("Approved", 0, 0, [], 0)
		found = [] if whole or absent else [f"invited by half: {state}, {invited} people, {log} in the log"]
		if whole and orders[0].written != mails:
			found.append(f"the order says {orders[0].written}, there are {mails} mails")
		return found

	def again(self) -> None:
		frappe.db.rollback()
		if frappe.db.get_value(MEETING, self.meeting, "workflow_state") == "Approved":
			self._press()
			frappe.db.rollback()
		for name in frappe.get_all(mass.ORDER, {"reference_name": self.meeting, "finished": 0}, pluck="name"):
			mass.carry_out(name)

	def unfinished(self) -> list[str]:
		frappe.db.rollback()
		written = sorted(self._mails())
		return [] if written == sorted(self.users) else [f"{len(written)} of {PEOPLE} people are written to"]

	def _mails(self) -> list[str]:
		return frappe.get_all("FOKUS Mail", {"reference_name": self.meeting}, pluck="recipient", limit=0)
