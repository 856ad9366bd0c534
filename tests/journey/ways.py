"""The ways of sixty people through a programme year, as plain data: who does what on which day.

Days are counted from the day on which a person is entered. `tests.journey.expected` works out from this, and from
nothing of the app, what must have come of it.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Step:
	"""On this day somebody of the cast (or "self") carries out an action, or ticks off steps of a phase."""

	day: int
	who: str
	action: str
	values: dict = field(default_factory=dict)
	reason: str | None = None
	category: str | None = None


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
	nominate(0, "clerk"),
	endorse(4, "deputy"),
	Step(8, "lead", "Admit New Leader", {"start_date": -3, "cohort": "FOKUS Probe"}),
)

#: the ways by what becomes of the person
WAYS: dict[str, tuple[Step, ...]] = {
	"arrived": (
		*READY,
		appoint(110),
		tick(200, "Onboarding", "manager2"),
		Step(205, "lead", "Complete Onboarding", {"review_held_on": 0}),
	),
	"appointed out of the preparation": (*IN, appoint(60, -2)),
	"a new leader": (
		*NEW_LEADER,
		tick(90, "Onboarding"),
		Step(100, "deputylead", "Complete Onboarding", {"review_held_on": -1}),
	),
	"sent back and handed in again": (
		nominate(0, "clerk"),
		reason(5, "deputy", "Send Back"),
		nominate(8),
		endorse(12),
		reason(14, "lead", "Ask Manager Again"),
		endorse(20, "deputy"),
		invite(22),
	),
	"declined by the manager": (nominate(), reason(18, "manager", "Decline Nomination")),
	"deferred and taken in later": (
		nominate(),
		endorse(3),
		reason(6, "lead", "Defer", deferred_until=60),
		Step(70, "lead", "Resume Candidacy"),
		invite(72),
		accept(90, "deputylead"),
	),
	"deferred and rejected": (
		nominate(),
		endorse(3),
		invite(5),
		reason(25, "lead", "Defer", deferred_until=40),
		reason(80, "lead", "Reject Candidate"),
	),
	"rejected and reopened": (
		nominate(),
		endorse(3),
		reason(10, "lead", "Reject Candidate"),
		reason(30, "lead", "Reopen"),
		invite(31),
	),
	"withdrawn from the beginning": (category(12, "clerk", "Withdraw Candidacy", "Not Stated"),),
	"withdrawn by themselves": (
		*IN,
		category(50, "self", "Withdraw Candidacy", "Personal Reasons"),
	),
	"interrupted and back": (
		*IN,
		category(45, "clerk", "Interrupt", "Parental Leave", expected_return=100),
		Step(150, "clerk", "Continue"),
		tick(160, "Preparation"),
		Step(161, "lead", "Confirm Readiness"),
		reason(170, "lead", "Prepare Further"),
	),
	"interrupted and ended": (
		*IN,
		category(45, "clerk", "Interrupt", "Longer Absence", expected_return=30),
		category(120, "lead", "End Participation", "Leaving the Association"),
	),
	"never decided": (nominate(0, "clerk"),),
	"never decided by the lead": (nominate(), endorse(2)),
	"never nominated": (),
}

#: on how many days of the year each way begins; with fifteen ways, sixty people
BEGINNINGS = (0, 23, 61, 118)
