"""Many people of all kinds for a long while: no growth of memory or queues, no error."""

import random
import statistics
import subprocess
import threading
import time
from collections import Counter
from datetime import date
from pathlib import Path

import frappe
import requests
from frappe.utils.background_jobs import get_queue

from bench.lib import commands
from bench.lib.paths import python
from ordeals.outcome import Asked, Outcome
from ordeals.running import Running, running
from ordeals.victims import children
from tests import programme as cast
from tests import services
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MEETING, MENTORING

TITLE = "Many people for a long while"
#: what may be told
OPTIONS: tuple[str, ...] = ("minutes", "seed")
PEOPLE = ("clerk", "lead", "manager", "candidate", "mentor", None)
#: the share of the time in which caches fill and modules are loaded
WARM_UP = 0.3
SAMPLES = 40
#: in a shorter run the scheduler, which begins with everything at once, and the caches are all there is to see
MINUTES_FOR_GROWTH = 2
#: memory may be so much larger in the last part than after the warm-up, or so many MB
MORE, MORE_MB = 1.10, 5
#: so many seconds somebody looks at what has come before the next click, at most
LOOKING = 2.0
MEMORY = ("web", "worker")
#: so many that wait are those of the last seconds
A_FEW = 5
QUEUES = ("short", "default", "long")
LIST = "/api/method/frappe.desk.reportview.get"


def undergo(asked: Asked) -> Outcome:
	"""`asked.minutes` long."""
	with running() as there:
		return use(there, asked)


def use(there: Running, asked: Asked) -> Outcome:
	"""Six kinds of people press, read and write, with a look at what has come, while the scheduler and a worker do theirs."""
	names = stages.make(there.programme)
	frappe.db.set_value("Programme Cohort", there.programme.cohort, "places", 10**6)
	stages.place(names, CANDIDATE, "Preparation")
	frappe.db.commit()
	asked_for: Counter = Counter()
	faults: list[str] = []
	ended = threading.Event()
	clients = [(person, _client(there, person)) for person in PEOPLE]
	threads = [
		threading.Thread(
			target=_person,
			args=(person, client, names, random.Random(f"{asked.seed} {person}"), ended, asked_for, faults),
		)
		for person, client in clients
	]
	scheduler = subprocess.Popen(
		commands.tethered([python(), "-m", "bench.inside.scheduler", there.world.site]),
		cwd=there.world.sites,
		stdout=subprocess.DEVNULL,
	)
	for thread in threads:
		thread.start()
	try:
		samples = _watch(there, asked.minutes * 60)
	finally:
		ended.set()
		for thread in threads:
			thread.join(60)
		scheduler.terminate()
		scheduler.wait()
		for name in QUEUES:  # what the scheduler has left to do for minutes
			get_queue(name).empty()
	return _judged(there, asked, samples, asked_for, faults)


def _watch(there: Running, seconds: float) -> list[dict[str, float]]:
	"""Memory of the programs in MB and what waits, again and again."""
	samples = []
	end = time.monotonic() + seconds
	while time.monotonic() < end:
		time.sleep(seconds / SAMPLES)
		frappe.db.rollback()
		samples.append(
			{
				"web": sum(_memory(each) for each in children(there.server.pid)),
				"worker": _memory(there.worker.pid),
				"mails that wait": frappe.db.count("Email Queue", {"status": "Not Sent"}),
				"jobs that wait": sum(get_queue(name).count for name in QUEUES),
			}
		)
	return samples


def _judged(
	there: Running, asked: Asked, samples: list[dict[str, float]], asked_for: Counter, faults: list[str]
) -> Outcome:
	outcome = Outcome(("what", "after the warm-up", "in the middle", "at the end"))
	warm = samples[int(len(samples) * WARM_UP) :]
	part = max(1, len(warm) // 3)
	for what in samples[0]:
		is_memory = what in MEMORY
		# what waits goes up and down, and has grown where it does not come down any more
		measure = statistics.mean if is_memory else min
		first, middle, last = (
			measure(each[what] for each in warm[begin : begin + part])
			for begin in (0, part, len(warm) - part)
		)
		label = f"{what} (MB)" if is_memory else f"{what}, at the least"
		outcome.rows.append((label, *(f"{each:.1f}" for each in (first, middle, last))))
		if asked.minutes < MINUTES_FOR_GROWTH:
			continue
		if is_memory and last > max(first * MORE, first + MORE_MB):
			outcome.problems.append(f"{what} grew from {first:.0f} to {last:.0f} MB")
		if not is_memory and last > first + A_FEW:
			outcome.problems.append(f"{what}: at least {first:.0f}, later {last:.0f}")
	frappe.db.rollback()
	errors = frappe.get_all("Error Log", pluck="method")
	outcome.rows.append(("requests", "", "", f"{sum(asked_for.values()):,}"))
	outcome.rows.append(("faults (5xx, no answer)", "", "", len(faults)))
	outcome.rows.append(("errors in the log", "", "", len(errors)))
	outcome.remarks.append(", ".join(f"{what}: {number:,}" for what, number in sorted(asked_for.items())))
	outcome.problems += [f"Error Log: {each}" for each in sorted(set(errors))] + faults[:10]
	return outcome


def _client(there: Running, person: str | None) -> services.Client:
	client = there.server.login(cast.address(person), cast.PASSWORD) if person else there.server.guest()
	# the server may end a connection in the moment in which somebody who has looked for long uses it again
	client.headers["Connection"] = "close"
	return client


def _person(
	person: str | None,
	client: services.Client,
	names: dict[str, str],
	chance: random.Random,
	ended: threading.Event,
	asked_for: Counter,
	faults: list[str],
) -> None:
	"""What somebody of this kind does, in an order that chance gives."""
	while not ended.is_set():
		what, ask = chance.choice(_DOES[person])
		try:
			answer = ask(client, names, chance)
			if answer is not None and answer.status_code >= 500:
				faults.append(f"{person}, {what}: {answer.status_code} {answer.text[-200:]}")
		except requests.RequestException as error:
			faults.append(f"{person}, {what}: {type(error).__name__}")
		asked_for[what] += 1
		ended.wait(chance.uniform(0, LOOKING))


def _list(client, _names, chance):
	doctype = chance.choice((CANDIDATE, "Candidate Activity", MENTORING, MEETING, "Mentor"))
	return client.post(LIST, json={"doctype": doctype, "fields": ["name", "modified"], "page_length": 20})


def _open(client, names, _chance):
	return client.get(
		"/api/method/frappe.desk.form.load.getdoc", params={"doctype": CANDIDATE, "name": names[CANDIDATE]}
	)


def _nominate(client, _names, chance):
	number = chance.randrange(10**9)
	made = client.post(
		f"/api/resource/{CANDIDATE}",
		json={
			"candidate_name": f"Neu Nummer{number}",
			"email": f"neu{number}@example.org",
			"centre": "N-001",
			"cohort": "FOKUS Probe",
			"entry_path": "Nominated",
			"nominator": cast.address("nominator"),
			"manager": cast.address("manager"),
			"hr_clerk": cast.address("clerk"),
			"reason": "Leitet das Team in Vertretung.",
			"informed_on": date.today().isoformat(),
		},
	)
	if made.ok:
		return _act(client, made.json()["data"], "Nominate", {})
	return made


def _endorse(client, _names, _chance):
	filters = '[["workflow_state", "=", "Nominated"]]'
	found = client.get(
		f"/api/resource/{CANDIDATE}",
		params={"filters": filters, "fields": '["name", "modified"]', "limit": 1},
	)
	if found.ok and (rows := found.json()["data"]):
		return _act(client, rows[0], "Endorse", {"manager_statement": "Ja"})
	return found


def _act(client, row, action, values):
	return client.call(
		"fokus_app.workflows.action.act",
		doctype=CANDIDATE,
		name=row["name"],
		action=action,
		modified=row["modified"],
		values=values,
	)


def _log(client, names, _chance):
	return client.call(
		"fokus_app.mentoring_sessions.log.log",
		relationship=names[MENTORING],
		session_date=date.today().isoformat(),
		minutes=30,
		topics="Dienstplan",
	)


def _page(address):
	return lambda client, _names, _chance: client.get(address)


_DOES = {
	"clerk": [("list", _list), ("form", _open), ("nomination", _nominate), ("desk", _page("/app/fokus"))],
	"lead": [("list", _list), ("form", _open)],
	"manager": [("list", _list), ("form", _open), ("decision", _endorse)],
	"candidate": [("own page", _page("/fokus"))],
	"mentor": [("own page", _page("/fokus")), ("session", _log)],
	None: [("login page", _page("/login"))],
}


def _memory(process: int) -> float:
	"""What a process holds of its own in MB, whether or not a job that was forked from it has the same pages just now."""
	text = Path(f"/proc/{process}/smaps_rollup").read_text("ascii")
	return int(next(line.split()[1] for line in text.splitlines() if line.startswith("Anonymous:"))) / 1024
