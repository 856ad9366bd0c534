"""People who look for a mentor, and mentors, on the real site."""

import frappe
import pytest

from tests import programme as cast
from tests.workflows.stages import CANDIDATE, MENTORING

START, UNTIL = "2027-01-07", "2027-12-20"


def mentee(programme, name: str, **values) -> str:
	"""A candidate in preparation, with an account of their own unless told otherwise."""
	account = f"{name.lower()}@example.org"
	cast.make_user(account, f"{name} Probe", (cast.people.PARTICIPANT,), "de")
	doc = cast.candidate(
		programme,
		**{"candidate_name": f"{name} Probe", "email": account, "user": account, **values},
	)
	frappe.db.set_value(CANDIDATE, doc.name, "workflow_state", "Preparation")
	return doc.name


def mentor(name: str, **values) -> str:
	"""A mentor with an account of their own."""
	account = f"{name.lower()}@example.org"
	cast.make_user(account, f"{name} Mentor", (cast.people.MENTOR,), "de")
	doc = frappe.new_doc("Mentor")
	doc.update({"user": account, "mentor_name": f"{name} Mentor", "capacity": 1, **values})
	return doc.insert().name


def pair(candidate: str, with_mentor: str, state: str = "Active", kind: str = "Mentoring") -> str:
	"""A relationship in this state, written past the rules."""
	doc = frappe.new_doc(MENTORING)
	doc.update({"candidate": candidate, "mentor": with_mentor, "kind": kind})
	with cast.acting_as("clerk"):
		doc.insert()
	frappe.db.set_value(MENTORING, doc.name, "workflow_state", state)
	return doc.name


def many(programme, mentees: int, mentors: int) -> None:
	"""So many candidates and mentors, with wishes; written past the rules, which would take minutes."""
	competencies = frappe.get_all("Leadership Competency", pluck="name")
	wishes = frappe.get_all("Mentoring Wish", pluck="name")
	centres = (programme.centre, programme.centre2, programme.target_centre)
	areas = dict(frappe.get_all("Daycare Centre", fields=["name", "area"], as_list=True))
	now = frappe.utils.now()
	candidates, persons, rows = [], [], []
	for number in range(mentees):
		name, centre = f"FK-viele-{number:04}", centres[number % 3]
		candidates.append(
			(
				name,
				f"Person {number * 7919 % mentees:04}",
				"Preparation",
				centre,
				areas[centre],
				programme.cohort,
				f"p{number}@example.org",
				now,
			)
		)
		rows += [
			(
				name,
				CANDIDATE,
				"wished_competencies",
				"Wished Competency",
				"competency",
				competencies[(number + step) % len(competencies)],
			)
			for step in range(number % 4)
		]
		rows += [
			(name, CANDIDATE, "mentoring_wishes", "Mentoring Wish Row", "wish", wishes[number % len(wishes)])
		]
	users = []
	for number in range(mentors):
		name, centre = f"MT-viele-{number:04}", centres[number % 3]
		users.append((f"m{number}@example.org", f"m{number}@example.org", f"m{number}", 1, now))
		persons.append(
			(
				name,
				f"m{number}@example.org",
				f"Mentor {number:04}",
				"Mentor",
				"Active",
				3,
				centre,
				areas[centre],
				now,
			)
		)
		rows += [
			(
				name,
				"Mentor",
				"competencies",
				"Mentor Competency",
				"competency",
				competencies[(number + step) % len(competencies)],
			)
			for step in range(3)
		]
		rows += [(name, "Mentor", "wishes", "Mentoring Wish Row", "wish", wishes[number % len(wishes)])]
	insert = frappe.db.bulk_insert
	insert(
		CANDIDATE,
		("name", "candidate_name", "workflow_state", "centre", "area", "cohort", "email", "modified"),
		candidates,
	)
	insert("User", ("name", "email", "full_name", "enabled", "modified"), users)
	insert(
		"Mentor",
		("name", "user", "mentor_name", "kind", "status", "capacity", "centre", "area", "modified"),
		persons,
	)
	for doctype, field in {(row[3], row[4]) for row in rows}:
		theirs = [
			(f"{row[0]}-{place}", *row[:3], row[5]) for place, row in enumerate(rows) if row[3] == doctype
		]
		insert(doctype, ("name", "parent", "parenttype", "parentfield", field), theirs)


@pytest.fixture
def nobody_else(programme):
	"""The mentors of the cast are away, so that only those of the test are there."""
	frappe.db.set_value(
		"Mentor", {"name": ("in", (programme.mentor, programme.mentor2))}, "status", "Retired"
	)
