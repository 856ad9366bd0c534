"""Load the demo: an invented programme whose last months were really acted out, on the days they tell of.

The bench of this project calls `load` for its demo site. Elsewhere:

    pip install time-machine
    bench --site SITE execute fokus_app.demo.load.load

Only for a site for trying: it makes accounts with a known password, and mails to example.org are queued.
"""

import time
from datetime import datetime, timedelta, timezone
from operator import itemgetter
from zoneinfo import ZoneInfo

import frappe
from frappe import _
from frappe.utils import get_system_timezone

from fokus_app.demo import candidacies, mentorings, network_meetings, organisation, peer_consultations
from fokus_app.demo.clock import KICK_OFF, Calendar
from fokus_app.demo.steps import Case, Stage, Step

UTC = timezone.utc
#: nothing happens at a whole second: Frappe notes ".000000" in a record that it then reads back without, and takes the
#: record for changed by somebody else when it is saved again
_A_MOMENT_LATER = timedelta(milliseconds=250)

#: the global default that remembers that the story was told on this site
_LOADED = "fokus_demo_loaded"


def load() -> None:
	"""Tell the story of the demo on this site, once; a second call changes nothing.

	All of it is one transaction that the caller commits, so an interrupted call leaves nothing half told.
	Raises frappe.ValidationError on a site that holds candidates already, or whose clock is too early.
	"""
	if frappe.db.get_global(_LOADED):
		print("The demo is there already.")
		return
	_refuse_a_site_in_use()
	calendar = _calendar()
	language, frappe.local.lang = frappe.local.lang, "de"
	try:
		_tell(calendar)
	finally:
		frappe.local.lang = language
		frappe.set_user("Administrator")
	frappe.db.set_global(_LOADED, calendar.today.isoformat())


def _tell(calendar: Calendar) -> None:
	cases = [
		*candidacies.cases(calendar.today),
		*mentorings.cases(),
		*network_meetings.cases(calendar.today),
		*peer_consultations.cases(),
	]
	timeline = _timeline(cases, calendar)
	first, last = timeline[0][0], timeline[-1][0]
	stage = Stage(calendar, {case.title: case for case in cases})
	began = time.monotonic()
	with _clock_at(first) as clock:
		staff = organisation.make_staff()
		_say(began, f"People: {staff} accounts of HR, leads, managers, mentors and senior advisers")
		organisation.make_centres()
		organisation.make_mentors()
		organisation.make_cohorts(calendar.today)
		_say(
			began,
			f"Organisation: {_count('Daycare Area')} areas, {_count('Daycare Centre')} centres, "
			f"{_count('Mentor')} mentors, {_count('Programme Cohort')} cohorts",
		)
		for moment, case, step in timeline:
			clock.move_to(moment.astimezone(UTC) + _A_MOMENT_LATER)
			step.carry_out(case, stage)
	organisation.enter_new_leaders()
	_say(
		began,
		f"Story: {len(timeline)} steps from {first:%d.%m.%Y} to {last:%d.%m.%Y} with "
		f"{_count('Leadership Candidate')} candidates, {_count('Mentoring Relationship')} mentorings, "
		f"{_count('Network Meeting')} meetings and {_count('FOKUS Mail')} mails",
	)


def _timeline(cases: list[Case], calendar: Calendar) -> list[tuple[datetime, Case, Step]]:
	"""The steps of all cases in the order in which they happen."""
	timeline = [
		(moment, case, step)
		for number, case in enumerate(cases)
		for moment, step in zip(
			calendar.moments([step.when for step in case.steps], number), case.steps, strict=True
		)
	]
	return sorted(timeline, key=itemgetter(0))


def _clock_at(moment: datetime):
	"""This process's clock shifted to `moment`; it ticks on from there."""
	try:
		import time_machine
	except ImportError:
		frappe.throw(_("The demo needs the Python package time-machine: pip install time-machine"))
	return time_machine.travel(moment.astimezone(UTC), tick=True)


def _calendar() -> Calendar:
	zone = ZoneInfo(get_system_timezone())
	calendar = Calendar(datetime.now(zone).date(), zone)
	if (calendar.today - KICK_OFF).days < 14:
		frappe.throw(
			_("The demo tells of a meeting on {0}; this computer's clock is earlier.").format(KICK_OFF)
		)
	return calendar


def _refuse_a_site_in_use() -> None:
	if frappe.db.count("Leadership Candidate"):
		frappe.throw(_("There are candidates on this site already; the demo is for a site of its own."))


def _count(doctype: str) -> int:
	return frappe.db.count(doctype)


def _say(began: float, line: str) -> None:
	print(f"{line} ({time.monotonic() - began:.0f} s)", flush=True)
