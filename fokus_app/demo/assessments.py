"""What is written about three candidates of the demo, and by whom: the story around the interview.

The rating scale is off, as on every new site. In the season of the first of them it was on for a try, so that the
drawing of a profile is seen as well as the words.
"""

from fokus_app.demo import cast
from fokus_app.demo.clock import ago, at, season
from fokus_app.demo.steps import Assess, Release, Scale, Step

_ROLE = "Die eigene Rolle klären"
_DECIDING = "Entscheidungen treffen und vertreten"
_DELEGATING = "Aufgaben und Verantwortung übertragen"
_FEEDBACK = "Verlässlich Rückmeldung geben"
_TALKING = "Systemisch ins Gespräch gehen"
_PRESSURE = "Mit Unsicherheit und Druck umgehen"

_SCALE = ("am Anfang", "auf dem Weg", "sicher", "Vorbild für andere")

#: written with the scale, shown to her by the lead
LEA_HARTKOPF: tuple[Step, ...] = (
	Scale(season(56), _SCALE),
	Assess(
		season(52),
		"candidate",
		"Self",
		{
			_ROLE: "Im Kleinteam bin ich Ansprechpartnerin, aber noch nicht immer klar darin, was ich entscheide und was wir gemeinsam entscheiden.",
			_DELEGATING: "Ich gebe Aufgaben mit Ziel und Zeitpunkt ab. Nachfragen, ohne zu kontrollieren, übe ich noch.",
			_FEEDBACK: "Lob fällt mir leicht. Kritisches spreche ich oft erst an, wenn es mich schon lange beschäftigt.",
			_PRESSURE: "Bei zwei Ausfällen am selben Tag habe ich die Gruppen neu eingeteilt und den Familien Bescheid gegeben.",
		},
		"Ich möchte lernen, Konflikte früher anzusprechen.",
		{_ROLE: 2, _DELEGATING: 3, _FEEDBACK: 2, _PRESSURE: 3},
	),
	Assess(
		season(46),
		"manager",
		"Manager",
		{
			_ROLE: "Das Team weiß, wofür sie steht. Den Schritt von der Kollegin zur Leitung hat sie in der Vertretung gut erklärt.",
			_DELEGATING: "Die Eingewöhnungen liegen heute bei drei Kolleginnen; sie bleibt ansprechbar, ohne sie zurückzuholen.",
			_FEEDBACK: "Wertschätzend und an Beobachtungen festgemacht. Es dürfte früher kommen.",
			_PRESSURE: "Auch an schweren Tagen ruhig und in der richtigen Reihenfolge.",
		},
		"Frau Hartkopf unterschätzt, wie viel Orientierung sie anderen schon gibt.",
		{_ROLE: 3, _DELEGATING: 4, _FEEDBACK: 2, _PRESSURE: 3},
	),
	Assess(
		at(season(39), "15:30"),
		cast.LEAD,
		"Panel",
		{
			_ROLE: "Beschreibt im Fallbeispiel genau, was sie entscheidet und wen sie vorher hört.",
			_FEEDBACK: "Im Rollenspiel zugewandt; das Kritische kam erst auf Nachfrage.",
			_PRESSURE: "Setzt unter Zeitdruck Prioritäten und sagt, was liegen bleibt.",
		},
		"Ein lebendiges, offenes Gespräch.",
		{_ROLE: 3, _FEEDBACK: 2, _PRESSURE: 4},
	),
	Release(season(37), "lead", "Manager"),
	Scale(season(36), ()),
)

#: all is written, the lead has yet to decide
AMINA_DIALLO: tuple[Step, ...] = (
	Assess(
		ago(22),
		"candidate",
		"Self",
		{
			_TALKING: "Ich frage lieber nach, als Ratschläge zu geben. Mit Müttern und Vätern gelingt mir das gut, im Team noch nicht immer.",
			_DECIDING: "Ich entscheide gern und begründe es. Wenn jemand nicht einverstanden ist, denke ich lange darüber nach.",
		},
		"Ich wünsche mir eine Mentorin, die selbst in einem großen Haus leitet.",
	),
	Assess(
		ago(17),
		"manager",
		"Manager",
		{
			_TALKING: "Offene Fragen, echtes Interesse. Das Elterncafé lebt davon.",
			_DECIDING: "Trifft Entscheidungen zügig und steht dazu, auch wenn es unbequem wird.",
			_DELEGATING: "Hier sehe ich das größte Lernfeld: Vieles macht sie noch selbst.",
		},
	),
	Assess(
		at(ago(1), "16:00"),
		cast.LEAD,
		"Panel",
		{
			_TALKING: "Hört zu, fasst zusammen, lässt Pausen.",
			_DELEGATING: "Nennt selbst, was sie abgeben könnte, und an wen.",
		},
	),
)

#: the interview lies ahead: the manager and the panel have yet to write
SVEN_DICKMANN: tuple[Step, ...] = (
	Assess(
		ago(13),
		"candidate",
		"Self",
		{
			_DELEGATING: "Die digitale Dienstplanung habe ich eingeführt und an zwei Kolleginnen übergeben. Seitdem frage ich nur noch, ob etwas fehlt.",
			_PRESSURE: "Ich werde ruhiger, wenn es eng wird. Dass mich das Kraft kostet, merken andere erst später.",
		},
		"Über Rückmeldung zu meinem Auftreten in größeren Runden freue ich mich.",
	),
)
