"""Due dates and the days on which nobody works.

The rule, for every step of preparation and onboarding:

1. N days are calendar days after the anchor date, as DESIGN says; a negative N lies before it.
2. Where that day is a Saturday, a Sunday or a public holiday of the federal state chosen in FOKUS Settings,
   the step is due on the next working day. What must be done before the anchor (negative N) is due on the
   working day before instead, since moving it on could carry it past the day it prepares.
3. A day that has passed stays as it is computed: a late start shows as overdue and is not hidden.

Public holidays change by law, so they come from the library `holidays`, not from a table of ours. Only those
count that hold in the whole state (not Assumption Day in some communes of Bavaria, not Christmas Eve).
"""

from datetime import date, timedelta
from functools import lru_cache

import frappe
import holidays

#: the options of FOKUS Settings, and what ISO 3166-2:DE calls them
STATES = {
	"Baden-Württemberg": "BW",
	"Bavaria": "BY",
	"Berlin": "BE",
	"Brandenburg": "BB",
	"Bremen": "HB",
	"Hamburg": "HH",
	"Hesse": "HE",
	"Lower Saxony": "NI",
	"Mecklenburg-Western Pomerania": "MV",
	"North Rhine-Westphalia": "NW",
	"Rhineland-Palatinate": "RP",
	"Saarland": "SL",
	"Saxony": "SN",
	"Saxony-Anhalt": "ST",
	"Schleswig-Holstein": "SH",
	"Thuringia": "TH",
}
DEFAULT_STATE = "North Rhine-Westphalia"

_SATURDAY = 5
_DAY = timedelta(days=1)


def due_date(anchor: date, days: int) -> date:
	"""The day on which something is due `days` calendar days after `anchor`, by the rule above."""
	return due_date_in(chosen_state(), anchor, days)


def due_date_in(state: str, anchor: date, days: int) -> date:
	"""The same for a federal state, one of STATES."""
	onwards = -_DAY if days < 0 else _DAY
	day = anchor + timedelta(days=days)
	while is_free(state, day):
		day += onwards
	return day


def is_free(state: str, day: date) -> bool:
	"""True on Saturdays, Sundays and the public holidays of the federal state."""
	return day.weekday() >= _SATURDAY or day in _public_holidays(STATES[state])


def chosen_state() -> str:
	"""The federal state of FOKUS Settings."""
	state = frappe.get_cached_doc("FOKUS Settings").federal_state
	return state if state in STATES else DEFAULT_STATE


@lru_cache
def _public_holidays(code: str) -> holidays.HolidayBase:
	"""The library works a year out when it is first asked for a day in it."""
	return holidays.country_holidays("DE", subdiv=code)
