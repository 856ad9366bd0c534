"""The nightly job that anonymises: cost of a case and memory, on sites of different sizes; killed once on the way and taken up again.

By itself: `bench/benchmark anonymising`. The work is done in processes of its own, as by a worker, so that one can be killed.
"""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import frappe
from frappe.utils import add_months, now_datetime, today

from bench.lib.paths import CHECKOUT, python
from benchmarks import setting
from fokus_app.privacy import periods, protocol

TITLE = "Anonymising closed cases"
SIZES = (100, 500, 1000, 5000)
CASE = "Leadership Candidate"
#: beside each case
BESIDE = {
	"Candidate Activity": 8,
	"Stage Change": 5,
	"Version": 6,
	"Comment": 3,
	"FOKUS Mail": 5,
	"View Log": 10,
}


def measure() -> list[str]:
	"""A table: one row for each size."""
	beside = ", ".join(f"{number} × {doctype}" for doctype, number in BESIDE.items())
	lines = [
		f"Rejected cases that are due, each with {beside}. One worker; killed (SIGKILL) after a third, then begun again.",
		"",
		"| cases due | rows beside | seconds | ms for each | of the last tenth | most memory | twice or never |",
		"|---|---|---|---|---|---|---|",
	]
	for size in SIZES:
		with setting.fresh():
			_make(size)
			lines.append(_row(size))
			print(lines[-1], flush=True)
	return lines


def _row(size: int) -> str:
	began = time.perf_counter()
	_worker(kill_at=size // 3)
	cut_off = _erased()
	assert size // 3 <= cut_off < size, cut_off
	memory, last_tenth = _worker()
	seconds = time.perf_counter() - began
	rows = frappe.get_all(protocol.DOCTYPE, pluck="reference_name", limit=0)
	wrong = len(rows) - len(set(rows)) + size - _erased()
	return (
		f"| {size:,} | {size * sum(BESIDE.values()):,} | {seconds:.0f} | {seconds / size * 1000:.0f} | {last_tenth:.0f} ms each"
		f" | {memory} MB | {wrong} |"
	)


def _worker(kill_at: int = 0) -> tuple[int, float]:
	"""Run the job in a process of its own; MB at most, and ms for each of the last tenth. kill_at: kill it after so many cases."""
	command = [python(), "-m", "benchmarks.anonymising", frappe.local.site]
	job = subprocess.Popen(
		command,
		cwd=Path.cwd(),
		env={**os.environ, "PYTHONPATH": str(CHECKOUT)},
		stdout=subprocess.PIPE,
		text=True,
	)
	while kill_at and job.poll() is None and _erased() < kill_at:
		time.sleep(0.1)
	if kill_at:
		job.send_signal(signal.SIGKILL)
	said = job.communicate()[0].split()
	return (int(said[-2]), float(said[-1])) if len(said) >= 2 else (0, 0.0)


def _erased() -> int:
	frappe.db.rollback()
	return frappe.db.count(CASE, {"erased_on": ("is", "set")})


def _make(size: int) -> None:
	ended = add_months(today(), -8)
	cases = [f"FK-MESS-{number:05}" for number in range(size)]
	values = [
		(name, f"Mess {name}", f"{name}@example.org".lower(), "Rejected", ended, ended, "Text")
		for name in cases
	]
	frappe.db.bulk_insert(
		CASE,
		["name", "candidate_name", "email", "workflow_state", "closed_on", "stage_since", "evidence"],
		values,
	)
	fields = {
		"Candidate Activity": lambda case: {
			"candidate": case,
			"title": f"Schritt von {case}",
			"status": "Done",
		},
		"Stage Change": lambda case: {
			"parent": case,
			"parenttype": CASE,
			"parentfield": "stage_changes",
			"reason": case,
		},
		"Version": lambda case: {"ref_doctype": CASE, "docname": case, "data": "{}"},
		"Comment": lambda case: {"reference_doctype": CASE, "reference_name": case, "content": case},
		"FOKUS Mail": lambda case: {
			"reference_doctype": CASE,
			"reference_name": case,
			"recipient_email": f"{case}@example.org",
		},
		"View Log": lambda case: {"reference_doctype": CASE, "reference_name": case},
	}
	for doctype, number in BESIDE.items():
		columns = ["name", "creation", "modified", *fields[doctype](cases[0])]
		counts = frappe.db.get_column_type(doctype, "name").startswith("bigint")
		now, count = now_datetime(), 0
		rows = []
		for case in cases:
			for each in range(number):
				count += 1
				name = count + 5_000_000 if counts else f"{case}-{each}"
				rows.append((name, now, now, *fields[doctype](case).values()))
		frappe.db.bulk_insert(doctype, columns, rows, chunk_size=5000)
	frappe.db.commit()


def _work(site: str) -> None:
	"""The job, in this process; prints MB at most and ms for each of the last tenth."""
	frappe.init(site=site)
	frappe.connect()
	frappe.set_user("Administrator")
	listed = Path(frappe.get_site_path("private", "files", "benchmark.erasures")).resolve()
	frappe.conf[protocol.SETTING] = str(listed)
	times, whole = [], periods._try

	def timed(*given: object) -> int:
		began = time.perf_counter()
		outcome = whole(*given)
		times.append(time.perf_counter() - began)
		return outcome

	periods._try = timed
	while periods.over():
		periods.erase_due()
	last = times[-max(1, len(times) // 10) :]
	print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, sum(last) / len(last) * 1000)


if __name__ == "__main__":
	_work(*sys.argv[1:])
