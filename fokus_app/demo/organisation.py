"""Who works where in the demo: accounts, areas, centres, mentors, cohorts, settings."""

from datetime import date

import frappe

from fokus_app import people, seed
from fokus_app.demo import accounts, cast
from fokus_app.demo.clock import KICK_OFF, kita_year


def make_staff() -> int:
	"""Accounts of everybody who is no candidate; returns how many."""
	managers = {name for pair in cast.AREAS.values() for name in pair}.union(cast.NOMINATORS)
	roles: dict[str, tuple[str, ...]] = {name: (people.HR_CLERK,) for name in cast.HR_CLERKS}
	roles |= {
		cast.LEAD: (people.LEAD,),
		cast.DEPUTY_LEAD: (people.LEAD,),
		cast.ADMINISTRATOR: ("System Manager",),
	}
	for name in sorted(managers.union(cast.MENTORS)):
		parts = ((people.MANAGER, name in managers), (people.MENTOR, name in cast.MENTORS))
		roles[name] = tuple(role for role, has in parts if has)
	for name, theirs in roles.items():
		accounts.make(name, theirs)
	return len(roles)


def make_centres() -> None:
	"""Areas and centres; who leads a centre only after the programme is entered by `enter_new_leaders`."""
	for area, (manager, deputy) in cast.AREAS.items():
		_record(
			"Daycare Area",
			area,
			area_name=area,
			area_manager=cast.address(manager),
			deputy=cast.address(deputy),
		)
	for area, beside in cast.NEIGHBOURS.items():
		doc = frappe.get_doc("Daycare Area", area)
		doc.set("neighbours", [{"area": each} for each in beside])
		doc.save()
	for code, (name, city, area, leader) in cast.CENTRES.items():
		_record(
			"Daycare Centre",
			code,
			code=code,
			centre_name=name,
			city=city,
			area=area,
			leader=_account(leader),
		)


def enter_new_leaders() -> None:
	"""Enter the people who became leaders in the course of the story."""
	for code, (_name, _city, _area, leader) in cast.CENTRES.items():
		centre = frappe.get_doc("Daycare Centre", code)
		if not centre.leader and _account(leader):
			centre.leader = _account(leader)
			centre.save()


def make_mentors() -> None:
	"""The records of mentors and senior advisers."""
	for name, (kind, centre, capacity, competencies) in cast.MENTORS.items():
		if frappe.db.exists("Mentor", {"user": cast.address(name)}):
			continue
		mentor = frappe.new_doc("Mentor")
		mentor.update(
			{
				"user": cast.address(name),
				"mentor_name": name,
				"kind": kind,
				"centre": centre,
				"capacity": capacity,
				"qualified_on": KICK_OFF if kind == "Mentor" else "2025-11-14",
				"competencies": _rows("competency", "Leadership Competency", competencies),
				"wishes": _rows("wish", "Mentoring Wish", cast.MENTOR_WISHES[name]),
			}
		)
		mentor.insert()


def make_cohorts(today: date) -> None:
	"""The first cohort, the one that is current today, and the settings that name the people in charge."""
	template, for_new_leaders = (
		title if frappe.db.exists("Activity Template", title) else None
		for title in (seed.DEFAULT_TEMPLATE, seed.NEW_LEADER_TEMPLATE)
	)
	for year in (FIRST_YEAR, kita_year(today)):
		_record(
			"Programme Cohort",
			cohort(year),
			title=cohort(year),
			starts_on=f"{year}-08-01",
			ends_on=f"{year + 1}-07-31",
			programme_lead=cast.address(cast.LEAD),
			deputy_lead=cast.address(cast.DEPUTY_LEAD),
			places=12,
			activity_template=template,
			new_leader_template=for_new_leaders,
			completion_needs="Alle Pflichtschritte der Vorbereitung, Teilnahme an zwei Netzwerktreffen und eine eigene Fallgabe in der kollegialen Beratung.",
		)
	settings = frappe.get_doc("FOKUS Settings")
	settings.update(
		{
			"programme_lead": cast.address(cast.LEAD),
			"deputy_lead": cast.address(cast.DEPUTY_LEAD),
			"hr_contact": cast.address(cast.HR_CLERKS[0]),
			"self_nomination": 1,
		}
	)
	settings.save()


FIRST_YEAR = kita_year(KICK_OFF)


def cohort(year: int) -> str:
	"""The title of the cohort whose KiTa year began in this year."""
	return f"FOKUS {year}/{year + 1}"


def _account(name: str) -> str | None:
	user = cast.address(name)
	return user if frappe.db.exists("User", user) else None


def _rows(field: str, doctype: str, names: tuple[str, ...]) -> list[dict]:
	# people may have renamed or deleted some
	return [{field: each} for each in names if frappe.db.exists(doctype, each)]


def _record(doctype: str, name: str, **values) -> None:
	if not frappe.db.exists(doctype, name):
		frappe.get_doc({"doctype": doctype, **values}).insert()
