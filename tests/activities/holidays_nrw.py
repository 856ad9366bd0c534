"""When nobody works in North Rhine-Westphalia, written down by hand: an independent copy for the tests.

The public holidays of the state's law (Feiertagsgesetz NW), Easter from the calendar.
"""

from datetime import date, timedelta

HOLIDAYS = {
	date.fromisoformat(day)
	for day in """
	2025-01-01 2025-04-18 2025-04-21 2025-05-01 2025-05-29 2025-06-09 2025-06-19 2025-10-03 2025-11-01 2025-12-25 2025-12-26
	2026-01-01 2026-04-03 2026-04-06 2026-05-01 2026-05-14 2026-05-25 2026-06-04 2026-10-03 2026-11-01 2026-12-25 2026-12-26
	2027-01-01 2027-03-26 2027-03-29 2027-05-01 2027-05-06 2027-05-17 2027-05-27 2027-10-03 2027-11-01 2027-12-25 2027-12-26
	2028-01-01 2028-04-14 2028-04-17 2028-05-01 2028-05-25 2028-06-05 2028-06-15 2028-10-03 2028-11-01 2028-12-25 2028-12-26
	""".split()
}
FIRST, LAST = date(2025, 1, 10), date(2028, 12, 20)


def is_free(day: date) -> bool:
	return day.isoweekday() in (6, 7) or day in HOLIDAYS


def due(anchor: date, days: int) -> date:
	"""Calendar days from the anchor, then on to a working day; before the anchor back to one."""
	assert FIRST <= anchor + timedelta(days) <= LAST, "outside the years of the list"
	day = anchor + timedelta(days)
	while is_free(day):
		day += timedelta(-1 if days < 0 else 1)
	return day
