"""What must come of the ways, worked out by hand-written rules of the design: stage logs, mails, due dates, reminders.

Nothing of the app is asked here. The days of the programme: someone acts at ten o'clock, reminders go out at six.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.journey.ways import (
	BEGINNINGS,
	GO_LIVE,
	PARTICIPANTS,
	SELF,
	TAKE_OVER,
	TICK,
	WAYS,
	Participant,
	Step,
)
from tests.workflows import design

FIRST_DAY = date(2026, 8, 3)
LAST_DAY = date(2027, 7, 30)
#: the scheduler stood still, from and to
LOST_WEEK = (date(2026, 10, 12), date(2026, 10, 18))
REMINDER_DAYS, INFORM_DAYS = 14, 30
COHORT_BEGINS = date(2026, 8, 1)

#: public holidays of North Rhine-Westphalia in these years, copied from a calendar
HOLIDAYS = {
	*(date(2026, *day) for day in ((10, 3), (11, 1), (12, 25), (12, 26))),
	*(
		date(2027, *day)
		for day in (
			(1, 1),
			(3, 26),
			(3, 29),
			(5, 1),
			(5, 6),
			(5, 17),
			(5, 27),
			(10, 3),
			(11, 1),
			(12, 25),
			(12, 26),
		)
	),
}
#: the steps of `tests.programme`'s template: phase, title, who does it, days after the anchor, mandatory
TEMPLATE = (
	("Preparation", "Hospitation", "Candidate", 30, True),
	("Preparation", "Buch lesen", "Candidate", 60, False),
	("Onboarding", "100-Tage-Gespräch", "Manager", 100, True),
)
AT_WORK = ("Preparation", "Ready", "Onboarding")
#: who was taken over in one of these stages knows of it since they are there
KNOWN = ("Assessment", *AT_WORK, "Interrupted")


@dataclass
class Activity:
	"""A step of the plan as it should be."""

	phase: str
	title: str
	responsible: str | None
	due: date
	mandatory: bool
	status: str = "Open"


@dataclass
class Case:
	"""One candidacy, as it should be on the day that the story has reached.

	since: the day of the present stage; asked: since when its decision is awaited; invited: when assessments for
	the interview were asked for.
	"""

	title: str
	door: str
	begins: date
	steps: tuple[Step, ...]
	path: str = "Nominated"
	earlier: "Case | None" = None
	already: Participant | None = None
	state: str = "Potential"
	since: date = None
	asked: date = None
	invited: date | None = None
	manager: str = "manager"
	informed: date | None = None
	before_closing: str = ""
	before_interruption: str = ""
	dates: dict[str, date] = field(default_factory=dict)
	log: list[tuple] = field(default_factory=list)
	activities: list[Activity] = field(default_factory=list)

	def __post_init__(self):
		self.since = self.asked = self.begins

	@property
	def person(self) -> str:
		return self.earlier.person if self.earlier else self.title

	@property
	def address(self) -> str:
		return f"{self.person.lower().replace(' ', '-')}@example.org"

	@property
	def account(self) -> str | None:
		"""Who acts about themselves has an account, the others are written to by address."""
		return self.address if any(step.who == "self" for step in self.steps) or self.door == SELF else None

	@property
	def knows(self) -> bool:
		return bool(self.informed) or self.path == "Self-Nominated"


@dataclass
class Year:
	"""All that must have come of the ways: mails as (day, address, title of the case), reminders as (day, address)."""

	cases: list[Case]
	mails: list[tuple[date, str, str]] = field(default_factory=list)
	reminders: dict[tuple[date, str], set[tuple[str, str]]] = field(default_factory=dict)


def cases() -> list[Case]:
	"""Sixty people, some of whom come in a second time."""
	made = []
	for number, way in enumerate(WAYS.values()):
		for turn, (door, beginning) in enumerate(zip(way.doors, BEGINNINGS, strict=True)):
			title = f"Person {number * len(BEGINNINGS) + turn:02}"
			begins = FIRST_DAY + timedelta(days=beginning + number % 7)
			made.append(Case(title, door, begins, way.steps, way.path))
			if way.again:
				second = begins + timedelta(days=way.again_after)
				made.append(Case(f"{title} again", door, second, way.again, way.path, earlier=made[-1]))
	for number, one in enumerate(PARTICIPANTS, len(WAYS) * len(BEGINNINGS)):
		made.append(Case(f"Person {number}", TAKE_OVER, GO_LIVE, one.steps, one.path, already=one))
	return made


def on_day(case: Case, step: Step) -> date:
	"""The day on which a step of this case happens."""
	return case.begins + timedelta(days=step.day)


def day_of(today: date, value):
	"""A number in a step's values is a day, so many days after it."""
	return today + timedelta(days=value) if isinstance(value, int) else value


def days() -> list[date]:
	return [FIRST_DAY + timedelta(days=number) for number in range((LAST_DAY - FIRST_DAY).days + 1)]


def scheduler_runs(today: date) -> bool:
	return not LOST_WEEK[0] <= today <= LOST_WEEK[1]


def tell() -> Year:
	"""Live through the year on paper."""
	year = Year(cases())
	said: set[tuple] = set()
	for today in days():
		if scheduler_runs(today):
			for case in year.cases:
				for person, kind, of, since in _due(case, today):
					if (person, kind, case.title, of, since) not in said:
						said.add((person, kind, case.title, of, since))
						year.reminders.setdefault((today, person), set()).add((kind, of or case.title))
		for case in year.cases:
			if case.begins == today:
				_come_in(case, today, year)
			for step in case.steps:
				if on_day(case, step) == today:
					_take(case, step, today, year)
	return year


def _come_in(case: Case, today: date, year: Year) -> None:
	if case.door == SELF:
		year.mails.append((today, "clerk@example.org", case.title))
	if not case.already:
		return
	case.state, case.since, case.asked = case.already.stage, case.already.since, today
	case.log.append(("Taken Over", "Potential", case.state, "clerk", today, 0))
	case.dates |= case.already.values
	case.informed = case.since if case.state in KNOWN else None
	case.before_interruption = case.already.interrupted
	_make_activities(case, case.already.interrupted or case.state)
	for activity in case.activities:
		if case.already.done_until and activity.due <= case.already.done_until:
			activity.status = "Done"


def _take(case: Case, step: Step, today: date, year: Year) -> None:
	if step.action == TICK:
		for activity in case.activities:
			if activity.phase == step.values["phase"] and activity.status == "Open":
				activity.status = "Done"
		return
	row = design.row_of("Leadership Candidate", case.state, step.action)
	assert row, f"{step.action} from {case.state} is not in the design"
	values = {field: day_of(today, value) for field, value in step.values.items()}
	case.dates |= {field: value for field, value in values.items() if isinstance(value, date)}
	case.informed = values.get("informed_on") or case.informed
	if step.action == "Admit New Leader":
		case.informed = case.informed or today
	target = row.target
	if step.action == "Reopen":
		target = case.before_closing
	elif step.action == "Continue":
		target = case.before_interruption
	if target in design.CLOSED_CASES:
		case.before_closing = case.state
	if target == "Interrupted":
		case.before_interruption = case.state
	if target == "Assessment" and step.action != "Reopen":
		case.invited = case.invited or today
	if case.state == "Assessment" and target in ("Deferred", *design.CLOSED_CASES):
		_call_off(case, today, year)
	previous = case.manager
	if step.action == "Appoint":
		case.manager = "manager2"
	case.log.append((step.action, case.state, target, step.who, today, (today - case.since).days))
	case.state, case.since, case.asked = target, today, today
	_move_activities(case)
	people = {
		"candidate": case.address if case.knows else None,
		"nominator": None if case.path == "Self-Nominated" else "nominator@example.org",
		"mentor": None,
		"manager": f"{case.manager}@example.org",
	}
	if step.action == "Appoint":
		people["manager"] = f"{previous}@example.org"
	for part in row.mails:
		address = people.get(part, f"{part}@example.org")
		if address:
			year.mails.append((today, address, case.title))


def _call_off(case: Case, today: date, year: Year) -> None:
	"""Whoever was invited to an interview that lies ahead hears that it does not take place."""
	if case.dates.get("assessment_on", today) > today:
		year.mails += [(today, address, case.title) for address in (case.address, "panelist@example.org")]


def _move_activities(case: Case) -> None:
	if case.state in design.CLOSED_CASES:
		for activity in case.activities:
			activity.status = "Cancelled" if activity.status == "Open" else activity.status
	else:
		for activity in case.activities:
			activity.status = "Open" if activity.status == "Cancelled" else activity.status
	_make_activities(case, case.state)


def _make_activities(case: Case, phase: str) -> None:
	there = {activity.title for activity in case.activities}
	anchor = case.dates.get("start_date") if phase == "Onboarding" else COHORT_BEGINS
	for of, title, kind, after, mandatory in TEMPLATE:
		if of == phase and title not in there:
			who = case.account if kind == "Candidate" else f"{case.manager}@example.org"
			due = working_day(anchor + timedelta(days=after))
			case.activities.append(Activity(phase, title, who, due, mandatory))


def working_day(day: date) -> date:
	"""This day, or the next one that is neither a weekend nor a holiday."""
	while day.weekday() > 4 or day in HOLIDAYS:
		day += timedelta(days=1)
	return day


def _due(case: Case, today: date):
	"""Who is to be reminded of what in this case: person, kind, step, since when."""
	if case.begins >= today:
		return  # not there yet in the morning
	lead = "lead@example.org"
	waiting = {"Nominated": f"{case.manager}@example.org", "Endorsed": lead}.get(case.state)
	if waiting and (today - case.asked).days > REMINDER_DAYS:
		yield waiting, "decision", "", case.asked
		if (today - case.asked).days > 2 * REMINDER_DAYS:
			yield "deputylead@example.org" if waiting == lead else lead, "escalation", "", case.asked
	if case.state in AT_WORK:
		for activity in case.activities:
			if activity.status != "Open":
				continue
			if case.already and activity.due <= case.begins:
				continue  # was late before the take-over
			if activity.due <= today and activity.responsible:
				yield activity.responsible, "step", activity.title, activity.due
			if activity.mandatory and (today - activity.due).days > REMINDER_DAYS:
				yield lead, "late step", activity.title, activity.due
	for kind, state, name, person in (
		("look again", "Deferred", "deferred_until", lead),
		("return", "Interrupted", "expected_return", "clerk@example.org"),
	):
		if case.state == state and case.dates[name] <= today:
			yield person, kind, "", case.dates[name]
	if case.state == "Assessment" and case.invited and (today - case.invited).days > REMINDER_DAYS:
		for person in (f"{case.manager}@example.org", "panelist@example.org", case.account):
			if person:
				yield person, "assessment", "", case.invited
	if case.state == "Assessment" and case.dates.get("assessment_on", today) < today:
		yield lead, "interviewed", "", case.dates["assessment_on"]
		if (today - case.dates["assessment_on"]).days > REMINDER_DAYS:
			yield "clerk@example.org", "undecided", "", case.dates["assessment_on"]
	is_open = case.state in design.OPEN_CASES
	if is_open and not case.knows and (today - case.begins).days > INFORM_DAYS:
		yield lead, "uninformed", "", case.begins
