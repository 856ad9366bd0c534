"""For tests of the steps: a candidate who has just entered preparation or onboarding, on a fixed day."""

from collections.abc import Iterator

import frappe
import pytest

from tests import programme as cast
from tests.workflows import stages

CANDIDATE = stages.CANDIDATE


@pytest.fixture(autouse=True)
def in_english(site) -> Iterator[None]:
	"""Refusals are compared in the language of the source."""
	before, frappe.local.lang = frappe.local.lang, "en"
	yield
	frappe.local.lang = before


@pytest.fixture
def quiet(programme) -> None:
	"""Everybody has unsubscribed: making mails takes most of a transition's time and is tested elsewhere."""
	for user in frappe.get_all("User", filters={"name": ("like", "%@example.org")}, pluck="name"):
		if not frappe.db.exists("Email Unsubscribe", {"email": user}):
			frappe.get_doc({"doctype": "Email Unsubscribe", "email": user, "global_unsubscribe": 1}).insert()


@pytest.fixture
def prepared(names, quiet) -> str:
	"""A candidate who was accepted: the two steps of preparation are there."""
	stages.place(names, CANDIDATE, "Assessment")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Accept into Programme")
	return names[CANDIDATE]


@pytest.fixture
def onboarded(names, quiet) -> str:
	"""A new leader who was admitted with a start on Monday 1 March 2027: the step of onboarding is there."""
	stages.place(names, CANDIDATE, "Endorsed", "Admit New Leader", start_date="2027-03-01")
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Admit New Leader")
	return names[CANDIDATE]
