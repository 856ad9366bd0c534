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


@pytest.fixture
def nobody_else(programme):
	"""The mentors of the cast are away, so that only those of the test are there."""
	frappe.db.set_value(
		"Mentor", {"name": ("in", (programme.mentor, programme.mentor2))}, "status", "Retired"
	)
