"""A pair that did not come about: who was never asked does not read it, nor why the other one declined."""

from contextlib import suppress

import frappe
import pytest
from frappe.desk.form.load import getdoc

from tests import programme as cast
from tests.workflows import design, stages
from tests.workflows.stages import MENTORING

WHY = "Wir kennen uns aus einem Streitfall."
#: what happened to the proposal, and whether the mentor had been asked and had agreed by then
WAYS = {
	"the mentor declined": (
		(("clerk", "Ask Mentor", {}), ("mentor", "Decline as Mentor", {"reason": WHY})),
		True,
		False,
	),
	"the mentee declined": (
		(
			("clerk", "Ask Mentor", {}),
			("mentor", "Accept Mentoring", {}),
			("candidate", "Decline as Mentee", {}),
		),
		True,
		True,
	),
	"withdrawn before anybody was asked": ((("clerk", "Withdraw Proposal", {}),), False, False),
	"withdrawn from the mentor": (
		(("clerk", "Ask Mentor", {}), ("clerk", "Withdraw Proposal", {})),
		True,
		False,
	),
	"withdrawn from both": (
		(
			("clerk", "Ask Mentor", {}),
			("mentor", "Accept Mentoring", {}),
			("clerk", "Withdraw Proposal", {}),
		),
		True,
		True,
	),
}


def walk(names, way: str) -> tuple[str, bool, bool]:
	"""Let it happen; the state at the end, whether the mentor was asked and agreed."""
	steps, asked, agreed = WAYS[way]
	stages.place(names, MENTORING, "Proposed", mentor_acknowledged_on=None, mentee_acknowledged_on=None)
	for person, action, given in steps:
		if action == "Accept Mentoring":
			given = {"values": {"mentor_acknowledged_on": frappe.utils.today()}}
		with cast.acting_as(person):
			stages.act(names, MENTORING, action, **given)
	return frappe.db.get_value(MENTORING, names[MENTORING], "workflow_state"), asked, agreed


@pytest.mark.parametrize("way", WAYS)
def test_who_reads_it_in_lists_and_singly(names, way):
	state, asked, agreed = walk(names, way)
	readers = design.readers(MENTORING, state, asked, agreed)
	for person in design.EVERYBODY:
		with cast.acting_as(person):
			listed = []
			with suppress(frappe.PermissionError):
				listed = frappe.get_list(MENTORING, {"name": names[MENTORING]})
			assert bool(listed) == (person in readers), person
			if person in readers:
				getdoc(MENTORING, names[MENTORING])
			else:
				with pytest.raises(frappe.PermissionError):
					getdoc(MENTORING, names[MENTORING])


def test_the_mentee_does_not_read_over_http_why_the_mentor_declined(names, server):
	walk(names, "the mentor declined")
	frappe.db.commit()
	path = f"/api/resource/{MENTORING}/{names[MENTORING]}"
	answer = server.login(cast.address("candidate"), cast.PASSWORD).get(path)
	assert answer.status_code == 403 and WHY not in answer.text
	assert server.login(cast.address("mentor"), cast.PASSWORD).get(path).status_code == 200
