"""The ways of sixty people through a programme year, as plain data: how they come in, and who does what on which day.

Days are counted from the day on which a person comes in. `tests.journey.expected` works out from this, and from
nothing of the app, what must have come of it.
"""

from dataclasses import dataclass, field
from datetime import date

#: the doors: HR enters by hand; HR reads a list in; a manager sends the Web Form, which nominates at once; an employee
#: nominates themself; at the go-live HR takes today's participants over
HAND, LIST, FORM, SELF, TAKE_OVER = "by hand", "list", "Web Form", "oneself", "take-over"


@dataclass(frozen=True)
class Step:
	"""On this day somebody of the cast (or "self") carries out an action, or ticks off steps of a phase."""

	day: int
	who: str
	action: str
	values: dict = field(default_factory=dict)
	reason: str | None = None
	category: str | None = None


@dataclass(frozen=True)
class Way:
	"""What happens to a person, and through which door they come in on each of `BEGINNINGS`."""

	doors: tuple[str, ...]
	steps: tuple[Step, ...]
	path: str = "Nominated"
	#: a person of this way who comes in again, so many days after they first did
	again_after: int = 0
	again: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Participant:
	"""Somebody who was in the programme before this app was: their stage, since when, and what else the list says."""

	stage: str
	since: date
	steps: tuple[Step, ...] = ()
	values: dict = field(default_factory=dict)
	path: str = "Nominated"
	done_until: date | None = None
	#: the stage from which somebody is interrupted
	interrupted: str = ""


TICK = "tick off"


def nominate(day=0, who="nominator") -> Step:
	return Step(day, who, "Nominate")


def endorse(day, who="manager") -> Step:
	return Step(day, who, "Endorse", {"manager_statement": "Ich befürworte das."})


def invite(day, interview_in=14) -> Step:
	values = {
		"assessment_on": interview_in,
		"assessment_place": "Haus der Kirche, Raum 2",
		"assessment_panel": [{"user": "panelist@example.org"}],
		"informed_on": 0,
	}
	return Step(day, "lead", "Invite to Assessment", values)


def accept(day, who="lead") -> Step:
	return Step(day, who, "Accept into Programme", {"cohort": "FOKUS Probe", "recommendation": "Recommended"})


def tick(day, phase, who="clerk") -> Step:
	return Step(day, who, TICK, {"phase": phase})


def appoint(day, starts_in=20) -> Step:
	return Step(day, "clerk", "Appoint", {"target_centre": "S-001", "start_date": starts_in})


def reason(day, who, action, **values) -> Step:
	return Step(day, who, action, values, reason="Weil es so besser ist.")


def category(day, who, action, why, **values) -> Step:
	return Step(day, who, action, values, category=why)


IN = (nominate(), endorse(9), invite(16), accept(33))
READY = (*IN, tick(80, "Preparation"), Step(95, "lead", "Confirm Readiness"))
NEW_LEADER = (
	nominate(),
	endorse(4, "deputy"),
	Step(8, "lead", "Admit New Leader", {"start_date": -3, "cohort": "FOKUS Probe"}),
)

#: the ways by what becomes of the person
WAYS: dict[str, Way] = {
	"arrived": Way(
		(FORM, HAND, LIST),
		(
			*READY,
			appoint(110),
			tick(200, "Onboarding", "manager2"),
			Step(205, "lead", "Complete Onboarding", {"review_held_on": 0}),
			reason(215, "lead", "Reopen"),
			Step(216, "deputylead", "Complete Onboarding", {"review_held_on": -1}),
		),
	),
	"appointed out of the preparation, ended and taken back": Way(
		(HAND, LIST, FORM),
		(
			*IN,
			tick(50, "Preparation"),
			appoint(60, -2),
			category(130, "lead", "End Participation", "Different Expectations"),
			reason(140, "lead", "Reopen"),
		),
	),
	"a new leader": Way(
		(FORM, LIST, HAND),
		(
			*NEW_LEADER,
			tick(90, "Onboarding"),
			Step(100, "deputylead", "Complete Onboarding", {"review_held_on": -1}),
		),
		path="New Leader",
	),
	"sent back and handed in again": Way(
		(HAND, LIST, HAND),
		(
			nominate(0, "clerk"),
			reason(5, "deputy", "Send Back"),
			nominate(8),
			endorse(12),
			reason(14, "lead", "Ask Manager Again"),
			endorse(20, "deputy"),
			invite(22),
		),
	),
	"declined by the manager, and nominated once more": Way(
		(FORM, HAND, LIST),
		(nominate(), reason(18, "manager", "Decline Nomination")),
		again_after=60,
		again=IN,
	),
	"deferred and taken in later": Way(
		(FORM, LIST, FORM),
		(
			nominate(),
			endorse(3),
			reason(6, "lead", "Defer", deferred_until=60),
			Step(70, "lead", "Resume Candidacy"),
			invite(72),
			accept(90, "deputylead"),
		),
	),
	"deferred and rejected": Way(
		(HAND, FORM, LIST),
		(
			nominate(),
			endorse(3),
			invite(5),
			reason(25, "lead", "Defer", deferred_until=40),
			reason(80, "lead", "Reject Candidate"),
		),
	),
	"rejected, reopened, and rejected before the interview": Way(
		(LIST, FORM, HAND),
		(
			nominate(),
			endorse(3),
			reason(10, "lead", "Reject Candidate"),
			reason(30, "lead", "Reopen"),
			invite(31),
			reason(40, "deputylead", "Reject Candidate"),
		),
	),
	"withdrawn from the beginning": Way(
		(LIST, HAND, LIST), (category(12, "clerk", "Withdraw Candidacy", "Not Stated"),)
	),
	"withdrawn by themselves": Way(
		(HAND, LIST, HAND), (*IN, category(50, "self", "Withdraw Candidacy", "Personal Reasons"))
	),
	"interrupted and back": Way(
		(FORM, HAND, LIST),
		(
			*IN,
			category(45, "clerk", "Interrupt", "Parental Leave", expected_return=100),
			Step(150, "clerk", "Continue"),
			tick(160, "Preparation"),
			Step(161, "lead", "Confirm Readiness"),
			reason(170, "lead", "Prepare Further"),
		),
	),
	"interrupted and ended": Way(
		(HAND, LIST, FORM),
		(
			*IN,
			category(45, "clerk", "Interrupt", "Longer Absence", expected_return=30),
			category(120, "lead", "End Participation", "Leaving the Association"),
		),
	),
	"nominated themself and is prepared": Way(
		(SELF, SELF, SELF),
		(nominate(2, "clerk"), endorse(9), invite(16), accept(33), tick(80, "Preparation", "self")),
		path="Self-Nominated",
	),
	"nominated themself, was rejected or withdrew": Way(
		(SELF, SELF, SELF),
		(
			nominate(3, "clerk"),
			endorse(5),
			reason(9, "lead", "Reject Candidate"),
			reason(20, "lead", "Reopen"),
			category(24, "self", "Withdraw Candidacy", "Professional Reorientation"),
		),
		path="Self-Nominated",
	),
	"never decided": Way((FORM, HAND, LIST), (nominate(),)),
	"never decided by the lead": Way((LIST, FORM, HAND), (nominate(), endorse(2))),
	"never nominated": Way((HAND, LIST, HAND), ()),
}

#: on how many days of the year each way begins; seventeen ways make fifty-one people
BEGINNINGS = (0, 61, 118)

#: the day on which HR takes over who is in the programme already; with these nine it is sixty people
GO_LIVE = date(2026, 9, 14)
PARTICIPANTS: tuple[Participant, ...] = (
	Participant(
		"Preparation",
		date(2026, 8, 10),
		(
			tick(30, "Preparation"),
			Step(40, "lead", "Confirm Readiness"),
			appoint(60),
			tick(150, "Onboarding", "manager2"),
			Step(170, "lead", "Complete Onboarding", {"review_held_on": 0}),
		),
		done_until=date(2026, 9, 5),
	),
	Participant(
		"Preparation", date(2026, 9, 1), (category(30, "clerk", "Withdraw Candidacy", "Personal Reasons"),)
	),
	Participant(
		"Ready", date(2026, 8, 3), (appoint(3), category(50, "lead", "End Participation", "Not Stated"))
	),
	Participant(
		"Onboarding",
		date(2026, 8, 17),
		(tick(20, "Onboarding"), Step(40, "lead", "Complete Onboarding", {"review_held_on": -1})),
		{"start_date": date(2026, 8, 17)},
		path="New Leader",
	),
	Participant(
		"Interrupted",
		date(2026, 8, 24),
		(Step(60, "clerk", "Continue"), tick(80, "Preparation")),
		{"expected_return": date(2026, 11, 2)},
		interrupted="Preparation",
	),
	Participant("Assessment", date(2026, 9, 1), (accept(10),)),
	Participant(
		"Deferred",
		date(2026, 7, 6),
		(Step(90, "lead", "Resume Candidacy"),),
		{"deferred_until": date(2026, 11, 16)},
	),
	Participant("Nominated", date(2026, 8, 31)),
	Participant("Endorsed", date(2026, 9, 7), (reason(12, "lead", "Reject Candidate"),)),
)
