"""What people do in the demo, each through the same doors as in real life.

A case is one record on its way; its steps are carried out by the person whose part they are, through
the one action method and the methods behind the buttons, so that every rule, mail and log entry is real.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Protocol

import frappe
from frappe.model.document import Document

from fokus_app import activities, mentor_wishes, people
from fokus_app.assessments import requests, writing
from fokus_app.demo import accounts, cast
from fokus_app.demo.clock import Calendar, When
from fokus_app.meetings import answers, audience, feedback, feedback_totals, follow_up
from fokus_app.notifications import mass
from fokus_app.workflows import action
from fokus_app.workflows.definition import Who


@dataclass
class Case:
	"""One record and its story. name: empty until its first step makes it."""

	doctype: str
	title: str
	record: dict[str, Any]
	steps: tuple["Step", ...]
	name: str = ""

	def doc(self) -> Document:
		return frappe.get_doc(self.doctype, self.name)


@dataclass(frozen=True)
class Stage:
	"""What the steps share: the calendar and the cases by title."""

	calendar: Calendar
	cases: dict[str, Case]

	def values(self, record: dict[str, Any]) -> dict[str, Any]:
		"""The record with days turned into dates."""
		return {
			key: self.calendar.value(value) if isinstance(value, When) else value
			for key, value in record.items()
		}


class Step(Protocol):
	"""Something that happens to a case on a day."""

	when: When

	def carry_out(self, case: Case, stage: Stage) -> None: ...


@contextmanager
def acting_as(user: str) -> Iterator[None]:
	"""Do what follows as this user."""
	before = frappe.session.user
	frappe.set_user(user)
	try:
		yield
	finally:
		frappe.set_user(before)


#: nobody consents before they know of it: it comes with the account
_WITH_THE_ACCOUNT = ("consent_on",)
#: what is known to HR alone: who nominates cannot enter it, it comes with the account too
_KNOWN_TO_HR = ("personnel_number", *_WITH_THE_ACCOUNT)


@dataclass(frozen=True)
class Enter:
	"""Somebody enters the record in the desk."""

	when: When
	by: str

	def carry_out(self, case: Case, stage: Stage) -> None:
		hidden = _WITH_THE_ACCOUNT if self.by in cast.HR_CLERKS else _KNOWN_TO_HR
		doc = frappe.new_doc(case.doctype)
		doc.update(stage.values({key: value for key, value in case.record.items() if key not in hidden}))
		with acting_as(cast.address(self.by)):
			case.name = doc.insert().name


@dataclass(frozen=True)
class Act:
	"""Somebody acts. by: a part in the case (see _PARTS) or the name of a person."""

	when: When
	by: str
	action: str
	values: dict[str, Any] = field(default_factory=dict)
	reason: str | None = None
	category: str | None = None

	def carry_out(self, case: Case, stage: Stage) -> None:
		doc = case.doc()
		with acting_as(_user(doc, self.by)):
			action.act(
				case.doctype,
				case.name,
				self.action,
				str(doc.modified),
				self.reason,
				self.category,
				stage.values(self.values),
			)
			_write_ordered_mails()


@dataclass(frozen=True)
class Note:
	"""Somebody fills in fields without taking a decision."""

	when: When
	by: str
	values: dict[str, Any]

	def carry_out(self, case: Case, stage: Stage) -> None:
		doc = case.doc()
		with acting_as(_user(doc, self.by)):
			doc.update(stage.values(self.values))
			doc.save()


@dataclass(frozen=True)
class Account:
	"""HR tells a candidate that they are considered and gives them an account."""

	when: When

	def carry_out(self, case: Case, stage: Stage) -> None:
		doc = case.doc()
		user = accounts.make(doc.candidate_name, (people.PARTICIPANT,))
		with acting_as(_user(doc, "clerk")):
			doc.update(stage.values({key: case.record[key] for key in _KNOWN_TO_HR if key in case.record}))
			doc.update({"user": user, "email": user, "informed_on": stage.calendar.value(self.when)})
			doc.save()


@dataclass(frozen=True)
class Wish:
	"""A candidate says on their own page what they wish for in a mentor; people may have renamed or deleted some."""

	when: When
	competencies: tuple[str, ...]
	wishes: tuple[str, ...] = ()
	note: str = ""

	def carry_out(self, case: Case, stage: Stage) -> None:
		there = {
			doctype: [each for each in names if frappe.db.exists(doctype, each)]
			for doctype, names in (
				("Leadership Competency", self.competencies),
				("Mentoring Wish", self.wishes),
			)
		}
		with acting_as(_user(case.doc(), "candidate")):
			mentor_wishes.state(case.name, *there.values(), self.note)


@dataclass(frozen=True)
class Tick:
	"""The next open step of the phase, by due date, is ticked off by who does it (else by HR)."""

	when: When
	phase: str

	def carry_out(self, case: Case, stage: Stage) -> None:
		step = frappe.get_all(
			"Candidate Activity",
			filters={"candidate": case.name, "phase": self.phase, "status": "Open"},
			fields=["name", "responsible"],
			order_by="due_date, name",
			limit=1,
		)[0]
		with acting_as(step.responsible or _user(case.doc(), "clerk")):
			activities.tick(step.name)


@dataclass(frozen=True)
class Scale:
	"""The lead switches the rating scale on with these words, or off with none."""

	when: When
	words: tuple[str, ...]

	def carry_out(self, case: Case, stage: Stage) -> None:
		settings = frappe.get_doc("FOKUS Settings")
		settings.use_rating_scale = bool(self.words)
		settings.set("rating_steps", [{"word": word} for word in self.words])
		with acting_as(cast.address(cast.LEAD)):
			settings.save()


@dataclass(frozen=True)
class Assess:
	"""Who was asked writes an assessment of this kind (Self, Manager, Panel) and hands it in.

	words and ratings: by competency.
	"""

	when: When
	by: str
	kind: str
	words: dict[str, str]
	remark: str = ""
	ratings: dict[str, int] = field(default_factory=dict)

	def carry_out(self, case: Case, stage: Stage) -> None:
		user = _user(case.doc(), self.by)
		asked = {"candidate": case.name, "kind": self.kind, "status": "Open", "assessor": user}
		sheet = frappe.get_doc(requests.DOCTYPE, asked)
		rows = [
			{"competency": competency, "observation": text, "rating": self.ratings.get(competency, 0)}
			for competency, text in self.words.items()
		]
		with acting_as(user):
			writing.write(sheet.name, str(sheet.modified), rows, self.remark, hand_in=True)


@dataclass(frozen=True)
class Release:
	"""An assessment of this kind is shown to the candidate."""

	when: When
	by: str
	kind: str

	def carry_out(self, case: Case, stage: Stage) -> None:
		handed_in = {"candidate": case.name, "kind": self.kind, "status": "Handed In"}
		with acting_as(_user(case.doc(), self.by)):
			writing.release(frappe.db.get_value(requests.DOCTYPE, handed_in))


@dataclass(frozen=True)
class PutOnList:
	"""HR puts people on the list of a meeting. people: titles of candidate cases, or names of mentors."""

	when: When
	people: tuple[str, ...]
	role: str

	def carry_out(self, case: Case, stage: Stage) -> None:
		with acting_as(cast.address(cast.HR_CLERKS[0])):
			audience.add_people(case.name, [cast.address(name) for name in self.people], self.role)


@dataclass(frozen=True)
class Record:
	"""HR notes for people on the list what they answered, or whether they were there.

	values: by name of the person; others: for everybody on the list not named.
	"""

	when: When
	field: str
	values: dict[str, str] = field(default_factory=dict)
	others: str | None = None

	def carry_out(self, case: Case, stage: Stage) -> None:
		by_user = {cast.address(name): value for name, value in self.values.items()}
		rows = frappe.get_all(
			"Meeting Participation", filters={"meeting": case.name}, fields=["name", "user"]
		)
		with acting_as(cast.address(cast.HR_CLERKS[0])):
			for row in rows:
				value = by_user.get(row.user, self.others)
				if value and self.field == "answer":
					answers.record(row.name, value)
				elif value:
					participation = frappe.get_doc("Meeting Participation", row.name)
					participation.set(self.field, value)
					participation.save()


@dataclass(frozen=True)
class GiveFeedback:
	"""Those who were there say on their own page how it was, each something of it.

	words: what some of them take along and wish for, and say about exercises by title of the agenda's item. silent:
	how many say nothing.
	"""

	when: When
	words: dict[str, tuple[str, ...]]
	silent: int = 0

	def carry_out(self, case: Case, stage: Stage) -> None:
		there = frappe.get_all(
			"Meeting Participation",
			filters={"meeting": case.name, "attendance": "Attended"},
			pluck="user",
			order_by="user",
		)
		items = feedback.items_of(case.doc())
		for number, user in enumerate(there[self.silent :]):
			said = {
				"ratings": {
					name: _STEPS[(number + place) % len(_STEPS)]
					for place, name in enumerate(feedback.questions())
				},
				"remarks": {name: self._word(name, number) for name in feedback.remarks()},
				"items": {
					item.name: {
						"rating": _STEPS[(number * 2 + item.idx) % len(_STEPS)],
						"remark": self._word(item.title, number),
					}
					for item in items
				},
			}
			with acting_as(user):
				feedback.mine(case.name, said)

	def _word(self, about: str, number: int) -> str:
		words = self.words.get(about, ())
		return words[number] if number < len(words) else ""


@dataclass(frozen=True)
class CloseFeedback:
	"""HR closes the feedback; the totals are made."""

	when: When

	def carry_out(self, case: Case, stage: Stage) -> None:
		with acting_as(cast.address(cast.HR_CLERKS[0])):
			feedback_totals.close(case.name)


@dataclass(frozen=True)
class KeepMinutes:
	"""The organiser keeps minutes for those who were there."""

	when: When
	file_name: str
	text: str

	def carry_out(self, case: Case, stage: Stage) -> None:
		doc = case.doc()
		with acting_as(doc.organiser):
			follow_up.keep(doc, self.file_name, self.text.encode())


#: what people choose in the demo, from one to the next
_STEPS = (4, 4, 3, 4, 3, 2)


def _write_ordered_mails() -> None:
	"""Write what a worker would write on that day, in the one transaction of the story."""
	for order in frappe.get_all(mass.ORDER, filters={"finished": 0}, pluck="name"):
		while mass.write_piece(order):
			pass


#: a part in a case: whom `fokus_app.people` finds for it, and whether the first person or the deputy
_PARTS = {
	"clerk": (Who.HR_CLERK, 0),
	"nominator": (Who.NOMINATOR, 0),
	"manager": (Who.MANAGER, 0),
	"deputy manager": (Who.MANAGER, 1),
	"lead": (Who.LEAD, 0),
	"deputy lead": (Who.LEAD, 1),
	"candidate": (Who.CANDIDATE, 0),
	"mentor": (Who.MENTOR, 0),
	"mentee": (Who.MENTEE, 0),
	"organiser": (Who.ORGANISER, 0),
	"approver": (Who.APPROVER, 0),
}


def _user(doc: Document, by: str) -> str:
	if by not in _PARTS:
		return cast.address(by)
	who, place = _PARTS[by]
	return people.persons(doc, who)[place]
