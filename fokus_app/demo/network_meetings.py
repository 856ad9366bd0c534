"""The meetings of the demo, with the kick-off of 29 January 2026 first."""

from datetime import date

from fokus_app.demo import cast
from fokus_app.demo.clock import ago, ahead, at, kita_year, on, since
from fokus_app.demo.organisation import FIRST_YEAR, cohort
from fokus_app.demo.steps import (
	Act,
	Case,
	CloseFeedback,
	Enter,
	GiveFeedback,
	KeepMinutes,
	PutOnList,
	Record,
	Step,
)

CLERK, SECOND_CLERK = cast.HR_CLERKS
MOBILE = "Was hat ein Mobile mit dem systemischen Ansatz zu tun?"
MAP = "Meine Landkarte ist nicht deine Landkarte"
CHAIRS = "Stühle wechseln, Perspektive wechseln"
QUESTIONS = "Zehn Minuten nur offene Fragen"

FIRST_YEAR_PEOPLE = (
	"Jasmin Öztürk",
	"Daniel Brückner",
	"Aleksandra Wójcik",
	"Ngoc Anh Tran",
	"Kevin Rademacher",
	"Fatma Yıldırım",
	"Sophie Lammert",
)
CURRENT_PEOPLE = ("Lea Hartkopf", "Murat Demirel", "Theresa Vossen", "Aleksandra Wójcik", "Ngoc Anh Tran")
ADVISERS = tuple(name for name, mentor in cast.MENTORS.items() if mentor[0] == "Senior Adviser")
MENTORS = tuple(name for name in cast.MENTORS if name not in ADVISERS)


def _item(starts_at: str, minutes: int, kind: str, title: str, facilitator: str = "", **more: str) -> dict:
	return {
		"starts_at": f"{starts_at}:00",
		"minutes": minutes,
		"kind": kind,
		"title": title,
		"facilitator": facilitator,
		**more,
	}


def _case(title: str, kind: str, *steps: Step, **record) -> Case:
	return Case("Network Meeting", title, {"title": title, "kind": kind, **record}, steps)


def cases(today: date) -> list[Case]:
	"""The kick-off, and meetings in every state."""
	current = cohort(kita_year(today))
	return [_kick_off(), *_past(current), *_coming(current)]


def _kick_off() -> Case:
	return _case(
		"Auftakt: FOKUS – Führung im FOKUS",
		"Kick-off",
		Enter(on(2025, 11, 24), cast.LEAD),
		Act(on(2025, 12, 1), "organiser", "Request Approval"),
		Act(on(2025, 12, 3), "approver", "Approve Meeting"),
		PutOnList(on(2025, 12, 8), FIRST_YEAR_PEOPLE, "Participant"),
		PutOnList(on(2025, 12, 8), ("Samira Haddad",), "New Leader"),
		PutOnList(on(2025, 12, 8), MENTORS, "Mentor"),
		PutOnList(on(2025, 12, 8), ADVISERS, "Senior Adviser"),
		Act(on(2025, 12, 9), CLERK, "Send Invitations", {"rsvp_deadline": on(2026, 1, 16)}),
		Record(
			on(2026, 1, 19), "answer", {"Bernd Tollkamp": "No", "Kevin Rademacher": "Maybe"}, others="Yes"
		),
		Act(at(on(2026, 1, 29), "16:20"), "organiser", "Record as Held"),
		Record(
			since(0.001),
			"attendance",
			{"Bernd Tollkamp": "Absent", "Kevin Rademacher": "Attended", "Sophie Lammert": "Absent"},
			others="Attended",
		),
		KeepMinutes(
			since(0.0015),
			"Protokoll-Auftakt.txt",
			"Auftakt FOKUS, 29. Januar 2026\n\nVereinbart: Wir treffen uns alle zwei Monate.\n",
		),
		Act(since(0.002), "organiser", "Close Meeting"),
		GiveFeedback(
			since(0.02),
			{
				"take_along": (
					"Öfter eine offene Frage stellen und dann wirklich warten.",
					"Ein Team ist ein Mobile: Bewege ich ein Teil, bewegt sich alles.",
					"Meine Sicht ist eine von vielen.",
				),
				"wishes": ("Mehr Zeit in kleinen Gruppen.", "Beispiele aus unseren KiTas."),
				MOBILE: ("Sehr anschaulich.", "Mit mehr als sechs Personen am Mobile wird es eng."),
				MAP: ("Hat bei uns lange nachgewirkt.", "Die Auswertung darf länger dauern."),
			},
			silent=3,
		),
		CloseFeedback(since(0.09)),
		cohort=cohort(FIRST_YEAR),
		focus_topic="Systemische Gesprächsführung",
		starts_on=at(on(2026, 1, 29), "09:30"),
		ends_on=at(on(2026, 1, 29), "16:00"),
		venue="Tagungshaus am Stadtgarten, Essen",
		room="Saal 2",
		seats=30,
		agenda=[
			_item("09:30", 30, "Exchange", "Ankommen und Begrüßung: Wer ist heute da?", cast.LEAD),
			_item(
				"10:00",
				45,
				"Impulse",
				"Systemische Gesprächsführung: Neutralität, Perspektivwechsel, offene Fragen",
				cast.LEAD,
			),
			_item("10:45", 15, "Break", "Kaffeepause"),
			_item(
				"11:00",
				45,
				"Exercise",
				MOBILE,
				"Gisela Brandhorst",
				exercise=MOBILE,
				material="Vier Mobiles, Klammern, Karten",
			),
			_item("11:45", 60, "Break", "Mittagessen"),
			_item(
				"12:45", 60, "Exercise", MAP, cast.DEPUTY_LEAD, exercise=MAP, material="Papier DIN A3, Stifte"
			),
			_item("13:45", 15, "Break", "Kaffee und Kuchen"),
			_item(
				"14:00",
				75,
				"Exchange",
				"Mentor*innen, Seniorberater*innen und Teilnehmende lernen sich kennen",
			),
			_item("15:15", 45, "Exchange", "Was nehme ich mit in die nächste Woche?", cast.LEAD),
		],
	)


def _past(current: str) -> list[Case]:
	return [
		_case(
			"Kollegiale Beratung: Wenn das Team sich nicht einig ist",
			"Peer Consultation",
			Enter(since(0.24), cast.LEAD),
			Act(since(0.26), "organiser", "Request Approval"),
			Act(
				since(0.27),
				"approver",
				"Return for Changes",
				reason="Bitte nur sechs Plätze, damit jede Person einen Fall einbringen kann.",
			),
			Act(since(0.29), "organiser", "Request Approval"),
			Act(since(0.3), "approver", "Approve Meeting"),
			PutOnList(
				since(0.31),
				("Aleksandra Wójcik", "Ngoc Anh Tran", "Kevin Rademacher", "Daniel Brückner"),
				"Participant",
			),
			PutOnList(since(0.31), ("Claudia Reinders",), "Mentor"),
			Act(since(0.32), SECOND_CLERK, "Send Invitations"),
			Record(since(0.36), "answer", others="Yes"),
			Act(at(since(0.4), "17:15"), "organiser", "Record as Held"),
			Record(since(0.42), "attendance", {"Kevin Rademacher": "Absent"}, others="Attended"),
			Act(since(0.43), "organiser", "Close Meeting"),
			GiveFeedback(since(0.435), {"take_along": ("Erst zuhören, dann raten.",)}, silent=1),
			CloseFeedback(since(0.46)),
			cohort=cohort(FIRST_YEAR),
			focus_topic="Unterschiedliche Haltungen im Team",
			starts_on=at(since(0.4), "14:00"),
			ends_on=at(since(0.4), "17:00"),
			venue="KiTa Sonnenhügel, Essen",
			seats=6,
			agenda=[
				_item("14:00", 20, "Exchange", "Ankommen, Fälle sammeln, Rollen verteilen"),
				_item("14:20", 60, "Exchange", "Erste Beratung"),
				_item("15:20", 20, "Break", "Pause"),
				_item("15:40", 60, "Exchange", "Zweite Beratung"),
				_item("16:40", 20, "Exchange", "Rückblick auf die Arbeitsweise"),
			],
		),
		_case(
			"Netzwerktreffen: Rolle und Auftrag im Alltag",
			"Network Meeting",
			Enter(ago(48), cast.DEPUTY_LEAD),
			Act(ago(47), "organiser", "Request Approval"),
			Act(ago(45), "approver", "Approve Meeting"),
			PutOnList(ago(42), (*CURRENT_PEOPLE, "Jasmin Öztürk", "Samira Haddad"), "Participant"),
			PutOnList(ago(42), ("Yusuf Bayram", "Daniel Brückner"), "New Leader"),
			PutOnList(ago(42), MENTORS, "Mentor"),
			PutOnList(ago(42), ADVISERS, "Senior Adviser"),
			Act(ago(41), CLERK, "Send Invitations", {"rsvp_deadline": ago(16)}),
			PutOnList(ago(24), ("Katharina Mielke",), "New Leader"),
			Act(ago(24), SECOND_CLERK, "Invite More"),
			Record(ago(17), "answer", {"Murat Demirel": "No", "Mehmet Korkmaz": "Maybe"}, others="Yes"),
			Act(at(ago(6), "16:30"), "organiser", "Record as Held"),
			Record(
				ago(3),
				"attendance",
				dict.fromkeys(("Lea Hartkopf", "Theresa Vossen", "Yusuf Bayram", *MENTORS[:3]), "Attended"),
			),
			cohort=current,
			focus_topic="Rollenklarheit",
			starts_on=at(ago(6), "13:00"),
			ends_on=at(ago(6), "16:00"),
			venue="Haus der Familie, Gelsenkirchen",
			seats=24,
			agenda=[
				_item(
					"13:00",
					30,
					"Impulse",
					"Kollegin, Kollege, Leitung: was sich ändert und was bleibt",
					cast.DEPUTY_LEAD,
				),
				_item("13:30", 40, "Exercise", CHAIRS, "Dorothea Wiesmann", exercise=CHAIRS),
				_item("14:10", 20, "Break", "Pause"),
				_item("14:30", 90, "Exchange", "Austausch in Gebietsgruppen"),
			],
		),
		_case(
			"Fachtag: Führen in Teilzeit",
			"Training",
			Enter(ago(40), SECOND_CLERK),
			Act(ago(38), "organiser", "Request Approval"),
			Act(ago(36), "approver", "Approve Meeting"),
			PutOnList(ago(30), ("Lea Hartkopf", "Theresa Vossen", "Kevin Rademacher"), "Participant"),
			Act(ago(30), "organiser", "Send Invitations", {"rsvp_deadline": ago(3)}),
			Act(
				ago(7),
				"organiser",
				"Cancel Meeting",
				reason="Die Referentin ist erkrankt. Wir suchen einen neuen Termin im Frühjahr.",
			),
			cohort=current,
			focus_topic="Topsharing und Vertretung",
			starts_on=ahead(10, "09:00"),
			ends_on=ahead(10, "15:00"),
			venue="Stadtteilzentrum, Bochum",
			seats=16,
			agenda=[
				_item("09:00", 90, "Impulse", "Modelle geteilter Leitung", "Externe Referentin"),
				_item("10:30", 30, "Break", "Pause"),
				_item("11:00", 120, "Exchange", "Was davon passt zu uns?"),
			],
		),
	]


def _coming(current: str) -> list[Case]:
	return [
		_case(
			"Führungswerkstatt I: Rolle und Führungsleitbild",
			"Training",
			Enter(ago(36), cast.LEAD),
			Act(ago(35), "organiser", "Request Approval"),
			Act(ago(33), "approver", "Approve Meeting"),
			PutOnList(
				ago(25),
				("Lea Hartkopf", "Murat Demirel", "Theresa Vossen", "Kevin Rademacher"),
				"Participant",
			),
			PutOnList(ago(25), ("Yusuf Bayram", "Katharina Mielke"), "New Leader"),
			Act(ago(24), CLERK, "Send Invitations", {"rsvp_deadline": ahead(8)}),
			Record(
				ago(12), "answer", {"Lea Hartkopf": "Yes", "Yusuf Bayram": "Yes", "Murat Demirel": "Maybe"}
			),
			PutOnList(ago(8), ("Claudia Reinders",), "Mentor"),
			Act(ago(8), CLERK, "Invite More"),
			cohort=current,
			focus_topic="Führungsleitbild",
			starts_on=ahead(18, "09:00"),
			ends_on=ahead(18, "16:30"),
			venue="Tagungshaus am Stadtgarten, Essen",
			room="Saal 1",
			seats=14,
			agenda=[
				_item("09:00", 60, "Impulse", "Unser Führungsleitbild in drei Sätzen", cast.LEAD),
				_item("10:00", 90, "Exchange", "Woran merken andere, dass ich führe?"),
				_item("11:30", 60, "Break", "Mittagessen"),
				_item("12:30", 30, "Exercise", QUESTIONS, "Claudia Reinders", exercise=QUESTIONS),
				_item("13:00", 180, "Exchange", "Eigene Vorhaben für die nächsten 100 Tage"),
			],
		),
		_case(
			"Netzwerktreffen: Mit offenen Fragen führen",
			"Network Meeting",
			Enter(ago(20), cast.LEAD),
			Act(ago(17), "organiser", "Request Approval"),
			Act(ago(12), "approver", "Approve Meeting"),
			PutOnList(ago(10), CURRENT_PEOPLE[:3], "Participant"),
			cohort=current,
			focus_topic="Perspektivwechsel",
			starts_on=ahead(52, "13:00"),
			ends_on=ahead(52, "16:30"),
			venue="Begegnungszentrum am Hafen, Duisburg",
			seats=30,
			agenda=[
				_item("13:00", 45, "Impulse", "Fragen, die weiterhelfen", "Mehmet Korkmaz"),
				_item("13:45", 60, "Exercise", MAP, cast.DEPUTY_LEAD, exercise=MAP),
				_item("14:45", 15, "Break", "Pause"),
				_item("15:00", 90, "Exchange", "Erfahrungen aus den Mentoring-Paaren"),
			],
		),
		_case(
			"Kollegiale Beratung für neue Leitungen",
			"Peer Consultation",
			Enter(ago(7), CLERK),
			Act(ago(4), "organiser", "Request Approval"),
			organiser=cast.address("Claudia Reinders"),
			cohort=current,
			focus_topic="Die ersten 100 Tage",
			starts_on=ahead(38, "14:00"),
			ends_on=ahead(38, "17:00"),
			venue="KiTa Kastanienhof, Oberhausen",
			link="https://treffen.example.org/kollegiale-beratung",
			seats=6,
			agenda=[
				_item("14:00", 30, "Exchange", "Ankommen und Fallauswahl"),
				_item("14:30", 120, "Exchange", "Zwei Beratungen nach festem Ablauf"),
				_item("16:30", 30, "Exchange", "Auswertung und nächster Termin"),
			],
		),
		_case(
			"Führungswerkstatt II: Systemische Gesprächsführung",
			"Training",
			Enter(ago(5), cast.DEPUTY_LEAD),
			cohort=current,
			focus_topic="Systemische Gesprächsführung",
			starts_on=ahead(95, "09:00"),
			ends_on=ahead(95, "16:00"),
		),
	]
