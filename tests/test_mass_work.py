"""Long jobs: an item costs the same number of queries when there are three times as many (`docs/benchmarks.md` has the large numbers)."""

import frappe
import pytest

from benchmarks import jobs
from benchmarks.counting import as_in_a_request, counted
from fokus_app.import_list.rows import SMALL_LIST

pytestmark = pytest.mark.usefixtures("fresh_site")

#: more than an action writes itself
FEWEST = 21


@pytest.mark.parametrize("job", jobs.JOBS)
def test_an_item_costs_the_same_however_many_there_are(programme, job):
	# a short list is read in by the request itself, and looked at more closely
	few = SMALL_LIST + 1 if job == "imports" else FEWEST
	_queries(programme, job, few)  # what is cached once
	# ten more and thirty more, in whole pieces of five mails and people with ten steps each
	first, second, third = (_queries(programme, job, few + more) for more in (0, 10, 40))
	assert third - second == 3 * (second - first)


def _queries(programme, job: str, number: int) -> int:
	frappe.db.delete("Candidate Activity")  # what an earlier round was about is not due again
	do = jobs.JOBS[job](programme, number, frappe.generate_hash(length=6))
	frappe.db.after_commit.reset()  # a worker that runs for another test would help
	frappe.db.commit()
	as_in_a_request()
	with counted(keep=False) as count:
		do()
	return count.queries
