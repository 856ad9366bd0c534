"""A pair that meets: the mentor of the cast and the candidate, in a mentoring that runs."""

import frappe
import pytest
from frappe.utils import add_days, today

from fokus_app.mentoring_sessions import log, plan
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import MENTORING

#: words that occur nowhere else
SHARED = "Zwetschgenkuchen"
NOTE = "Pusteblume"


@pytest.fixture(autouse=True)
def in_english(site):
	"""What is said is compared in the language of the source."""
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before


@pytest.fixture
def pair(names) -> str:
	"""The relationship of "mentor" and "candidate", active and without a session."""
	# a key of this test run may be left from a test of lost keys
	stages.place(names, MENTORING, "Active", from_date=ago(60), until_date=ago(-200))
	return names[MENTORING]


def ago(days: int) -> str:
	"""The day so many days ago, or ahead where negative."""
	return add_days(today(), -days)


def held(pair: str, by: str = "mentor", days: int = 3, **values) -> str:
	"""Log a session as this person; its name."""
	given = {
		"session_date": ago(days),
		"minutes": 60,
		"topics": f"{SHARED} und Dienstplan",
		"next_steps": f"{SHARED}: mit dem Team reden",
		"private_note": f"{NOTE} von {by}",
		**values,
	}
	with cast.acting_as(by):
		return log.log(pair, **given)["name"]


def planned(pair: str, by: str = "mentor", days: int = 7, at: str = "14:30", **values) -> str:
	"""Plan the next session as this person; its name."""
	with cast.acting_as(by):
		return plan.plan(pair, ago(-days), at, **values)["name"]
