"""Mass work: what an item costs when there are a hundred of them and when there are thousands, how much memory that takes, and how the web
server answers others meanwhile."""

import json
import os
import subprocess
import sys

import frappe

from bench.lib.paths import CHECKOUT, test_world
from benchmarks import jobs, setting
from benchmarks.counting import as_in_a_request, counted, memory, table

TITLE = "Mass work"
#: what it is called, a few of it, all of it
SIZES = {
	"invitations": ("invitations written", 100, 1_000),
	"reminders": ("steps due, checked and said (a mail for every ten)", 100, 10_000),
	"reminders_again": ("steps due, checked, all said before", 100, 10_000),
	"imports": ("candidates imported", 100, 2_000),
}
#: more than are written to by the transition itself
_WARM = 25


def measure() -> list[str]:
	"""One row for each job, each size in a process of its own, so that its peak of memory is its own."""
	rows = []
	for job, (what, few, many) in SIZES.items():
		small, large = _in_a_process(job, few), _in_a_process(job, many)
		rows.append(
			[
				what,
				f"{few:,} / {many:,}",
				f"{small['queries'] / few:.2f} / {large['queries'] / many:.2f}",
				f"{small['seconds'] / few * 1000:,.1f} ms / {large['seconds'] / many * 1000:,.1f} ms",
				f"{small['memory']:,.0f} MB / {large['memory']:,.0f} MB",
			]
		)
		print(rows[-1], file=sys.stderr, flush=True)
	return [
		"One worker. Queries and time are those of one item, when there are a few of them / when there are many. Memory: the most that the process has held.",
		"",
		*table(["work", "items", "queries each", "time each", "memory"], rows),
	]


def _in_a_process(job: str, number: int) -> dict:
	command = [sys.executable, "-m", "benchmarks.mass", job, str(number)]
	answer = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=CHECKOUT).stdout
	return json.loads(answer.splitlines()[-1])


def run(job: str, number: int) -> dict:
	"""Carry one job out; queries, seconds, and the peak of memory in MB."""
	os.chdir(test_world().sites)
	with setting.fresh() as programme:
		jobs.JOBS[job](programme, _WARM, "warm")()  # what is loaded and cached once in a worker's life
		do = jobs.JOBS[job](programme, number)
		# a worker's job begins with a connection of its own and what it needs in the caches
		frappe.db.after_commit.reset()
		frappe.db.commit()
		as_in_a_request()
		with counted(keep=False) as count:
			do()
		return {"queries": count.queries, "seconds": count.seconds, "memory": memory()}


if __name__ == "__main__":
	print(json.dumps(run(sys.argv[1], int(sys.argv[2]))))
