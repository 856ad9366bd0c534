"""What opening a candidate's form costs does not depend on what the case has been through (`docs/benchmarks.md`)."""

import pytest

from benchmarks import forms
from benchmarks.counting import as_in_a_request, counted
from tests import programme as cast

#: queries of each request that the form sends, as HR and as the manager; the record itself is mostly Frappe's
MOST = {
	"the record and what Frappe shows beside it": 50,
	"where it stands, next steps": 15,
	"steps of the plan": 15,
	"assessments": 15,
	"mails not sent": 15,
}


@pytest.mark.parametrize("part", forms.PARTS)
def test_a_long_history_costs_nothing(programme, part):
	case = cast.candidate(programme).name
	forms.begin(case)
	young = _queries(case, part)
	forms.grow(case, programme)
	assert _queries(case, part) == young
	assert {what: number for what, number in young.items() if number > MOST[what]} == {}


def _queries(case: str, part: str) -> dict[str, int]:
	"""By request, when it is sent for the second time."""
	found = {}
	with cast.acting_as(part):
		for what, ask in forms.asked(case).items():
			for _ in range(2):
				as_in_a_request()
				with counted() as count:
					ask()
			found[what] = count.queries
	return found
