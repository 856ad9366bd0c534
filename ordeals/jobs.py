"""The scheduler's jobs in processes of their own, at any time of the clock, several at the same moment."""

import os
import subprocess
from collections.abc import Sequence

import frappe

from bench.lib.paths import World, python

_CODE = """
import sys
import frappe, time_machine
site, moment, *jobs = sys.argv[1:]
frappe.init(site=site)
frappe.connect()
with time_machine.travel(moment, tick=True):
	methods = [frappe.get_attr(job) for job in jobs]
	print("ready", flush=True)
	sys.stdin.readline()
	for method in methods:
		method()
		frappe.db.commit()
"""


def scheduled() -> list[str]:
	"""All that the scheduler does for this app, daily or more often."""
	events = frappe.get_hooks("scheduler_events", app_name="fokus_app")
	found = [job for jobs in events["cron"].values() for job in jobs]
	return [*found, *events["daily_long"]]


def run(world: World, moment: str, jobs: Sequence[str], at_once: int = 1) -> list[str]:
	"""Do these jobs one after the other, in so many processes at the same moment; what they complained of. moment: as the clock shows it."""
	frappe.db.commit()
	pipe = subprocess.PIPE
	command = [str(python()), "-c", _CODE, world.site, moment, *jobs]
	processes = [
		subprocess.Popen(
			command, cwd=world.sites, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=os.environ
		)
		for _ in range(at_once)
	]
	for process in processes:
		while (line := process.stdout.readline()) and line != "ready\n":
			pass
	for process in processes:
		process.stdin.write("\n")
		process.stdin.flush()
	complaints = []
	for process in processes:
		_out, said = process.communicate(timeout=300)
		if process.returncode:
			complaints.append(f"{jobs} at {moment}: {said.strip().splitlines()[-1:]}")
	frappe.db.rollback()
	return complaints
