"""When a case closes, HR decides about its pairs: they wait for the HR clerk, whatever happens to them meanwhile."""

import frappe
import pytest

from fokus_app import mentoring
from tests import programme as cast
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MENTORING

#: the pair's state, for whom it waits while the case is open
STATES = [
	("Proposed", "clerk"),
	("Awaiting Mentor", "mentor"),
	("Awaiting Mentee", "candidate"),
	("Active", None),
	("Paused", None),
]


def _waits_for(names) -> str | None:
	return frappe.db.get_value(MENTORING, names[MENTORING], "waiting_for")


def _close(names) -> None:
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "End Participation")


@pytest.mark.parametrize(("state", "waits_for"), STATES)
def test_a_pair_of_a_closed_case_waits_for_the_clerk_of_the_case(names, pair, state, waits_for):
	stages.place(names, CANDIDATE, "Preparation", hr_clerk=cast.address("clerk2"))
	stages.place(names, MENTORING, state)
	_close(names)
	assert _waits_for(names) == cast.address("clerk2")
	# saved by somebody: what HR has to decide stays with HR
	doc = frappe.get_doc(MENTORING, names[MENTORING])
	with cast.acting_as("clerk"):
		doc.until_date = "2027-12-31"
		doc.save()
	assert (doc.waiting_for, str(doc.waiting_since)) == (cast.address("clerk2"), frappe.utils.today())
	with cast.acting_as("lead"):
		stages.act(names, CANDIDATE, "Reopen")
	assert _waits_for(names) == (waits_for and cast.address(waits_for))


def test_also_when_the_pair_itself_moves_on(names, pair):
	stages.place(names, CANDIDATE, "Preparation")
	_close(names)
	with cast.acting_as("mentor"):
		doc = frappe.get_doc(MENTORING, pair)
		mentoring.change_agreement(pair, str(doc.modified), "Loslassen üben", "monatlich")
		assert _waits_for(names) == cast.address("clerk")
		stages.act(names, MENTORING, "Pause Mentoring")
		assert _waits_for(names) == cast.address("clerk")
		stages.act(names, MENTORING, "Resume Mentoring")
	with cast.acting_as("clerk"):
		stages.act(names, MENTORING, "End Mentoring Early")
	assert _waits_for(names) is None
