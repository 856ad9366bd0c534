"""When things happen in the demo: told from the day on which it is loaded, so that it never looks old."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

#: the day of the programme's first network meeting; the only date that does not move
KICK_OFF = date(2026, 1, 29)

#: what `since` spreads over at most, so that a demo of later years tells no pause of years
_LONGEST_DAYS = 420


@dataclass(frozen=True)
class When:
	"""A day of the story, turned into a date by `Calendar.day`; with `clock` also a time of day."""

	kind: str
	number: float = 0
	fixed: date | None = None
	clock: str | None = None


def ago(days: int) -> When:
	"""So many days before the demo is loaded, on that Friday where it would be a weekend."""
	return When("ago", days)


def ahead(days: int, clock: str | None = None) -> When:
	"""So many days after the demo is loaded, on the Monday after a weekend."""
	return When("ahead", days, clock=clock)


def on(year: int, month: int, day: int) -> When:
	"""That day: for what happened before the kick-off."""
	return When("on", fixed=date(year, month, day))


def since(share: float) -> When:
	"""Between the kick-off (0) and the day before the demo is loaded (1)."""
	return When("since", share)


def season(days: int) -> When:
	"""So many days before the first of August that began the current KiTa year."""
	return When("season", days)


def at(when: When, clock: str) -> When:
	"""That day at that time, e.g. at(ago(3), "10:00")."""
	return replace(when, clock=clock)


def kita_year(day: date) -> int:
	"""The year in which the KiTa year of this day began; it runs from 1 August to 31 July."""
	return day.year if day.month >= 8 else day.year - 1


@dataclass(frozen=True)
class Calendar:
	"""Turns the days of the story into dates. today: the day of loading; zone: the site's time zone."""

	today: date
	zone: ZoneInfo

	def day(self, when: When) -> date:
		match when.kind:
			case "on":
				return when.fixed
			case "since":
				span = min((self.today - KICK_OFF).days - 1, _LONGEST_DAYS)
				return _friday_before(KICK_OFF + timedelta(days=round(span * when.number)))
			case "season":
				return _friday_before(date(kita_year(self.today), 8, 1) - timedelta(days=when.number))
			case "ahead":
				return _monday_after(self.today + timedelta(days=when.number))
		return _friday_before(self.today - timedelta(days=when.number))

	def value(self, when: When) -> str:
		"""The day, or the moment where a time of day is given, as Frappe stores it on the site's clock."""
		day = self.day(when).isoformat()
		return f"{day} {when.clock}:00" if when.clock else day

	def moments(self, days: Sequence[When], salt: int) -> list[datetime]:
		"""A moment in office hours for each of these days, each later than the one before.

		salt: a number that differs from story to story, so that not everything happens at ten.
		"""
		found: list[datetime] = []
		for number, when in enumerate(days):
			if when.clock:
				clock = time.fromisoformat(when.clock)
			else:
				minutes = 8 * 60 + 10 + (salt * 37 + number * 53) % 470
				clock = time(minutes // 60, minutes % 60)
			moment = datetime.combine(self.day(when), clock, self.zone)
			if found and moment <= found[-1]:
				moment = found[-1] + timedelta(minutes=25)
			found.append(moment)
		return found


def _friday_before(day: date) -> date:
	return day - timedelta(days=max(0, day.weekday() - 4))


def _monday_after(day: date) -> date:
	return day + timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
