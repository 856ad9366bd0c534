"""The mentorings of the demo: who was proposed to whom, why, and what became of it."""

from dataclasses import dataclass
from typing import Any

import frappe

from fokus_app.demo import cast
from fokus_app.demo.clock import When, ago, ahead, on, since
from fokus_app.demo.steps import Act, Case, Stage, Step, acting_as
from fokus_app.mentoring_sessions import log, reflection

CLERK, SECOND_CLERK = cast.HR_CLERKS


@dataclass(frozen=True)
class Propose:
	"""HR proposes the pair; the records of both are known only once the story has made them."""

	when: When
	by: str = CLERK

	def carry_out(self, case: Case, stage: Stage) -> None:
		mentee, mentor = case.title.split(" – ")
		doc = frappe.new_doc("Mentoring Relationship")
		doc.update(stage.values(case.record))
		doc.candidate = stage.cases[mentee].name
		doc.mentor = frappe.db.get_value("Mentor", {"user": cast.address(mentor)})
		with acting_as(cast.address(self.by)):
			case.name = doc.insert().name


@dataclass(frozen=True)
class Meet:
	"""One of the two logs the session of that day. next_on: when they meet next."""

	when: When
	by: str
	minutes: int
	topics: str
	next_steps: str = ""
	private_note: str = ""
	form: str = "In Person"
	next_on: When | None = None

	def carry_out(self, case: Case, stage: Stage) -> None:
		doc = case.doc()
		user = doc.mentor_user if self.by == "mentor" else doc.mentee_user
		with acting_as(user):
			log.log(
				case.name,
				stage.calendar.value(self.when),
				self.minutes,
				self.form,
				topics=self.topics,
				next_steps=self.next_steps,
				private_note=self.private_note,
				next_date=self.next_on and stage.calendar.value(self.next_on),
				next_time=self.next_on and "14:00",
			)


@dataclass(frozen=True)
class LookBack:
	"""One of the two looks back, for themselves alone."""

	when: When
	by: str
	helped: str
	kind: str = "Mid-Term"

	def carry_out(self, case: Case, stage: Stage) -> None:
		doc = case.doc()
		with acting_as(doc.mentor_user if self.by == "mentor" else doc.mentee_user):
			reflection.reflect(case.name, self.kind, helped=self.helped)


def ask(when: When, by: str = "clerk") -> Act:
	return Act(when, by, "Ask Mentor")


def agree(when: When) -> Act:
	return Act(when, "mentor", "Accept Mentoring", {"mentor_acknowledged_on": when})


def confirm(when: When, frequency: str, goals: str) -> Act:
	return Act(
		when,
		"mentee",
		"Confirm Mentoring",
		{"frequency": frequency, "goals": goals, "mentee_acknowledged_on": when},
	)


def pause(when: When, by: str, category: str) -> Act:
	return Act(when, by, "Pause Mentoring", category=category)


def complete(when: When) -> Act:
	return Act(when, "mentor", "Complete Mentoring", {"closing_reflection_on": when})


def end_early(when: When, by: str, category: str) -> Act:
	return Act(when, by, "End Mentoring Early", category=category)


def _case(mentee: str, mentor: str, because: str, *steps: Step, **record: Any) -> Case:
	return Case(
		"Mentoring Relationship",
		f"{mentee} – {mentor}",
		{"kind": "Mentoring", "proposed_because": because, **record},
		steps,
	)


def cases() -> list[Case]:
	"""Pairs in every state, from the proposal to the closing reflection."""
	return [*_first_year(), *_current_year()]


def _first_year() -> list[Case]:
	return [
		_case(
			"Jasmin Öztürk",
			"Johanna Adeyemi",
			"Beide arbeiten an der Rolle in einem sehr vielfältigen Team; kurze Wege zwischen Essen und Mülheim.",
			Propose(on(2025, 10, 13)),
			ask(on(2025, 10, 14)),
			agree(on(2025, 10, 17)),
			confirm(
				on(2025, 10, 23),
				"Alle vier Wochen, 90 Minuten",
				"Vom Mitmachen zum Führen: Aufgaben abgeben und den Überblick behalten.",
			),
			complete(since(0.98)),
			from_date=on(2025, 11, 3),
			until_date=ahead(30),
		),
		_case(
			"Samira Haddad",
			"Gisela Brandhorst",
			"Frau Brandhorst hat zwei Übernahmen kurz nach dem Wechsel der Leitung begleitet.",
			Propose(on(2025, 9, 5)),
			ask(on(2025, 9, 8)),
			agree(on(2025, 9, 9)),
			confirm(
				on(2025, 9, 12),
				"Alle zwei Wochen, 60 Minuten",
				"Gut ankommen und die ersten Entscheidungen sicher treffen.",
			),
			end_early(since(0.5), "mentee", "Goals Reached Earlier"),
			kind="Senior Advice",
			from_date=on(2025, 9, 15),
		),
		_case(
			"Daniel Brückner",
			"Bernd Tollkamp",
			"Herr Tollkamp hat sein Haus lange mit wenig Personal geführt und kann gut abgeben.",
			Propose(on(2025, 10, 27)),
			ask(on(2025, 10, 28)),
			agree(on(2025, 11, 4)),
			confirm(
				on(2025, 11, 10),
				"Alle sechs Wochen in Duisburg oder Bochum",
				"Eigene Grenzen erkennen, Aufgaben früher übertragen, Besprechungen kürzer halten.",
			),
			from_date=on(2025, 11, 17),
			until_date=ahead(200),
		),
		_case(
			"Aleksandra Wójcik",
			"Dorothea Wiesmann",
			"Frau Wójcik wünscht sich Übung in schwierigen Rückmeldungen; das ist Frau Wiesmanns Stärke.",
			Propose(on(2025, 11, 5), SECOND_CLERK),
			ask(on(2025, 11, 5)),
			agree(on(2025, 11, 11)),
			confirm(
				on(2025, 11, 18),
				"Monatlich, abwechselnd in beiden KiTas",
				"Kritische Gespräche vorbereiten und danach auswerten.",
			),
			Meet(
				since(0.1),
				"mentee",
				75,
				"Ein Elterngespräch, das vor mir liegt: Was will ich sagen, was will ich hören?",
				"Drei Fragen aufschreiben, mit denen ich anfange.",
				"Ich habe mich getraut, meine Unsicherheit auszusprechen.",
			),
			Meet(
				since(0.5),
				"mentor",
				60,
				"Auswertung des Elterngesprächs; wie man eine Rückmeldung beginnt.",
				"Beim nächsten Teamtag eine Runde selbst moderieren.",
				form="Video",
			),
			LookBack(since(0.55), "mentee", "Dass jemand zuhört, der nicht mein Vorgesetzter ist."),
			Meet(
				since(0.9),
				"mentee",
				60,
				"Die Moderation am Teamtag: Was ging leicht, was nicht?",
				"Das Lob aus dem Team aufschreiben und behalten.",
				next_on=ahead(12),
			),
			from_date=on(2025, 12, 1),
			until_date=ahead(120),
		),
		_case(
			"Ngoc Anh Tran",
			"Claudia Reinders",
			"Verwaltung und Personalplanung sind für Frau Tran neu, für Frau Reinders tägliches Geschäft.",
			Propose(on(2025, 11, 19)),
			ask(on(2025, 11, 20)),
			agree(on(2025, 11, 28)),
			confirm(
				on(2025, 12, 4),
				"Alle vier Wochen",
				"Sicherheit in Budget und Dienstplan; die eigene leise Art als Stärke nutzen.",
			),
			from_date=on(2025, 12, 8),
			until_date=ahead(150),
		),
		_case(
			"Kevin Rademacher",
			"Johanna Adeyemi",
			"Frau Adeyemi arbeitet mit klaren Rückmelderunden; das hat sich Herr Rademacher vorgenommen.",
			Propose(on(2025, 11, 26)),
			ask(on(2025, 11, 27)),
			agree(on(2025, 12, 2)),
			confirm(
				on(2025, 12, 9),
				"Nach Bedarf, mindestens alle acht Wochen",
				"Rückmeldungen vorbereiten, statt sie nebenbei zu geben.",
			),
			pause(since(0.7), "mentee", "Workload"),
			from_date=on(2025, 12, 10),
		),
		_case(
			"Fatma Yıldırım",
			"Bernd Tollkamp",
			"Gemeinsames Thema: eine KiTa mit langen Öffnungszeiten verlässlich besetzen.",
			Propose(on(2025, 11, 27)),
			ask(on(2025, 12, 1)),
			agree(on(2025, 12, 8)),
			confirm(
				on(2025, 12, 15),
				"Alle sechs Wochen, gern online",
				"Vom Kollegenkreis in die Leitungsrolle wechseln.",
			),
			pause(since(0.64), "clerk", "Parental Leave"),
			from_date=on(2026, 1, 7),
		),
		_case(
			"Sophie Lammert",
			"Dorothea Wiesmann",
			"Beide haben zuvor in der Frühförderung gearbeitet.",
			Propose(on(2025, 12, 3), SECOND_CLERK),
			ask(on(2025, 12, 3)),
			agree(on(2025, 12, 9)),
			confirm(on(2025, 12, 17), "Monatlich", "Klarheit gewinnen, welche Leitungsstelle passt."),
			end_early(since(0.54), "clerk", "Change of Position"),
			from_date=on(2026, 1, 7),
		),
	]


def _current_year() -> list[Case]:
	return [
		_case(
			"Lea Hartkopf",
			"Dorothea Wiesmann",
			"Frau Hartkopf möchte Konflikte früher ansprechen; Frau Wiesmann ist in systemischer Gesprächsführung qualifiziert.",
			Propose(ago(52)),
			ask(ago(51)),
			agree(ago(48)),
			confirm(
				ago(45),
				"Alle vier Wochen, 90 Minuten in Bochum",
				"Konflikte früh und freundlich ansprechen; die eigene Rolle im Team neu finden.",
			),
			Meet(
				ago(30),
				"mentor",
				90,
				"Kennenlernen; was im Team gerade knirscht.",
				"Eine Woche lang notieren, was ich nicht anspreche.",
				"Ruhiger als am Telefon; nach dem Praktikum im Sommer fragen.",
			),
			Meet(
				ago(4),
				"mentee",
				90,
				"Meine Notizen der letzten Wochen: zweimal habe ich geschwiegen.",
				"Das Gespräch mit der Kollegin in Gruppe 2 führen.",
				next_on=ahead(24),
			),
			from_date=ago(44),
			until_date=ahead(280),
		),
		_case(
			"Murat Demirel",
			"Claudia Reinders",
			"Beide führen Häuser mit angeschlossenem Familienzentrum.",
			Propose(ago(40)),
			ask(ago(39)),
			Act(
				ago(32),
				"mentor",
				"Decline as Mentor",
				reason="Ich wechsle in den nächsten Monaten die Aufgabe und möchte nichts versprechen, was ich nicht halten kann.",
			),
		),
		_case(
			"Murat Demirel",
			"Mehmet Korkmaz",
			"Herr Korkmaz hat Familienzentren aufgebaut und kennt den Sozialraum in Gelsenkirchen.",
			Propose(ago(27)),
			ask(ago(26)),
			agree(ago(9)),
			kind="Senior Advice",
			from_date=ahead(10),
		),
		_case(
			"Theresa Vossen",
			"Johanna Adeyemi",
			"Frau Vossen interessiert sich für Beteiligung; Frau Adeyemi hat sie im ganzen Haus verankert.",
			Propose(ago(22), SECOND_CLERK),
			ask(ago(20), "lead"),
			from_date=ahead(14),
		),
		_case(
			"Yusuf Bayram",
			"Gisela Brandhorst",
			"Großes Team und ein langjähriger Vorgänger: Frau Brandhorst kennt beides aus eigener Leitung.",
			Propose(ago(50), SECOND_CLERK),
			ask(ago(50)),
			agree(ago(47)),
			confirm(
				ago(43),
				"In den ersten 100 Tagen alle zwei Wochen",
				"Das Team kennenlernen, ohne sofort alles zu verändern; erste eigene Akzente setzen.",
			),
			Meet(
				ago(35),
				"mentee",
				60,
				"Die ersten Tage im Haus; wer mir was erzählt hat.",
				"Mit allen Gruppenleitungen je eine halbe Stunde sprechen.",
			),
			Meet(
				ago(20),
				"mentor",
				45,
				"Was die Gruppenleitungen sich wünschen.",
				"Eine Sache auswählen und sie im Team ankündigen.",
				form="Phone",
				next_on=ahead(6),
			),
			kind="Senior Advice",
			from_date=ago(42),
			until_date=ahead(140),
		),
		_case(
			"Katharina Mielke",
			"Mehmet Korkmaz",
			"Hat selbst zwei Außenstellen eröffnet und wohnt in der Nähe.",
			Propose(ago(19), SECOND_CLERK),
			Act(ago(13), "clerk", "Withdraw Proposal"),
			kind="Senior Advice",
		),
		_case(
			"Katharina Mielke",
			"Gisela Brandhorst",
			"Frau Mielke hat sich eine Beraterin gewünscht, die den Aufbau eines Teams begleitet hat.",
			Propose(ago(12), SECOND_CLERK),
			kind="Senior Advice",
			from_date=ahead(21),
		),
	]
