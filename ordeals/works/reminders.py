"""The daily job reminds people of steps while HR reminds others by hand."""

import time

import frappe
from frappe.utils import add_days, now_datetime, today

from fokus_app.notifications.notices import DIGEST
from fokus_app.reminders import sending
from ordeals.works.work import Work, guests
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE

PEOPLE = 8


class Reminders(Work):
	NAME = "reminders"

	def make(self) -> None:
		self.users = guests(PEOPLE)
		self.since = str(now_datetime())
		case = cast.candidate(self.running.programme).name
		stages.place({CANDIDATE: case}, CANDIDATE, "Ready")
		self.steps = [self._step(case, user) for user in self.users]
		self.by_hand = [self._waiting(guest) for guest in ("manager", "manager2")]
		frappe.db.commit()

	def _step(self, case: str, user: str) -> str:
		step = {
			"doctype": "Candidate Activity",
			"candidate": case,
			"title": "Hospitation",
			"phase": "Preparation",
			"responsible_kind": "Candidate",
			"responsible": user,
			"mandatory": 1,
			"due_date": today(),
		}
		return frappe.get_doc(step).insert().name

	def _waiting(self, person: str) -> str:
		case = cast.candidate(self.running.programme).name
		waiting = {
			"waiting_for": cast.address(person),
			"waiting_for_deputy": None,
			"waiting_since": add_days(today(), -1),
		}
		stages.place({CANDIDATE: case}, CANDIDATE, "Nominated", **waiting)
		return case

	def begin(self) -> None:
		frappe.enqueue(sending.send_due, queue="long")
		self.meanwhile(self._press)

	def _press(self) -> object:
		return self.press(
			"clerk", "fokus_app.reminders.sending.remind_now", doctype=CANDIDATE, names=self.by_hand
		)

	def is_over(self) -> bool:
		frappe.db.rollback()
		return not self._left()

	def torn(self) -> list[str]:
		frappe.db.rollback()
		return [
			f"{user} has {len(said)} reminders and {mails} mails"
			for user, (said, mails) in self._by_person().items()
			if bool(said) != bool(mails)
		]

	def again(self) -> None:
		sending.send_due()
		frappe.db.commit()
		end = time.monotonic() + 30
		while self._left() and time.monotonic() < end:
			answer = self._press()
			job = answer.json()["message"]["job"] if answer is not None and answer.ok else None
			asked = time.monotonic()
			while job and time.monotonic() < asked + 10:
				told = self.clients["clerk"].call("fokus_app.workflows.bulk.progress", job=job)
				if not told.ok or told.json()["message"]["finished"]:
					break
				time.sleep(0.1)
			frappe.db.rollback()

	def unfinished(self) -> list[str]:
		frappe.db.rollback()
		twice = [user for user, (_said, mails) in self._by_person().items() if mails > 1 and "gast" in user]
		return [f"not reminded: {name}" for name in self._left()] + [f"twice: {user}" for user in twice]

	def _left(self) -> list[str]:
		wanted = [*self.steps, *self.by_hand]
		said = frappe.get_all("FOKUS Reminder", {"reference_name": ("in", wanted)}, pluck="reference_name")
		return [f"{name} ({said.count(name)} times)" for name in wanted if said.count(name) != 1]

	def _by_person(self) -> dict[str, tuple[list[str], int]]:
		found = {}
		for user in (*self.users, *map(cast.address, ("manager", "manager2"))):
			mine = {"recipient": user, "creation": (">=", self.since)}
			said = frappe.get_all("FOKUS Reminder", mine, pluck="name")
			found[user] = (said, frappe.db.count("FOKUS Mail", {**mine, "event": DIGEST.event}))
		return found
