"""The candidates of the demo: who they are, what is said about them, and how far they have come."""

from datetime import date

from fokus_app.demo import assessments, cast
from fokus_app.demo.clock import When, ago, ahead, at, kita_year, on, season, since
from fokus_app.demo.organisation import FIRST_YEAR, cohort
from fokus_app.demo.steps import Account, Act, Case, Enter, Note, Step, Tick, Wish

FIRST = cohort(FIRST_YEAR)
CLERK, SECOND_CLERK = cast.HR_CLERKS


def nominate(when: When, by: str = "nominator") -> Act:
	return Act(when, by, "Nominate")


def endorse(when: When, statement: str, by: str = "manager") -> Act:
	return Act(when, by, "Endorse", {"manager_statement": statement})


def invite(when: When, interview: When, informed: When | None = None, by: str = "lead") -> Act:
	return Act(
		when,
		by,
		"Invite to Assessment",
		{
			"assessment_on": interview,
			"assessment_place": "Verwaltung Essen, Besprechungsraum 2",
			"assessment_panel": [{"user": cast.address(name)} for name in (cast.LEAD, CLERK)],
			"informed_on": informed or when,
		},
	)


def accept(when: When, into: str, note: str, recommendation: str = "Recommended", by: str = "lead") -> Act:
	return Act(
		when,
		by,
		"Accept into Programme",
		{"cohort": into, "recommendation": recommendation, "recommendation_note": note},
	)


def admit(when: When, start: When, into: str, centre: str) -> Act:
	return Act(when, "lead", "Admit New Leader", {"start_date": start, "cohort": into, "centre": centre})


def defer(when: When, until: When, reason: str, by: str = "lead") -> Act:
	return Act(when, by, "Defer", {"deferred_until": until}, reason)


def appoint(when: When, centre: str, start: When) -> Act:
	return Act(when, "clerk", "Appoint", {"target_centre": centre, "start_date": start})


def interrupt(when: When, category: str, back: When) -> Act:
	return Act(when, "clerk", "Interrupt", {"expected_return": back}, None, category)


def prepared(*days: When) -> tuple[Tick, ...]:
	"""The steps of the preparation, one after the other, ticked off on these days."""
	return tuple(Tick(day, "Preparation") for day in days)


def settled_in(*days: When) -> tuple[Tick, ...]:
	"""The steps of the onboarding, one after the other, ticked off on these days."""
	return tuple(Tick(day, "Onboarding") for day in days)


def _case(name: str, centre: str, position: str, *steps: Step, **record) -> Case:
	return Case(
		"Leadership Candidate",
		name,
		{
			"candidate_name": name,
			"centre": centre,
			"position": position,
			"entry_path": "Nominated",
			**record,
		},
		steps,
	)


def cases(today: date) -> list[Case]:
	"""Thirty candidates; every stage of the path is seen."""
	current = cohort(kita_year(today))
	return [*_first_year(), *_current_year(current), *_on_the_way_in(current), *_not_continued()]


def _first_year() -> list[Case]:
	"""Those who were at the kick-off of the first cohort."""
	return [
		_case(
			"Jasmin Öztürk",
			"E-023",
			"Stellvertretende Leitung",
			Enter(on(2025, 8, 25), "Petra Hüsken"),
			nominate(on(2025, 8, 27)),
			endorse(
				on(2025, 9, 4),
				"Frau Öztürk hat die KiTa während der Vakanz ruhig und umsichtig geführt. Ich unterstütze die Nominierung gern.",
			),
			Account(on(2025, 9, 10)),
			invite(on(2025, 9, 12), at(on(2025, 10, 1), "10:00"), on(2025, 9, 10)),
			accept(
				on(2025, 10, 6),
				FIRST,
				"Klare Vorstellung von der Leitungsrolle, sehr gute Fallbearbeitung. Stärke: Entscheidungen begründen.",
			),
			*prepared(on(2025, 10, 20), on(2025, 11, 14), on(2025, 12, 2), on(2026, 1, 14), on(2026, 1, 27)),
			Tick(since(0.05), "Preparation"),
			Act(since(0.08), "lead", "Confirm Readiness"),
			appoint(since(0.14), "O-004", since(0.2)),
			*settled_in(
				since(0.18),
				since(0.22),
				since(0.25),
				since(0.3),
				since(0.36),
				since(0.55),
				since(0.75),
				since(0.95),
			),
			Act(since(0.97), "lead", "Complete Onboarding", {"review_held_on": since(0.95)}),
			readiness="Now",
			personnel_number="P-20417",
			reason="Frau Öztürk hat die Leitung ein halbes Jahr vertreten und das Team in dieser Zeit zusammengehalten.",
			evidence="Dienstplan bei drei Langzeiterkrankten neu aufgestellt; Elternabend zum Raumkonzept allein moderiert.",
		),
		_case(
			"Samira Haddad",
			"G-012",
			"Leitung",
			Enter(on(2025, 8, 18), CLERK),
			nominate(on(2025, 8, 19), "clerk"),
			endorse(
				on(2025, 8, 26),
				"Der Wechsel kam kurzfristig. Frau Haddad bringt viel mit und wünscht sich ausdrücklich Begleitung.",
			),
			Account(on(2025, 8, 28)),
			admit(on(2025, 9, 1), on(2025, 9, 1), FIRST, "G-012"),
			*settled_in(
				on(2025, 9, 3),
				on(2025, 9, 17),
				on(2025, 10, 6),
				on(2025, 10, 20),
				on(2025, 12, 9),
				on(2026, 1, 15),
				since(0.1),
				since(0.82),
			),
			Act(since(0.84), "deputy lead", "Complete Onboarding", {"review_held_on": since(0.82)}),
			entry_path="New Leader",
			personnel_number="P-20983",
			reason="Hat die Leitung der KiTa Himmelsleiter zum 1. September übernommen und war vorher Gruppenleitung bei einem anderen Träger.",
		),
		_case(
			"Daniel Brückner",
			"G-005",
			"Gruppenleitung",
			Enter(on(2025, 9, 8), "Nadine Kowollik"),
			nominate(on(2025, 9, 8)),
			endorse(
				on(2025, 9, 19),
				"Er denkt vom Team her und bleibt auch in schwierigen Elterngesprächen freundlich und klar.",
				"deputy manager",
			),
			Account(on(2025, 9, 25)),
			invite(on(2025, 9, 29), at(on(2025, 10, 16), "13:30"), on(2025, 9, 25)),
			accept(
				on(2025, 10, 20),
				FIRST,
				"Reflektiert und lernbereit. Im Blick behalten: Aufgaben früher abgeben.",
				"Recommended with Conditions",
			),
			*prepared(on(2025, 11, 3), on(2025, 11, 28), on(2025, 12, 16), since(0.08), since(0.2)),
			Act(since(0.3), "lead", "Confirm Readiness"),
			appoint(since(0.5), "B-008", since(0.62)),
			*settled_in(since(0.58), since(0.63), since(0.67), since(0.74), since(0.8)),
			Note(since(0.76), "lead", {"review_due_on": ahead(160)}),
			readiness="Now",
			personnel_number="P-18822",
			reason="Übernimmt seit zwei Jahren Verantwortung über die eigene Gruppe hinaus und wird im Team um Rat gefragt.",
			evidence="Hat die Einarbeitung von vier neuen Fachkräften aufgebaut; leitet die AG Kinderschutz im Gebiet.",
		),
		_case(
			"Aleksandra Wójcik",
			"E-014",
			"Stellvertretende Leitung",
			Enter(on(2025, 9, 15), "Emre Şahin"),
			nominate(on(2025, 9, 16)),
			endorse(
				on(2025, 9, 24), "Verlässlich, fachlich sehr sicher, im Haus und bei den Familien anerkannt."
			),
			Account(on(2025, 10, 1)),
			invite(on(2025, 10, 2), at(on(2025, 10, 23), "09:00"), on(2025, 10, 1)),
			accept(
				on(2025, 10, 27), FIRST, "Überzeugt durch genaue Beobachtung und gute Fragen im Rollenspiel."
			),
			*prepared(
				on(2025, 11, 12),
				on(2025, 12, 4),
				since(0.03),
				since(0.22),
				since(0.4),
				since(0.52),
				since(0.7),
			),
			Act(since(0.88), "deputy lead", "Confirm Readiness"),
			readiness="In 1–2 Years",
			personnel_number="P-17560",
			reason="Plant mit mir gemeinsam den Dienst und vertritt mich im Urlaub ohne Reibungsverluste.",
			evidence="Konzept zur Eingewöhnung überarbeitet und im Team eingeführt.",
		),
		_case(
			"Ngoc Anh Tran",
			"M-002",
			"Fachkraft für Sprachbildung",
			Enter(on(2025, 9, 22), "Johanna Adeyemi"),
			nominate(on(2025, 9, 23)),
			endorse(
				on(2025, 10, 8),
				"Sie verbindet Menschen. Ich sehe sie mittelfristig in einer größeren Einrichtung.",
			),
			Account(on(2025, 10, 15)),
			invite(on(2025, 10, 17), at(on(2025, 11, 6), "11:00"), on(2025, 10, 15), "deputy lead"),
			accept(
				on(2025, 11, 10),
				FIRST,
				"Große Klarheit in der Haltung, hört genau zu. Verwaltung ist noch neu für sie.",
			),
			*prepared(on(2025, 12, 1), on(2026, 1, 13), since(0.1), since(0.25), since(0.34)),
			Act(since(0.45), "lead", "Confirm Readiness"),
			Act(
				since(0.55),
				"lead",
				"Prepare Further",
				reason="Frau Tran wünscht sich vor der Übernahme noch die zweite Führungswerkstatt.",
			),
			*prepared(since(0.75), since(0.85)),
			Act(ago(24), "lead", "Confirm Readiness"),
			entry_path="Nominated",
			readiness="In 1–2 Years",
			personnel_number="P-19204",
			reason="Begleitet das Team bei der alltagsintegrierten Sprachbildung und wird dabei längst als Führungsperson erlebt.",
			evidence="Moderiert die Fallbesprechungen; hat mit den Eltern ein mehrsprachiges Vorleseprojekt aufgebaut.",
		),
		_case(
			"Kevin Rademacher",
			"D-009",
			"Gruppenleitung",
			Enter(on(2025, 10, 1), "Ilse Marquardt"),
			nominate(on(2025, 10, 1)),
			endorse(on(2025, 10, 15), "Er packt an und nimmt andere mit. Die Vorbereitung wird ihm guttun."),
			Account(on(2025, 10, 20)),
			invite(on(2025, 10, 22), at(on(2025, 11, 12), "14:00"), on(2025, 10, 20)),
			accept(
				on(2025, 11, 17),
				FIRST,
				"Viel Energie und Humor. Übungsfeld: Rückmeldungen vorbereiten, statt sie nebenbei zu geben.",
				"Recommended with Conditions",
			),
			*prepared(on(2025, 12, 8), since(0.12), since(0.3)),
			readiness="In 1–2 Years",
			personnel_number="P-19655",
			reason="Hat den Umbau im laufenden Betrieb organisiert und dabei niemanden aus dem Blick verloren.",
			evidence="Bauzeitenplan mit dem Team abgestimmt, Ausweichgruppen eingeteilt, Familien wöchentlich informiert.",
		),
		_case(
			"Fatma Yıldırım",
			"E-011",
			"Pädagogische Fachkraft",
			Enter(on(2025, 10, 6), SECOND_CLERK),
			nominate(on(2025, 10, 7), "clerk"),
			endorse(
				on(2025, 10, 21),
				"Sie hat sich selbst gemeldet; das zeigt, wie ernst es ihr ist. Einverstanden.",
			),
			Account(on(2025, 10, 22)),
			invite(on(2025, 10, 24), at(on(2025, 11, 13), "10:30"), on(2025, 10, 22)),
			accept(on(2025, 11, 18), FIRST, "Sehr gute Selbsteinschätzung, ruhige Gesprächsführung."),
			*prepared(on(2025, 12, 10), on(2026, 1, 20), since(0.15), since(0.3), since(0.45)),
			interrupt(since(0.62), "Parental Leave", ahead(190)),
			entry_path="Self-Nominated",
			readiness="In 1–2 Years",
			personnel_number="P-18431",
			reason="Möchte nach acht Jahren in der Gruppe Leitungsverantwortung übernehmen und hat sich dafür selbst beworben.",
			evidence="Praxisanleiterin, Sprecherin der Mitarbeitenden im Qualitätszirkel.",
		),
		_case(
			"Sophie Lammert",
			"E-014",
			"Gruppenleitung",
			Enter(on(2025, 10, 13), "Emre Şahin"),
			nominate(on(2025, 10, 13)),
			endorse(on(2025, 10, 28), "Fachlich stark und im Team geschätzt."),
			Account(on(2025, 11, 3)),
			invite(on(2025, 11, 4), at(on(2025, 11, 20), "09:30"), on(2025, 11, 3)),
			accept(on(2025, 11, 24), FIRST, "Gute Struktur, überzeugende Fallarbeit."),
			*prepared(on(2025, 12, 15)),
			Act(since(0.52), "lead", "End Participation", category="Leaving the Association"),
			readiness="In 1–2 Years",
			personnel_number="P-20110",
			reason="Bringt Ruhe in turbulente Tage und hat ein gutes Gespür für Stärken anderer.",
			evidence="Hat die Zusammenarbeit mit der Grundschule neu geordnet.",
		),
	]


def _current_year(current: str) -> list[Case]:
	"""Those who are in the programme's current year."""
	return [
		_case(
			"Lea Hartkopf",
			"E-023",
			"Gruppenleitung",
			Enter(season(72), "Petra Hüsken"),
			nominate(season(71)),
			endorse(
				season(63),
				"Frau Hartkopf übernimmt Verantwortung, ohne sich in den Vordergrund zu stellen. Ich traue ihr die Leitung zu.",
			),
			Account(season(58)),
			invite(season(57), at(season(40), "10:00"), season(58)),
			*assessments.LEA_HARTKOPF,
			accept(
				season(35),
				current,
				"Strukturiert, humorvoll, offen für Rückmeldung. Ziel im Programm: Konflikte früher ansprechen.",
			),
			*prepared(ago(58), ago(24)),
			readiness="In 1–2 Years",
			consent_on=season(58),
			personnel_number="P-21038",
			reason="Frau Hartkopf hat das Eingewöhnungsteam aufgebaut und leitet es mit großer Umsicht.",
			evidence="Moderiert die wöchentliche Kleinteamrunde; hat zwei Konflikte im Team fair geklärt, bevor sie groß wurden.",
		),
		_case(
			"Murat Demirel",
			"G-005",
			"Stellvertretende Leitung",
			Enter(ago(82), "Nadine Kowollik"),
			nominate(ago(82)),
			endorse(ago(75), "Er kennt Haus und Sozialraum wie kaum ein anderer. Klare Empfehlung."),
			Account(ago(68)),
			invite(ago(67), at(ago(48), "13:00"), ago(68), "deputy lead"),
			accept(
				ago(44),
				current,
				"Sehr authentisch. Übt, Entscheidungen vorab anzukündigen.",
				by="deputy lead",
			),
			Wish(
				ago(42),
				("Entscheidungen treffen und vertreten", "Ziele gemeinsam entwickeln"),
				("Familienzentrum",),
				"Gern jemand, der ein Familienzentrum im laufenden Betrieb aufgebaut hat.",
			),
			*prepared(ago(30)),
			readiness="Now",
			personnel_number="P-16774",
			reason="Vertritt mich seit drei Jahren und hat das Familienzentrum mit aufgebaut.",
			evidence="Verhandelt selbständig mit Jugendamt und Kooperationspartnern; führt die Gespräche mit Praktikantinnen und Praktikanten.",
		),
		_case(
			"Theresa Vossen",
			"B-003",
			"Gruppenleitung",
			Enter(ago(96), CLERK),
			nominate(ago(95), "clerk"),
			endorse(
				ago(88),
				"Der Vorschlag der Personalabteilung passt. Frau Vossen war überrascht und hat sich gefreut.",
			),
			Account(ago(80)),
			invite(ago(79), at(ago(58), "09:00"), ago(80)),
			Act(ago(56), "candidate", "Withdraw Candidacy", category="Personal Reasons"),
			Act(
				ago(47),
				"lead",
				"Reopen",
				reason="Frau Vossen hat die Betreuung ihres Vaters geregelt und möchte doch teilnehmen.",
			),
			accept(
				ago(37),
				current,
				"Großes Einfühlungsvermögen, gute Ideen für das Team. Zeitplan mit ihr abgestimmt.",
			),
			Wish(ago(35), ("Vielfalt wahrnehmen und anerkennen",), ("Inklusion",)),
			*prepared(ago(26)),
			entry_path="HR Proposal",
			readiness="In 1–2 Years",
			personnel_number="P-20771",
			reason="Fiel in der Fortbildung zur Praxisanleitung durch ihre klare und zugewandte Art auf.",
			evidence="Abschlussarbeit zur Beteiligung von Kindern; leitet seit einem Jahr die kollegiale Beratung im Haus.",
		),
		_case(
			"Yusuf Bayram",
			"O-007",
			"Leitung",
			Enter(ago(66), SECOND_CLERK),
			nominate(ago(66), "clerk"),
			endorse(
				ago(60),
				"Herr Bayram ist gut gestartet. Das Team ist groß, eine erfahrene Beratung an seiner Seite hilft.",
			),
			Account(ago(57)),
			admit(ago(55), ago(52), current, "O-007"),
			Wish(
				ago(50),
				("Aufgaben und Verantwortung übertragen", "Mit Unsicherheit und Druck umgehen"),
				("Treffen per Video",),
			),
			*settled_in(ago(51), ago(40), ago(19)),
			entry_path="New Leader",
			consent_on=ago(57),
			personnel_number="P-21502",
			reason="Hat die KiTa Kastanienhof übernommen; die bisherige Leitung ist in den Ruhestand gegangen.",
		),
		_case(
			"Katharina Mielke",
			"D-002",
			"Leitung der Außenstelle",
			Enter(ago(34), CLERK),
			nominate(ago(33), "clerk"),
			endorse(
				ago(29),
				"Sie hat sofort zugesagt, als ich sie brauchte. Jetzt soll sie auch die Begleitung bekommen.",
			),
			Account(ago(27)),
			admit(ago(25), ago(20), current, "D-002"),
			Wish(ago(17), ("Die eigene Rolle klären", "Verlässlich Rückmeldung geben"), ("Offene Arbeit",)),
			*settled_in(ago(18)),
			entry_path="New Leader",
			personnel_number="P-19912",
			reason="Leitet die neue Außenstelle der KiTa Hafenkiesel; es ist ihre erste Leitungsaufgabe.",
		),
	]


def _on_the_way_in(current: str) -> list[Case]:
	"""Those about whom somebody has to decide next."""
	return [
		_case(
			"Sven Dickmann",
			"E-023",
			"Stellvertretende Leitung",
			Enter(ago(41), "Petra Hüsken"),
			nominate(ago(41)),
			endorse(
				ago(33), "Ein ruhiger Pol im Haus. Ich freue mich, dass er sich traut.", "deputy manager"
			),
			Account(ago(22)),
			invite(ago(20), ahead(6, "10:00"), ago(22)),
			*assessments.SVEN_DICKMANN,
			readiness="Now",
			cohort=current,
			personnel_number="P-18067",
			reason="Herr Dickmann organisiert den Alltag so, dass andere gute Arbeit machen können.",
			evidence="Hat die digitale Dienstplanung eingeführt und alle im Team geschult.",
		),
		_case(
			"Amina Diallo",
			"M-002",
			"Gruppenleitung",
			Enter(ago(50), "Johanna Adeyemi"),
			nominate(ago(50)),
			endorse(ago(43), "Sie hat Mut, Dinge anzusprechen, und tut das immer wertschätzend."),
			Account(ago(30)),
			invite(ago(28), at(ago(1), "13:00"), ago(30)),
			*assessments.AMINA_DIALLO,
			readiness="In 1–2 Years",
			personnel_number="P-20645",
			reason="Frau Diallo hat die Arbeit mit neu zugewanderten Familien zu einem Schwerpunkt des Hauses gemacht.",
			evidence="Elterncafé in drei Sprachen; Fortbildung für das Gebiet gehalten.",
		),
		_case(
			"Ole Petersen",
			"E-014",
			"Pädagogische Fachkraft",
			Enter(ago(64), "Emre Şahin"),
			nominate(ago(63)),
			endorse(ago(55), "Vielversprechend. Mehr Erfahrung in der Vertretung wäre gut."),
			Account(ago(50)),
			defer(
				ago(44),
				ahead(75),
				"Herr Petersen beendet zuerst die Weiterbildung zum Fachwirt; danach sprechen wir wieder.",
			),
			readiness="Later",
			personnel_number="P-21290",
			reason="Denkt in Zusammenhängen und bringt Vorschläge, die das ganze Haus betreffen.",
			evidence="Außengelände mit Kindern und Eltern neu geplant.",
		),
		_case(
			"Renate Schüller",
			"G-005",
			"Gruppenleitung",
			Enter(ago(140), "Nadine Kowollik"),
			nominate(ago(139)),
			endorse(ago(131), "Sie hat 20 Jahre Erfahrung und möchte noch einmal etwas Neues wagen."),
			Account(ago(124)),
			invite(ago(123), at(ago(104), "10:00"), ago(124)),
			defer(
				ago(102),
				ahead(3),
				"Nach dem Gespräch gemeinsam entschieden: erst die Vertretung im Herbst, dann die Aufnahme.",
				"deputy lead",
			),
			readiness="In 1–2 Years",
			personnel_number="P-11240",
			reason="Frau Schüller ist das Gedächtnis unseres Hauses und offen für Neues geblieben.",
			evidence="Hat drei Leitungswechsel begleitet und dem Team jedes Mal Sicherheit gegeben.",
		),
		_case(
			"Vanessa Kuhlmann",
			"D-002",
			"Stellvertretende Leitung",
			Enter(ago(18), SECOND_CLERK),
			nominate(ago(16), "clerk"),
			endorse(ago(2), "Gern. Frau Kuhlmann hat das Zeug dazu und hat es in der Vertretung bewiesen."),
			entry_path="HR Proposal",
			readiness="Now",
			personnel_number="P-18899",
			reason="Im Personalgespräch hat Frau Kuhlmann den Wunsch nach einer eigenen Einrichtung geäußert.",
			evidence="Vier Monate Abwesenheitsvertretung ohne offene Punkte übergeben.",
		),
		_case(
			"Ibrahim Çelik",
			"E-023",
			"Gruppenleitung",
			Enter(ago(25), "Petra Hüsken"),
			nominate(ago(24)),
			endorse(
				ago(9), "Er führt, ohne laut zu werden. Die Rückmeldungen aus dem Team sind durchweg gut."
			),
			readiness="In 1–2 Years",
			personnel_number="P-20358",
			reason="Herr Çelik hat die U3-Gruppe durch eine schwierige Zeit geführt und dabei alle mitgenommen.",
			evidence="Krisenplan bei Personalausfall erarbeitet; gibt sein Wissen in der Fachgruppe weiter.",
		),
		_case(
			"Maren Tigges",
			"E-011",
			"Leitung (ab nächstem Monat)",
			Enter(ago(23), CLERK),
			nominate(ago(22), "clerk"),
			endorse(
				ago(16),
				"Frau Tigges kommt aus einem Nachbarverband zu uns. Begleitung vom ersten Tag an ist wichtig.",
			),
			entry_path="New Leader",
			personnel_number="P-21677",
			reason="Übernimmt die KiTa Sonnenhügel, wenn Frau Reinders in die Fachberatung wechselt.",
		),
		_case(
			"Pia Grotenhuis",
			"D-009",
			"Gruppenleitung",
			Enter(ago(3), "Ilse Marquardt"),
			nominate(ago(2)),
			readiness="In 1–2 Years",
			personnel_number="P-20926",
			reason="Frau Grotenhuis übernimmt im Team die schwierigen Themen, bevor sie jemand darum bittet.",
			evidence="Hat das Beschwerdeverfahren für Kinder entwickelt und verständlich gemacht.",
		),
		_case(
			"Rodrigo Almeida",
			"B-003",
			"Fachkraft für Inklusion",
			Enter(ago(11), SECOND_CLERK),
			nominate(ago(9), "clerk"),
			entry_path="Self-Nominated",
			readiness="Now",
			email=cast.address("Rodrigo Almeida"),
			personnel_number="P-19480",
			reason="Hat sich schriftlich beworben und beschreibt sehr genau, was Leitung für ihn bedeutet.",
			evidence="Koordiniert die Förderpläne für vier Einrichtungen.",
		),
		_case(
			"Anna-Lena Frings",
			"E-014",
			"Stellvertretende Leitung",
			Enter(ago(21), "Emre Şahin"),
			nominate(ago(20)),
			readiness="Now",
			personnel_number="P-18345",
			reason="Mit Frau Frings spreche ich schwierige Entscheidungen durch; sie stellt die richtigen Fragen.",
			evidence="Hat die Fachkräftegewinnung mit zwei Schulen aufgebaut.",
		),
		_case(
			"Goran Petrović",
			"G-005",
			"Pädagogische Fachkraft",
			Enter(ago(37), "Nadine Kowollik"),
			nominate(ago(36)),
			endorse(ago(26), "Einverstanden."),
			Act(
				ago(5),
				"lead",
				"Ask Manager Again",
				reason="Können Sie bitte an einem Beispiel beschreiben, wie Herr Petrović im Team Verantwortung übernimmt?",
			),
			readiness="In 1–2 Years",
			personnel_number="P-20802",
			reason="Herr Petrović gewinnt Menschen für gemeinsame Ziele.",
			evidence="Bewegungskonzept mit dem Sportverein, an dem heute fünf Einrichtungen teilnehmen.",
		),
		_case(
			"Selin Arslan",
			"E-023",
			"Pädagogische Fachkraft",
			Enter(ago(3), "Petra Hüsken"),
			readiness="Later",
			personnel_number="P-21744",
			reason="Frau Arslan ist seit zwei Jahren bei uns und fällt durch ihre klare Sprache auf.",
		),
		_case(
			"Dominik Westerhoff",
			"D-009",
			"Gruppenleitung",
			Enter(ago(19), "Ilse Marquardt"),
			nominate(ago(18)),
			Act(
				ago(6),
				"manager",
				"Send Back",
				reason="Bitte ergänzen Sie ein bis zwei Situationen, in denen Herr Westerhoff geführt hat. Dann entscheide ich gern rasch.",
			),
			readiness="In 1–2 Years",
			personnel_number="P-20059",
			reason="Herr Westerhoff ist zuverlässig und bei den Kindern sehr beliebt.",
		),
		_case(
			"Mirko Baumeister",
			"O-004",
			"Pädagogische Fachkraft",
			Enter(ago(4), SECOND_CLERK),
			entry_path="Self-Nominated",
			readiness="Later",
			email=cast.address("Mirko Baumeister"),
			personnel_number="P-21361",
		),
	]


def _not_continued() -> list[Case]:
	"""Those whose candidacy ended; what was said to them was friendly."""
	return [
		_case(
			"Christiane Effertz",
			"D-009",
			"Gruppenleitung",
			Enter(ago(94), "Ilse Marquardt"),
			nominate(ago(93)),
			endorse(
				ago(84),
				"Frau Effertz ist eine Stütze des Hauses. Ob Leitung das Richtige ist, soll das Gespräch zeigen.",
			),
			Account(ago(76)),
			invite(ago(75), at(ago(50), "11:00"), ago(76)),
			Act(
				ago(46),
				"lead",
				"Reject Candidate",
				reason="Im Gespräch wurde deutlich, dass die fachliche Arbeit in der Gruppe Frau Effertz am meisten liegt. Weg als Fachberaterin besprochen.",
			),
			readiness="In 1–2 Years",
			personnel_number="P-17213",
			reason="Frau Effertz hat ein großes Fachwissen, von dem das ganze Team lernt.",
			evidence="Hausinterne Fortbildungsreihe zu Beobachtung und Dokumentation.",
		),
		_case(
			"Benedikt Aufderheide",
			"E-014",
			"Pädagogische Fachkraft",
			Enter(ago(31), "Emre Şahin"),
			nominate(ago(30)),
			Act(
				ago(15),
				"manager",
				"Decline Nomination",
				reason="Herr Aufderheide ist erst seit vier Monaten im Haus. Ich schlage vor, in einem Jahr neu zu überlegen.",
			),
			readiness="Later",
			personnel_number="P-21590",
			reason="Hat sich schnell eingefunden und bringt frische Ideen mit.",
		),
		_case(
			"Patrick Odenthal",
			"M-002",
			"Gruppenleitung",
			Enter(ago(70), "Johanna Adeyemi"),
			nominate(ago(69)),
			endorse(ago(61), "Organisiert, freundlich, belastbar. Gern."),
			Account(ago(54)),
			invite(ago(53), at(ago(27), "15:00"), ago(54)),
			Act(ago(38), "candidate", "Withdraw Candidacy", category="Professional Reorientation"),
			readiness="Now",
			personnel_number="P-18774",
			reason="Herr Odenthal hält in hektischen Wochen den Überblick und gute Laune.",
			evidence="Leitet die Steuerungsgruppe für das Kinderschutzkonzept.",
		),
	]
