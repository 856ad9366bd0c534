"""The peer consultation of the demo: a group that has met once and will again."""

from dataclasses import dataclass

import frappe

from fokus_app.consultations import plan, running, words
from fokus_app.consultations.groups import CONSULTATION, GROUP
from fokus_app.demo import cast
from fokus_app.demo.clock import When, ago, ahead, at
from fokus_app.demo.steps import Case, Stage, acting_as

#: in the order of their turns to moderate
MEMBERS = ("Dorothea Wiesmann", "Lea Hartkopf", "Yusuf Bayram", "Aleksandra Wójcik", "Ngoc Anh Tran")


@dataclass(frozen=True)
class MakeGroup:
	"""HR makes the group."""

	when: When
	by: str = cast.HR_CLERKS[0]

	def carry_out(self, case: Case, stage: Stage) -> None:
		doc = frappe.new_doc(GROUP)
		doc.update(stage.values(case.record))
		for name in MEMBERS:
			doc.append("members", {"user": cast.address(name)})
		with acting_as(cast.address(self.by)):
			case.name = doc.insert().name


@dataclass(frozen=True)
class PlanIt:
	"""A member plans the next date."""

	when: When
	by: str
	on: When
	clock: str
	place: str
	case_giver: str | None = None

	def carry_out(self, case: Case, stage: Stage) -> None:
		with acting_as(cast.address(self.by)):
			plan.plan(
				case.name,
				stage.calendar.value(self.on),
				self.clock,
				place=self.place,
				case_giver=self.case_giver and cast.address(self.case_giver),
			)


@dataclass(frozen=True)
class HoldIt:
	"""The group meets: the moderator leads through the phases, each writes down what they wish. said: by person and field."""

	when: When
	said: tuple[tuple[str, str, str], ...]

	def carry_out(self, case: Case, stage: Stage) -> None:
		name = frappe.db.get_value(CONSULTATION, {"consultation_group": case.name, "status": "Planned"})
		doc = frappe.get_doc(CONSULTATION, name)
		with acting_as(doc.moderator):
			for phase in range(1, len(doc.phases) + 1):
				running.go(name, phase, phase - 1)
			running.hold(name)
		for person, field, text in self.said:
			with acting_as(cast.address(person)):
				before = words.read(name)
				words.write(name, before["version"], **{**before["mine"], field: text})


def cases() -> list[Case]:
	"""One group, held once, with a date ahead."""
	return [
		Case(
			GROUP,
			"Runde Kompass",
			{"title": "Runde Kompass"},
			(
				MakeGroup(ago(40)),
				PlanIt(
					ago(33), "Lea Hartkopf", ago(18), "14:00", "KiTa Wiesenwinkel, Teamraum", "Yusuf Bayram"
				),
				HoldIt(
					at(ago(18), "15:05"),
					(
						("Yusuf Bayram", "question", "Wie nehme ich das Team mit, ohne alles zu erklären?"),
						(
							"Lea Hartkopf",
							"notes",
							"Einfälle: klein anfangen, zuhören, eine Sache sichtbar machen.",
						),
						(
							"Yusuf Bayram",
							"results",
							"Ich beginne mit dem Morgenkreis und frage in zwei Wochen nach.",
						),
					),
				),
				PlanIt(ago(6), "Aleksandra Wójcik", ahead(9), "14:00", "KiTa Sternenzelt, Besprechungsraum"),
			),
		)
	]
