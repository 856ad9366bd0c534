"""Backup, restore into an empty bench, and go on: identical data, notes that their pair reads, a transition with its mail."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import frappe

from bench.lib import site
from bench.lib.paths import World
from ordeals import tables
from ordeals.another_bench import another, back_up, restore
from ordeals.outcome import Asked, Outcome
from ordeals.running import Running, connect, running
from tests import programme as cast
from tests import services
from tests.mentoring.conftest import NOTE, SHARED, held
from tests.workflows import stages
from tests.workflows.stages import CANDIDATE, MENTORING

TITLE = "Backup, restore into an empty bench, and go on"
#: what may be told
OPTIONS: tuple[str, ...] = ()
READ, ACT = "fokus_app.mentoring_sessions.view.content", "fokus_app.workflows.action.act"
#: Frappe itself switches the scheduler off in what it restores
_SCHEDULER = ("('System Settings', 'enable_scheduler'", "('System Settings', 'modified")
FILE = "Zeugnis über Größe.txt"


def undergo(asked: Asked) -> Outcome:
	"""Once."""
	with running() as there:
		return back_up_and_go_on(there)


def back_up_and_go_on(there: Running) -> Outcome:
	"""Make records, back them up, restore them elsewhere and act there."""
	outcome = Outcome(("what", "seen"))
	names = stages.make(there.programme)
	session = held(names[MENTORING])
	attached = frappe.get_doc(
		{
			"doctype": "File",
			"file_name": FILE,
			"content": "Inhalt",
			"is_private": 1,
			"attached_to_doctype": CANDIDATE,
			"attached_to_name": names[CANDIDATE],
		}
	).insert()
	stages.place(names, CANDIDATE, "Nominated")
	with cast.acting_as("manager"):
		stages.act(names, CANDIDATE, "Endorse")
	stages.place(names, CANDIDATE, "Assessment", recommendation=None)
	waiting = frappe.db.count("Email Queue", {"status": "Not Sent"})
	frappe.db.commit()
	with tempfile.TemporaryDirectory() as folder:
		backup = back_up(there.world, Path(folder, "backup"))
		before = tables.content(there.world)
		with another(there.world, "restored") as world:
			restore(world, backup)
			shutil.rmtree(Path(folder, "backup"))
			_same(outcome, before, tables.content(world))
			with _at_work(world) as (server, mailbox):
				_file(outcome, attached.file_url)
				_notes(outcome, server, session)
				_goes_on(outcome, server, mailbox, names, waiting)
		connect(there.world)
	return outcome


def _same(outcome: Outcome, before: tables.Content, after: tables.Content) -> None:
	for content in (before, after):
		content["tabSingles"] = [row for row in content["tabSingles"] if not row.startswith(_SCHEDULER)]
	outcome.remarks.append(
		"Frappe's restore leaves the scheduler off: `bench --site <site> enable-scheduler`."
	)
	differing = tables.differences(before, after)
	rows = sum(map(len, after.values()))
	outcome.rows.append(("tables, rows", f"{len(after)}, {rows:,}; {len(differing)} tables differ"))
	outcome.problems += [f"not as it was: {each}" for each in differing]


@contextmanager
def _at_work(world: World) -> Iterator[tuple[services.Server, services.Mailbox]]:
	"""The restored site in use: connected, with a web server and the mail server of the new place."""
	before = os.getcwd()
	os.chdir(world.sites)
	site.connect_mail(world, world.logs / "mail-account.log")
	connect(world)
	mailbox = services.Mailbox(world)
	mailbox.clear()
	server = services.Server(world, workers=1)
	server.start()
	try:
		yield server, mailbox
	finally:
		server.stop()
		mailbox.stop()
		os.chdir(before)


def _file(outcome: Outcome, url: str) -> None:
	found = frappe.get_doc("File", {"file_url": url}).get_content()
	outcome.rows.append(("a private file", found))
	if found != "Inhalt":
		outcome.problems.append(f"the private file holds {found!r}")


def _notes(outcome: Outcome, server: services.Server, session: str) -> None:
	expected = {
		"mentor": (200, f"{SHARED} und Dienstplan", f"{NOTE} von mentor"),
		"candidate": (200, f"{SHARED} und Dienstplan", ""),
		"clerk": (403, None, None),
		"lead": (403, None, None),
	}
	for person, wanted in expected.items():
		answer = server.login(cast.address(person), cast.PASSWORD).call(READ, name=session)
		words = answer.json().get("message") or {}
		seen = (answer.status_code, words.get("topics"), words.get("private_note"))
		outcome.rows.append(
			(f"the session's words, asked for by {person}", f"{seen[0]}, {seen[1] or 'none'}")
		)
		if seen != wanted:
			outcome.problems.append(f"{person} sees {seen}, not {wanted}")


def _goes_on(
	outcome: Outcome, server: services.Server, mailbox: services.Mailbox, names: dict[str, str], waiting: int
) -> None:
	modified = str(frappe.db.get_value(CANDIDATE, names[CANDIDATE], "modified"))
	before = frappe.db.count("FOKUS Mail")
	frappe.db.rollback()
	answer = server.login(cast.address("lead"), cast.PASSWORD).call(
		ACT,
		doctype=CANDIDATE,
		name=names[CANDIDATE],
		action="Accept into Programme",
		modified=modified,
		values={"recommendation": "Recommended"},
	)
	frappe.db.rollback()
	state = frappe.db.get_value(CANDIDATE, names[CANDIDATE], "workflow_state")
	written = frappe.db.count("FOKUS Mail") - before
	mailbox.deliver()
	arrived = len(mailbox.deliver())
	outcome.rows.append(("a transition in the new place", f"{answer.status_code}, {state}"))
	outcome.rows.append(("mails", f"{waiting} that waited, {written} new, {arrived} arrived"))
	if (answer.status_code, state) != (200, "Preparation"):
		outcome.problems.append(f"the transition: {answer.status_code} {answer.text[:300]}")
	if not waiting or not written or arrived != waiting + written:
		outcome.problems.append("not each mail arrived once")
